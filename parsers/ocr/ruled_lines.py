"""Finds ruled lines on a gray page: thin, dark, long and straight; also faint or broken ones, whatever the paper's colour."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.ocr.engine import Gray

Mask = NDArray[np.uint8]

THIN = 0.005
"""Share of the page's width below which a line is thin."""

LEVEL, UPRIGHT = 0.030, 0.016
"""Shares of the width from which a level or an upright stroke is a ruled line: rows are lower than columns are wide."""

FAINT = 26
"""By how many gray levels a line is darker than the paper on its sides."""

DARK = 150
"""Grey levels below which a pixel of an evenly lit page is ink."""

MOST_STROKES = 1500

_PAPER = np.uint8(250)

THICK, _REACH = 0.016, 0.15
"""Shares of the width up to which a bar may be a line drawn thick, and from which it is long enough to be one."""

_LONG, _GRAY = 0.055, 195
"""Share of the width that no stroke of print is long, and the gray level below which a coarse scan's line is."""
_FRINGE = 2
"""Pixels of half ink along a thick line."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line from (x0, y0) to (x1, y1) in pixels, from left to right or from top to bottom. `slope` is its sideways
    change for each pixel along it."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def length(self) -> float:
        """Its longer extent."""
        return max(abs(self.x1 - self.x0), abs(self.y1 - self.y0))

    @property
    def middle(self) -> tuple[float, float]:
        """Halfway."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    @property
    def slope(self) -> float:
        """dy/dx of a level line, dx/dy of an upright one."""
        across, down = self.x1 - self.x0, self.y1 - self.y0
        return down / across if abs(across) > abs(down) else across / down


@dataclass(frozen=True, slots=True)
class Rules:
    """The ruled lines of a page, and the thin dark pixels they are made of (print has such pixels too)."""

    level: list[Stroke]
    upright: list[Stroke]
    thin_level: Mask
    thin_upright: Mask
    dark: Mask


def rules(gray: Gray, slack: int = 1, faint: int = FAINT) -> Rules:
    """Level and upright ruled lines. They may drift sideways by `slack` pixels; `faint`: by how many gray levels they are darker
    than the paper on their sides."""
    width = gray.shape[1]
    side = np.ascontiguousarray(gray.T)
    thin_level, thin_side = thin_pixels(gray, width, slack, faint), thin_pixels(side, width, slack, faint)
    if slack == 1:  # a line that drifts is not level enough
        thin_level, thin_side = thin_level | _beside_print(gray, width), thin_side | _beside_print(side, width)
    level = _fitted(long_runs(thin_level, round(LEVEL * width), width), width)
    upright = [Stroke(s.y0, s.x0, s.y1, s.x1) for s in _fitted(long_runs(thin_side, round(UPRIGHT * width), width), width)]
    dark = (gray < DARK).astype(np.uint8)
    return Rules(level, upright, thin_level, np.ascontiguousarray(thin_side.T), dark)


def without_red(gray: Gray, red: Mask | None) -> Gray:
    """The page on which lines are looked for: without the strokes of red seals, whose red channel is still a shade, unless its
    lines are red themselves. `red`: where ink is red."""
    if red is None:
        return gray
    bare = np.where((red > 0) & (gray > DARK - FAINT), _PAPER, gray)
    return bare if 2 * _ruled_pixels(bare) > _ruled_pixels(gray) else gray


def _ruled_pixels(gray: Gray) -> int:
    width = gray.shape[1]
    return int(np.count_nonzero(long_runs(thin_pixels(gray, width), round(_LONG * width), width)))


def slimmed(gray: Gray) -> Gray:
    """The page with its thick lines made thin: of a bar as long as a ruled line only the middle is left, so that frames drawn
    with three points and more bound their cells as others do."""
    dark = (gray < DARK).astype(np.uint8)
    level = _bars(dark)
    upright = _bars(np.ascontiguousarray(dark.T)).T
    if not (level.any() or upright.any()):
        return gray
    return np.where(cv2.bitwise_or(level, np.ascontiguousarray(upright)) > 0, np.uint8(255), gray)


def _bars(dark: Mask) -> Mask:
    """What must be removed of thick level lines: all but their middles, and not where another line leaves them."""
    width, gone = min(dark.shape), np.zeros_like(dark)
    thin, few = max(5, round(THIN * width)) | 1, max(1, round(0.0025 * width))
    long = np.minimum.reduce([dark[:, at : dark.shape[1] // few * few : few] for at in range(few)])
    long = cv2.morphologyEx(long, cv2.MORPH_OPEN, np.ones((1, max(2, round(_REACH * width / few))), np.uint8))
    long = cv2.morphologyEx(long, cv2.MORPH_OPEN, np.ones((thin, 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(long, connectivity=8)
    for number in range(1, min(count, MOST_STROKES)):
        x, y, w, h, _ = (int(v) for v in stats[number])
        deep = (labels[y : y + h, x : x + w] == number).sum(axis=0)
        if float(np.median(deep)) <= THICK * width:  # else a picture, or a black area
            _outer(dark, gone, slice(y, y + h), slice(max(0, (x - 1) * few), (x + w + 1) * few))
    return gone


def _outer(dark: Mask, gone: Mask, rows: slice, columns: slice) -> None:
    """Marks the outer pixels of a bar in these rows and columns, with its blurred edge."""
    top, bottom = max(0, rows.start - _FRINGE - 1), min(dark.shape[0], rows.stop + _FRINGE + 1)
    part = dark[top:bottom, columns]
    inked = part.sum(axis=0)
    number = np.arange(part.shape[0])[:, None]
    middle = np.round((part * number).sum(axis=0) / np.maximum(inked, 1))
    over, under = part[0] == 0, part[-1] == 0
    gone[top:bottom, columns] |= ((number < middle - 1) & over) | ((number > middle + 1) & under)


def thin_pixels(gray: Gray, width: int, slack: int = 1, faint: int = FAINT) -> Mask:
    """Pixels darker than the paper just above and just below, by at least `faint` gray levels."""
    thin = max(5, round(THIN * width)) | 1
    filled = cv2.morphologyEx(gray, cv2.MORPH_CLOSE, np.ones((thin, 1), np.uint8))
    dark = (cv2.subtract(filled, gray) > faint).astype(np.uint8)
    return np.asarray(cv2.dilate(dark, np.ones((slack, 1), np.uint8)) if slack > 1 else dark, np.uint8)


def _beside_print(gray: Gray, width: int) -> Mask:
    """Level lines that are longer than any stroke of print, and not thick: print close above and below them hides that they are
    thin."""
    dark = (gray < _GRAY).astype(np.uint8)
    runs = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, max(9, round(_LONG * width))), np.uint8))
    thick = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((max(5, round(THIN * width)) | 1, 1), np.uint8))
    return np.asarray(cv2.subtract(runs, thick), np.uint8)


def long_runs(thin: Mask, least: int, width: int) -> Mask:
    """The parts of it that are level runs of at least `least` pixels, small breaks allowed."""
    gap = max(2, round(0.0013 * width))
    bridged = cv2.morphologyEx(thin, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    return np.asarray(cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, max(9, least)), np.uint8)), np.uint8)


def _fitted(mask: Mask, width: int) -> list[Stroke]:
    """The components of a mask of level lines as straight strokes; components as thick as print are dropped."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    strokes: list[Stroke] = []
    for number in range(1, min(count, MOST_STROKES)):
        x, y, w, h, area = (int(v) for v in stats[number])
        if area > w * max(4.0, 1.5 * THIN * width) or w < 4 * h:
            continue
        part = labels[y : y + h, x : x + w] == number
        columns = np.arange(w)
        inked = part.sum(axis=0)
        rows = (part * np.arange(h)[:, None]).sum(axis=0)
        on = inked > 0
        slope, start = np.polyfit(columns[on], rows[on] / inked[on], 1) if on.sum() > 1 else (0.0, 0.0)
        strokes.append(Stroke(float(x), y + float(start), float(x + w - 1), y + float(start + slope * (w - 1))))
    return strokes
