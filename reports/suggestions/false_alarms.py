"""Findings that staff called false alarms → rules that should be less severe, or not be asked at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from config.model import Guide, Rule
from parsers.model.finding import Severity
from reports import display
from reports.case import Case, Edit
from reports.state_words import SEVERITY
from reports.suggestions.suggestion import Suggestion
from reports.workbook.columns import CHECKS
from reports.workbook.rule_titles import title

LEAST = 3
"""In how many cases a rule must have been wrong."""
CONFIRMED = "认可"
_NEXT = {Severity.FIX: Severity.VERIFY, Severity.VERIFY: Severity.REMIND, Severity.REMIND: Severity.NOTE}


def less_severe(cases: Sequence[Case], edits: Sequence[Edit], guide: Guide) -> Iterator[Suggestion]:
    """One for each rule that was wrong in at least LEAST cases and at least as often as staff confirmed it."""
    false: defaultdict[str, dict[str, Counter[str]]] = defaultdict(dict)
    for case in cases:
        for finding in case.silenced:
            label = display.field_label(guide.form(case.form), finding.field)
            false[finding.rule].setdefault(case.case_no or "", Counter())[label] += 1
    confirmed = Counter(
        edit.row.split("|")[1] for edit in edits
        if edit.sheet == CHECKS.name and edit.column == "staff_judgement" and edit.value == CONFIRMED and "|" in edit.row)
    for rule in guide.rules:
        by_case = false.get(rule.id, {})
        if len(by_case) >= LEAST and len(by_case) >= confirmed[rule.id]:
            yield _suggestion(rule, by_case, confirmed[rule.id])


def _suggestion(rule: Rule, by_case: dict[str, Counter[str]], confirmed: int) -> Suggestion:
    lower = _NEXT.get(rule.severity)
    edit = (f"severity 由 {rule.severity}（{SEVERITY[rule.severity]}）改为 {lower}（{SEVERITY[lower]}）" if lower
            else "不需要时删去这条规则")
    labels = Counter(label for labels in by_case.values() for label in labels if label)
    mostly = next((label for label, count in labels.most_common(1) if count * 2 > len(by_case)), "")
    why = (f"“{title(rule)}”在 {len(by_case)} 个项目中被判为误报，{confirmed} 次被认可"
           f"{f'，多在“{mostly}”一栏' if mostly else ''}")
    return Suggestion(f"rules[{rule.id}].severity", edit, why, tuple(by_case))
