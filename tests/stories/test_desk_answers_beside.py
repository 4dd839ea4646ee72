"""What is typed beside what the machine acts on, and what is deleted: each has its answer in the next workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.case import Edit, LetterRow
from reports.edits.answer import Standing
from reports.edits.cell_answers import answers as said
from reports.states import EditState, LetterState
from tests.desk.answered import FIRST, SECOND, answers, comment, two_applications, write
from tests.desk.office import Office, small_guide
from tests.desk.sheets import changes, look, opened


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return two_applications(tmp_path)


# --- cells that wait for another ------------------------------------------------------------------------------------------


def test_a_reason_without_a_verdict_says_that_it_waits_for_one(office: Office) -> None:
    write(office, "总览", FIRST, 结论理由="请补盖公章")
    ((row, state, why),) = answers(office, "结论理由")
    assert (row, state) == (FIRST, "待确认") and "没有“初审结论”" in why
    assert why in comment(office, "总览", FIRST, "结论理由")
    write(office, "总览", FIRST, 初审结论="补正")
    assert not answers(office, "结论理由") and not answers(office, "初审结论")


def test_a_line_of_ones_own_in_a_list_that_the_machine_makes_says_that_nothing_comes_of_it(office: Office) -> None:
    with opened(office.workbook) as desk:
        page = desk.sheet("公示")
        page.cell(page.max_row + 1, desk.column("公示", "开始日期")).value = "2024-06-03"
        page.cell(page.max_row, desk.column("公示", "备注")).value = "口头说的"
    office.run()
    ((_, state, why),) = answers(office, "开始日期", "公示")
    assert state == "待确认" and "自行插入的行" in why and not answers(office, "备注", "公示")


def test_an_award_that_the_verdict_takes_out_of_the_notice_is_answered_at_its_own_cell(office: Office) -> None:
    write(office, "总览", SECOND, 拟立项="是")
    assert not answers(office, "拟立项")
    write(office, "总览", SECOND, 初审结论="不予受理", 结论理由="不属于支持范围")
    ((row, state, why),) = answers(office, "拟立项")
    assert (row, state) == (SECOND, "生效") and "不列入公示：初审结论为不予受理" in why


@pytest.mark.parametrize(("typed", "told"), [("明年", "“明年”不是日期"), ("2024年6月3日", ""), ("6月3日", "“6月3日”不是日期")])
def test_what_is_no_day_is_answered_where_the_machine_reckons_with_one(office: Office, typed: str, told: str) -> None:
    write(office, "总览", SECOND, 拟立项="是")
    write(office, "公示", SECOND, 开始日期=typed)
    said = answers(office, "开始日期", "公示")
    assert [(state, told in why) for _, state, why in said] == ([("待确认", True)] if told else [])


def test_what_is_no_number_of_copies_is_answered(office: Office) -> None:
    row = look(office.workbook).keys("纸质")[0]
    write(office, "纸质", row, 份数="好几份", 收到日期="昨天")
    assert [why for _, _, why in answers(office, "份数", "纸质")] == ["“好几份”不是份数，未据此核对。请只填数字"]
    assert "不是日期" in answers(office, "收到日期", "纸质")[0][2]
    write(office, "纸质", row, 份数="6份", 收到日期="2024-05-06")
    assert not answers(office, "份数", "纸质") and not answers(office, "收到日期", "纸质")


# --- mails, letters, changes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "told"), [("请批准发送", True), ("这封按补正处理", True), ("已电话联系，周五回复", False)])
def test_orders_in_a_column_of_remarks_say_where_they_belong(office: Office, words: str, told: bool) -> None:
    mail = look(office.workbook).keys("邮件")[0]
    write(office, "邮件", mail, 处理意见=words)
    said = answers(office, "处理意见", "邮件")
    assert bool(said) == told and look(office.workbook).get("邮件", mail, "处理意见") == words
    if said:
        assert said[0][1] == "生效" and "此列只作记录" in said[0][2] and "“回复”表" in said[0][2]


@pytest.mark.parametrize(("state", "word", "told"), [
    (LetterState.SENT, "暂缓", "此信已发送，“暂缓”不起作用"), (LetterState.FAILED, "批准", "此信发送失败，“批准”不起作用"),
    (LetterState.SENT, "批准", ""), (LetterState.HELD, "暂缓", ""), (LetterState.QUEUED, "批准", ""),
])  # fmt: skip
def test_a_letter_that_is_gone_cannot_be_held(state: LetterState, word: str, told: str) -> None:
    letter = LetterRow("a1", "m", "receipt", "a@example.org", "回执", state)
    edit = Edit(5, "回复", "a1", "staff_release", word, "", EditState.ACTIVE, "", "")
    assert [one.text for one in said([edit], {}, Standing(small_guide(), (), (letter,)))] == ([told] if told else [])


def test_keep_on_a_line_where_nothing_waits_empties_no_cell(office: Office) -> None:
    write(office, "总览", FIRST, 备注="留着", 初审人="王静")
    key = next(key for key in look(office.workbook).keys("改动") if look(office.workbook).get("改动", key, "列") == "备注")
    write(office, "改动", key, 处理="保留现值")
    after = look(office.workbook)
    assert after.get("总览", FIRST, "备注") == "留着" and after.get("总览", FIRST, "初审人") == "王静"
    ((_, state, why),) = answers(office, "处理", "改动")
    assert state == "待确认" and "此行不等待处理" in why
    assert why in comment(office, "改动", key, "处理")


def test_a_value_that_was_refused_cannot_be_adopted_and_its_line_says_so(office: Office) -> None:
    finding = look(office.workbook).first("形审", FIRST)
    write(office, "形审", finding, 发现的问题="地址是长沙市东风路17号")
    key = next(key for key in look(office.workbook).keys("改动") if look(office.workbook).get("改动", key, "状态") == "未采用")
    write(office, "改动", key, 处理="采用此值")
    ((_, state, why),) = answers(office, "处理", "改动")
    assert state == "待确认" and "未采用的填写不能在此采用" in why


# --- columns that were moved without their key ----------------------------------------------------------------------------


def test_a_verdict_in_a_row_of_another_case_is_not_taken(office: Office) -> None:
    """Who sorts or pastes the visible columns alone leaves the hidden key behind."""
    write(office, "总览", SECOND, 初审结论="通过", 备注="看过")
    with opened(office.workbook) as desk:
        page, rows = desk.sheet("总览"), (desk.row("总览", FIRST), desk.row("总览", SECOND))
        hidden = desk.key_column("总览")
        for column in range(1, page.max_column + 1):
            first, second = (page.cell(row, column) for row in rows)
            if column != hidden:
                first.value, second.value = second.value, first.value
    office.run()
    after = look(office.workbook)
    assert [after.get("总览", row, "初审结论") for row in (FIRST, SECOND)] == [None, "通过"]
    assert after.get("总览", SECOND, "备注") == "看过" and not after.get("总览", FIRST, "备注")
    told = [(value, state) for sheet, _, value, state in changes(office.workbook) if sheet == "总览" and state == "未采用"]
    assert sorted(told) == [("看过", "未采用"), ("通过", "未采用")]
    assert "与隐藏的键列不符" in answers(office, "初审结论")[0][2]


def test_one_cell_of_the_machine_typed_over_costs_no_verdict(office: Office) -> None:
    write(office, "总览", SECOND, 初审结论="通过", 推荐单位="省农学会")
    assert look(office.workbook).get("总览", SECOND, "初审结论") == "通过"


# --- merged cells ---------------------------------------------------------------------------------------------------------


def test_a_verdict_merged_over_two_rows_counts_for_both(office: Office) -> None:
    write(office, "总览", SECOND, 备注="先前的")
    with opened(office.workbook) as desk:
        page, rows = desk.sheet("总览"), sorted((desk.row("总览", FIRST), desk.row("总览", SECOND)))
        for head, text in (("初审人", "王静"), ("是否补正", "是")):
            column = desk.column("总览", head)
            page.cell(rows[0], column).value = text
            page.merge_cells(start_row=rows[0], end_row=rows[1], start_column=column, end_column=column)
    office.run()
    after = look(office.workbook)
    told = [[after.get("总览", row, head) for head in ("初审人", "是否补正", "备注")] for row in (FIRST, SECOND)]
    assert told == [["王静", "是", None], ["王静", "是", "先前的"]]


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


def test_a_column_of_ours_that_was_deleted_or_renamed_is_answered(office: Office) -> None:
    with opened(office.workbook) as desk:
        desk.sheet("形审").cell(1, desk.column("形审", "认可/误报")).value = "判断"
        desk.sheet("总览").delete_cols(desk.column("总览", "是否补正"))
    office.run()
    lines = {(sheet, value): state for sheet, _, value, state in changes(office.workbook)}
    assert lines == {
        ("形审", "（列“认可/误报”被改名为“判断”，已改回）"): "未采用",
        ("总览", "（列“是否补正”不见了，已恢复）"): "未采用",
    }
    after = look(office.workbook)
    assert after.column("总览", "是否补正") and after.column("形审", "认可/误报")


def test_a_program_that_writes_the_machines_cells_otherwise_costs_no_verdict(office: Office) -> None:
    """Some programs turn dates and numbers into other texts when they save: those are no other row's."""
    with opened(office.workbook) as desk:
        desk.put("总览", SECOND, "初审结论", "通过")
        page, row = desk.sheet("总览"), desk.row("总览", SECOND)
        for cell in page[row]:
            if cell.value and cell.column not in (desk.key_column("总览"), desk.column("总览", "初审结论")):
                cell.value = f"{cell.value}."
    office.run()
    assert look(office.workbook).get("总览", SECOND, "初审结论") == "通过"
