"""Sheet 专家参考: the preferences of the guide that a case seems to meet, with the words they rest on. Never a judgement.

A hint is a finding of a rule that the guide declares as `note`: a new rule of that kind comes here without any code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from config.model import Guide
from reports import show
from reports.model import Case, Desk
from reports.workbook.brush import file_link, row_link
from reports.workbook.columns import KEY, NOTE, NUMBER, OVERVIEW, UNIT, Column, Sheet, row_key

HINTS = Sheet("专家参考", (
    KEY, NUMBER, UNIT,
    Column("project", "项目名称", 26),
    Column("category", "小类", 14),
    Column("clause", "依据", 9, "short"),
    Column("message", "优先条件与出处（仅供参考，由专家判断）", 62, "long"),
    Column("field", "栏目", 16),
    Column("document", "文件", 22),
    Column("place", "位置", 18),
    Column("rule", "规则", 20),
    NOTE,
), frozen=4, lines=8, tab="#6B8E23")
"""Key: case number|rule|field|n, n counting from 1 the hints that are otherwise alike."""


def frame(desk: Desk, guide: Guide) -> pd.DataFrame:
    """All hints of all cases, in the order of 总览 and, within a case, of the guide's rules."""
    order = {rule.id: n for n, rule in enumerate(guide.rules) if rule.severity == "note"}
    rows = [row for n, case in enumerate(desk.cases, 1) for row in _rows(case, guide, order, n, desk.links or {})]
    return pd.DataFrame(rows, dtype=object)


def _rows(
    case: Case, guide: Guide, order: dict[str, int], overview_row: int, links: dict[str, str]
) -> Iterator[dict[str, Any]]:
    form, number, alike = guide.form(case.form), case.case_no or "", Counter[tuple[str, str | None]]()
    hints = sorted((f for f in case.findings if f.rule in order), key=lambda f: order[f.rule])
    private = show.private_numbers(case, guide, "account", "phone") if hints else ()
    digests = {file.name: file.sha256 for file in case.package.files}
    for finding in hints:
        alike[finding.rule, finding.field] += 1
        yield {
            "key": row_key(number, finding.rule, finding.field, alike[finding.rule, finding.field]),
            "case_no": row_link(number, OVERVIEW, overview_row), "unit": show.unit(case),
            "project": show.text_of(case, "project_name"), "category": show.category_name(case, guide),
            "clause": finding.clause, "message": show.without(finding.message, private),
            "field": show.field_label(form, finding.field),
            "document": file_link(show.base_name(finding.document), links.get(digests.get(finding.document, ""))),
            "place": finding.place.chinese() if finding.place else "", "rule": finding.rule,
        }
