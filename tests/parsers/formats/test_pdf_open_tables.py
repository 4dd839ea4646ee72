"""Tables in PDFs whose outer lines are not drawn, or end with the page; and drawn lines that are no sides of a table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import reader
from tests.parsers import pdfs

ROWS = (
    ("单位名称", "湖南某某大学", "邮政编码", "410082"),
    ("主要内容", "办会一场，\n参会百人", "预期目标", "签约两项，\n引进一项"),
    ("联系人", "张三", "联系电话", "0731-84586603"),
)
LEFT, WIDE, TOP, HIGH = 60.0, 110.0, 760.0, 40.0


def drawn(missing: Sequence[str], lines: Sequence[tuple[float, float, float, float]] = ()) -> bytes:
    """The rows with their rules apart from the outer ones named in `missing`."""
    right, bottom = LEFT + WIDE * 4, TOP - HIGH * 3

    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 10.5)
        for i, row in enumerate(ROWS):
            for j, text in enumerate(row):
                for k, line in enumerate(text.split("\n")):
                    canvas.drawString(LEFT + j * WIDE + 4, TOP - i * HIGH - 14 - 13 * k, line)
        rules = [("top" if i == 0 else "bottom" if i == 3 else "", LEFT, TOP - i * HIGH, right, TOP - i * HIGH) for i in range(4)]
        sides = ("left", "", "", "", "right")
        rules += [(sides[j], LEFT + j * WIDE, TOP, LEFT + j * WIDE, bottom) for j in range(5)]
        for side, *place in rules:
            if side not in missing or not side:
                canvas.line(*place)
        for one in lines:
            canvas.line(*one)

    return pdfs.drawn(pen)


def cells(data: bytes) -> list[list[str]]:
    (table,) = pdfs.grids(reader.read(data))
    return [[text.replace("\n", "") for text in row] for row in table]


WANTED = [[text.replace("\n", "") for text in row] for row in ROWS]


@pytest.mark.parametrize(
    "missing",
    [("left",), ("right",), ("left", "right"), ("top",), ("bottom",), ("top", "bottom"), ("left", "right", "top", "bottom")],
)
def test_a_table_without_its_outer_lines(missing: Sequence[str]) -> None:
    assert cells(drawn(missing)) == WANTED


def test_a_row_over_the_whole_width_of_an_open_table() -> None:
    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 10.5)
        for y in (760, 736, 712, 688, 664):
            canvas.line(60, y, 500, y)
        for top, foot in ((760, 736), (688, 664)):
            canvas.line(200, top, 200, foot)
        for x, y, text in ((64, 744, "单位名称"), (204, 744, "甲大学"), (64, 720, "二、项目情况"), (64, 696, "主要内容：办会"),
                           (64, 672, "目标"), (204, 672, "签约")):  # fmt: skip
            canvas.drawString(x, y, text)

    assert cells(pdfs.drawn(pen)) == [["单位名称", "甲大学"], ["二、项目情况"], ["主要内容：办会"], ["目标", "签约"]]


def test_a_table_inside_a_cell_without_its_left_line() -> None:
    """Its level lines begin a little inside the cell, whose own rules are its head and foot."""

    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 10.5)
        for place in ((60, 760, 500, 760), (60, 688, 500, 688), (60, 760, 60, 688), (180, 760, 180, 688), (500, 760, 500, 688),
                      (186, 736, 500, 736), (186, 712, 500, 712), (300, 760, 300, 688)):  # fmt: skip
            canvas.line(*place)
        canvas.drawString(64, 744, "银行账户信息")
        for n, (label, text) in enumerate((("开户名：", "甲大学"), ("开户银行：", "某银行"), ("账号：", "6222"))):
            canvas.drawString(190, 744 - 24 * n, label)
            canvas.drawString(304, 744 - 24 * n, text)

    texts = pdfs.texts(reader.read(pdfs.drawn(pen)))
    assert texts == ["银行账户信息", "开户名：", "甲大学", "开户银行：", "某银行", "账号：", "6222"]


# --- lines that are no sides ----------------------------------------------------------------------------------------


def test_underlines_in_a_cell_do_not_cut_it() -> None:
    level = [(LEFT, TOP - y, LEFT + 60, TOP - y) for y in (18, 31)]
    assert cells(drawn((), level)) == WANTED


def test_bars_beside_changed_lines_are_no_columns() -> None:
    assert cells(drawn(("left", "right"), [(LEFT - 2.5, TOP - 4, LEFT - 2.5, TOP - 30)])) == WANTED


def test_underlined_answers_of_a_cover_are_no_table() -> None:
    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 12)
        for i, (label, text) in enumerate(pdfs.ROWS):
            canvas.drawString(60, 700 - 30 * i, f"{label}：{text}")
            canvas.line(130, 697 - 30 * i, 420, 697 - 30 * i)

    document = reader.read(pdfs.drawn(pen))
    assert pdfs.texts(document) == [f"{label}：{text}" for label, text in pdfs.ROWS] and not pdfs.grids(document)


# --- a page's end ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "rest"), [("上级主管部门支持情", "况"), ("交流基础（或成功", "案例）"), ("交流基础", "（或成功案例）")]
)
def test_a_label_that_goes_on_over_the_page(label: str, rest: str) -> None:
    def pen(canvas: Canvas) -> None:
        pdfs.table(canvas, [(label, "（支持情况）")], top=100, wide=104)
        canvas.showPage()
        pdfs.table(canvas, [(rest, "已列入工作要点。"), ("预期目标", "签约一项")], top=780, wide=104)

    (table,) = pdfs.grids(reader.read(pdfs.drawn(pen)))
    assert [row[1].split("\n") for row in table] == [["（支持情况）", "已列入工作要点。"], ["签约一项"]]


def over_a_page(above: list[tuple[str, ...]], below: list[tuple[str, ...]], wide: float) -> list[list[str]]:
    def pen(canvas: Canvas) -> None:
        pdfs.table(canvas, above, top=100, wide=wide)
        canvas.showPage()
        pdfs.table(canvas, below, top=780, wide=wide)

    (table,) = pdfs.grids(reader.read(pdfs.drawn(pen)))
    return table


def test_a_paragraph_of_a_broad_cell_that_goes_on_over_the_page() -> None:
    table = over_a_page([("主要内容：拟办会一场。",)], [("会前征集需求，会后跟踪落实。",)], wide=400)
    assert [row[0].split("\n") for row in table] == [["主要内容：拟办会一场。", "会前征集需求，会后跟踪落实。"]]


@pytest.mark.parametrize("anew", ["预期目标：签约一项。", "三、申报单位承诺", "（二）预期目标"])
def test_a_broad_cell_with_a_label_or_heading_of_its_own_is_a_row(anew: str) -> None:
    assert over_a_page([("主要内容：拟办会一场。",)], [(anew,)], wide=400) == [["主要内容：拟办会一场。"], [anew]]


def test_rows_of_a_group_whose_label_stands_on_the_page_before() -> None:
    table = over_a_page([("银行账户信息", "开户名：", "甲大学")], [("", "账号：", "6222")], wide=104)
    assert table == [["银行账户信息", "开户名：", "甲大学"], ["", "账号：", "6222"]]


def test_shades_behind_words_are_no_cells() -> None:
    """Office programs colour the words of a pasted paragraph line by line."""

    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 10.5)
        canvas.rect(60, 600, 400, 100)
        canvas.setFillGray(0.98)
        for x, y, width in ((64, 676, 90), (64, 656, 4), (68, 656, 200)):
            canvas.rect(x, y, width, 14, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(64, 680, "三、项目方案：")
        canvas.drawString(68, 660, "本项目按以下步骤推进。")

    (grid,) = pdfs.grids(reader.read(pdfs.drawn(pen)))
    assert grid == [["三、项目方案：\n本项目按以下步骤推进。"]]
