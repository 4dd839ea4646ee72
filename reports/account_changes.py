"""Lists what a later revision changed of a case's account, credit code or unit, until a person accepts it."""

from __future__ import annotations

from config.model import Guide
from parsers.model.finding import Finding
from parsers.model.rule_kind import RuleKind
from reports import display
from reports.case import Case


def account_changes(case: Case) -> tuple[Finding, ...]:
    """The changes that no person has accepted yet."""
    return tuple(finding for finding in case.findings if finding.kind == RuleKind.ACCOUNT_CHANGED)


def spoken_changes(case: Case, guide: Guide) -> str:
    """What has changed, as one line for staff; "" where nothing has."""
    labels = dict.fromkeys(display.field_label(guide.form(case.form), finding.field) for finding in account_changes(case))
    return f"{'、'.join(labels)}与此前报送的不同，待核实" if labels else ""


def first_the_changed(cases: tuple[Case, ...]) -> tuple[Case, ...]:
    """The cases in their order, those with an open change before all others."""
    return tuple(sorted(cases, key=lambda case: not account_changes(case)))


def alerts(cases: tuple[Case, ...], guide: Guide) -> tuple[str, ...]:
    """One line for each case with an open change, for the head of 总览; many of them are counted."""
    lines = [f"{case.case_no}：{said}，见“核验”" for case in cases if (said := spoken_changes(case, guide))]
    more = len(lines) - MOST
    return (*lines[:MOST], *([f"另有 {more} 个项目的账号、信用代码或单位有变更，见“核验”"] if more > 0 else []))


MOST = 5
"""The most cases named at the head of 总览."""
