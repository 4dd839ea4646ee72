"""Findings → findings that are known apart, whatever their wording: by rule, field, file and what their kind says of them.

What staff say of a finding (a false alarm, a note) hangs on this identity, so no word of a message goes into it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from config.model import Guide
from parsers.checks.rule import Hit, Subject
from parsers.model.finding import Finding
from parsers.model.package import Package

Known = tuple[str, str | None, str]
"""rule, field, discriminator: the identity of a finding but for its file."""


def digest_of(subject: Subject, document: str) -> str:
    """The sha256 of the file of this name; "" where the package has none: then the finding is about all of it."""
    if (digests := subject.kept.get(digest_of)) is None:
        digests = subject.kept[digest_of] = {file.name: file.sha256 for file in subject.package.files}
    return str(digests.get(document, ""))


def discriminator_of(hit: Hit) -> str:
    """What tells this hit from others of the same rule, field and file, on one line: what its kind gives, else the applicant's
    sentence that it rests on. The quote of a hit on a whole file names that file and tells nothing more."""
    return " ".join((hit.discriminator or (hit.quote if hit.field else "")).split())


def numbered_apart(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, in their order, with a number behind the discriminator of the second and later ones of one identity."""
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
    """The findings of a revision. Those of a field that says what it said in the revision before (`before`, `old`) keep the file
    under which they were known there: a verdict on a field outlives a form that was only saved again, and one on words that are
    gone is not taken for one on new words."""
    there = {file.sha256 for file in package.files}
    old_files: dict[Known, str] = {
        (one.rule, one.field, one.discriminator): one.file for one in before if one.field and one.file not in there}
    now, then = _texts(package, guide), _texts(old, guide)
    return tuple(_carried(one, old_files, now, then) for one in findings)


def _carried(one: Finding, old_files: Mapping[Known, str], now: Mapping[str, str], then: Mapping[str, str]) -> Finding:
    file = old_files.get((one.rule, one.field, one.discriminator), one.file)
    key = one.field or ""
    unchanged = key in now and now[key] == then.get(key)
    return replace(one, file=file) if file != one.file and unchanged else one


def _texts(package: Package, guide: Guide) -> dict[str, str]:
    """field → what was read there, of the record that counts; nothing of fields that could not be read."""
    record = package.record(guide)
    return {key: value.text for key, value in record.values.items() if value.text is not None} if record else {}
