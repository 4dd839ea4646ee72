"""Sheet 纸质: a line a project, what must come on paper, what the counter entered, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping

from config.model import Guide, Meaning, Paper
from reports import display
from reports.case import Case, Desk
from reports.guide_words import uses
from reports.guide_words.labels import called
from reports.state_words import STATUS, word_of
from reports.states import Status
from reports.workbook.cells import row_link
from reports.workbook.columns import KEY, NOTE, NUMBER, UNIT, Column, Row, Sheet
from reports.workbook.sheets.overview import OVERVIEW
from reports.workbook.typed_overlay import cells_of
from reports.workbook.typed_values import typed_count, typed_date

NOT_EXPECTED = (Status.SUPERSEDED, Status.DUPLICATE, Status.WITHDRAWN)
COMPLETE, NOT_YET = "✓ 已齐", "未登记"


def _bound(guide: Guide) -> bool:
    """Whether the copies are bound."""
    return guide.paper.bound and guide.paper.copies > 0


PAPER = Sheet("纸质", (
    KEY, NUMBER, UNIT,
    Column("project", "项目名称", 26),
    Column("recommender", "推荐单位", 20, called=called(Meaning.RECOMMENDER), used=uses.recommends),
    Column("status", "状态", 9, "short", palette="status"),
    Column("copies", "应交份数", 7, "number", used=uses.wants_copies),
    Column("certificates", "应交证明", 7, "number", used=uses.wants_certificates),
    Column("staff_received", "收到日期", 12, staff=True),
    Column("staff_copies", "份数", 7, staff=True, used=uses.wants_copies),
    Column("staff_certificates", "证明份数", 15, staff=True, called=lambda guide: f"{guide.paper.certificate or '证明'}份数",
           used=uses.wants_certificates),
    Column("staff_bound", "装订", 8, staff=True, choices=("是", "否"), palette="verdict", used=_bound),
    Column("staff_missing", "缺件", 22, staff=True),
    Column("lacking", "还缺什么", 26, palette="lacking"),
    NOTE,
), frozen=4, tab="#8A6D3B", used=uses.wants_paper)
"""Key: case number."""


def rows(desk: Desk, guide: Guide) -> list[Row]:
    """All cases, in the order of 总览; nothing is expected of those that another one replaced."""
    typed = cells_of(desk.edits).get(PAPER.name, {})
    return [_row(case, n, guide, typed.get(case.case_no or "", {})) for n, case in enumerate(desk.cases, 1)]


def _row(case: Case, overview_row: int, guide: Guide, typed: Mapping[str, str]) -> Row:
    number, expected, paper = case.case_no or "", case.status not in NOT_EXPECTED, guide.paper
    return {
        "key": number, "case_no": row_link(number, OVERVIEW, overview_row), "unit": display.unit(case, guide),
        "project": display.project(case, guide), "recommender": display.text_of(case, guide, Meaning.RECOMMENDER),
        "status": word_of(STATUS, case.status), "copies": paper.copies if expected else None,
        "certificates": paper.certificates if expected else None,
        "lacking": lacking(paper, typed) if expected or any(typed.values()) else "",
    }


def lacking(paper: Paper, typed: Mapping[str, str]) -> str:
    """What the counter's entries leave open, in one line: "✓ 已齐", "未登记", or what is missing or cannot be understood."""
    if not any(typed.get(column.key) for column in PAPER.columns if column.staff and column is not NOTE):
        return NOT_YET
    open_ends = [
        "" if typed_date(typed.get("staff_received", "")) else "收到日期未填或不是日期",
        _short("申报材料", "份", typed.get("staff_copies", ""), paper.copies),
        _short(paper.certificate, "份", typed.get("staff_certificates", ""), paper.certificates),
        {"是": "", "否": "未装订"}.get(typed.get("staff_bound", ""), "装订未登记") if paper.bound and paper.copies else "",
        f"缺件：{typed['staff_missing']}" if typed.get("staff_missing") else "",
    ]
    return "；".join(part for part in open_ends if part) or COMPLETE


def _short(what: str, unit: str, text: str, wanted: int) -> str:
    count = typed_count(text) if text else 0
    if count is None:
        return f"{what}份数“{text[:12]}”不是整数"
    return f"{what}差{wanted - count}{unit}" if count < wanted else ""
