"""Two pages of a form printed side by side on one sheet, lying, turned or drawn sideways; and broad pages that are one."""

from __future__ import annotations

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import reader
from parsers.model.document import Place
from tests.parsers import pdfs

WIDE, HIGH = landscape(A4)


def page(canvas: Canvas, left: float, heading: str, rows: tuple[tuple[str, str], ...], top: float = 480) -> None:
    canvas.setFont(pdfs.FONT, 10.5)
    canvas.drawString(left + 40, 540, heading)
    pdfs.table(canvas, rows, top=top, left=left + 40, wide=150)


def sheet(canvas: Canvas) -> None:
    page(canvas, 0, "申报书（第一部分）：申报单位基本情况", pdfs.ROWS, top=112)
    page(canvas, WIDE / 2, "湖南省科学技术协会制二〇二四年三月", (("主要内容", "办会"), ("预期目标", "签约")), top=510)


def lying() -> bytes:
    return pdfs.drawn(sheet, (WIDE, HIGH))


def turned(file: pikepdf.Pdf) -> None:
    sideways(file)
    file.pages[0].Rotate = 90


def sideways(file: pikepdf.Pdf) -> None:
    only = file.pages[0]
    only.contents_add(f"q 0 1 -1 0 {HIGH} 0 cm".encode(), prepend=True)
    only.contents_add(b"Q")
    only.mediabox = pikepdf.Array([0, 0, HIGH, WIDE])


@pytest.mark.parametrize("data", [lying(), pdfs.changed(lying(), turned), pdfs.changed(lying(), sideways)])
def test_two_pages_on_a_sheet_are_read_one_after_the_other(data: bytes) -> None:
    document = reader.read(data)
    assert pdfs.texts(document) == [
        "申报书（第一部分）：申报单位基本情况",
        *(text for row in pdfs.ROWS for text in row),
        "湖南省科学技术协会制二〇二四年三月", "主要内容", "办会", "预期目标", "签约",
    ]  # fmt: skip


def test_places_are_those_of_the_sheet() -> None:
    document = reader.read(lying())
    last = document.blocks[-1].cells[-1].place  # type: ignore[union-attr]
    assert isinstance(last, Place) and last.page == 1 and last.box is not None and last.box[0] > 500


def test_a_table_goes_on_over_the_fold() -> None:
    def pen(canvas: Canvas) -> None:
        page(canvas, 0, "申报书：申报单位基本情况，及其他情况", pdfs.ROWS, top=112)
        canvas.setFont(pdfs.FONT, 10.5)
        pdfs.table(canvas, [("主要内容", "办会三场，参会百人"), ("预期目标", "签约两项，引进三项")], 560, WIDE / 2 + 40, 150)

    (table,) = pdfs.grids(reader.read(pdfs.drawn(pen, (WIDE, HIGH))))
    assert [row[0] for row in table] == ["单位名称", "地址", "联系电话", "主要内容", "预期目标"]


def test_a_broad_page_with_one_table_is_one_page() -> None:
    def pen(canvas: Canvas) -> None:
        pdfs.table(canvas, [("单位名称", "甲大学", "联系人及其联系电话", "张三") for _ in range(6)], top=500, left=60, wide=180)

    assert len(pdfs.grids(reader.read(pdfs.drawn(pen, (WIDE, HIGH))))[0][0]) == 4
