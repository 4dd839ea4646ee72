"""account-changed: a later revision of a case has another account, credit code or unit than the one before (R123)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.document import Medium
from parsers.model.record import Value
from parsers.values.width import folded

MISREAD = 80
"""A ratio of 100: two readings at least so like each other may be one text, of which recognition misread some characters."""


def changed(subject: Subject, *, fields: tuple[str, ...]) -> Iterator[Hit]:
    """A hit on each of these fields that says something else than it last said in an earlier revision. Offers {old} and {new}.
    What a person typed is theirs to know; a field that is blank now has a rule of its own."""
    for key in fields:
        value = subject.filled(key)
        if value is None or value.medium == Medium.STAFF:
            continue
        earlier = [values[key] for values in reversed(subject.circumstances.before) if key in values]
        old = next((one for one in earlier if _another(one, value)), None)
        if old is not None and old.text is not None and value.text is not None:
            found = hit(key, value, old=old.text.strip(), new=value.text.strip())
            yield found._replace(discriminator=f"{_plain(old)} → {_plain(value)}")


def _another(one: Value, other: Value) -> bool:
    """Whether two values, both of them filled in, say different things."""
    first, second = _plain(one), _plain(other)
    if not first or first == second:
        return False
    return Medium.OCR not in (one.medium, other.medium) or fuzz.ratio(first, second) < MISREAD


def _plain(value: Value) -> str:
    return re.sub(r"[\W_]+", "", folded(value.text or "")).upper()


KIND = Kind(changed, offers=("old", "new"))
