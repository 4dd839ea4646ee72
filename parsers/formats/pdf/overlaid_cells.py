"""Turns the cells of one ruled table into those of the table and those of tables within its cells, where edges of both are one: a
page's end cut them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Box = Sequence[float]
"""x0, top, x1, bottom in points."""

MOST_CELLS = 600
"""A table of more cells is left as it is: every cell is held against every other."""
_OVERLAID, _SAME = 1.1, 1.0
"""The share of its table's area from which cells lie upon one another; points within which two edges are one."""


def parted(table: Sequence[Box]) -> Iterator[list[Box]]:
    """The cells of a table, and apart those that are within another of them."""
    area = (max(c[2] for c in table) - min(c[0] for c in table)) * (max(c[3] for c in table) - min(c[1] for c in table))
    if len(table) > MOST_CELLS or sum(map(_area, table)) < _OVERLAID * area:
        yield list(table)
        return
    held = {n: [other for other in table if _holds(cell, other)] for n, cell in enumerate(table)}
    within = {tuple(other) for inner in held.values() if len(inner) > 1 for other in inner}
    yield [cell for cell in table if tuple(cell) not in within]
    yield from (inner for n, inner in held.items() if len(inner) > 1 and tuple(table[n]) not in within)


def _area(cell: Box) -> float:
    return (cell[2] - cell[0]) * (cell[3] - cell[1])


def _holds(cell: Box, other: Box) -> bool:
    starts = cell[0] - _SAME <= other[0] and cell[1] - _SAME <= other[1]
    return starts and other[2] <= cell[2] + _SAME and other[3] <= cell[3] + _SAME and _area(other) < _area(cell)
