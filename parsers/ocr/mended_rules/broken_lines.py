"""Draws ruled lines through where they are dotted, dashed, doubled or worn away in places, and removes creases of the paper, so
that cells are bounded by what was printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.ocr.engine import Gray
from parsers.ocr.ruled_lines import DARK, MOST_STROKES, Mask, Rules, Stroke, thin_pixels

_GAP = 0.0033
"""Share of the page's width over which the dots of a line are apart."""
_LEVEL, _UPRIGHT = 0.06, 0.024
"""Shares of the width from which dots in a row are a line."""
_DOT, _DOTS = 0.006, 6
"""Share of the width that a dot or dash is long at most, and how many a line has at least."""
_DASH_GAP, _DASHES, _EVEN = 0.0085, 5, 1.5
"""Share of the width over which dashes are apart, how many make a line, and by how much the gaps between them differ at most."""
_WORN, _LEFT, _HALF = 0.12, 0.8, 0.55
"""Share of the width from which pieces in a row are one line that is worn away, and the share of it that is left; of dashes."""
_ASIDE = 0.0045
"""Share of the width: so far above and below a line the paper is bare, where print has its other strokes."""
_BARE, _BUSY = 0.25, 0.6
"""Share of a line beside which there may be ink on its barer side, and on the other."""
_FAINT = 18
_DOUBLE = 0.0035
"""Share of the width between the two lines of a double one."""

_THROUGH, _BEYOND = 0.45, 0.05
"""Share of the page that a crease runs over, and share of its width that it goes on outside the table."""
_NEAR = 0.02
"""Share of the width within which a line of the table is met by one across."""
_PALE, _DARKER = 100, 30
"""Gray level from which a long line may be a crease, and by how much print on it is darker."""


def drawn_through(gray: Gray) -> Gray:
    """The page with its broken lines whole and its double ones filled; the same array where none is."""
    width = gray.shape[1]
    side = np.ascontiguousarray(gray.T)
    level = cv2.bitwise_or(_whole(gray, width, _LEVEL), _dashed(gray, width))
    upright = cv2.bitwise_or(_whole(side, width, _UPRIGHT), _dashed(side, width)).T
    lines = cv2.bitwise_or(level, np.ascontiguousarray(upright))
    return np.asarray(np.where(lines > 0, np.uint8(0), gray), np.uint8) if lines.any() else gray


def _whole(gray: Gray, width: int, least: float) -> Mask:
    """What is missing of level lines that are dotted, worn away or double."""
    drawn = _between_double((gray < DARK).astype(np.uint8), width)
    return np.asarray(cv2.bitwise_or(drawn, _through(gray, width, (least, _GAP, _BUSY), _in_pieces)), np.uint8)


def _dashed(gray: Gray, width: int) -> Mask:
    """What is missing of level lines of dashes, which are further apart."""
    return _through(gray, width, (_LEVEL, _DASH_GAP, _BARE), _regular)


def _through(
    gray: Gray, width: int, limits: tuple[float, float, float], pattern: Callable[[NDArray[np.bool_], int], bool]
) -> Mask:
    """Level lines of pieces that have this pattern. `limits`: shares of the width that they are long at least and that pieces are
    apart at most, and the share of the line beside which there may be ink."""
    least, apart, busy = limits
    thin = thin_pixels(gray, width, faint=_FAINT)
    gap = max(3, round(apart * width))
    joined = cv2.morphologyEx(cv2.dilate(thin, np.ones((2, 1), np.uint8)), cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    runs = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, max(9, round(least * width))), np.uint8))
    dark = (gray < DARK).astype(np.uint8)
    drawn = np.zeros_like(dark)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    for number in range(1, min(count, MOST_STROKES)):
        x, y, w, h, _ = (int(v) for v in stats[number])
        part = labels[y : y + h, x : x + w] == number
        inked = (part & (thin[y : y + h, x : x + w] > 0)).any(axis=0)
        if h <= max(4, round(_ASIDE * width)) and pattern(inked, width) and _bare(dark[:, x : x + w], (y, y + h), width, busy):
            ends = _ends(part)
            cv2.line(drawn, (x, y + ends[0]), (x + w - 1, y + ends[1]), (1,), 1)
    return drawn


def _between_double(dark: Mask, width: int) -> Mask:
    """The paper between the two lines of a double level line."""
    long = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, max(9, round(_LEVEL * width))), np.uint8))
    filled = cv2.morphologyEx(long, cv2.MORPH_CLOSE, np.ones((max(3, round(_DOUBLE * width)) | 1, 1), np.uint8))
    return np.asarray(cv2.subtract(filled, long), np.uint8)


def _in_pieces(inked: NDArray[np.bool_], width: int) -> bool:
    """Whether a run consists of dots or dashes, or is a long line of which pieces are missing."""
    if inked.all():
        return False
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inked.astype(np.int8), [0]))))
    pieces = edges[1::2] - edges[::2]
    dotted = len(pieces) >= _DOTS and int(np.percentile(pieces, 90)) <= max(3, _DOT * width)
    return dotted or (len(inked) >= _WORN * width and float(inked.mean()) >= _LEFT)


def _regular(inked: NDArray[np.bool_], width: int) -> bool:
    """Whether a run consists of dashes that are all equally far apart, or is long."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inked.astype(np.int8), [0]))))
    gaps = edges[2::2] - edges[1:-1:2]
    gaps = gaps[gaps > 2]
    if len(gaps) < _DASHES - 1 or not 0.3 < float(inked.mean()) < 0.95:
        return False
    if len(inked) >= _WORN * width and float(inked.mean()) >= _HALF:
        return True
    first, last = (float(v) for v in np.percentile(gaps, (15, 85)))
    return first >= 2 and last <= max(first + 2, _EVEN * first)


def _ends(part: NDArray[np.bool_]) -> tuple[int, int]:
    """The rows at which the straight line through these pixels begins and ends."""
    rows, columns = np.nonzero(part)
    slope, start = np.polyfit(columns, rows, 1)
    return round(float(start)), round(float(start + slope * (part.shape[1] - 1)))


def _bare(dark: Mask, rows: tuple[int, int], width: int, busy: float) -> bool:
    """Whether the paper above and below these rows is bare, as it is beside a ruled line; on one side there may be more ink."""
    top, bottom = rows
    aside = max(3, round(_ASIDE * width))
    sides = []
    for first, last in ((top - aside - 2, top - aside + 1), (bottom + aside - 1, bottom + aside + 2)):
        band = dark[max(0, first) : max(0, last)]
        sides.append(float(band.max(axis=0).mean()) if band.size else 0.0)
    return min(sides) <= _BARE and max(sides) <= busy


# --- creases --------------------------------------------------------------------------------------------------------


def without_creases(gray: Gray, found: Rules) -> Gray:
    """The page, on which these lines were found, without pale lines that run across most of it and leave its table; the same
    array where none does."""
    upright = _creases(found.upright, found.level, np.ascontiguousarray(gray.T))
    level = _creases([_flip(s) for s in found.level], [_flip(s) for s in found.upright], gray)
    if not upright and not level:
        return gray
    page = gray.copy()
    for crease in upright:
        _lighten(page.T, crease)
    for crease in level:
        _lighten(page, crease)
    return page


def _flip(s: Stroke) -> Stroke:
    return Stroke(s.y0, s.x0, s.y1, s.x1)


def _creases(strokes: Sequence[Stroke], across: Sequence[Stroke], page: Gray) -> list[tuple[float, float, int]]:
    """Creases among upright strokes, `page` transposed so that they are level on it: where each is at the beginning of the page,
    its slope, and its gray level outside the table."""
    width = min(page.shape)
    found: list[tuple[float, float, int]] = []
    for line in _in_line(strokes, width):
        x = np.array([v for s in line for v in (s.x0, s.x1)])
        y = np.array([v for s in line for v in (s.y0, s.y1)])
        if sum(s.length for s in line) < 0.5 * _THROUGH * page.shape[1] or np.ptp(y) < _THROUGH * page.shape[1]:
            continue
        slope, start = np.polyfit(y, x, 1)
        met = [o.y0 for o in across if o.x0 - _NEAR * width <= start + slope * o.y0 <= o.x1 + _NEAR * width]
        outside = [(float(y.min()), min(met)), (max(met), float(y.max()))] if met else []
        long = [(a, b) for a, b in outside if b - a > 0.4 * _BEYOND * width]
        if sum(b - a for a, b in long) < _BEYOND * width:
            continue
        shade = [int(v) for a, b in long for v in _along(page, start, slope, a + 0.01 * width, b - 0.01 * width)]
        if shade and (pale := int(np.median(shade))) > _PALE:
            found.append((float(start), float(slope), pale))
    return found


def _in_line(strokes: Sequence[Stroke], width: int) -> list[list[Stroke]]:
    """Upright strokes that lie on one line, however far apart."""
    lines: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda s: -s.length)[:400]:
        for line in lines:
            first = line[0]
            if abs(first.x0 + first.slope * (stroke.middle[1] - first.y0) - stroke.middle[0]) < 0.003 * width:
                line.append(stroke)
                break
        else:
            lines.append([stroke])
    return lines


def _along(page: Gray, start: float, slope: float, first: float, last: float) -> list[int]:
    """The darkest gray level near a level line at each column of the (transposed) page."""
    return [int(page[max(0, r - 2) : r + 3, c].min()) for c, r in _places(page, start, slope, first, last)]


def _places(page: Gray, start: float, slope: float, first: float, last: float) -> list[tuple[int, int]]:
    columns = range(max(0, round(first)), min(page.shape[1], round(last)))
    return [(c, r) for c in columns if 2 <= (r := round(start + slope * c)) < page.shape[0] - 3]


def _lighten(page: Gray, crease: tuple[float, float, int]) -> None:
    """Makes a crease as white as paper, except where something darker is printed on it."""
    start, slope, pale = crease
    half = max(3, round(0.0025 * min(page.shape)))
    for c, r in _places(page, start, slope, 0, page.shape[1]):
        band = page[max(0, r - half) : r + half + 1, c]
        band[band > pale - _DARKER] = 255
