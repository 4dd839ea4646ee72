"""Joins neighbouring cells between which broken lines were drawn through a character: what cuts print is no rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from parsers.ocr.engine import Gray, Quad
from parsers.ocr.ruled_cells import NEAR, Box, Table
from parsers.ocr.ruled_lines import DARK

_OWN, _APART = 0.08, 0.55
"""Shares of a line's height: half of what a rule itself may take, and from which bare paper parts the words of two cells."""
_ONE, _INSIDE = 1.6, 0.2
"""Heights of print that the frame of one character is wide at most, and that a stroke of it is inside the frame at least."""
_MOST = 400


def joined_where_cut(
    tables: Sequence[Table], quads: Sequence[Quad], gray: Gray, clean: Gray, broken: bool
) -> tuple[list[Table], Gray]:
    """The tables without sides that cut characters, and the page from which lines were taken (`clean`) with what these sides
    took of the characters, as the page `gray` has it. `quads`: where lines of print are."""
    near = NEAR * clean.shape[1]
    sides: list[Box] = []
    joined = [_joined(table, quads, (gray, broken), near, sides) for table in tables]
    if not sides:
        return joined, clean
    whole = clean.copy()
    for side in sides:
        rows, columns = slice(round(side.y0 + near), round(side.y1 - near)), slice(round(side.x0), round(side.x1) + 1)
        whole[rows, columns] = gray[rows, columns]
    return joined, whole


def _joined(table: Table, quads: Sequence[Quad], seen: tuple[Gray, bool], near: float, sides: list[Box]) -> Table:
    """The table without such sides, which are added to `sides`."""
    cells = sorted(table, key=lambda c: (c.x0, c.y0))
    at = 0
    while at < len(cells) <= _MOST:
        cell = cells[at]
        beside = next((o for o in cells if _level(cell, o, near) and _cut(cell, o, quads, *seen)), None)
        if beside is None:
            at += 1
        else:
            cells[at] = replace(cell, x1=beside.x1)
            cells.remove(beside)
            sides.append(Box(min(cell.x1, beside.x0) - near, cell.y0, max(cell.x1, beside.x0) + near, cell.y1))
    return sorted(cells, key=lambda c: (c.y0, c.x0))


def _level(cell: Box, other: Box, near: float) -> bool:
    """Whether another cell is just right of this one, and as high."""
    return abs(cell.x1 - other.x0) < near and abs(cell.y0 - other.y0) < near and abs(cell.y1 - other.y1) < near


def _cut(left: Box, right: Box, quads: Sequence[Quad], gray: Gray, broken: bool) -> bool:
    """Whether a character stands on the side between two cells."""
    x = (left.x1 + right.x0) / 2
    for quad in quads:
        x0, x1, y0, y1 = (float(v) for v in (quad[:, 0].min(), quad[:, 0].max(), quad[:, 1].min(), quad[:, 1].max()))
        em = y1 - y0
        if not left.y0 < (y0 + y1) / 2 < left.y1:
            continue
        narrow = min(left.width, right.width) < 2 * em and x1 - x0 < _ONE * em
        if narrow and x0 + _INSIDE * em < x < x1 - 2:  # a stroke of the one character in a cell
            return True
        if broken and x0 < x - 0.6 * em and x1 > x + 0.6 * em and _on(gray, x, y0, y1):
            return True
    return False


def _on(gray: Gray, x: float, y0: float, y1: float) -> bool:
    """Whether print between these rows goes on across x as within one text: the words of two cells are further apart."""
    em = y1 - y0
    left, inset = max(0, round(x - em)), round(0.1 * em)
    part = gray[max(0, round(y0) + inset) : round(y1) - inset, left : round(x + em)]
    if not part.size:
        return False
    inked = np.asarray((part < DARK).any(axis=0))
    middle, half = round(x) - left, max(2, round(_OWN * em))
    before, after = inked[: max(0, middle - half)][::-1], inked[middle + half + 1 :]
    if not before.any() or not after.any():
        return False
    return int(before.argmax()) + int(after.argmax()) + 2 * half < _APART * em
