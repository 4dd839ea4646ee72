"""listed-place: entries of a list of places that a field names (R71)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.names import mentioned


def listed_place(subject: Subject, *, field: str, places_list: str) -> Iterator[Hit]:
    """Offers {told}: the entries of the list that the field names."""
    value = subject.filled(field)
    named = mentioned(value.text or "", subject.guide.lists[places_list]) if value is not None else ()
    if named:
        yield hit(field, value, told="、".join(named))


KIND = Kind(listed_place, offers=("told",))
