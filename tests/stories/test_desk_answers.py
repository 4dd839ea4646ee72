"""What is typed into a cell has its effect, or its answer stands in the next workbook: on 改动, and as a comment on the cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.model import Severity
from parsers.model.finding import Finding
from parsers.model.package import Package, PackageFile, Role
from parsers.model.record import Record, Value
from reports.case import Case, Edit
from reports.edits.cell_answers import answers as said
from reports.edits.edit_effects import by_case
from reports.states import EditState, Status
from reports.workbook.cell_text import cell_checksum
from tests.desk.office import Office, package, small_guide
from tests.desk.sheets import look, opened

FIRST, SECOND = "GJ2024-0001", "GJ2024-0002"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Two applications; the first has no address."""
    made = Office(tmp_path, guide=small_guide())
    to = made.settings.own_addresses[:1]
    made.mail(1, package(1, address=""), to=to)
    made.mail(2, to=to)
    made.run()
    return made


def write(office: Office, sheet: str, row: str, **cells: object) -> None:
    """A clerk types into cells of one row, by heading ("" empties), and saves; then a pass runs."""
    with opened(office.workbook) as desk:
        for head, value in cells.items():
            desk.put(sheet, row, head, None if value == "" else value)
    office.run()


def answers(office: Office, column: str, sheet: str = "总览") -> list[tuple[str, str, str]]:
    """(row, state, reason) of the lines of 改动 that give a reason for a cell of this column, newest first."""
    desk = look(office.workbook)
    lines = [{head: desk.get("改动", key, head) for head in ("表", "行", "列", "状态", "说明")} for key in desk.keys("改动")]
    return [(line["行"], line["状态"], line["说明"]) for line in lines
            if (line["表"], line["列"]) == (sheet, column) and line["说明"]]


def comment(office: Office, sheet: str, row: str, head: str) -> str:
    """The comment on a cell; "" where it has none."""
    desk = look(office.workbook)
    note = desk.sheet(sheet).cell(desk.row(sheet, row), desk.column(sheet, head)).comment
    return note.text if note else ""


# --- verdicts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("verdict", "more"), [("补正", ""), ("不予受理", "已先不列入专家评审、排名和公示")])
def test_a_verdict_without_its_reason_says_what_is_missing_until_it_comes(office: Office, verdict: str, more: str) -> None:
    write(office, "总览", FIRST, 初审结论=verdict)
    ((row, state, why),) = answers(office, "初审结论")
    assert (row, state) == (FIRST, "待确认") and "缺“结论理由”" in why and "请在同一行“结论理由”写明原因" in why and more in why
    assert why in comment(office, "总览", FIRST, "初审结论")
    office.mail(3)
    office.run()
    assert len(answers(office, "初审结论")) == 1, "the next workbook says so too"
    write(office, "总览", FIRST, 结论理由="请补盖公章")
    assert not answers(office, "初审结论") and not comment(office, "总览", FIRST, "初审结论")
    assert look(office.workbook).get("总览", FIRST, "办理情况").endswith("通知待批准")


def test_the_question_goes_too_when_the_verdict_is_taken_back(office: Office) -> None:
    write(office, "总览", FIRST, 初审结论="补正")
    write(office, "总览", FIRST, 初审结论="")
    assert not answers(office, "初审结论") and not comment(office, "总览", FIRST, "初审结论")


def test_one_verdict_of_a_person_is_asked_about_and_the_others_have_their_effect(office: Office) -> None:
    with opened(office.workbook) as desk:
        desk.put("总览", FIRST, "初审结论", "补正")
        desk.put("总览", SECOND, "初审结论", "通过")
    office.run()
    assert [row for row, _, _ in answers(office, "初审结论")] == [FIRST]
    assert look(office.workbook).get("总览", SECOND, "办理情况") == "通过通知待批准"


def test_an_application_passes_by_a_persons_word_and_what_must_be_corrected_is_named(office: Office) -> None:
    """The clerk decides: the letter is made. Beside the verdict stands which findings are still open, until they are settled."""
    write(office, "总览", FIRST, 初审结论="通过")
    ((row, state, why),) = answers(office, "初审结论")
    assert (row, state) == (FIRST, "生效") and "仍有1项必改未解决" in why and "地址" in why
    assert comment(office, "总览", FIRST, "初审结论") == why
    assert look(office.workbook).get("总览", FIRST, "办理情况") == "通过通知待批准"
    write(office, "字段", f"{FIRST}|address", 更正值="长沙市东风路17号")
    assert not answers(office, "初审结论") and not comment(office, "总览", FIRST, "初审结论")


def test_a_bank_account_is_not_quoted_in_what_is_still_open() -> None:
    account, guide = "6222000011114321", small_guide()
    finding = Finding("x", Severity.FIX, None, f"账号{account}有误", "")
    record = Record("exchange", {"bank_account_number": Value(account, account)}, {}, {})
    held = Package((PackageFile("a.docx", "a", 1, Role.FORM_WORD, "", record=record),))
    case = Case(FIRST, held, (finding,), Status.INCOMPLETE)
    verdict = Edit(7, "总览", FIRST, "staff_verdict", "通过", "", EditState.ACTIVE, "", "", basis=cell_checksum("1"))
    ((number, text),) = [(one.edit, one.text) for one in said([verdict], [case], by_case([verdict]), guide)]
    assert number == 7 and "有误" in text and account not in text


# --- words of a list ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["通过。", "通 过", "通过！", " 通　过 . ", "通过\u200b"])
def test_blanks_within_a_known_word_and_a_closing_sign_are_understood(office: Office, typed: str) -> None:
    write(office, "总览", SECOND, 初审结论=typed)
    after = look(office.workbook)
    assert (after.get("总览", SECOND, "初审结论"), after.get("总览", SECOND, "办理情况")) == ("通过", "通过通知待批准")
    assert not answers(office, "初审结论")


@pytest.mark.parametrize(("head", "typed", "words"), [
    *(("初审结论", typed, "通过、补正、不予受理") for typed in ("同意", "不通过。", "通过？", "待 定")),
    ("拟立项", "候补", "是、否、备选"), ("是否补正", "补了", "是、否、已补正"),
])  # fmt: skip
def test_an_unknown_word_stays_and_is_answered_with_the_words_that_are_allowed(
    office: Office, head: str, typed: str, words: str
) -> None:
    write(office, "总览", SECOND, **{head: typed})
    assert look(office.workbook).get("总览", SECOND, head) == typed
    ((row, state, why),) = answers(office, head)
    assert (row, state, why) == (SECOND, "待确认", f"“{typed}”不是此列可选的词，原样保留，程序不照办。请改为：{words}")
    assert why in comment(office, "总览", SECOND, head) and not look(office.workbook).get("总览", SECOND, "办理情况")
    write(office, "总览", SECOND, **{head: words.split("、")[0]})
    assert not answers(office, head)


def test_words_of_other_sheets_lists_are_understood_and_answered_alike(office: Office) -> None:
    desk = look(office.workbook)
    finding, letter = desk.first("形审", f"{FIRST}|field-missing|address"), desk.keys("回复")[0]
    write(office, "形审", finding, **{"认可/误报": "误 报。"})
    assert look(office.workbook).get("形审", finding, "程度") == "已消除"
    write(office, "回复", letter, **{"批准发送/暂缓": "先别发"})
    ((_, state, why),) = answers(office, "批准发送/暂缓", "回复")
    assert state == "待确认" and why.endswith("请改为：批准、暂缓")
    assert look(office.workbook).get("回复", letter, "状态") == "待发送"
    write(office, "回复", letter, **{"批准发送/暂缓": "暂缓！"})
    assert look(office.workbook).get("回复", letter, "状态") == "暂缓" and not answers(office, "批准发送/暂缓", "回复")
