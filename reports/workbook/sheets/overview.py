"""Sheet 总览: a line a case, what it is, how complete, and where the work stands.

A column is one line of OVERVIEW: its key, heading, width and kind, and what stands in it for a case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from config.model import Guide, Meaning
from parsers.model.finding import Severity
from reports import display
from reports.account_changes import spoken_changes
from reports.case import Case, Desk
from reports.guide_words import uses
from reports.guide_words.labels import called
from reports.recommender_routes import Routes
from reports.state_words import LETTER_STATE, STATUS, moment, word_of
from reports.workbook.cells import Link, file_link, row_link
from reports.workbook.columns import CHECKS, FIELDS, KEY, NOTE, NUMBER, UNIT, Column, Row, Sheet, row_of, staff_column


@dataclass(frozen=True, slots=True)
class Line:
    """What a column may show: a case under its guide, the routes of recommenders, the path of the case's page, and the row of
    its first line on 形审 and on 字段 (None: it has none there)."""

    case: Case
    guide: Guide
    routes: Routes
    page: str | None
    checks: int | None
    fields: int | None

    @property
    def number(self) -> str:
        """The case number."""
        return self.case.case_no or ""


def rows(desk: Desk, guide: Guide, checks: Mapping[str, int], fields: Mapping[str, int]) -> list[Row]:
    """`checks` and `fields`: case number → row of its first line on 形审 and on 字段."""
    links, routes = desk.links or {}, Routes(guide)
    numbered = ((case.case_no or "", case) for case in desk.cases)
    return [
        row_of(OVERVIEW, Line(case, guide, routes, links.get(number), checks.get(number), fields.get(number)))
        for number, case in numbered
    ]


def _first_link(line: Line) -> Link | str:
    """The case's first finding; its first field where nothing was found."""
    has_findings = line.checks is not None
    return row_link(line.number, CHECKS if has_findings else FIELDS, line.checks if has_findings else line.fields)


def _form(line: Line) -> str:
    form = line.guide.form(line.case.form)
    return form.name if form else "（未读到申报书）"


def _areas_label(guide: Guide) -> str:
    """What the areas of work are called on the first form that asks for them."""
    asked = (form.field_of(Meaning.AREAS) for form in guide.forms)
    return next((field.label for field in asked if field), "")


def _areas(line: Line) -> str:
    record = line.case.package.record(line.guide)
    value = record.of(line.guide, Meaning.AREAS) if record else None
    return "、".join(map(str, value.value)) if value and isinstance(value.value, list) else ""


def _findings(severity: Severity) -> Callable[[Line], int | None]:
    """How many findings of this severity a case has; a blank cell for none."""
    return lambda line: sum(finding.severity == severity for finding in line.case.findings) or None


def _of(column: Column, value: Callable[[Line], object]) -> Column:
    """The column with what stands in it."""
    return replace(column, value=value)


OVERVIEW = Sheet("总览", (
    _of(KEY, lambda line: line.number),
    _of(NUMBER, _first_link),
    _of(Column("status", "状态", 9, "short", palette="status"), lambda line: word_of(STATUS, line.case.status)),
    _of(UNIT, lambda line: display.unit(line.case, line.guide)),
    _of(Column("project", "项目名称", 26), lambda line: display.project(line.case, line.guide)),
    _of(Column("form", "申报类别", 13, used=uses.has_several_forms), _form),
    _of(Column("category", "小类", 10, used=uses.has_several_categories),
        lambda line: display.category_name(line.case, line.guide)),
    _of(Column("route", "推荐路径", 13, used=uses.recommends),
        lambda line: line.routes.route(line.case)),
    _of(Column("recommender", "推荐单位", 16, called=called(Meaning.RECOMMENDER), used=uses.recommends),
        lambda line: display.text_of(line.case, line.guide, Meaning.RECOMMENDER)),
    _of(Column("areas", "领域", 11, called=_areas_label, used=uses.has_areas), _areas),
    _of(Column("budget", "经费（万元）", 9, "money", used=uses.has_money),
        lambda line: display.budget_wan(line.case, line.guide)),
    _of(Column("filled", "完整度", 8, "share"), lambda line: display.completeness(line.case, line.guide)),
    _of(Column("fix", "必改", 6, "number", palette="count"), _findings(Severity.FIX)),
    _of(Column("verify", "核验", 6, "number"), _findings(Severity.VERIFY)),
    _of(Column("remind", "提醒", 6, "number"), _findings(Severity.REMIND)),
    _of(Column("fields", "字段", 7, "short"),
        lambda line: "" if line.fields is None else row_link("查看", FIELDS, line.fields)),
    _of(Column("page", "案卷页", 7, "short"), lambda line: file_link("打开", line.page) if line.page else ""),
    _of(Column("files", "文件数", 7, "number"), lambda line: len(line.case.package.files)),
    _of(Column("revision", "版次", 6, "number"), lambda line: line.case.revision),
    _of(Column("received", "收到时间", 16, "time"), lambda line: moment(line.case.received)),
    _of(Column("sender", "发件人", 24), lambda line: line.case.sender or ""),
    _of(Column("letter", "回信", 9, "short", palette="letter_state"), lambda line: word_of(LETTER_STATE, line.case.letter)),
    _of(Column("progress", "办理情况", 32),
        lambda line: "；".join(part for part in (spoken_changes(line.case, line.guide), line.case.progress) if part)),
    staff_column("staff_person", "初审人", width=9),
    staff_column("staff_verdict", "初审结论", "通过", "补正", "不予受理", basis="revision"),
    staff_column("staff_reason", "结论理由", width=26, basis="revision"),
    staff_column("staff_amend", "是否补正", "是", "否", "已补正", width=10),
    staff_column("staff_award", "拟立项", "是", "否", "备选", width=9),
    NOTE,
), frozen=4, pages=2, tab="#1F3A5F")
"""Key: case number."""
