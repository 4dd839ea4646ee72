"""partner-not-foreign: no partner from outside the mainland is named (R6)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.outside_mainland import names_abroad
from parsers.checks.rule import Hit, Kind, Subject, hit


def partner(subject: Subject, *, field: str, countries_list: str, foreign_list: str) -> Iterator[Hit]:
    """The field has no country, no place abroad and no name in Latin letters."""
    value = subject.filled(field)
    if value is not None and value.text is not None and not names_abroad(subject, value.text, countries_list, foreign_list):
        yield hit(field, value)


KIND = Kind(partner)
