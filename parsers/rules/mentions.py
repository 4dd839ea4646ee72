"""returnee-missing: a text does not mention something that it should (R68)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, hit


def mentions(subject: Subject, *, fields: tuple[str, ...], words: tuple[str, ...]) -> Iterator[Hit]:
    """None of the words is in any of the fields. No hit where all of them are blank: another rule reports that."""
    text = "".join(subject.text(*fields).split())
    if text and not any(word in text for word in words):
        key = next(key for key in fields if subject.filled(key))
        yield hit(key, subject.value(key))


KIND = Kind(mentions)
