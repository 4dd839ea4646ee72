"""hint-direction: which of the guide's kinds of activity the ticked options belong to (R17–R26, X6); category-contents-differ
and options-too-many: ticks against the category (R13, X20) and against one another (X5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from parsers.checks.rule import Hit, Kind, Subject, hit


def direction(subject: Subject, *, field: str, directions: dict[str, str], handling: Literal["show"] = "show") -> Iterator[Hit]:
    """Offers {told}. `directions`: words of an option → the guide's name for that activity."""
    value = subject.filled(field)
    named = dict.fromkeys(name for part, name in directions.items() if value is not None and _ticked(value.value, part))
    if named:
        yield hit(field, value, told="、".join(named))


def contents(
    subject: Subject, *, field: str, options: tuple[str, ...], handling: Literal["tick", "silent"] = "tick"
) -> Iterator[Hit]:
    """No ticked option holds one of the words `options`, which the category stands for."""
    value = subject.filled(field)
    asked = handling == "tick" and value is not None and value.value and not value.doubt
    if value is not None and asked and not any(_ticked(value.value, part) for part in options):
        yield hit(field, value)


def several(subject: Subject, *, fields: tuple[str, ...], most: Literal[0, 1] = 0) -> Iterator[Hit]:
    """More options ticked than the office has decided to allow; 0 allows any number."""
    for key in fields:
        value = subject.filled(key)
        if most and value is not None and isinstance(value.value, list) and len(value.value) > most:
            yield hit(key, value)


def _ticked(chosen: object, part: str) -> bool:
    return isinstance(chosen, list) and any(part in str(item) for item in chosen)


DIRECTION = Kind(direction, offers=("told",))
CONTENTS = Kind(contents)
SEVERAL = Kind(several)
