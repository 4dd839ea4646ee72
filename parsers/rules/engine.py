"""Package + guide → findings: asks every rule that applies, lowers what is not certain, writes the sentence, sorts.

A rule that breaks raises: applicants are not blamed for our typing mistakes.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from config.model import Guide, Rule
from parsers.model import Finding, Package, Severity
from parsers.parts import outstanding
from parsers.rules.labels import spoken
from parsers.rules.model import COMMON, Circumstances, Hit, Kind, Subject
from parsers.rules.table import RULES

RANK: dict[Severity, int] = {"note": 0, "remind": 1, "verify": 2, "fix": 3}
ASKED: tuple[Severity, ...] = ("fix", "remind")
"""Severities at which the applicant may be asked to do something; what a person must decide first asks nothing."""
MOST_READY = 2000
LONGEST_WORD = 120
"""Characters of one placeholder: a sentence of ours never becomes a way to print pages of theirs."""


def check(package: Package, guide: Guide, circumstances: Circumstances) -> tuple[Finding, ...]:
    """Every finding on the package, in the order of the form, then of the guide's rules.

    A package of shape "single" is a document without its package: rules on packages are not asked.
    """
    record = package.record
    subject = Subject(package, guide, circumstances, record, guide.form(record.form) if record else None)
    found = [
        (_position(subject, hit), number, _finding(subject, rule, hit))
        for number, rule in enumerate(guide.rules)
        if _applies(rule, subject)
        for hit in _hits(rule, subject)
    ]
    return tuple(dict.fromkeys(finding for _, _, finding in sorted(found, key=lambda entry: entry[:2])))


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


@cache
def settings_of(kind: Kind) -> dict[str, TypeAdapter[Any]]:
    """What a guide may write under `with` for this kind: name → how it is checked and converted."""
    hints = get_type_hints(kind.question)
    return {name: TypeAdapter(hints[name]) for name in _named(kind)}


def required_settings(kind: Kind) -> set[str]:
    """The names among them that have no default."""
    return {name for name, parameter in _named(kind).items() if parameter.default is parameter.empty}


def _named(kind: Kind) -> dict[str, inspect.Parameter]:
    parameters = inspect.signature(kind.question).parameters
    return {name: parameter for name, parameter in parameters.items() if parameter.kind is parameter.KEYWORD_ONLY}


def _applies(rule: Rule, subject: Subject) -> bool:
    if subject.package.shape == "single" and RULES[rule.kind].package:
        return False
    if rule.forms and (subject.record.form if subject.record else None) not in rule.forms:
        return False
    return not rule.categories or subject.category in rule.categories


def _hits(rule: Rule, subject: Subject) -> Iterator[Hit]:
    for hit in RULES[rule.kind].question(subject, **_arguments(rule)):
        if not rule.fields or hit.field in rule.fields:
            yield hit


_ready: dict[int, tuple[Rule, dict[str, Any]]] = {}
"""Settings of rules, checked once: identity → the rule (kept, so that its identity is not given anew) and what it asks with."""


def _arguments(rule: Rule) -> dict[str, Any]:
    known = _ready.get(id(rule))
    if known is not None and known[0] is rule:
        return known[1]
    checked = settings_of(RULES[rule.kind]) if rule.arguments else {}
    arguments = {name: checked[name].validate_python(value) for name, value in rule.arguments.items()}
    if len(_ready) > MOST_READY:
        _ready.clear()
    _ready[id(rule)] = (rule, arguments)
    return arguments


def _finding(subject: Subject, rule: Rule, hit: Hit) -> Finding:
    label = hit.label or (spoken(subject.form, hit.field) if subject.form and hit.field else "")
    where = hit.place.chinese() if hit.place else ""
    words = {"label": label, "document": _shown(subject, hit.document), "where": where, "topic": rule.topic, **hit.words}
    told = _clipped(words)
    severity = _severity(subject, rule, hit)
    todo = rule.todo.format_map(told) if severity in ASKED else ""
    return Finding(rule.id, severity, hit.field, rule.message.format_map(told), rule.clause, hit.document, hit.place, todo,
                   hit.quote)


def _shown(subject: Subject, document: str) -> str:
    """A file's own name; with its folders only where two files of the package share it."""
    own = document.rsplit("/", 1)[-1]
    return own if sum(file.name.rsplit("/", 1)[-1] == own for file in subject.package.files) < 2 else document


def _severity(subject: Subject, rule: Rule, hit: Hit) -> Severity:
    """The rule's own severity, lowered by the hit, by OCR, while any file of the package could not be read, and while parts of
    it are still to come."""
    severity = lowest(rule.severity, hit.severity)
    value = subject.value(hit.field) if hit.field else None
    if "ocr" in (hit.medium, value.medium if value and hit.medium is None else None):
        severity = lowest(severity, "verify")
    if RULES[rule.kind].whole and _something_unread(subject):
        severity = lowest(severity, "verify")
    if RULES[rule.kind].absent and outstanding(subject.package.parts):
        severity = "note" if severity == "remind" else lowest(severity, "verify")
    return severity


def _something_unread(subject: Subject) -> bool:
    files = subject.package.files + subject.circumstances.loose
    return any(file.trouble is not None or file.role == "refused" for file in files)


def _position(subject: Subject, hit: Hit) -> int:
    keys = [field.key for field in subject.fields()]
    return keys.index(hit.field) if hit.field in keys else len(keys)


def _clipped(words: Mapping[str, str | int | float]) -> dict[str, str]:
    said = {name: " ".join(f"{word:g}".split() if isinstance(word, float) else str(word).split()) for name, word in words.items()}
    return {name: word if len(word) <= LONGEST_WORD else word[: LONGEST_WORD - 1] + "…" for name, word in said.items()}
