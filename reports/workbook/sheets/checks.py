"""Sheet 形审: a line a finding, the heaviest first within a case, with the file and the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import MASKED, Guide
from parsers.model.finding import Finding
from reports import display
from reports.case import Case, Desk
from reports.state_words import SEVERITY, word_of
from reports.workbook.cells import file_link, row_link
from reports.workbook.columns import Row, row_key
from reports.workbook.finding_keys import finding_keys
from reports.workbook.sheets.overview import OVERVIEW


def rows(desk: Desk, guide: Guide) -> list[Row]:
    """All findings of all cases, in the order of 总览."""
    return [row for n, case in enumerate(desk.cases, 1) for row in _rows(case, guide, n, desk.links or {})]


def _rows(case: Case, guide: Guide, overview_row: int, links: dict[str, str]) -> Iterator[Row]:
    form, number = guide.form(case.form), case.case_no or ""
    accounts = display.private_numbers(case, guide, *MASKED)
    digests = {file.name: file.sha256 for file in case.package.files}
    findings = [*display.by_severity(display.for_the_check(case.findings, guide), form),
            *display.by_severity(display.for_the_check(case.silenced, guide), form)]
    quiet = set(map(id, case.silenced))
    for key, finding in zip(finding_keys(findings), findings, strict=True):
        silent = id(finding) in quiet
        yield {
            "key": row_key(number, key),
            "case_no": row_link(number, OVERVIEW, overview_row), "unit": display.unit(case, guide),
            "severity": "已消除" if silent else word_of(SEVERITY, finding.severity),
            "field": display.field_label(form, finding.field),
            "message": _masked(finding.message, accounts), "todo": _masked(finding.todo, accounts),
            "document": file_link(display.base_name(finding.document), links.get(digests.get(finding.document, ""))),
            "place": _place(finding), "clause": finding.clause, "rule": finding.rule,
        }


def _masked(text: str, accounts: tuple[str, ...]) -> str:
    for digits in accounts:
        text = display.without(text, (digits,), display.masked(digits))
    return text


def _place(finding: Finding) -> str:
    return finding.place.chinese() if finding.place else ""
