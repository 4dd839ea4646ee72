"""Cases with what staff say of them → the same cases with what rules on all cases of the call together report.

It is worked out here, whenever cases are shown, and kept nowhere. It changes no status and is in no letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from config.model import Guide
from parsers.checks.across.engine import check_across
from parsers.checks.selection import rules_across
from parsers.model.finding import Finding
from reports.case import Case
from reports.edits.edit_effects import NONE, Amendments, parted, verdict_for
from reports.left_out import CLOSED
from reports.state_words import REFUSAL


def with_shared(cases: Iterable[Case], words: Mapping[str, Amendments], guide: Guide) -> tuple[Case, ...]:
    """The cases in their order. `words`: number of a case → what staff say of it. Cases that are closed, and those that staff
    refused, count for none and are told nothing."""
    cases = tuple(cases)
    if not rules_across(guide):
        return cases
    counting = {case.case_no: case.package for case in cases if case.case_no and _counts(case, words.get(case.case_no, NONE))}
    found = check_across(counting, guide)
    return tuple(
        _with(case, words.get(case.case_no or "", NONE), found) if case.case_no in found and case.status not in CLOSED else case
        for case in cases)


def _counts(case: Case, word: Amendments) -> bool:
    return case.status not in CLOSED and verdict_for(word, case.revision)[0] != REFUSAL


def _with(case: Case, word: Amendments, found: Mapping[str, tuple[Finding, ...]]) -> Case:
    counting, silenced = parted(found[case.case_no or ""], word)
    return replace(case, findings=(*case.findings, *counting), silenced=(*case.silenced, *silenced))
