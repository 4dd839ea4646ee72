"""Places that a text names, or should: hint-uncovered-city (R71) and station-country-missing (R78)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.foreign import names_abroad
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.names import mentioned


def listed_place(subject: Subject, *, field: str, places_list: str) -> Iterator[Hit]:
    """Offers {told}: the entries of the list that the field names."""
    value = subject.filled(field)
    named = mentioned(value.text or "", subject.guide.lists[places_list]) if value is not None else ()
    if named:
        yield hit(field, value, told="、".join(named))


def country(subject: Subject, *, fields: tuple[str, ...], countries_list: str, foreign_list: str) -> Iterator[Hit]:
    """None of the fields names a country or a place abroad. Silent where nothing is filled in."""
    filled = [key for key in fields if subject.filled(key)]
    if filled and not names_abroad(subject, subject.text(*fields), countries_list, foreign_list):
        yield hit(filled[0], subject.value(filled[0]))


LISTED = Kind(listed_place, offers=("told",))
COUNTRY = Kind(country)
