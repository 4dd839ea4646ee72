"""Package + guide → findings: runs every rule that applies, lowers the severity of what is not certain, writes the sentences and
sorts.

A rule that breaks raises an error: applicants must not suffer for our mistakes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from config.model import Form, Guide, Rule
from parsers.checks.field_labels import spoken
from parsers.checks.identity import digest_of, discriminator_of, numbered_apart
from parsers.checks.operands.conditions import CERTAIN, held
from parsers.checks.rule import COMMON, Circumstances, Hit, Subject
from parsers.checks.selection import SelectedRule, clipped, selected_rules
from parsers.model.document import Medium
from parsers.model.finding import Finding, Severity
from parsers.model.package import Package, PackageShape, Role
from parsers.model.rule_kind import RuleKind
from parsers.packages.mail_parts import outstanding

RANK: dict[Severity, int] = {Severity.NOTE: 0, Severity.REMIND: 1, Severity.VERIFY: 2, Severity.FIX: 3}
ASKED: tuple[Severity, ...] = (Severity.FIX, Severity.REMIND)
"""Severities at which the applicant may be asked to do something. What a person must decide first asks for nothing."""


def check(package: Package, guide: Guide, circumstances: Circumstances) -> tuple[Finding, ...]:
    """Every finding on the package, in the order of the form's fields, then of the guide's rules.

    A package of shape "single" is a document without its package: rules on packages are not run.
    """
    record = package.record(guide)
    form = guide.form(record.form) if record else None
    subject = Subject(package, guide, circumstances, record, form)
    findings, rules_hit, again = list[Finding](), set[str](), False
    for one in selected_rules(guide, record.form if record else None, subject.category, package.shape == PackageShape.SINGLE):
        hits = list(conditional_hits(subject, one))
        if hits:
            only = one.rule.fields
            of_rule = [finding_of(subject, one, hit) for hit in hits if not only or hit.field in only]
            again |= len(of_rule) > 1 or one.rule.id in rules_hit
            rules_hit.add(one.rule.id)
            findings += of_rule
    if again:  # each once; only findings of one rule can be equal, and hashing a whole finding is slow
        findings = numbered_apart(list(dict.fromkeys(findings)))
    places = _places(form) if form is not None else {}
    return tuple(sorted(findings, key=lambda finding: places.get(finding.field or "", len(places))))


@lru_cache(maxsize=64)
def _places(form: Form) -> dict[str, int]:
    return {field.key: number for number, field in enumerate(form.fields)}


def findings_of(guide: Guide, kind: RuleKind, **words: str | int | float) -> tuple[Finding, ...]:
    """The findings of a kind that another room decides on (possible-duplicate, sender-unverified), one for each of the guide's
    rules of this kind; none where the guide has no such rule. `words` fill the placeholders of the message."""
    return tuple(worded(rule, None, None, **words) for rule in guide.rules if rule.kind == kind)


def worded(
    rule: Rule, field: str | None = None, severity: Severity | None = None, /, **words: str | int | float
) -> Finding:
    """The finding of one rule with these words in its sentences. `severity` can lower the rule's own."""
    placeholders = {**dict.fromkeys(COMMON, ""), "topic": rule.topic, **{name: clipped(word) for name, word in words.items()}}
    return Finding(rule.id, lowest(rule.severity, severity), field, rule.message.format_map(placeholders), rule.clause,
                   todo=rule.todo.format_map(placeholders), kind=rule.kind, discriminator=" ".join(map(str, words.values())))


def lowest(one: Severity, other: Severity | None) -> Severity:
    """The lower of two severities; None leaves the other one as it is."""
    return one if other is None or RANK[one] <= RANK[other] else other


def conditional_hits(subject: Subject, one: SelectedRule) -> Iterator[Hit]:
    """What the rule reports where its conditions hold; where it is not certain that they do, no more than a person decides."""
    state = held(subject, one.rule.when) if one.rule.when else CERTAIN
    if not state.holds:
        return
    for hit in one.hits(subject):
        yield hit if state.certain else hit._replace(severity=lowest(Severity.VERIFY, hit.severity))


def finding_of(subject: Subject, one: SelectedRule, hit: Hit) -> Finding:
    """What a rule reported, as people read it, and no more severe than what it is based on."""
    rule, (severity, lowered) = one.rule, _severity(subject, one, hit)
    placeholders = dict(one.placeholders)
    for name, word in hit.words.items():
        placeholders[name] = clipped(word)
    for name in one.shows:
        if name not in placeholders:
            placeholders[name] = clipped(_common(subject, hit, name))
    todo = rule.todo.format_map(placeholders) if rule.todo and severity in ASKED else ""
    return Finding(rule.id, severity, hit.field, rule.message.format_map(placeholders), rule.clause, hit.document, hit.place,
                   todo, hit.quote, rule.kind, digest_of(subject, hit.document), discriminator_of(hit),
                   hit.possibly_there or lowered)


def _common(subject: Subject, hit: Hit, name: str) -> str:
    """A placeholder that every sentence may use, computed only where one does."""
    if name == "label":
        return hit.label or (spoken(subject.form, hit.field) if subject.form and hit.field else "")
    if name == "document":
        return _shown(subject, hit.document)
    return hit.place.chinese() if hit.place else ""


def _shown(subject: Subject, document: str) -> str:
    """A file's own name; with its folders only where two files of the package have the same name."""
    own = document.rsplit("/", 1)[-1]
    if (shared := subject.kept.get(_shown)) is None:
        shared = subject.kept[_shown] = Counter(file.name.rsplit("/", 1)[-1] for file in subject.package.files)
    return own if shared[own] < 2 else document


def _severity(subject: Subject, one: SelectedRule, hit: Hit) -> tuple[Severity, bool]:
    """The rule's own severity, lowered by the hit, by text recognition, by what a person typed for it, by files of the package
    that could not be read, and by parts of it that have not arrived yet; and whether any but the hit lowered it."""
    by_hit = severity = lowest(one.rule.severity, hit.severity)
    if severity == Severity.NOTE:
        return severity, False  # the lowest one
    value = subject.value(hit.field) if hit.field else None
    if Medium.OCR in (hit.medium, value.medium if value and hit.medium is None else None):
        severity = lowest(severity, Severity.VERIFY)
    if value is not None and value.medium == Medium.STAFF and not value.blank:  # a person's typing is no fault of the applicant
        severity = lowest(severity, Severity.VERIFY)
    if one.kind.whole and _something_unread(subject):
        severity = lowest(severity, Severity.VERIFY)
    if one.kind.absent and outstanding(subject.package.parts):
        severity = Severity.NOTE if severity == Severity.REMIND else lowest(severity, Severity.VERIFY)
    return severity, severity != by_hit


def _something_unread(subject: Subject) -> bool:
    if (unread := subject.kept.get(_something_unread)) is None:
        files = subject.package.files + subject.circumstances.unassigned
        unread = subject.kept[_something_unread] = any(file.trouble is not None or file.role == Role.REFUSED for file in files)
    return bool(unread)
