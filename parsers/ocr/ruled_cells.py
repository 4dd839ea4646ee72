"""Turns ruled lines into cells: the smallest boxes whose four sides are drawn, gathered into tables. Strokes of print are not
sides: they do not reach from line to line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from parsers.ocr.cell_sides import drawn_down, drawn_level
from parsers.ocr.engine import Gray
from parsers.ocr.mended_rules.lines_removed import without_lines
from parsers.ocr.ruled_lines import Rules, Stroke

NEAR = 0.006
"""Share of the width within which two lines are one, or an end lies on a line."""

_SHORTEST = 0.04
_UNDERLINE = 0.12
_BREAK = 0.025
"""Share of the width over which a broken line continues."""
MOST_CELLS = 1500


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.y1 - self.y0

    def holds(self, x: float, y: float) -> bool:
        """True for a point inside."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def common(self, other: Box) -> Box | None:
        """The area that both cover, or None."""
        box = Box(max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1))
        return box if box.width > 0 and box.height > 0 else None


Table = list[Box]


def tables(ruled_lines: Rules, width: int) -> list[Table]:
    """The cells of each table, from top to bottom, for a page so many pixels wide."""
    near = NEAR * width
    level, upright = _pruned(ruled_lines, width)
    cells = _cells(level, upright, ruled_lines, near)
    return sorted(_together(cells, near), key=lambda t: (min(c.y0 for c in t), min(c.x0 for c in t)))


def erased(gray: Gray, ruled_lines: Rules, cells: Sequence[Box]) -> Gray:
    """The page without the sides of these cells and without underlines, so that print which touches them is read as print."""
    return without_lines(gray, ruled_lines, _drawn(gray.shape[1], ruled_lines, cells))


def bared(gray: Gray, ruled_lines: Rules, cells: Sequence[Box]) -> Gray:
    """The page without these lines and all thin ink close to them: marks are looked for on it, and no rest of a line is one."""
    width = gray.shape[1]
    lines = np.zeros(gray.shape, np.uint8)
    for s in _drawn(width, ruled_lines, cells):
        ends = (round(s.x0), round(s.y0)), (round(s.x1), round(s.y1))
        cv2.line(lines, *ends, (1,), max(5, round(0.0036 * width)) | 1)
    near = cv2.dilate(cv2.bitwise_or(ruled_lines.thin_level, ruled_lines.thin_upright), np.ones((3, 3), np.uint8))
    return np.asarray(np.where(cv2.bitwise_and(lines, near) > 0, np.uint8(255), gray), np.uint8)


def _drawn(width: int, ruled_lines: Rules, cells: Sequence[Box]) -> list[Stroke]:
    """Underlines, and the sides of these cells."""
    free = [s for s in _joined(ruled_lines.level, _BREAK * width, NEAR * width / 2) if s.length >= _UNDERLINE * width]
    return [*free, *(side for cell in cells for side in _sides(cell))]


def _sides(c: Box) -> tuple[Stroke, ...]:
    level = Stroke(c.x0, c.y0, c.x1, c.y0), Stroke(c.x0, c.y1, c.x1, c.y1)
    return *level, Stroke(c.x0, c.y0, c.x0, c.y1), Stroke(c.x1, c.y0, c.x1, c.y1)


def _pruned(ruled_lines: Rules, width: int) -> tuple[list[Stroke], list[Stroke]]:
    """Lines joined where they were broken, each cut back to the outermost lines it meets; a line that meets fewer than two is
    dropped."""
    near = NEAR * width
    level = [s for s in _joined(ruled_lines.level, _BREAK * width, near / 2) if s.length >= _SHORTEST * width]
    upright = _joined([_flip(s) for s in ruled_lines.upright], _BREAK * width / 2, near / 2)  # as level lines
    for _ in range(3):
        upright = [cut for s in upright if (cut := _cut_back(s, [_flip(o) for o in level], near)) is not None]
        level = [cut for s in level if (cut := _cut_back(s, [_flip(o) for o in upright], near)) is not None]
    return level, [_flip(s) for s in upright]


def _flip(s: Stroke) -> Stroke:
    return Stroke(s.y0, s.x0, s.y1, s.x1)


def _joined(strokes: Sequence[Stroke], most: float, near: float) -> list[Stroke]:
    """Level strokes at one height with small breaks between them, joined."""
    joined: list[Stroke] = []
    for s in sorted(strokes, key=lambda s: s.x0):
        for at, o in enumerate(joined):
            if s.x0 - o.x1 <= most and abs(s.y0 - o.y1) <= near:
                joined[at] = Stroke(o.x0, o.y0, s.x1, s.y1) if s.x1 > o.x1 else o
                break
        else:
            joined.append(s)
    return joined


def _cut_back(s: Stroke, upright: Sequence[Stroke], near: float) -> Stroke | None:
    """A level stroke from the first to the last upright one that it meets."""
    far = 1.5 * near
    along = (o for o in upright if s.x0 - far <= o.middle[0] <= s.x1 + far)
    met = [o.middle[0] for o in along if o.y0 - far <= _height(s, o.middle[0]) <= o.y1 + far]
    if not met or max(met) - min(met) < near:
        return None
    return Stroke(min(met), _height(s, min(met)), max(met), _height(s, max(met)))


def _height(s: Stroke, x: float) -> float:
    """Where a level stroke is at x."""
    return s.y0 + (s.y1 - s.y0) * (x - s.x0) / (s.x1 - s.x0) if s.x1 > s.x0 else s.y0


def _cells(level: Sequence[Stroke], upright: Sequence[Stroke], ruled_lines: Rules, near: float) -> list[Box]:
    """Boxes between crossings: of all that begin at one crossing, the lowest and narrowest whose sides are drawn."""
    level = sorted(level, key=lambda s: s.middle[1])
    upright = sorted(upright, key=lambda s: s.middle[0])
    met = {
        (h, v): (_height(_flip(up), _y(flat, up)), _y(flat, up))
        for h, flat in enumerate(level)
        for v, up in enumerate(upright)
        if flat.x0 - near <= up.middle[0] <= flat.x1 + near and up.y0 - 1.5 * near <= _y(flat, up) <= up.y1 + 1.5 * near
    }
    crossings = _Crossings(met, {}, {})
    for h, v in sorted(met):
        crossings.right.setdefault(h, []).append(v)
        crossings.down.setdefault(v, []).append(h)
    cells: list[Box] = []
    for (h, v), (x0, y0) in sorted(met.items(), key=lambda item: (item[1][1], item[1][0])):
        box = _smallest(h, v, crossings, ruled_lines, near)
        if box is not None and len(cells) < MOST_CELLS:
            cells.append(replace(box, x0=x0, y0=y0))
    return _distinct(cells, near)


def _y(flat: Stroke, up: Stroke) -> float:
    return _height(flat, up.middle[0])


@dataclass(frozen=True, slots=True)
class _Crossings:
    """Where level line h meets upright line v; the level lines that each upright one meets, and the upright ones of each level
    one, in their order."""

    met: dict[tuple[int, int], tuple[float, float]]
    down: dict[int, list[int]]
    right: dict[int, list[int]]


def _smallest(h: int, v: int, crossings: _Crossings, ruled_lines: Rules, near: float) -> Box | None:
    met = crossings.met
    x0, y0 = met[h, v]
    lower = [o for o in crossings.down[v] if met[o, v][1] > y0 + near]
    wider = [o for o in crossings.right[h] if met[h, o][0] > x0 + near]
    for bottom in lower:
        if not drawn_down(ruled_lines, x0, y0, met[bottom, v], near):
            break
        for side in wider:
            if not drawn_level(ruled_lines, met[h, v], met[h, side], near):
                break
            if (bottom, side) in met and _closed(met[h, side], met[bottom, v], met[bottom, side], ruled_lines, near):
                return Box(x0, y0, *met[bottom, side])
    return None


def _closed(
    upper: tuple[float, float], left: tuple[float, float], lower: tuple[float, float], ruled_lines: Rules, near: float
) -> bool:
    return drawn_down(ruled_lines, upper[0], upper[1], lower, near) and drawn_level(ruled_lines, left, lower, near)


def _distinct(cells: Sequence[Box], near: float) -> list[Box]:
    """The cells without duplicates, made where one line was found as two, and without slivers between them."""
    kept: list[Box] = []
    for cell in cells:
        twin = any(abs(cell.x0 - o.x0) < near and abs(cell.y0 - o.y0) < near for o in kept)
        if not twin and cell.width > 2 * near and cell.height > 1.5 * near:
            kept.append(cell)
    return kept


def _together(cells: Sequence[Box], near: float) -> list[Table]:
    """Groups cells that touch into one table."""
    home = list(range(len(cells)))

    def find(i: int) -> int:
        while home[i] != i:
            i = home[i]
        return i

    for i, a in enumerate(cells):
        for j in range(i):
            if touch(a, cells[j], near):
                home[find(i)] = find(j)
    groups: dict[int, Table] = {}
    for i, cell in enumerate(cells):
        groups.setdefault(find(i), []).append(cell)
    return list(groups.values())


def touch(a: Box, b: Box, near: float) -> bool:
    """Whether two cells have a side, or a part of one, in common."""
    beside = min(abs(a.x0 - b.x1), abs(a.x1 - b.x0)) < near and min(a.y1, b.y1) - max(a.y0, b.y0) > near
    above = min(abs(a.y0 - b.y1), abs(a.y1 - b.y0)) < near and min(a.x1, b.x1) - max(a.x0, b.x0) > near
    return beside or above


