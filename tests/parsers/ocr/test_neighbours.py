"""A recognised table's cells are put right by their neighbours."""

from __future__ import annotations

from dataclasses import replace

from parsers.formats.pdf.blocks import assemble
from parsers.formats.pdf.page_text import Page, Row, Ruled
from parsers.model.document import Grid
from parsers.ocr.known_form.neighbours import with_lost_column, with_lost_rules
from parsers.ocr.known_form.printed_words import printed_words
from tests.installation import guide

PRINTED = printed_words(guide().forms)


def row(text: str, x0: float, top: float) -> Row:
    return Row(x0, top, x0 + 10 * len(text), top + 10, text, 10, 10, 0.99)


def cell(text: str, x0: float, x1: float, top: float, height: float = 20) -> Ruled:
    rows = [row(words, x0 + 3, top + 5 + 20 * n) for n, words in enumerate(filter(None, text.split("\n")))]
    left, upper, right, lower = (round(v / 0.595) for v in (x0, top, x1, top + height))
    return Ruled(1, x0, top, x1, top + height, rows, box=(left, upper, right, lower))


def said(page: Page) -> list[str]:
    return ["/".join(r.text for r in c.rows) for table in page.tables for c in table]


LABELS = [cell(text, 80, 180, 100 + 20 * n) for n, text in enumerate(("申报单位：", "项目类别：", "联系人：", "联系电话："))]


def test_words_below_each_other_beside_a_tables_labels_are_its_lost_column() -> None:
    answers = {0: "湖南某某研究院", 1: "☑国际与区域合作", 3: "13800004620"}
    beside = [row(text, 186, 105 + 20 * n) for n, text in answers.items()]
    page = with_lost_column(Page(1, 595, 842, [LABELS], [*beside, row("2024年3月", 300, 400)], picture=True))
    assert said(page)[4:] == ["湖南某某研究院", "☑国际与区域合作", "13800004620"]
    assert [r.text for r in page.rows] == ["2024年3月"]
    assert all(r.confidence < 0.9 for c in page.tables[0][4:] for r in c.rows), "their frame was not seen"
    assert len(page.tables[0]) == 7, "beside 联系人 nothing was read, which is no blank cell"


def test_words_of_seals_and_apps_beside_a_table_are_no_column_of_it() -> None:
    ring = [row("湖南省", 190, 105), row("科学技术", 240, 125), row("协会", 215, 145)]
    for beside in ([row("道装", 552, 105)], [row("湖南省", 186, 105)], ring):
        page = Page(1, 595, 842, [LABELS], beside, picture=True)
        assert with_lost_column(page) is page


def test_a_cell_of_labels_is_cut_beside_the_cells_of_their_answers() -> None:
    answers = cell("☑国际与区域合作", 180, 500, 100), cell("2024年4月-2025年1月", 180, 500, 120)
    table = [cell("项目类别\n项目期限", 80, 180, 100, 40), *answers]
    page = with_lost_rules(Page(1, 595, 842, [table], [], picture=True), PRINTED)
    assert said(page) == ["项目类别", "项目期限", "☑国际与区域合作", "2024年4月-2025年1月"]
    assert [(c.top, c.bottom) for c in page.tables[0][:2]] == [(100, 120), (120, 140)]


def test_a_label_of_two_lines_beside_two_cells_is_one() -> None:
    for words in ("银行账户\n信息", "项目类别\n2024年"):
        table = [cell(words, 80, 180, 100, 40), cell("开户名：某某", 180, 500, 100), cell("账号：4520", 180, 500, 120)]
        assert said(with_lost_rules(Page(1, 595, 842, [table], [], picture=True), PRINTED))[0] == words.replace("\n", "/")


def test_a_cell_goes_on_over_the_leaf_of_paper_scanned_from_the_back() -> None:
    """Its second half is on the page with the lower number."""
    words = "在湘举办杂交水稻与耐盐种质国际研讨会，拟邀请新加坡等国家的专家"
    first = Ruled(2, 82, 650, 496, 683, [replace(row("项目主要内容：" + words, 85, 660), x1=494, first_word=10)])
    rest = Ruled(1, 82, 70, 496, 170, [row("14人作报告。", 85, 80)])
    pages = [Page(number, 595, 842, [[cell_]], [], picture=True) for number, cell_ in ((2, first), (1, rest))]
    (grid,) = assemble(pages)
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells] == [f"项目主要内容：{words}14人作报告。"]
