"""From labels to values: blank is blank, unreadable is unreadable, and no document, however odd, breaks the reading."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.formats.word.reader import read
from parsers.forms.fill import fill
from parsers.forms.identify import identify
from parsers.forms.lines import MOST_SPANNED, lay_out
from parsers.model.document import UNREAD, Block, Cell, Document, Grid, Paragraph
from parsers.model.file import Unreadable
from parsers.model.record import Record, Value
from tests import installation
from tests.parsers.layouts import document
from tests.parsers.layouts.words import OBJECT, PICTURE, VML_PICTURE, merged, vml
from tests.parsers.wordml import NAMESPACES, cell, docx, para, row, run, table
from tests.samples.make.projects import values

EXCHANGE, HAIZHI = sorted(installation.guide().forms, key=lambda form: form.key)


def record(body: str) -> Record:
    """The exchange form filled from this inside of w:body."""
    return fill(read(docx(body)), EXCHANGE)


def field(body: str, key: str) -> Value:
    return record(body).values[key]


def test_a_guide_loaded_twice_finds_the_same_labels() -> None:
    again = EXCHANGE.model_copy(deep=True)
    data = read(document("exchange", values(Random(1), "conference")))
    assert [fill(data, form).missing_labels for form in (EXCHANGE, again)] == [(), ()]


# --- blank is not unreadable ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("thing", [PICTURE, VML_PICTURE, OBJECT])
def test_a_picture_in_place_of_an_answer_is_unreadable(thing: str) -> None:
    value = field(para("申报书") + table([["法人代表", cell(para(run(thing)))], ["地址", ""]]), "legal_representative")
    assert (value.text, value.value, value.place.text()) == (None, None, "table 1, row 1, cell 2")
    assert field(para("联系人：", run(thing)), "contact_person").text is None


@pytest.mark.parametrize("rows", [[["", "某某协会"]], [["", ""], ["", "某某协会"]], [["合作单位名称", "某某协会"]]])
def test_an_answer_in_the_row_below_a_blank_cell_is_found(rows: list[list[str]]) -> None:
    below = table([["法人代表", "张三"], ["合作单位名称", ""], *rows, ["地址", ""]])
    assert (field(below, "partner_units").text, field(below, "address").text) == ("某某协会", "")


def test_a_row_below_with_words_of_its_own_is_no_answer() -> None:
    assert field(table([["合作单位名称", ""], ["备注", "某某协会"], ["地址", "长沙"]]), "partner_units").text == ""


def test_a_picture_beside_an_answer_leaves_it_as_it_is() -> None:
    value = field(table([["法人代表", cell(para("张三", run(PICTURE)))]]), "legal_representative")
    assert (value.text, value.value) == ("张三", "张三")


def test_a_tick_that_may_be_a_picture_is_not_an_empty_box() -> None:
    ticks = table([["合作领域", cell(para(run(PICTURE), "先进制造  □新能源"))]])
    value = field(ticks, "cooperation_fields")
    assert value.text is None or value.value


def test_part_of_a_number_unread_on_a_scan_is_no_number() -> None:
    def scan(said: str, label: str) -> Document:
        return Document("ocr", (Grid((Cell(0, 0, (Paragraph(label),)), Cell(0, 1, (Paragraph(said),)))),))

    assert fill(scan(f"1380000{UNREAD}123", "法人代表"), EXCHANGE).values["legal_representative"].text is None
    assert "合作" in (fill(scan(f"长期合作{UNREAD}交流", "合作交流基础"), EXCHANGE).values["cooperation_basis"].text or "")


def test_a_label_on_paper_whose_answers_cell_was_not_seen_is_not_blank() -> None:
    """A number was written over the frame, and so its cell not found; elsewhere the row is whole, and blank."""
    def cells(*rows: tuple[str, ...]) -> Document:
        said = [Cell(r, c, (Paragraph(t, confidence=0.99),)) for r, row in enumerate(rows) for c, t in enumerate(row)]
        return Document("ocr", (Grid(tuple(said)),))

    torn = fill(cells(("法人代表", "张三"), ("地址",)), EXCHANGE).values["address"]
    whole = fill(cells(("法人代表", "张三"), ("地址", "")), EXCHANGE).values["address"]
    assert (torn.text, whole.text) == (None, "")


@pytest.mark.parametrize(("doubted", "want"), [(("录", "渌"), "渌江学会"), (("", ""), "录江学会"), (("录", ""), "录江学会")])
def test_of_two_doubtful_readings_of_one_name_the_surer_counts(doubted: tuple[str, str], want: str) -> None:
    def said(text: str, sure: float, doubt: str) -> Paragraph:
        return Paragraph(text, confidence=sure, doubted=doubt)

    cover = said("申报单位", 0.99, ""), said("录江学会", 0.96, doubted[0])
    table = said("单位名称", 0.99, ""), said("渌江学会", 0.97, doubted[1])
    grids = [Grid(tuple(Cell(0, n, (words,)) for n, words in enumerate(row))) for row in (cover, table)]
    heading = Paragraph("一、申报单位基本情况")
    assert fill(Document("ocr", (grids[0], heading, grids[1])), EXCHANGE).values["applicant_unit"].text == want


def test_who_recommends_is_as_sure_as_the_line_that_names_it() -> None:
    def scan(sure: float) -> Document:
        lines = Paragraph("推荐单位意见："), Paragraph("同意推荐。"), Paragraph("娄底市科学技术协会", confidence=sure)
        return Document("ocr", (Grid((Cell(0, 0, lines),)),))

    said = [fill(scan(sure), EXCHANGE, sure=0.8).values["recommender"] for sure in (0.95, 0.68)]
    assert [(value.text, value.confidence) for value in said] == [("娄底市科学技术协会", 0.95), (None, 0.68)]


def test_a_label_that_is_not_there_makes_its_field_unreadable() -> None:
    filled = record(table([["法人代表", ""]]))
    assert filled.values["legal_representative"].text == ""
    assert filled.values["address"].text is None
    assert "地址" in filled.missing_labels


def test_words_in_a_box_over_the_page_make_blanks_unsure() -> None:
    """Somebody typed over the form: what is blank below may be answered there."""
    form = table([["法人代表", ""], ["地址", "长沙市"]])
    filled = record(form + para(run(vml(para("张三")))))
    assert filled.values["legal_representative"].text is None
    assert filled.values["legal_representative"].place.note == "text box"
    assert filled.values["address"].value == "长沙市"
    assert record(form + para(run(vml(para("附件1"))))).values["legal_representative"].text == ""


def test_of_two_places_the_readable_one_counts() -> None:
    body = para("申报单位：", run(PICTURE)) + table([["单位名称", "湖南大学"]])
    assert record(body).values["applicant_unit"].value == "湖南大学"
    body = para("申报单位：") + table([["单位名称", cell(para(run(PICTURE)))]])
    assert record(body).values["applicant_unit"].text is None


# --- single layouts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cover", "want"),
    [
        (para("申报单位：____湖南大学____"), "湖南大学"),
        (para("申报单位湖南大学"), "湖南大学"),
        (para("申 报 单 位 （盖章）  湖南大学"), "湖南大学"),
        (para("申报单位：") + para("湖南大学"), "湖南大学"),
        (para("申报单位：湖南大学") + para("湘潭大学"), "湖南大学\n湘潭大学"),
        (para("申报单位：湖南大学　　项目类别：（√）国际与区域合作"), "湖南大学"),
        (para("１．申报单位﹕湖南大学"), "湖南大学"),
        (para("申报单住：湖南大学"), "湖南大学"),
        (table([["申报单位\n名称", "湖南大学"]]), "湖南大学"),
        (table([[cell("申报", "单位", props=merged(1)), cell("湖南", "大学")]]), "湖南\n大学"),
        (table([["申报单位 Applicant", "Hunan University"]]), "Hunan University"),
    ],
)
def test_a_unit_on_a_cover_of_any_kind(cover: str, want: str) -> None:
    assert field(cover + table([["法人代表", "张三"]]), "applicant_unit").value == want


def test_values_in_a_header_are_found_and_say_so() -> None:
    header = f'<w:hdr xmlns:w="{NAMESPACES["w"]}">{para("项目联系人：张三")}</w:hdr>'
    body = docx(table([["法人代表", "张三"]]), rels=[("r1", "header", "h.xml")], extra_parts={"word/h.xml": header})
    value = fill(read(body), EXCHANGE).values["contact_person"]
    assert (value.value, value.place.text()) == ("张三", "header")


@pytest.mark.parametrize("shape", ["one cell", "two rows", "body"])
def test_the_last_words_of_an_answer_before_the_next_label_in_its_line_are_kept(shape: str) -> None:
    """Lines of a page that were taken for one paragraph; somebody who typed on where the next label stands."""
    first, last, following = "项目主要内容：邀请专家4人来湘。", "会后持续跟踪落实。", "预期目标：签订协议2项。"
    filled = record(
        {
            "one cell": table([[cell(para(first), para(last + following))]]),
            "two rows": table([[cell(para(first))], [cell(para(last + following))]]),
            "body": para(first) + para(last + following),
        }[shape]
    )
    assert filled.values["main_content"].text == "邀请专家4人来湘。\n" + last
    assert filled.values["expected_goals"].text == "签订协议2项。"


def test_what_is_no_sentence_before_a_label_is_no_answer() -> None:
    assert field(table([[cell(para("项目主要内容："), para("（二）预期目标：签订协议2项。"))]]), "main_content").text == ""


def test_a_long_text_cut_by_hand_at_a_page_end_is_joined() -> None:
    rows = [["合作交流基础（或成功案例）", "前半"], ["", "后半"], ["合作单位名称", "甲大学"]]
    filled = record(table(rows))
    assert filled.values["cooperation_basis"].value == "前半\n后半"
    assert filled.values["partner_units"].value == "甲大学"


HEADS = ["时间阶段", "经费预算（万元）", "目标内容"]


def rows_of(body: str) -> Any:
    return field(body, "schedule").value


def stage(name: str, wan: float | None, goal: str) -> dict[str, Any]:
    return {"stage": name, "budget_wan": wan, "goal": goal}


ONE, TWO = stage("4月", 2.0, "筹备"), stage("5月", 3.0, "举办")
PLAIN = [["4月", "2", "筹备"], ["5月", "3", "举办"]]


@pytest.mark.parametrize(
    "body",
    [
        table([HEADS, *PLAIN]),
        table([HEADS, *PLAIN, ["合计", "5", ""]]),
        table([HEADS, *PLAIN, ["", "合计：5万元", ""]]),
        table([HEADS, *PLAIN, ["", "5", ""]]),
        table([HEADS, *PLAIN, row(cell("总计：5万元", props=merged(3)))]),
        table([["序号", *HEADS], ["1", *PLAIN[0]], ["2", *PLAIN[1]], ["合计", "", "5", ""]]),
        table([HEADS, PLAIN[0], HEADS, PLAIN[1]]),
        table([HEADS, PLAIN[0], row(cell("国际与区域科技合作交流项目申报书（续）", props=merged(3))), PLAIN[1]]),
        table([HEADS, PLAIN[0]]) + table([PLAIN[1]]),
        table([HEADS, PLAIN[0]]) + para() + table([HEADS, PLAIN[1]]),
        table([["", *HEADS][1:], ["4月", "20000元", "筹备"], ["5月", "三万元", "举办"], ["", "", ""], ["", "", ""]]),
        table([["时间\n阶段", "经费预算", "目标内容"], *PLAIN]),
        table([["时间阶段", "目标内容", "经费预算（万元）"], ["4月", "筹备", "2"], ["5月", "举办", "3"]]),
    ],
)
def test_a_schedule_of_any_shape(body: str) -> None:
    assert rows_of(body) == [ONE, TWO]


def test_a_schedule_of_pictures_or_outside_a_table_is_unreadable() -> None:
    assert field(table([HEADS, [cell(para(run(PICTURE))), "", ""]]), "schedule").text is None
    assert field(para("时间阶段：4月筹备，2万元"), "schedule").text is None
    assert field(table([HEADS, ["", "", ""]]), "schedule").value == []


# --- wild documents -------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["", " ", "申报单位", "申报单位：", "联系电话", "时间阶段", "经费预算（万元）", "目标内容", "合计", "项目类别",
     "（√）", "合作领域", "☑新能源", "项目主要内容：", "四、审查意见", "推荐单位意见", "5万元",
     "13800001111", UNREAD, "海智计划项目", "申报书", "省科协审定意见：", "一、", "：：", "_" * 9]
)  # fmt: skip
LINE = st.builds(Paragraph, st.lists(WORDS, max_size=4).map("".join))


def grids(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    number = st.integers(0, 6)
    cells = st.builds(Cell, number, number, st.lists(inner, max_size=3).map(tuple), st.integers(1, 10**6), st.integers(1, 63))
    return st.builds(Grid, st.lists(cells, max_size=8).map(tuple))


BLOCK: st.SearchStrategy[Block] = st.recursive(LINE, grids, max_leaves=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCK, max_size=12).map(tuple))
def test_no_document_breaks_the_reading(blocks: tuple[Block, ...]) -> None:
    wild = Document("word", blocks)
    identify(wild, (EXCHANGE, HAIZHI))
    for form in (EXCHANGE, HAIZHI):
        filled = fill(wild, form)
        assert set(filled.values) == {f.key for f in form.fields}
        assert all((v.text is None) == (v.value is None) or v.doubt for v in filled.values.values())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 10**9))
def test_a_damaged_form_is_read_or_refused(noise: bytes, at: int) -> None:
    whole = document("exchange", values(Random(3), "conference"))
    at %= len(whole)
    try:
        found = read(whole[:at] + noise + whole[at + len(noise) :])
    except Unreadable:
        return
    fill(found, EXCHANGE)


def test_huge_spans_do_not_multiply() -> None:
    """Work grows with cells, not with what they claim: every cell says that it spans a million rows."""
    cells = tuple(Cell(n, 0, (Paragraph("联系电话"),), 10**6, 1) for n in range(3000))
    flow = lay_out(Document("word", (Grid(cells),)))
    assert sum(map(len, flow.grids[0].values())) <= MOST_SPANNED + len(cells)
    fill(Document("word", (Grid(cells),)), EXCHANGE)


def test_what_stands_beside_another_label_answers_that_one_alone() -> None:
    """A blank account number, and under its cell the leader's name, beside a label of its own."""
    body = table(row(cell("银行账户信息"), cell("账号：")), row(cell("项目负责人"), cell("朱春燕")))
    assert field(body, "bank_account_number").text == ""
