"""A table within a cell that the page's end cuts: it stays within its cell, and is one table again."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import reader
from parsers.model.document import Grid
from tests.parsers import pdfs

COLUMNS = (92.0, 200.0, 400.0, 517.0)


def rows(canvas: Canvas, top: float, cells: list[tuple[str, ...]]) -> float:
    """A ruled table from this height down; its lower edge."""
    for n, texts in enumerate(cells):
        for x0, x1, text in zip(COLUMNS, COLUMNS[1:], texts, strict=False):
            canvas.rect(x0, top - 16 * (n + 1), x1 - x0, 16)
            canvas.drawString(x0 + 4, top - 16 * n - 12, text)
    return top - 16 * len(cells)


def pen(canvas: Canvas) -> None:
    canvas.setFont(pdfs.FONT, 10.5)
    canvas.drawString(90, 180, "一、进展情况")
    canvas.drawString(90, 160, "进展顺利，按计划进行。")
    bottom = rows(canvas, 140, [("序号", "阶段", "情况"), ("1", "调研", "完成")])
    canvas.rect(85, bottom - 0.5, 432.5, 195 - bottom)
    canvas.showPage()
    canvas.setFont(pdfs.FONT, 10.5)
    bottom = rows(canvas, 760, [("2", "实验", "完成"), ("3", "总结", "未完成")])
    canvas.drawString(90, bottom - 20, "二、下一步计划")
    canvas.rect(85, bottom - 40, 432.5, 760.5 - bottom + 40)


def test_a_table_in_a_cell_over_a_pages_end() -> None:
    (outer,) = [block for block in reader.read(pdfs.drawn(pen)).blocks if isinstance(block, Grid)]
    first, second = outer.cells
    inner = [[block for block in cell.blocks if isinstance(block, Grid)] for cell in (first, second)]
    assert [len(grids) for grids in inner] == [1, 0]
    assert [cell.text for cell in inner[0][0].cells] == [
        "序号", "阶段", "情况", "1", "调研", "完成", "2", "实验", "完成", "3", "总结", "未完成"]
    assert first.text.startswith("一、进展情况\n进展顺利，按计划进行。") and second.text == "二、下一步计划"
