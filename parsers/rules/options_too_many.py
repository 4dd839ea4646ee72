"""options-too-many: more options are ticked than the office allows (X5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from parsers.checks.rule import Hit, Kind, Subject, hit


def several(subject: Subject, *, fields: tuple[str, ...], most: Literal[0, 1] = 0) -> Iterator[Hit]:
    """More options are ticked than the office has decided to allow; 0 allows any number."""
    for key in fields:
        value = subject.filled(key)
        if most and value is not None and isinstance(value.value, list) and len(value.value) > most:
            yield hit(key, value)


KIND = Kind(several)
