"""Fields of a case of which it cannot be told what they say: neither blank nor unreadable, and never the applicant's fault."""

from __future__ import annotations

from config.model import Guide
from parsers.checks.finding_kind import kind_of
from parsers.model.document import Medium
from parsers.model.record import Doubt, Value
from parsers.model.rule_kind import RuleKind
from reports.case import Case

SURE = 0.9
"""Certainty below which staff are told that a value was not read surely from a picture."""
UNSURE = "该栏由图片识别，把握不足，请与原件核对"


def unsurely_read(value: Value) -> bool:
    """Whether a value was recognised on a picture, and less surely than it may be trusted without a look at the paper."""
    return value.medium == Medium.OCR and value.text is not None and not value.blank and value.confidence < SURE


def in_doubt(case: Case, guide: Guide) -> dict[str, str]:
    """Field key → why, in Chinese: its options are ticked in a way that may mean another one, or words and marks at it belong to
    nothing; or it was not read surely from a picture. Findings that staff called false alarms do not count."""
    record = case.package.record(guide)
    doubts: dict[str, str] = {}
    for finding in case.findings:
        kind, value = kind_of(finding, guide), record.values.get(finding.field or "") if record else None
        unsure = kind == RuleKind.TICK and value is not None and value.doubt == Doubt.UNSURE
        if finding.field and (unsure or kind == RuleKind.CONTENT_UNCLAIMED):
            doubts.setdefault(finding.field, finding.message)
    read = record.values if record else {}
    return {key: UNSURE for key, value in read.items() if unsurely_read(value)} | doubts


def filling(value: Value, doubtful: bool) -> str:
    """How a field is filled in: a key of FILL. `doubtful`: it is one of those in doubt."""
    if value.text is None:
        return "unreadable"
    return "doubt" if value.doubt or doubtful else "blank" if value.blank else "filled"
