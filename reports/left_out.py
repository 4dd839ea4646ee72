"""Says why a case goes neither to the experts nor into the ranking and the public notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from config.model import Guide
from parsers.checks.finding_kind import is_kind
from parsers.model.rule_kind import RuleKind
from reports.case import Case
from reports.state_words import REFUSAL, STATUS
from reports.states import Status

CLOSED = (Status.SUPERSEDED, Status.DUPLICATE, Status.WITHDRAWN)
Reasons = tuple[tuple[str, str], ...]
"""(case number, why it is left out)."""


def why_left_out(case: Case, guide: Guide, verdict: str) -> str:
    """The reason, in Chinese; "" for a case that goes on. `verdict` is what staff typed as 初审结论, whether or not its letter
    could leave."""
    if case.status in CLOSED:
        return STATUS[case.status]
    if any(is_kind(finding, guide, RuleKind.SECRET_MARK) for finding in case.findings):
        return "材料带有密级标志"
    if verdict == REFUSAL:
        return f"初审结论为{REFUSAL}"
    return "" if case.category else "小类未确定"


def parted(cases: Iterable[Case], verdicts: Mapping[str, str], guide: Guide) -> tuple[tuple[Case, ...], Reasons]:
    """The cases that go on, and those that do not with their reasons; both in the order given. `verdicts`: case number → what
    staff typed as 初审结论."""
    reasons = [(case, why_left_out(case, guide, verdicts.get(case.case_no or "", ""))) for case in cases]
    return (tuple(case for case, why in reasons if not why),
            tuple((case.case_no or "", why) for case, why in reasons if why))


def spoken(reasons: Reasons) -> list[str]:
    """One line a case, for the person who runs the command."""
    return [f"未列入：{number}（{why}）" for number, why in reasons]
