"""Sheet 公示: the projects marked 拟立项, with the last day of their public notice by China's working days (R90)."""

from __future__ import annotations

from collections.abc import Mapping

from config.model import Guide, Meaning, Notice
from reports import display
from reports.case import Case, Desk
from reports.guide_words import uses
from reports.guide_words.labels import called
from reports.left_out import why_left_out
from reports.workbook.cells import row_link
from reports.workbook.columns import KEY, NOTE, NUMBER, UNIT, Column, Row, Sheet
from reports.workbook.sheets.overview import OVERVIEW
from reports.workbook.typed_overlay import cells_of
from reports.workbook.typed_values import typed_date
from reports.workdays import UnknownYear, last_day

AWARDED = "是"

NOTICE = Sheet("公示", (
    KEY, NUMBER, UNIT,
    Column("project", "项目名称", 32),
    Column("category", "小类", 16, used=uses.has_several_categories),
    Column("recommender", "推荐单位", 24, called=called(Meaning.RECOMMENDER), used=uses.recommends),
    Column("staff_start", "开始日期", 13, staff=True),
    Column("days", "工作日数", 8, "number"),
    Column("end", "截止日期", 13, "short"),
    Column("why", "说明", 28, palette="trouble"),
    Column("staff_objection", "异议", 30, staff=True),
    NOTE,
), frozen=4, tab="#A0522D")
"""Key: case number."""


def rows(desk: Desk, guide: Guide) -> list[Row]:
    """The cases that staff marked 拟立项 on 总览, in its order."""
    typed = cells_of(desk.edits)
    awarded, mine = typed.get(OVERVIEW.name, {}), typed.get(NOTICE.name, {})
    return [
        _row(case, n, guide, words, mine.get(case.case_no or "", {})) for n, case in enumerate(desk.cases, 1)
        if (words := awarded.get(case.case_no or "", {})).get("staff_award") == AWARDED
    ]


def _row(case: Case, overview_row: int, guide: Guide, words: Mapping[str, str], typed: Mapping[str, str]) -> Row:
    """`words`: what staff wrote of the case on 总览. A case that does not go into the notice has no term."""
    number = case.case_no or ""
    left_out = why_left_out(case, guide, words.get("staff_verdict", ""))
    end, why = ("", f"不列入公示：{left_out}") if left_out else term(guide.notice, typed.get("staff_start", ""))
    return {
        "key": number, "case_no": row_link(number, OVERVIEW, overview_row), "unit": display.unit(case, guide),
        "project": display.project(case, guide), "category": display.category_name(case, guide),
        "recommender": display.text_of(case, guide, Meaning.RECOMMENDER), "days": guide.notice.days, "end": end, "why": why,
    }


def term(notice: Notice, start: str) -> tuple[str, str]:
    """(last day as 2024-06-07, remark) of a notice that starts on the day staff typed. Where the day cannot be computed the
    first is "" and the second says why: a year without announced holidays is never guessed."""
    if not start:
        return "", "请填写开始日期"
    day = typed_date(start)
    if day is None:
        return "", f"“{start[:20]}”不是日期，请按2024-06-03的样子填写"
    try:
        return f"{last_day(day, notice.days, notice.start_counts):%Y-%m-%d}", ""
    except UnknownYear as unknown:
        return "", f"{unknown}，不能推算，请人工确定"
