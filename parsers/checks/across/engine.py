"""All cases of a call → what the guide's rules on them together report, case by case.

Nothing of it is kept: it is worked out whenever the cases are shown, so that neither the order in which mails were settled nor a
case that is gone leaves a trace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from config.model import Guide
from parsers.checks.engine import finding_of, lowest
from parsers.checks.identity import numbered_apart
from parsers.checks.operands.conditions import held
from parsers.checks.rule import Subject
from parsers.checks.selection import SelectedRule, rules_across
from parsers.model.finding import Finding, Severity
from parsers.model.package import Package


def check_across(packages: Mapping[str, Package], guide: Guide) -> dict[str, tuple[Finding, ...]]:
    """Number of a case → its findings, for cases that have any. `packages`: number of each case that counts → its package, with
    what staff corrected."""
    rules = rules_across(guide)
    if not rules:
        return {}
    subjects = {number: _subject(number, packages[number], guide) for number in sorted(packages)}
    found: dict[str, list[Finding]] = defaultdict(list)
    for one in rules:
        asked = [subject for subject in subjects.values() if _applies(subject, one)]
        for index, hit in one.hits(asked):
            subject = asked[index]
            if not one.rule.fields or hit.field in one.rule.fields:
                hit = hit._replace(severity=lowest(Severity.VERIFY, hit.severity))
                found[subject.case_no].append(finding_of(subject, one, hit))
    return {number: tuple(numbered_apart(list(dict.fromkeys(findings)))) for number, findings in found.items()}


def _subject(number: str, package: Package, guide: Guide) -> Subject:
    record = package.record(guide)
    return Subject(package, guide, record=record, form=guide.form(record.form) if record else None, case_no=number)


def _applies(subject: Subject, one: SelectedRule) -> bool:
    rule = one.rule
    if subject.form is None or (rule.forms and subject.form.key not in rule.forms):
        return False
    return (not rule.categories or subject.category in rule.categories) and (not rule.when or held(subject, rule.when).holds)
