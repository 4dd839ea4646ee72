"""Tells whether the side of a cell is drawn: it has ink along its whole length, although its ends lie beneath other lines, and it
is not a stroke of print."""

from __future__ import annotations

import numpy as np

from parsers.ocr.ruled_lines import Mask, Rules

_DRAWN = 0.86
"""Share of a side that must be inked."""
_END = 0.6
"""Share of the distance within which two lines count as one: that near to its ends a side must be inked nearly all through."""
_CROSSING = 0.25
"""Share of the same distance: that near to the upright lines at its ends the ink of a level line is not thin."""
_LOW = 8
"""Sides shorter than so many times that distance may be strokes of print."""
_FURTHER = 5
"""Multiple of the same distance: a line that goes on so far beyond a low row is not a stroke of a character in it."""
_ATTACHED = 0.2
"""Share of the surroundings of a short upright line from which other lines run out of it."""


def drawn_level(ruled_lines: Rules, start: tuple[float, float], end: tuple[float, float], near: float) -> bool:
    """Whether a level line is drawn between two points, which may lie beneath the upright lines that it meets."""
    crossing = round(_CROSSING * near)
    ends = tuple(_beneath(ruled_lines.thin_upright.T, (y, x), way, near) for (x, y), way in ((start, 1), (end, -1)))
    return _drawn(ruled_lines.thin_level, start, end, near, crossing, ends)


def drawn_down(ruled_lines: Rules, x: float, y: float, end: tuple[float, float], near: float) -> bool:
    """Whether an upright line is drawn from (x, y) down to `end`; print alone leaves gaps at both ends."""
    ink = ruled_lines.thin_upright
    goes_on = _goes_on(ruled_lines, x, y, end, near)
    if not goes_on and _written_through(ruled_lines.dark, x, y, end, near):
        return False
    if end[1] - y < _LOW * near:
        if goes_on:
            ink = np.maximum(ink, ruled_lines.dark)  # a line under print is still drawn, but not thin
        elif _written_on(ruled_lines.dark, x, y, end, near):
            return False
    ends = tuple(_beneath(ruled_lines.thin_level, at, way, near) for at, way in (((x, y), 1), (end, -1)))
    return _drawn(ink.T, (y, x), (end[1], end[0]), near, 0, ends)


def _beneath(across: Mask, at: tuple[float, float], way: int, near: float) -> int:
    """Pixels from a crossing downwards (`way` 1) or upwards (-1) that lie beneath a thick level line, where an upright line
    cannot be seen: 0 for a line of up to three pixels. Measured beside the crossing, where the line has no other ink on it."""
    column, row, most = round(at[0]), round(at[1]), round(near)
    half = 0
    for beside in (column - most, column + most):
        if 0 <= beside < across.shape[1] and 0 <= row < across.shape[0]:
            ink = across[row : row + most, beside] if way > 0 else across[max(0, row - most + 1) : row + 1, beside][::-1]
            half = max(half, int(ink.argmin()) if not ink.all() else len(ink))
    return max(0, half - 2)


def _drawn(
    thin: Mask, start: tuple[float, float], end: tuple[float, float], near: float, crossing: int, beneath: tuple[int, ...]
) -> bool:
    """Whether a level line is drawn between two points: in nearly every column there is thin ink close to the way. `crossing`:
    pixels at its ends that do not count; `beneath`: how many lie beneath thick lines before it and after it."""
    before, after = beneath
    (x0, y0), (x1, y1) = start, end
    first, last = round(x0), round(x1)
    slack = max(2, round(near / 3))
    low = max(0, round(min(y0, y1)) - slack)
    band = thin[low : round(max(y0, y1)) + slack + 1, first + 1 : last]
    if last - first < 3 or not band.size:
        return False
    inked = band.max(axis=0)[before : last - first - 1 - after]
    first, last = max(0, crossing - before), max(0, crossing - after)
    ends = max(3, round(_END * near))
    first_ink, last_ink = inked[first : ends + first], inked[max(0, len(inked) - ends - last) : len(inked) - last]
    if len(first_ink) < 3 or len(last_ink) < 3:
        return False
    return float(inked.mean()) >= _DRAWN and float(first_ink.mean()) > 0.7 and float(last_ink.mean()) > 0.7


def _goes_on(ruled_lines: Rules, x: float, y: float, end: tuple[float, float], near: float) -> bool:
    """Whether an upright line goes on above or below a low row, further than a character is high."""
    far, slack = round(_FURTHER * near), max(2, round(near / 3))
    for at, first in ((x, round(y - near / 2) - far), (end[0], round(end[1] + near / 2))):
        band = ruled_lines.thin_upright[max(0, first) : first + far, max(0, round(at) - slack) : round(at) + slack + 1]
        if len(band) == far and band.size and float(band.max(axis=1).mean()) >= _DRAWN:
            return True
    return False


def _written_through(dark: Mask, x: float, y: float, end: tuple[float, float], near: float) -> bool:
    """Whether lines of print run across an upright line: close to it there is ink on both sides at once, where the words of two
    cells keep away from the rule between them."""
    first, last = round(_CLOSE[0] * near), round(_CLOSE[1] * near) + 1
    keep = max(2, round(0.35 * near))
    rows = slice(round(y) + keep, round(end[1]) - keep)
    middle = round((x + end[0]) / 2)
    if middle - last < 0 or middle + last >= dark.shape[1]:
        return False
    left = dark[rows, middle - last + 1 : middle - first + 1]
    right = dark[rows, middle + first : middle + last]
    if not left.size:
        return False
    both = left.any(axis=1) & right.any(axis=1)
    return float(both.sum()) > near and _THROUGH < float(both.mean()) < _THICK


_CLOSE = 0.3, 0.75
"""Multiples of the distance within which two lines count as one: so near to a rule no words of both its cells come."""
_THROUGH, _THICK = 0.2, 0.85
"""Share of a line along which there is ink on both sides of it where print runs across it; beyond the other it is thick."""


def _written_on(dark: Mask, x: float, y: float, end: tuple[float, float], near: float) -> bool:
    """Whether a short upright line is a stroke of a character: other strokes run out of it, where a ruled line has bare sides."""
    off, keep = max(3, round(0.45 * near)), max(2, round(0.35 * near))
    middle = (x + end[0]) / 2
    rows = slice(round(y) + keep, round(end[1]) - keep)
    beside = [dark[rows, at] for at in (round(middle) - off, round(middle) + off) if 0 <= at < dark.shape[1]]
    return any(side.size and float(side.mean()) > _ATTACHED for side in beside)
