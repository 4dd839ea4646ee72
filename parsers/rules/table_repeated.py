"""table-repeated: the same stands twice in a column (the same member twice)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from parsers.checks.across.keys import key_of
from parsers.checks.operands.operand import Answer, answers, hit_at, shown
from parsers.checks.rule import Hit, Kind, Subject


def repeated(subject: Subject, *, fields: tuple[str, ...]) -> Iterator[Hit]:
    """Offers {text} and {rows}, the numbers of the rows (0 for a field that is no table)."""
    places: dict[str, list[Answer]] = defaultdict(list)
    for one in answers(subject, *fields):
        if key := key_of(subject, one):
            places[key].append(one)
    for found in places.values():
        if len(found) > 1:
            yield hit_at(subject, found[1:], text=shown(subject, found[0]), rows="、".join(str(one.row) for one in found))


KIND = Kind(repeated, offers=("text", "rows"))
