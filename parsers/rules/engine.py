"""Package + guide → findings: asks every rule that applies, lowers what is not certain, writes the sentence, sorts.

A rule that breaks raises: applicants are not blamed for our typing mistakes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from config.model import Guide
from parsers.model import Finding, Package, Severity
from parsers.parts import outstanding
from parsers.rules.asking import Asked, asked
from parsers.rules.labels import spoken
from parsers.rules.model import COMMON, Circumstances, Hit, Subject

RANK: dict[Severity, int] = {"note": 0, "remind": 1, "verify": 2, "fix": 3}
ASKED: tuple[Severity, ...] = ("fix", "remind")
"""Severities at which the applicant may be asked to do something; what a person must decide first asks nothing."""
LONGEST_WORD = 120
"""Characters of one placeholder: a sentence of ours never becomes a way to print pages of theirs."""


def check(package: Package, guide: Guide, circumstances: Circumstances) -> tuple[Finding, ...]:
    """Every finding on the package, in the order of the form, then of the guide's rules.

    A package of shape "single" is a document without its package: rules on packages are not asked.
    """
    record = package.record
    form = guide.form(record.form) if record else None
    subject = Subject(package, guide, circumstances, record, form)
    found: list[Finding] = []
    for one in asked(guide, record.form if record else None, subject.category, package.shape == "single"):
        hits = list(one.hits(subject))
        if hits:
            only = one.rule.fields
            found += [_finding(subject, one, hit) for hit in hits if not only or hit.field in only]
    places = {field.key: number for number, field in enumerate(subject.fields())}
    return tuple(sorted(_each_once(found), key=lambda finding: places.get(finding.field or "", len(places))))


def _each_once(found: list[Finding]) -> list[Finding]:
    """Without repetitions. Only findings of one rule can be the same, and a hash of all that stands in a finding is dear."""
    often = Counter(one.rule for one in found)
    again = dict.fromkeys(one for one in found if often[one.rule] > 1)
    return [one for one in found if often[one.rule] == 1 or again.pop(one, True) is None]


def finding(guide: Guide, rule_id: str, *, field: str | None = None, severity: Severity | None = None,
            **words: str | int | float) -> Finding:
    """A finding of a rule that another room decides on (possible-duplicate, sender-unverified). KeyError: no such rule."""
    rule = next((rule for rule in guide.rules if rule.id == rule_id), None)
    if rule is None:
        raise KeyError(rule_id)
    told = {**dict.fromkeys(COMMON, ""), "topic": rule.topic, **_clipped(words)}
    return Finding(rule.id, lowest(rule.severity, severity), field, rule.message.format_map(told), rule.clause,
                   todo=rule.todo.format_map(told))


def lowest(one: Severity, other: Severity | None) -> Severity:
    """The lower of two severities; None stands for "no opinion"."""
    return one if other is None or RANK[one] <= RANK[other] else other


def _finding(subject: Subject, one: Asked, hit: Hit) -> Finding:
    rule, severity = one.rule, _severity(subject, one, hit)
    told = _clipped(_words(subject, one, hit))
    todo = rule.todo.format_map(told) if severity in ASKED else ""
    return Finding(rule.id, severity, hit.field, rule.message.format_map(told), rule.clause, hit.document, hit.place, todo,
                   hit.quote)


def _words(subject: Subject, one: Asked, hit: Hit) -> dict[str, str | int | float]:
    """What the rule's sentences show: its own words, and of the common ones those that they use."""
    words: dict[str, str | int | float] = {"topic": one.rule.topic}
    if "label" in one.shows:
        words["label"] = hit.label or (spoken(subject.form, hit.field) if subject.form and hit.field else "")
    if "document" in one.shows:
        words["document"] = _shown(subject, hit.document)
    if "where" in one.shows:
        words["where"] = hit.place.chinese() if hit.place else ""
    words.update(hit.words)
    return words


def _shown(subject: Subject, document: str) -> str:
    """A file's own name; with its folders only where two files of the package share it."""
    own = document.rsplit("/", 1)[-1]
    if (shared := subject.kept.get(_shown)) is None:
        shared = subject.kept[_shown] = Counter(file.name.rsplit("/", 1)[-1] for file in subject.package.files)
    return own if shared[own] < 2 else document


def _severity(subject: Subject, one: Asked, hit: Hit) -> Severity:
    """The rule's own severity, lowered by the hit, by OCR, while any file of the package could not be read, and while parts of
    it are still to come."""
    severity = lowest(one.rule.severity, hit.severity)
    value = subject.value(hit.field) if hit.field else None
    if "ocr" in (hit.medium, value.medium if value and hit.medium is None else None):
        severity = lowest(severity, "verify")
    if one.kind.whole and _something_unread(subject):
        severity = lowest(severity, "verify")
    if one.kind.absent and outstanding(subject.package.parts):
        severity = "note" if severity == "remind" else lowest(severity, "verify")
    return severity


def _something_unread(subject: Subject) -> bool:
    if (unread := subject.kept.get(_something_unread)) is None:
        files = subject.package.files + subject.circumstances.loose
        unread = subject.kept[_something_unread] = any(file.trouble is not None or file.role == "refused" for file in files)
    return bool(unread)


def _clipped(words: Mapping[str, str | int | float]) -> dict[str, str]:
    return {name: _clip(word) for name, word in words.items()}


def _clip(word: str | int | float | None) -> str:
    if word is None:
        return ""  # a word that a rule has not: never "None" in a sentence
    said = " ".join(word.split()) if isinstance(word, str) else f"{word:g}" if isinstance(word, float) else str(word)
    return said if len(said) <= LONGEST_WORD else said[: LONGEST_WORD - 1] + "…"
