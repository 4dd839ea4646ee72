"""Edits the workbook of a pass as staff would in a day: notes, corrections, verdicts, an own column, a colleague's copy.

`python -m tests.golden.clerk MOMENT` does that to the workbook at the fixed place, with the clock stopped at this moment.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from tests.desk.sheets import Desk, opened
from tests.golden.frozen import freeze
from tests.golden.places import OUTPUT, PROJECT, environment

WORKBOOK, COPY = "审查表.xlsx", "审查表 小赵.xlsx"


def work(moment: str) -> None:
    """Have a clerk work at this moment."""
    command = [sys.executable, "-m", "tests.golden.clerk", moment]
    subprocess.run(command, cwd=PROJECT, env=environment({}), check=True)


def _day(book: Path) -> None:
    """A colleague takes a copy first and lays it beside; so the two write differently into one cell. Not into the in-tray: the
    names of what lies there are told with a digest of the workbook's bytes, and those hold the times of openpyxl's files."""
    copy = book.with_name(COPY)
    shutil.copyfile(book, copy)
    with opened(book, who="王静") as desk:
        _overview(desk)
        _corrections(desk)
        _judgements(desk)
    with opened(copy, who="赵红") as desk:
        desk.put("总览", desk.first("总览", "GJ"), "备注", "已请对方补交，小赵")
        desk.put("总览", desk.keys("总览")[-1], "备注", "等专家意见")


def _overview(desk: Desk) -> None:
    keys = [key for key in desk.keys("总览") if not key.startswith("行|")]
    typed = (
        (0, "备注", "王静 4月2日 已电话联系"), (0, "初审人", "王静"), (1, "初审结论", "补正"), (1, "结论理由", "请补交合作协议"),
        (2, "初审结论", "通过"), (2, "拟立项", "是"), (3, "初审结论", "不予受理"), (3, "结论理由", "申报单位不在本省"),
        (4, "状态", "手改"), (5, "备注", "两\n行，“引号”&<b>"))
    for place, head, words in typed:
        desk.put("总览", keys[place], head, words)
    page = desk.sheet("总览")
    at = page.max_column + 1
    page.cell(1, at).value, page.cell(2, at).value = "专家", "李教授"


def _corrections(desk: Desk) -> None:
    """One that is good, one that is refused, and one in the sheet of a category."""
    number = desk.first("总览", "GJ")
    desk.put("字段", desk.first("字段", f"{number}|address"), "更正值", "长沙市岳麓区麓山南路932号")
    desk.put("字段", desk.first("字段", f"{number}|postal_code"), "更正值", "1.2E+17")
    desk.put("字段", desk.first("字段", f"{number}|project_period"), "更正值", "2024年3月-2024年12月")


def _judgements(desk: Desk) -> None:
    keys = desk.keys("形审")
    for key, words in zip(keys[:3], ("误报", "认可", "误报"), strict=True):
        desk.put("形审", key, "认可/误报", words)
    desk.put("形审", keys[1], "备注", "确实缺")


if __name__ == "__main__":
    freeze(datetime.fromisoformat(sys.argv[1]))
    _day(OUTPUT / WORKBOOK)
