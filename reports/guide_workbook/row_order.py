"""Turns the rows of a sheet, in whatever order they were saved, into the order in which their entries belong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Row:
    """One row of a sheet while it is taken."""

    path: str
    names: tuple[str, ...]
    values: dict[str, Any]
    line: int
    order: float | None = None


def sorted_rows(rows: Sequence[Row]) -> list[Row]:
    """Rows by their number in 顺序; those without one behind the row above them."""
    keys, last = [], 0.0
    for number, row in enumerate(rows):
        last = last if row.order is None else row.order
        keys.append((last, row.order is None, number))
    return [row for _, row in sorted(zip(keys, rows, strict=True), key=lambda pair: pair[0])]


def in_file_order(rows: Sequence[Row], old: Sequence[str]) -> Iterator[dict[str, Any]]:
    """What the rules of one file should say: those that were there in its order, new ones behind the row above them."""
    places = {name: at for at, name in enumerate(old)}
    keys, last = [], -1
    for at_row, row in enumerate(rows):
        last = places.get(row.names[-1], last)
        keys.append((last, row.names[-1] not in places, at_row))
    yield from (row.values for _, row in sorted(zip(keys, rows, strict=True), key=lambda pair: pair[0]))

