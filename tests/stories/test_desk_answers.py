"""What is typed into a cell has its effect, or its answer stands in the next workbook: on 改动, and as a comment on the cell."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from config.model import Severity
from intake.ledger import edits as edit_rows
from parsers.model.finding import Finding
from parsers.model.package import Package, PackageFile, Role
from parsers.model.record import Record, Value
from reports.case import Case, Edit
from reports.edits.answer import Standing
from reports.edits.cell_answers import answers as said
from reports.edits.edit_effects import by_case
from reports.edits.typed_options import options_named
from reports.edits.unfit_corrections import unfit
from reports.states import EditState, Status
from reports.workbook.cell_text import cell_checksum
from tests import installation
from tests.desk.answered import FIRST, SECOND, answers, comment, two_applications, write
from tests.desk.office import Office, package, small_guide
from tests.desk.sheets import look, opened


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return two_applications(tmp_path)


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
    ((number, text),) = [(one.edit, one.text) for one in said([verdict], by_case([verdict]), Standing(guide, [case]))]
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
    ("postal_code", "41", ""), ("project_period", "明年", ""), ("postal_code", "41000.5", "转成了小数"),
    ("schedule", "（空）", ""), ("schedule", "一期|三万多|筹备", "阶段 | 金额（万元） | 目标"),
    ("schedule", "一期|3|筹备\n二期", "阶段 | 金额（万元） | 目标"),
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
        (answer,) = said([fax], by_case([fax]), Standing(installation.guide(), [case]))
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


@pytest.mark.parametrize(("typed", "kept"), [
    ("新能源", ["新能源"]), ("新能源、新材料", ["新能源", "新材料"]), ("新能源、新能源", ["新能源"]),
    ("新能源，信息 技术；新材料", ["新能源", "信息技术", "新材料"]), ("其他重点领域：文化、旅游", ["其他重点领域：文化、旅游"]),
    ("新能源\n其他领域（数字文博）", ["新能源", "其他重点领域：数字文博"]), ("其他重点领域", ["其他重点领域"]),
    ("新能源、其他重点领域：文化", ["新能源", "其他重点领域：文化"]),
    ("新能源汽车", None), ("都选", None), ("新能源、汽车", None), ("，", None), ("其他重点", None), ("新能源、" * 300, None),
])  # fmt: skip
def test_options_are_read_as_a_person_writes_them(typed: str, kept: list[str] | None) -> None:
    form = installation.guide().form("exchange")
    field = form.field("cooperation_fields") if form else None
    assert field is not None
    assert options_named(typed, field) == kept
    assert bool(unfit(typed, field)) == (kept is None)


def test_an_option_with_commas_of_its_own_is_one() -> None:
    form = installation.guide().form("exchange")
    field = form.field("cooperation_contents") if form else None
    assert field is not None
    labels = [option.label for option in field.options if "、" in option.label]
    assert len(labels) > 1 and options_named("、".join(labels), field) == labels


def test_words_that_are_no_options_leave_those_that_were_read(tmp_path: Path) -> None:
    office, row = Office(tmp_path), f"{FIRST}|cooperation_fields"
    office.mail(1, package(1, category="cooperation"))
    office.run()
    before = look(office.workbook).get("字段", row, "读到的内容")
    write(office, "字段", row, 更正值="新能源、汽车")
    ((_, state, why),) = answers(office, "更正值", "字段")
    assert state == "待确认" and "请逐行填写选项：先进制造；新能源" in why
    sheet = next(one.sheet for one in office.guide.categories if one.key == "cooperation")
    assert look(office.workbook).get(sheet, FIRST, "合作领域") == before


@pytest.mark.parametrize(("value", "kind"), [(True, "逻辑值"), (time(14, 30), "时刻")])
def test_what_excel_made_of_a_text_is_no_value_of_a_field(office: Office, value: object, kind: str) -> None:
    write(office, "字段", f"{SECOND}|address", 更正值=value)
    ((_, state, why),) = answers(office, "更正值", "字段")
    assert state == "未采用" and f"存成了{kind}" in why and "设为文本" in why
    assert not look(office.workbook).get("字段", f"{SECOND}|address", "更正值")
    assert not [key for key in look(office.workbook).keys("形审") if key.startswith(f"{SECOND}|") and "address" in key]
