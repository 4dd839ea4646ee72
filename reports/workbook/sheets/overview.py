"""Sheet 总览: a line a case, what it is, how complete, and where the work stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from config.model import Guide, Meaning
from parsers.model.finding import Severity
from reports import display
from reports.case import Case, Desk
from reports.recommender_routes import Routes
from reports.state_words import LETTER_STATE, STATUS, moment, word_of
from reports.workbook.cells import Link, file_link, row_link
from reports.workbook.columns import CHECKS, FIELDS, Row


def rows(desk: Desk, guide: Guide, checks: Mapping[str, int], fields: Mapping[str, int]) -> list[Row]:
    """`checks` and `fields`: case number → row of its first line on 形审 and on 字段."""
    links, routes = desk.links or {}, Routes(guide)
    return [
        _row(case, guide, checks, fields) | {"route": routes.route(case), "page": _page(case, links)} for case in desk.cases
    ]


def _row(case: Case, guide: Guide, checks: Mapping[str, int], fields: Mapping[str, int]) -> Row:
    form, number = guide.form(case.form), case.case_no or ""
    counts = Counter(finding.severity for finding in case.findings)
    return {
        "key": number, "case_no": _first_link(number, checks, fields), "status": word_of(STATUS, case.status),
        "unit": display.unit(case, guide), "project": display.project(case, guide),
        "form": form.name if form else "（未读到申报书）",
        "category": display.category_name(case, guide), "recommender": display.text_of(case, guide, Meaning.RECOMMENDER),
        "areas": _areas(case, guide),
        "budget": display.budget_wan(case, guide), "filled": display.completeness(case, guide),
        "fix": counts[Severity.FIX] or None,
        "verify": counts[Severity.VERIFY] or None, "remind": counts[Severity.REMIND] or None,
        "fields": row_link("查看", FIELDS, fields[number]) if number in fields else "", "files": len(case.package.files),
        "revision": case.revision, "received": moment(case.received), "sender": case.sender or "",
        "letter": word_of(LETTER_STATE, case.letter), "progress": case.progress,
    }


def _first_link(number: str, checks: Mapping[str, int], fields: Mapping[str, int]) -> Link | str:
    """The case's first finding; its first field where nothing was found."""
    return row_link(number, CHECKS, checks[number]) if number in checks else row_link(number, FIELDS, fields.get(number))


def _page(case: Case, links: Mapping[str, str]) -> Link | str:
    path = links.get(case.case_no or "")
    return file_link("打开", path) if path else ""


def _areas(case: Case, guide: Guide) -> str:
    record = case.package.record(guide)
    value = record.of(guide, Meaning.AREAS) if record else None
    return "、".join(map(str, value.value)) if value and isinstance(value.value, list) else ""
