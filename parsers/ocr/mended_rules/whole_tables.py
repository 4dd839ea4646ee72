"""Makes tables whole: cells that are only strokes of print are dropped, and where a table has a hole with print in it, between
sides that are drawn at least in part, a cell is put."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parsers.ocr.engine import Gray, Quad
from parsers.ocr.ruled_cells import NEAR, Box, Table, touch
from parsers.ocr.ruled_lines import Mask, thin_pixels

_FAINT = 12
"""By how many gray levels the side of a hole is darker than the paper."""
_DRAWN = 0.6
"""Share of a side that is drawn."""
_MOST_HOLES = 40


def whole_tables(tables: Sequence[Table], quads: Sequence[Quad], gray: Gray) -> tuple[list[Table], frozenset[Box]]:
    """The tables, from top to bottom, and those of their cells whose frame was not seen whole. `quads`: where lines of print
    are."""
    width = gray.shape[1]
    lines = [Box(float(q[:, 0].min()), float(q[:, 1].min()), float(q[:, 0].max()), float(q[:, 1].max())) for q in quads]
    kept = [[cell for cell in table if not _stroke(cell, table, lines)] for table in tables]
    cells = [cell for table in kept for cell in table]
    outside = [line for line in lines if not any(cell.holds(*_middle(line)) for cell in cells)]
    if not cells or not outside:
        return [table for table in kept if table], frozenset()
    near = NEAR * width
    level = thin_pixels(gray, width, faint=_FAINT)
    upright = np.ascontiguousarray(thin_pixels(np.ascontiguousarray(gray.T), width, faint=_FAINT).T)
    holes: list[Box] = []
    for line in outside:
        if len(holes) < _MOST_HOLES and not any(hole.holds(*_middle(line)) for hole in holes):
            hole = _hole(line, cells, near)
            if hole is not None and hole.height < 0.6 * gray.shape[0] and _bounded(hole, level, upright, near):
                holes.append(hole)
    return _joined([*kept, *([hole] for hole in holes)], near), frozenset(holes)


def _middle(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def _stroke(cell: Box, table: Table, lines: Sequence[Box]) -> bool:
    """Whether a cell within another one is made of strokes of print: a line of print runs through its sides."""
    around = any(o is not cell and _contains(o, cell) for o in table)
    return around and any(
        line.y0 < (cell.y0 + cell.y1) / 2 < line.y1 and line.x0 < cell.x1 and line.x1 > cell.x0
        and (line.x0 < cell.x0 - line.height or line.x1 > cell.x1 + line.height)
        for line in lines
    )  # fmt: skip


def _contains(outer: Box, inner: Box) -> bool:
    return outer.x0 <= inner.x0 + 3 and outer.y0 <= inner.y0 + 3 and outer.x1 >= inner.x1 - 3 and outer.y1 >= inner.y1 - 3


def _hole(line: Box, cells: Sequence[Box], near: float) -> Box | None:
    """The room round a line of print that no cell covers, up to the edges of the cells around it; None where it is outside the
    table."""
    x, y = _middle(line)
    left, right = min(c.x0 for c in cells), max(c.x1 for c in cells)
    if not left < x < right:
        return None
    beside = [c for c in cells if c.y0 < y < c.y1]
    x0 = max([left, *(c.x1 for c in beside if c.x1 <= x)])
    x1 = min([right, *(c.x0 for c in beside if c.x0 >= x)])
    across = [c for c in cells if min(c.x1, x1) - max(c.x0, x0) > 2 * near]
    above = [c.y1 for c in across if c.y1 <= y + near]
    below = [c.y0 for c in across if c.y0 >= y - near]
    if beside:
        above = [*above, max(min(c.y0 for c in beside), *(above or [0.0]))]
        below = [*below, min(max(c.y1 for c in beside), *(below or [1e9]))]
    if not above or not below:
        return None
    box = Box(x0, max(above), x1, min(below))
    return box if box.width > 4 * near and box.height > 2 * near and not any(_overlap(box, c, near) for c in cells) else None


def _overlap(box: Box, cell: Box, near: float) -> bool:
    common = box.common(cell)
    return common is not None and common.width > 2 * near and common.height > 2 * near


def _bounded(hole: Box, level: Mask, upright: Mask, near: float) -> bool:
    """Whether at least three sides of a hole are drawn, the upright ones among them."""
    sides = [_share(upright, hole.x0, hole.y0, hole.y1, near), _share(upright, hole.x1, hole.y0, hole.y1, near)]
    rows = [_share(level.T, hole.y0, hole.x0, hole.x1, near), _share(level.T, hole.y1, hole.x0, hole.x1, near)]
    return min(sides) >= _DRAWN and max(rows) >= _DRAWN


def _share(ink: Mask, at: float, first: float, last: float, near: float) -> float:
    """Share of an upright line that has ink close to it."""
    band = ink[round(first) : round(last), max(0, round(at - near / 1.5)) : round(at + near / 1.5) + 1]
    return float(band.max(axis=1).mean()) if band.size else 0.0


def _joined(tables: Sequence[Table], near: float) -> list[Table]:
    """The tables, those joined that touch along a side."""
    groups: list[Table] = []
    for table in tables:
        touching = [g for g in groups if any(touch(a, b, near) for a in g for b in table)]
        groups = [g for g in groups if not any(g is t for t in touching)]
        groups.append([cell for g in (*touching, table) for cell in g])
    return sorted((g for g in groups if g), key=lambda t: (min(c.y0 for c in t), min(c.x0 for c in t)))

