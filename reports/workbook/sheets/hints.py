"""Sheet 专家参考: the preferences of the guide that a case seems to meet, with the words they rest on. Never a judgement.

A hint is a finding of a rule whose audience is `experts`: a new rule of that kind appears here without any code.
"""

from __future__ import annotations

from collections.abc import Iterator

from config.model import MASKED, FieldKind, Guide
from parsers.model.finding import Finding
from reports import display
from reports.case import Case, Desk
from reports.guide_words import uses
from reports.workbook.cells import file_link, row_link
from reports.workbook.columns import KEY, NOTE, NUMBER, UNIT, Column, Row, Sheet, row_key
from reports.workbook.finding_keys import finding_keys
from reports.workbook.sheets.overview import OVERVIEW

HINTS = Sheet("专家参考", (
    KEY, NUMBER, UNIT,
    Column("project", "项目名称", 26),
    Column("category", "小类", 14, used=uses.has_several_categories),
    Column("clause", "依据", 10),
    Column("topic", "优先条件或要点", 24),
    Column("quote", "申报材料原文（仅供参考，由专家判断）", 60, "long"),
    Column("field", "栏目", 16),
    Column("document", "文件", 22),
    Column("place", "位置", 18),
    Column("rule", "规则", 20),
    NOTE,
), frozen=4, lines=8, tab="#6B8E23", used=uses.tells_experts)
"""Key: case number|rule|field|digest, as on 形审."""


def rows(desk: Desk, guide: Guide) -> list[Row]:
    """All hints of all cases, in the order of 总览 and, within a case, of the guide's rules."""
    order = {rule.id: n for n, rule in enumerate(guide.rules) if rule.audience == "experts"}
    topics = {rule.id: rule.topic for rule in guide.rules}
    return [row for n, case in enumerate(desk.cases, 1) for row in _rows(case, guide, order, n, desk.links or {}, topics)]


def _rows(
    case: Case, guide: Guide, order: dict[str, int], overview_row: int, links: dict[str, str],
    topics: dict[str, str],
) -> Iterator[Row]:
    form, number = guide.form(case.form), case.case_no or ""
    hints = sorted((f for f in case.findings if f.rule in order), key=lambda f: order[f.rule])
    private = display.private_numbers(case, guide, *MASKED, FieldKind.PHONE) if hints else ()
    digests = {file.name: file.sha256 for file in case.package.files}
    for key, finding in zip(finding_keys(hints), hints, strict=True):
        yield {
            "key": row_key(number, key),
            "case_no": row_link(number, OVERVIEW, overview_row), "unit": display.unit(case, guide),
            "project": display.project(case, guide), "category": display.category_name(case, guide),
            "clause": finding.clause, "topic": topics[finding.rule],
            "quote": display.without(_evidence(finding, topics), private),
            "field": display.field_label(form, finding.field),
            "document": file_link(display.base_name(finding.document), links.get(digests.get(finding.document, ""))),
            "place": finding.place.chinese() if finding.place else "", "rule": finding.rule,
        }


def _evidence(finding: Finding, topics: dict[str, str]) -> str:
    """The sentence that a hint rests on; where there is none, the rule's message without its topic."""
    return finding.quote or finding.message.removeprefix(f"{topics[finding.rule]}：")
