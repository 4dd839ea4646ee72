"""Sheet 今日: a line for each thing that asks a clerk for something, the most pressing first."""

from __future__ import annotations

from reports.case import Desk
from reports.state_words import moment
from reports.today import Task
from reports.workbook.cells import file_link, row_link
from reports.workbook.columns import CHANGES, KEY, LETTERS, MAILS, Column, Row, Sheet
from reports.workbook.sheets.overview import OVERVIEW

TODAY = Sheet("今日", (
    KEY,
    Column("sort", "事项", 14, "short"),
    Column("case_no", "编号", 14),
    Column("what", "单位或主题", 40),
    Column("todo", "做什么", 52, "long"),
    Column("contact", "联系人", 11),
    Column("call", "电话", 16),
    Column("since", "时间", 16, "time"),
    Column("page", "打开", 8, "short"),
), frozen=3, lines=4, tab="#B03A2E")
"""Key: sort|number of the case, or key of the mail, letter or change."""


def rows(desk: Desk, tasks: tuple[Task, ...]) -> list[Row]:
    """One a task, in their order."""
    links = desk.links or {}
    cases = {case.case_no: n for n, case in enumerate(desk.cases, 1)}
    elsewhere = {letter.key: (LETTERS, n) for n, letter in enumerate(desk.letters, 1)}
    elsewhere |= {mail.sha256: (MAILS, n) for n, mail in enumerate(desk.mails, 1)}
    elsewhere |= {str(edit.id): (CHANGES, n) for n, edit in enumerate(desk.history, 1)}
    return [{
        "key": f"{task.sort}|{task.key}", "sort": task.sort, "case_no": row_link(task.number, OVERVIEW, cases.get(task.number)),
        "what": task.what, "todo": task.todo, "contact": task.contact, "call": task.phone, "since": moment(task.since),
        "page": row_link("查看", *elsewhere[task.key]) if task.key in elsewhere
        else file_link("案卷页", links[task.number]) if task.number in links else "",
    } for task in tasks]
