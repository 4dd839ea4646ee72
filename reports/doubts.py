"""Fields of a case of which it cannot be told what they say: neither blank nor unreadable, and never the applicant's fault."""

from __future__ import annotations

from config.model import Guide
from parsers.checks.finding_kind import kind_of
from parsers.model.record import Doubt, Value
from parsers.model.rule_kind import RuleKind
from reports.case import Case


def in_doubt(case: Case, guide: Guide) -> dict[str, str]:
    """Field key → why, in Chinese: its options are ticked in a way that may mean another one, or words and marks at it belong to
    nothing. Findings that staff called false alarms do not count."""
    record = case.package.record(guide)
    doubts: dict[str, str] = {}
    for finding in case.findings:
        kind, value = kind_of(finding, guide), record.values.get(finding.field or "") if record else None
        unsure = kind == RuleKind.TICK and value is not None and value.doubt == Doubt.UNSURE
        if finding.field and (unsure or kind == RuleKind.CONTENT_UNCLAIMED):
            doubts.setdefault(finding.field, finding.message)
    return doubts


def filling(value: Value, doubtful: bool) -> str:
    """How a field is filled in: a key of FILL. `doubtful`: it is one of those in doubt."""
    if value.text is None:
        return "unreadable"
    return "doubt" if value.doubt or doubtful else "blank" if value.blank else "filled"
