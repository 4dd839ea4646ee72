"""category-contents: the ticked contents do not fit the category (R13, X20)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.ticks.ticked_options import ticked


def contents(
    subject: Subject, *, field: str, options: tuple[str, ...], handling: Literal["tick", "silent"] = "tick"
) -> Iterator[Hit]:
    """No ticked option has one of the words `options`, which belong to the category."""
    value = subject.filled(field)
    asked = handling == "tick" and value is not None and value.value and not value.doubt
    if value is not None and asked and not any(ticked(value.value, part) for part in options):
        yield hit(field, value)


KIND = Kind(contents)
