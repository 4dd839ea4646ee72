"""What a clerk does in LibreOffice itself: sorts, moves and hides columns, deletes, inserts and copies rows, types, saves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.desk.libre import at_work
from tests.desk.office import Office
from tests.desk.sheets import look

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")

NUMBERS = [f"GJ2024-{n:04}" for n in range(1, 7)]


def test_a_busy_hour_in_libreoffice_loses_nothing(tmp_path: Path) -> None:
    office = Office(tmp_path)
    for n in range(1, 7):
        office.mail(n)
    office.run()
    at_work(
        office.workbook, tmp_path / "profile",
        'page = doc.Sheets.getByName("总览")',
        'page.getCellByPosition(Col(page, "备注"), RowOf(page, "编号", "GJ2024-0002")).String = "先写的"',
        'SortBy(page, "申报单位")',
        'page.getCellByPosition(Col(page, "备注"), RowOf(page, "编号", "GJ2024-0005")).String = "排序后写的"',
        'MoveColumn(page, "初审人", 2)',
        'page.getCellByPosition(2, RowOf(page, "编号", "GJ2024-0003")).String = "王静"',
        'page.Columns.getByIndex(Col(page, "发件人")).IsVisible = False',
        'page.Rows.insertByIndex(3, 2)',
        'page.getCellByPosition(Col(page, "备注"), 3).String = "中间插的一行"',
        'page.Rows.removeByIndex(RowOf(page, "编号", "GJ2024-0004"), 1)',
        'CopyRows(page, RowOf(page, "编号", "GJ2024-0001"), RowOf(page, "编号", "GJ2024-0001"), LastRow(page) + 2)',
        'checks = doc.Sheets.getByName("附件")',
        'SortBy(checks, "文件")',
        'CopyRows(checks, 1, 4, LastRow(checks) + 1)',
        'checks.getCellByPosition(Col(checks, "备注"), 2).String = "块复制前后都在"',
        'doc.Sheets.insertNewByName("电话记录", 2)',
        'doc.Sheets.getByName("电话记录").getCellByPosition(1, 1).String = "下午再打"',
        'doc.Sheets.moveByName("邮件", 0)',
    )  # fmt: skip
    told = "\n".join(office.run())
    assert "删除了1行，已恢复（GJ2024-0004）" in told and "重复" in told and "电话记录" in told
    after = look(office.workbook)
    assert [key for key in after.keys("总览") if key.startswith("GJ")] == NUMBERS
    notes = {key: after.get("总览", key, "备注") for key in after.keys("总览")}
    assert (notes["GJ2024-0002"], notes["GJ2024-0005"]) == ("先写的", "排序后写的") and "中间插的一行" in notes.values()
    assert after.get("总览", "GJ2024-0003", "初审人") == "王静"
    assert "块复制前后都在" in {after.get("附件", key, "备注") for key in after.keys("附件")}
    assert after.sheet("电话记录")["B2"].value == "下午再打" and after.book.sheetnames[:2] == ["今日", "总览"]
    assert not [key for key in after.keys("改动") if after.get("改动", key, "状态") == "冲突"]
    assert office.run() == ()
