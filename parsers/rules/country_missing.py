"""country-missing: no country or place abroad is named where one should be (R78)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.outside_mainland import names_abroad
from parsers.checks.rule import Hit, Kind, Subject, hit


def country(subject: Subject, *, fields: tuple[str, ...], countries_list: str, foreign_list: str) -> Iterator[Hit]:
    """None of the fields names a country or a place abroad. No hit where all of them are blank."""
    filled = [key for key in fields if subject.filled(key)]
    if filled and not names_abroad(subject, subject.text(*fields), countries_list, foreign_list):
        yield hit(filled[0], subject.value(filled[0]))


KIND = Kind(country)
