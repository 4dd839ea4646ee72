"""What staff write into the workbook is read back and is in the next one, whatever they did to it meanwhile."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.desk.clerks import Story
from tests.desk.office import Office, small_guide
from tests.desk.saved_workbooks import resave
from tests.desk.sheets import changes, look, opened

pytestmark = pytest.mark.usefixtures("either_database")

FIRST = "GJ2024-0001"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    for n in (1, 2, 3):
        made.mail(n)
    made.run()
    return made


def test_what_is_typed_stands_in_the_next_workbook_with_who_and_when(office: Office) -> None:
    with opened(office.workbook) as desk:
        desk.put("总览", FIRST, "备注", "已电话联系\n下周补寄")
        desk.put("总览", FIRST, "初审人", "王静")
        desk.put("邮件", desk.keys("邮件")[0], "处理意见", "1+1 不是公式")
    told = office.run()
    assert told == ("审查表.xlsx（王静保存）：收回3处填写",)
    after = look(office.workbook)
    assert after.get("总览", FIRST, "备注") == "已电话联系\n下周补寄"
    assert after.get("总览", FIRST, "初审人") == "王静"
    assert "不是公式" in next(after.get("邮件", key, "处理意见") or "" for key in after.keys("邮件"))
    key = after.keys("改动")[0]
    assert (after.get("改动", key, "填写人"), after.get("改动", key, "状态")) == ("王静", "生效")
    assert len(list((office.output / "旧版").glob("*.xlsx"))) == 1
    assert office.run() == ()


def test_nothing_new_nothing_is_gathered_and_nothing_written(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [path for path in office.output.rglob("*") if path.is_file()]
    before = [(path.stat().st_mtime_ns, path.read_bytes()) for path in files]
    with monkeypatch.context() as nobody:
        nobody.setattr("intake.publish.workbook_data.gather", None)
        assert office.run() == () and office.published.same and office.published.path == office.workbook
    assert [(path.stat().st_mtime_ns, path.read_bytes()) for path in files] == before


def test_what_goes_in_is_looked_at_whole_another_day_and_the_workbook_still_left_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = office.workbook.stat().st_mtime_ns
    monkeypatch.setattr("intake.publish.output_digests.entered", lambda *_: "another day")
    assert office.run() == () and office.published.same and office.workbook.stat().st_mtime_ns == before


@pytest.mark.parametrize("gone", ["pages/GJ2024-0001.html", "pages/index.html", "审查表.xlsx"])
def test_what_somebody_took_away_comes_back(office: Office, gone: str) -> None:
    (office.output / gone).unlink()
    office.run()
    assert (office.output / gone).exists()


def test_a_program_that_shows_something_else_writes_the_workbook_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake.publish.output_digests._program", lambda: "the next release")
    office.run()
    assert not office.published.same


def test_saved_without_a_change_nothing_is_taken(office: Office) -> None:
    with opened(office.workbook):
        pass
    assert office.run() == ()
    assert changes(office.workbook) == []


def test_sorted_filtered_hidden_and_moved_columns(office: Office) -> None:
    with opened(office.workbook) as desk:
        desk.put("总览", FIRST, "备注", "留给一号")
        desk.put("总览", "GJ2024-0003", "备注", "留给三号")
        page = desk.sheet("总览")
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        heads = [cell.value for cell in page[1]]
        order = [*range(len(heads))]
        random.Random(4).shuffle(order)
        for n, row in enumerate([heads, *reversed(rows)], 1):
            for m, at in enumerate(order, 1):
                page.cell(n, m).value = row[at]
        page.column_dimensions["C"].hidden = True
        page.auto_filter.add_filter_column(2, ["齐全"])
    assert office.run() == ("审查表.xlsx（王静保存）：收回2处填写",)
    after = look(office.workbook)
    assert (after.get("总览", FIRST, "备注"), after.get("总览", "GJ2024-0003", "备注")) == ("留给一号", "留给三号")


def test_own_columns_rows_and_sheets_survive(office: Office) -> None:
    with opened(office.workbook) as desk:
        page = desk.sheet("总览")
        at = page.max_column + 1
        page.cell(1, at).value = "专家组"
        page.cell(desk.row("总览", FIRST), at).value = "甲组"
        page.cell(page.max_row + 1, desk.column("总览", "申报单位")).value = "只交了纸质材料的单位"
        page.cell(page.max_row, desk.column("总览", "备注")).value = "来人送达"
        own = desk.book.create_sheet("电话记录")
        assert isinstance(own, Worksheet)
        own.append(["日期", "内容", 3, 2.5, True])
        own.append(["4月2日", "打过电话"])
    told = office.run()
    assert any("自建表“电话记录”" in line for line in told)
    for _ in range(2):
        after = look(office.workbook)
        assert after.get("总览", FIRST, "专家组") == "甲组"
        last = after.keys("总览")[-1]
        assert after.get("总览", last, "申报单位") == "只交了纸质材料的单位" and after.get("总览", last, "备注") == "来人送达"
        assert [c.value for c in after.sheet("电话记录")[1]] == ["日期", "内容", 3, 2.5, True]
        office.mail(9)  # something new, so that the next workbook is written
        assert office.run() == ()


def test_deleted_rows_columns_and_sheets_come_back_and_that_is_said(office: Office) -> None:
    with opened(office.workbook) as desk:
        desk.put("总览", "GJ2024-0002", "备注", "留下")
        desk.sheet("总览").delete_rows(desk.row("总览", FIRST))
        desk.sheet("总览").delete_cols(desk.column("总览", "项目名称"))
        del desk.book["附件"]
    told = "\n".join(office.run())
    assert FIRST in told and "列“项目名称”不见了" in told and "表“附件”被删除" in told
    after = look(office.workbook)
    assert after.get("总览", FIRST, "状态") and after.get("总览", "GJ2024-0002", "备注") == "留下" and after.keys("附件")


def test_a_renamed_heading_is_named_back_and_loses_nothing(office: Office) -> None:
    with opened(office.workbook) as desk:
        desk.put("总览", FIRST, "备注", "第一句")
        desk.sheet("总览").cell(1, desk.column("总览", "备注")).value = "备注（小王）"
        desk.sheet("形审").title = "形式审查"
    assert any("改名" in line for line in office.run())
    after = look(office.workbook)
    assert after.get("总览", FIRST, "备注") == "第一句" and "形审" in after.book.sheetnames
    assert "形式审查" not in after.book.sheetnames


def test_a_renamed_file_and_a_copy_in_the_tray(office: Office) -> None:
    tray = office.output / "收件夹"
    with opened(office.workbook, save_as=tray / "小李的副本.xlsx", who="李明") as desk:
        desk.put("总览", FIRST, "备注", "副本里写的")
    with opened(office.workbook) as desk:
        desk.put("总览", FIRST, "初审人", "王静")
    office.workbook.rename(office.output / "我的审查表.xlsx")
    told = office.run()
    assert len(told) == 2
    after = look(office.workbook)
    assert (after.get("总览", FIRST, "备注"), after.get("总览", FIRST, "初审人")) == ("副本里写的", "王静")
    assert [path.name for path in (tray / "已收").iterdir()] == ["小李的副本.xlsx"]


def test_an_old_copy_brings_its_own_edits_and_does_not_take_back_newer_ones(office: Office) -> None:
    tray = office.output / "收件夹"
    with opened(office.workbook, save_as=tray / "旧.txt") as desk:
        desk.put("总览", "GJ2024-0002", "备注", "旧副本里写的")
    with opened(office.workbook) as desk:
        desk.put("总览", FIRST, "备注", "新写的")
    office.run()
    office.mail(7)
    office.run()
    (tray / "旧.txt").rename(tray / "旧.xlsx")
    office.run()
    after = look(office.workbook)
    assert (after.get("总览", FIRST, "备注"), after.get("总览", "GJ2024-0002", "备注")) == ("新写的", "旧副本里写的")
    assert not changes(office.workbook, "冲突")


def test_two_clerks_on_one_cell_are_a_conflict_until_one_decides(office: Office) -> None:
    tray = office.output / "收件夹"
    for who, text in (("李明", "电话打不通"), ("赵红", "已经联系上")):
        with opened(office.workbook, save_as=tray / f"{who}.xlsx", who=who) as desk:
            desk.put("总览", FIRST, "备注", text)
    assert any("不一致" in line for line in office.run())
    after = look(office.workbook)
    kept = after.get("总览", FIRST, "备注")
    (other,) = [value for _, _, value, _ in changes(office.workbook, "冲突")]
    assert {kept, other} == {"电话打不通", "已经联系上"}
    assert other in after.sheet("总览").cell(after.row("总览", FIRST), after.column("总览", "备注")).comment.text
    with opened(office.workbook) as desk:
        desk.put("改动", desk.keys("改动")[0], "处理", "采用此值")
    office.run()
    assert look(office.workbook).get("总览", FIRST, "备注") == other and not changes(office.workbook, "冲突")


@pytest.mark.parametrize(("word", "decided"), [("采用", False), (" 保留现值\n", True)])
def test_only_a_word_of_the_list_decides_a_conflict(office: Office, word: str, decided: bool) -> None:
    """Where somebody typed past the list, both values stay and the question stays open."""
    for who, text in (("李明", "电话打不通"), ("赵红", "已经联系上")):
        with opened(office.workbook, save_as=office.output / "收件夹" / f"{who}.xlsx", who=who) as desk:
            desk.put("总览", FIRST, "备注", text)
    office.run()
    kept = look(office.workbook).get("总览", FIRST, "备注")
    (other,) = [value for _, _, value, _ in changes(office.workbook, "冲突")]
    with opened(office.workbook) as desk:
        desk.put("改动", desk.keys("改动")[0], "处理", word)
    office.run()
    assert look(office.workbook).get("总览", FIRST, "备注") == kept
    assert [value for _, _, value, _ in changes(office.workbook, "冲突")] == ([] if decided else [other])


def test_a_locked_workbook_gets_a_dated_one_beside_it_until_it_is_closed(office: Office) -> None:
    lock = office.output / "~$审查表.xlsx"
    lock.write_bytes(b"x")
    office.mail(5)
    told = office.run()
    (beside,) = office.output.glob("审查表-*.xlsx")
    assert beside.name in told[0] and lock.name in told[0]
    with opened(office.workbook) as desk:  # the clerk saves the old one that was open all the time
        desk.put("总览", FIRST, "备注", "写在旧表里")
    with opened(beside) as desk:
        desk.put("总览", FIRST, "初审人", "写在新表里")
    office.run()
    lock.unlink()
    office.run()
    after = look(office.workbook)
    assert (after.get("总览", FIRST, "备注"), after.get("总览", FIRST, "初审人")) == ("写在旧表里", "写在新表里")
    assert not list(office.output.glob("审查表-*.xlsx"))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_saves_it_and_nothing_changes_but_what_was_typed(office: Office) -> None:
    with opened(office.workbook) as desk:
        desk.put("总览", FIRST, "备注", "两\n行，“引号”")
        desk.put("字段", f"{FIRST}|bank_account_number", "更正值", "430015230610500012345")
    resave(office.workbook)
    assert office.run() == ("审查表.xlsx（王静保存）：收回2处填写",)
    assert not changes(office.workbook, "未采用") and not changes(office.workbook, "冲突")
    after = look(office.workbook)
    assert after.get("总览", FIRST, "备注") == "两\n行，“引号”"
    assert after.get("字段", f"{FIRST}|bank_account_number", "更正值") == "430015230610500012345"
    resave(office.workbook)
    assert office.run() == ()


@pytest.mark.parametrize("seed", range(2))
def test_a_few_random_stories_of_clerks_lose_nothing(tmp_path: Path, seed: int) -> None:
    story = Story(Office(tmp_path, guide=small_guide()), random.Random(f"ci {seed}"))
    story.tell(5)
