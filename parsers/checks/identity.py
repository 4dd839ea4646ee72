"""Gives findings an identity that does not depend on their wording: rule, field, file, and a discriminator from the rule's kind.

What staff write about a finding (a false alarm, a note) is stored under this identity, so no word of a message is part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from config.model import Guide
from parsers.checks.rule import Hit, Subject
from parsers.model.finding import Finding
from parsers.model.package import Package
from parsers.model.rule_kind import RuleKind

Known = tuple[str, str | None, str]
"""rule, field, discriminator: the identity of a finding without its file."""


def digest_of(subject: Subject, document: str) -> str:
    """The sha256 of the file with this name; "" where the package has none: then the finding is about the whole package."""
    if (digests := subject.kept.get(digest_of)) is None:
        digests = subject.kept[digest_of] = {file.name: file.sha256 for file in subject.package.files}
    return str(digests.get(document, ""))


def discriminator_of(hit: Hit) -> str:
    """What distinguishes this hit from others of the same rule, field and file, on one line: the discriminator of its kind, else
    the applicant's sentence that it quotes. The quote of a hit on a whole file is the file's name and distinguishes nothing."""
    return " ".join((hit.discriminator or (hit.quote if hit.field else "")).split())


def numbered_apart(findings: Sequence[Finding]) -> list[Finding]:
    """The findings in their order, with a number after the discriminator of the second and later ones of the same identity."""
    seen: Counter[tuple[str, str | None, str, str]] = Counter()
    apart = []
    for one in findings:
        key = (one.rule, one.field, one.file, one.discriminator)
        seen[key] += 1
        apart.append(one if seen[key] == 1 else replace(one, discriminator=f"{one.discriminator}#{seen[key]}"))
    return apart


def carried(
    findings: Sequence[Finding], package: Package, before: Sequence[Finding], old: Package, guide: Guide
) -> tuple[Finding, ...]:
    """The findings of a revision. Where a field has the same text as in the revision before (`before` are its findings, `old` its
    package), its findings keep the file they had there. So a verdict on a field stays valid when a form was only saved again, and
    a verdict on text that is gone does not apply to new text. A change of the account is known by what it changed to what: it
    keeps its file in whatever way the same is written."""
    there = {file.sha256 for file in package.files}
    old_files: dict[Known, str] = {
        (one.rule, one.field, one.discriminator): one.file for one in before if one.field and one.file not in there}
    now, then = _texts(package, guide), _texts(old, guide)
    return tuple(_carried(one, old_files, now, then) for one in findings)


def _carried(one: Finding, old_files: Mapping[Known, str], now: Mapping[str, str], then: Mapping[str, str]) -> Finding:
    file = old_files.get((one.rule, one.field, one.discriminator), one.file)
    key = one.field or ""
    unchanged = key in now and (now[key] == then.get(key) or one.kind == RuleKind.ACCOUNT_CHANGED)
    return replace(one, file=file) if file != one.file and unchanged else one


def _texts(package: Package, guide: Guide) -> dict[str, str]:
    """field → its text in the record that counts; fields that could not be read are left out."""
    record = package.record(guide)
    return {key: value.text for key, value in record.values.items() if value.text is not None} if record else {}
