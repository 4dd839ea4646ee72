"""What the guide's forms print puts right what was recognised: labels, instructions, merged cells, sheets of two pages."""

from __future__ import annotations

from parsers.formats.pdf.page_text import Page, Row, Ruled
from parsers.ocr.checkboxes import Strip
from parsers.ocr.engine import Glyph, Line
from parsers.ocr.known_form.cut_cells import Part, cut
from parsers.ocr.known_form.printed_words import printed_words
from parsers.ocr.known_form.sheets import apart, halves
from parsers.ocr.ruled_cells import Box
from tests.installation import guide

PRINTED = printed_words(guide().forms)


def row(text: str, confidence: float = 1.0, x0: float = 60, top: float = 100) -> Row:
    return Row(x0, top, x0 + 10 * len(text), top + 10, text, 10, 10, confidence)


def texts(*rows: Row) -> list[str]:
    return [r.text for r in PRINTED.right(rows)]


def strip(text: str, x: float, y: float) -> Strip:
    share = 1 / len(text)
    glyphs = tuple(Glyph(c, (n + 0.5) * share, n * share, (n + 1) * share, 1.0) for n, c in enumerate(text))
    return Strip(x, x + 28 * len(text), y, y + 35, Line(text, glyphs))


def said(parts: list[Part]) -> list[str]:
    return ["".join(s.line.text for s in part.strips) for part in parts]


def test_labels_with_a_wrong_character_are_spelled_as_printed() -> None:
    assert texts(row("统一社会信用代"), row("码")) == ["统一社会信用代码"]
    assert texts(row("统—社会信用代码")) == ["统一社会信用代码"]
    assert texts(row("项目概还：")) == ["项目概述："]
    assert texts(row("传具", 0.9)) == ["传真"]


def test_answers_are_left_as_they_were_read() -> None:
    for words in ("王任", "湖南省科学技术协会", "湖南省某某学会", "410208", "张联系", "项目", "传具"):
        assert texts(row(words)) == [words]
    assert texts(row("本单位名称与公章一致，特此说明。")) == ["本单位名称与公章一致，特此说明。"]


def test_printed_instructions_are_left_out_though_not_read_rightly() -> None:
    first, second = row("(该项日所需资金总额和主要用途等万面情况，包括本单"), row("位或上级部门配套资金、自筹资金情况。)")
    assert texts(first, second, row("总经费18万元。")) == ["总经费18万元。"]
    assert texts(row("总经费18万元，用于专家差旅。")) == ["总经费18万元，用于专家差旅。"]


def test_a_merged_cell_is_cut_at_its_labels() -> None:
    strips = [
        strip("项目负责人", 110, 100), strip("杨峰", 320, 100), strip("职称/职务", 560, 100), strip("教授", 820, 100),
        strip("电子信箱", 110, 200), strip("a@b.cn", 320, 200), strip("联系电话", 560, 200),
    ]  # fmt: skip
    parts = cut(strips, Box(100, 80, 1000, 260), PRINTED)
    assert said(parts) == ["项目负责人", "杨峰", "职称/职务", "教授", "电子信箱", "a@b.cn", "联系电话", ""]
    assert all(part.sure < 0.9 for part in parts)
    assert parts[-1].box.width > 100


def test_a_cell_of_one_label_or_of_an_answer_is_not_cut() -> None:
    box = Box(100, 80, 1000, 260)
    for strips in (
        [strip("统一社会信用代", 110, 100), strip("码", 110, 133)],
        [strip("湖南省长沙市岳麓区学士路", 110, 100), strip("336号", 110, 140)],
        [strip("开户名：某某学会", 110, 100), strip("账号：4305017846", 110, 150)],
    ):
        assert cut(strips, box, PRINTED) == [Part(box, tuple(strips))]


def test_a_sheet_of_two_pages_is_parted_at_its_fold() -> None:
    left, right = row("申报书", x0=180), row("单位名称", x0=500)
    page = Page(1, 840, 595, [[Ruled(1, 480, 90, 780, 120, [right])]], [left], picture=True)
    first, second = halves(page).pages()
    assert [r.text for r in first.rows] == ["申报书"]
    assert not first.tables
    assert second.tables[0][0].x0 < 200
    assert halves(Page(1, 595, 842, page.tables, [], picture=True)).second is None
    across = Page(1, 840, 595, [[Ruled(1, 60, 90, 780, 120, [right])]], [left], picture=True)
    assert halves(across).second is None


def test_words_beside_a_table_and_in_margins_are_no_part_of_the_form() -> None:
    cell = Ruled(1, 84, 72, 499, 762, [row("时间阶段")])
    rows = [row("道装", x0=552, top=350), row("某某扫描宝", x0=495, top=817), row("承诺如下", x0=90, top=765)]
    page, aside = apart(Page(1, 595, 842, [[cell]], rows, picture=True))
    assert [r.text for r in aside] == ["道装", "某某扫描宝"]
    assert [r.text for r in page.rows] == ["承诺如下"]
    cover = Page(1, 595, 842, [], rows, picture=True)
    assert apart(cover)[0].rows == rows
