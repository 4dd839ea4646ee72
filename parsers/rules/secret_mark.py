"""secret-mark: a file has a classification mark (R122)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, about
from parsers.packages.package_facts import has_mark


def secret(subject: Subject) -> Iterator[Hit]:
    """Files with a classification mark anywhere in them (the reader notes it) or in their names, and those of the same mail that
    belong to another application or to none."""
    yield from (about(file) for file in subject.package.files if has_mark(file))
    yield from (Hit(document=name) for name in subject.package.marked_beside)


KIND = Kind(secret)
