"""What the type of a form says: headings that are set off from texts, in the body, in cells and in PDFs; notes and promises."""

from __future__ import annotations

import pytest

from parsers.formats.pdf.lines import spelled
from parsers.model.document import Cell, Document, Grid, Medium, Paragraph, Place
from parsers.pairs import accounted, keyed
from parsers.pairs.printed_notes import is_note, is_promise

LONG = "本项目研究湘江的水质，建立覆盖上中下游的监测网，并公布全部数据。"
HEAD, TEXT = "SimHei 28", "FangSong 24"


def printed(text: str, bold: bool = False) -> Paragraph:
    return Paragraph(text, Place(), ((0, len(text)),) if bold else (), face=TEXT if bold else HEAD)


def typed(text: str) -> Paragraph:
    return Paragraph(text, Place(), face=TEXT)


def said(*blocks: Paragraph | Grid) -> dict[str, str]:
    return keyed(accounted(Document(Medium.WORD, blocks))[0])


@pytest.mark.parametrize("bold", [True, False], ids=["bold", "another face"])
def test_headings_without_numbers_are_told_by_their_type(bold: bool) -> None:
    blocks = printed("研究现状", bold), typed("1、国内现状"), typed(LONG), printed("项目组分工", bold), typed("王小明：作图。")
    assert said(*blocks) == {"研究现状": f"1、国内现状\n{LONG}", "项目组分工": "王小明：作图。"}


def test_a_numbered_line_in_the_type_of_the_answer_is_a_part_of_it() -> None:
    blocks = printed("（一）研究内容"), typed("（一）研究背景"), typed(LONG), printed("（二）研究目标"), typed(LONG)
    assert said(*blocks) == {"（一）研究内容": f"（一）研究背景\n{LONG}", "（二）研究目标": LONG}


def test_a_heading_that_only_names_a_part_does_not_repeat_it() -> None:
    parts = printed("1、立项依据（500字以内）"), typed(LONG), printed("2、研究内容"), typed(LONG)
    found = said(printed("三、项目情况"), typed("说明：带*的栏目为必填。"), *parts)
    assert found == {"1、立项依据（500字以内）": LONG, "2、研究内容": LONG}


def test_the_last_heading_is_blank_before_the_offices_table() -> None:
    office = Grid((Cell(0, 0, (typed("学院意见"),)), Cell(0, 1, (typed("签名："),), place=Place(table=1, row=1))), Place(table=1))
    found = said(printed("一、研究内容"), typed(LONG), printed("二、申请理由"), office)
    assert found == {"一、研究内容": LONG, "二、申请理由": "", "学院意见": "", "签名": ""}


def test_headings_within_a_cell() -> None:
    inside = printed("1.理论意义", True), typed(LONG), printed("2.实践价值", True), typed(LONG)
    first, second = Place(table=1, row=1), Place(table=1, row=2)
    heading = Cell(0, 0, (printed("一、研究意义", True),), place=first)
    found = said(Grid((heading, Cell(1, 0, inside, place=second)), first))
    assert found["1.理论意义"] == found["2.实践价值"] == LONG


@pytest.mark.parametrize(("line", "note"), [
    ("说明：带*的栏目为必填。", True), ("提示：从两方面说明，可另附页。", True), ("*“成果类别”可多选", True),
    ("备注：无", False), ("说明：该项目已结题，成果获省级奖励。", False), ("要求：", False),
])  # fmt: skip
def test_notes(line: str, note: bool) -> None:
    assert is_note(line) == note


@pytest.mark.parametrize(("line", "promise"), [
    ("本人承诺：所填内容真实、准确，如有不实，愿承担相应责任。", True), ("我保证材料真实，遵守有关规定。", True),
    ("我们保证了样品的质量。", False), ("申请人承诺", False),
])  # fmt: skip
def test_promises(line: str, promise: bool) -> None:
    assert is_promise(line) == promise


def test_notes_and_promises_are_no_answers_and_not_lost() -> None:
    promise = "本人承诺：所填内容真实、准确，如有不实，愿承担相应责任。"
    found, left = accounted(Document(Medium.WORD, (printed("四、研究内容"), typed(LONG), printed("申请人承诺"), typed(promise))))
    assert keyed(found) == {"四、研究内容": LONG}
    assert promise in [pair.written for pair in found] and not left


def test_bold_letters_of_a_line() -> None:
    assert spelled([(" ", False), ("姓名", True), ("：", True), ("张三", False)]) == ("姓名：张三", ((0, 3),))
    assert spelled([("  ", False)]) == ("", ())
