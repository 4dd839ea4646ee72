"""direction: the guide's kinds of activity that the ticked options belong to (R17–R26, X6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.ticks.ticked_options import ticked


def direction(subject: Subject, *, field: str, directions: dict[str, str], handling: Literal["show"] = "show") -> Iterator[Hit]:
    """Offers {told}. `directions`: words of an option → the guide's name for that activity."""
    value = subject.filled(field)
    named = dict.fromkeys(name for part, name in directions.items() if value is not None and ticked(value.value, part))
    if named:
        yield hit(field, value, told="、".join(named))


KIND = Kind(direction, offers=("told",))
