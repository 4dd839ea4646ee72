"""What is typed into a cell has its effect, or its answer stands in the next workbook: on 改动, and as a comment on the cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.model import Severity
from intake.ledger import edits as edit_rows
from parsers.model.finding import Finding
from parsers.model.package import Package, PackageFile, Role
from parsers.model.record import Record, Value
from reports.case import Case, Edit
from reports.edits.cell_answers import answers as said
from reports.edits.edit_effects import by_case
from reports.edits.unfit_corrections import unfit
from reports.states import EditState, Status
from reports.workbook.cell_text import cell_checksum
from tests import installation
from tests.desk.office import Office, package, small_guide
from tests.desk.sheets import changes, look, opened

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
            if (line["表"], line["列"] or "") == (sheet, column) and line["说明"]]


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


def test_a_text_longer_than_a_cell_is_kept_whole_and_its_cell_says_so(office: Office) -> None:
    write(office, "总览", FIRST, 备注="长" * 32_700)
    ((row, state, why),) = answers(office, "备注")
    assert (row, state) == (FIRST, "生效") and "全文已按所写保存" in why
    with office.ledger.read() as connection:
        assert edit_rows.current(connection)["总览", FIRST, "staff_note"].value == "长" * 32_700
    office.mail(3)
    office.run()
    assert len(answers(office, "备注")) == 1, "what is shown of it is no new edit"


# --- corrections where none can be taken ----------------------------------------------------------------------------------


def test_a_correction_that_is_none_of_a_fields_options_leaves_what_was_read_and_is_answered(office: Office) -> None:
    sheet, row = office.guide.categories[0].sheet, f"{SECOND}|project_category"
    write(office, "字段", row, 更正值="办会")
    ((_, state, why),) = answers(office, "更正值", "字段")
    assert state == "待确认" and why.startswith("“办会”不是“项目类别”的选项，未采用，仍按读到的内容。可填：")
    assert "国际科技交流会议" in why
    after = look(office.workbook)
    assert SECOND in after.keys(sheet), "it keeps the category that was read"
    assert after.get("字段", row, "更正值") == "办会" and why in comment(office, "字段", row, "更正值")
    write(office, "字段", row, 更正值="国际科技交流会议")
    assert not answers(office, "更正值", "字段")


@pytest.mark.parametrize(("key", "text", "part"), [
    ("schedule", "分三期办会", "“阶段 | 金额（万元） | 目标”"), ("project_category", "合作", "可填"),
    ("schedule", "一期 ｜ 3 ｜ 筹备", ""), ("schedule", "（空白）", ""), ("project_category", "", ""),
    ("postal_code", "41", ""), ("project_period", "明年", ""),
])  # fmt: skip
def test_only_what_cannot_be_a_value_at_all_is_unfit(key: str, text: str, part: str) -> None:
    """A postcode of two digits is wrong, and a finding says so; a schedule without amounts is no schedule."""
    form = installation.guide().form("exchange")
    field = form.field(key) if form else None
    assert field is not None
    assert part in unfit(text, field) and bool(unfit(text, field)) == bool(part)


def test_a_correction_of_a_field_that_the_form_does_not_have_is_answered() -> None:
    record = Record("exchange", {"address": Value("长沙", "长沙")}, {}, {})
    held = Package((PackageFile("a.docx", "a", 1, Role.FORM_WORD, "", record=record),))
    fax = Edit(7, "字段", f"{FIRST}|fax", "staff_value", "0731", "", EditState.ACTIVE, "", "")
    for package_read in (held, Package(())):
        case = Case(FIRST, package_read, (), Status.COMPLETE)
        (answer,) = said([fax], [case], by_case([fax]), installation.guide())
        assert (answer.edit, answer.counts) == (7, False) and "没有这一栏" in answer.text


def test_words_that_act_elsewhere_say_where_they_belong(office: Office) -> None:
    """A clerk adds a column 更正值 to a sheet of findings, and gives a verdict on a line of their own."""
    finding = look(office.workbook).first("形审", FIRST)
    with opened(office.workbook) as desk:
        page = desk.sheet("形审")
        page.cell(1, page.max_column + 1).value = "更正值"
        desk.put("形审", finding, "更正值", "长沙市东风路17号")
        page = desk.sheet("总览")
        page.cell(page.max_row + 1, desk.column("总览", "初审结论")).value = "通过"
    office.run()
    ((_, state, why),) = answers(office, "更正值", "形审")
    assert state == "待确认" and "请填在“字段”表的“更正值”列" in why
    assert look(office.workbook).get("形审", finding, "更正值") == "长沙市东风路17号"
    ((row, _, why),) = answers(office, "初审结论")
    assert row == "（自行插入的行）" and "不起作用" in why


def test_who_types_over_what_the_machine_found_is_told_where_corrections_go(office: Office) -> None:
    finding = look(office.workbook).first("形审", FIRST)
    write(office, "形审", finding, 发现的问题="地址是长沙市东风路17号")
    ((_, state, why),) = answers(office, "发现的问题", "形审")
    assert state == "未采用" and "请填“字段”表的“更正值”" in why


# --- what was deleted -----------------------------------------------------------------------------------------------------


def deletions(office: Office) -> list[tuple[str, str, str, str]]:
    """(sheet, row, what was done, state) of the lines of 改动 that say what a deletion means."""
    return [line for line in changes(office.workbook) if line[2].startswith("（删除")]


def test_a_deleted_row_comes_again_with_its_words_and_is_answered_once(office: Office) -> None:
    write(office, "总览", FIRST, 备注="留着")
    with opened(office.workbook) as desk:
        desk.sheet("总览").delete_rows(desk.row("总览", FIRST))
    saved = office.workbook.read_bytes()
    office.run()
    assert deletions(office) == [("总览", FIRST, "（删除了整行）", "未采用")]
    assert "已恢复" in next(why for row, _, why in answers(office, "") if row == FIRST)
    after = look(office.workbook)
    assert after.get("总览", FIRST, "状态") and after.get("总览", FIRST, "备注") == "留着"
    (office.output / "收件夹" / "又存了一次.xlsx").write_bytes(saved + b"\0")  # other bytes, the same words
    office.mail(3)
    office.run()
    assert len(deletions(office)) == 1, "a second save of the same workbook is not told again"


def test_many_deleted_rows_and_a_deleted_sheet_are_one_line_each(office: Office) -> None:
    rows = len(look(office.workbook).keys("字段"))
    with opened(office.workbook) as desk:
        desk.sheet("字段").delete_rows(2, rows)
        del desk.book["附件"]
    office.run()
    assert {line[:3] for line in deletions(office)} == {("字段", None, f"（删除了{rows}行）"), ("附件", None, "（删除了整张表）")}
    after = look(office.workbook)
    assert len(after.keys("字段")) == rows and after.keys("附件")


def test_a_row_of_ones_own_that_is_deleted_is_gone_and_no_question(office: Office) -> None:
    with opened(office.workbook) as desk:
        page = desk.sheet("总览")
        page.cell(page.max_row + 1, desk.column("总览", "备注")).value = "自己加的"
    office.run()
    with opened(office.workbook) as desk:
        desk.sheet("总览").delete_rows(desk.row("总览", desk.first("总览", "行|")))
    office.run()
    assert not deletions(office) and not [key for key in look(office.workbook).keys("总览") if key.startswith("行|")]
