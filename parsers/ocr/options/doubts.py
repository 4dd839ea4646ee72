"""Doubts marks of options by their ink: what was scratched out, crossed where others are ticked, or drawn over words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from parsers.ocr.checkboxes import TICKED, UNSURE
from parsers.ocr.options.frames import Frame, Mask
from parsers.ocr.options.spots import Spot

_AROUND, _ONTO = 0.9, 0.5
"""Heights of print round a frame within which ink is its mark's, and how far onto the words."""
_CORE = 0.25
"""Heights of print round a frame within which the length of strokes is compared: ticks run through it once."""
_LONGER, _LONG, _SIMPLE = 1.6, 2.2, 1.8
"""By how many times a mark's strokes there are longer than those of the list's shortest where something may be scratched out; and
how many heights of print they then are long at least; and how many those of the shortest are at most, as boxes that are
filled have many."""
_SPECK, _SMOOTH = 0.24, 0.05
_BAND, _WIDE, _WIDER = 0.17, 1.9, 1.6
"""Share of words' height above and below that is left out where ink over them is looked for; how many characters it is wide,
and by how many times wider than the widest print of other options."""
_LINE = 1.2
"""Characters from which a level line in the lower half of words is a line under them."""
_NEAR = 0.3
"""Heights of print round a frame within which a stroke may be its mark's."""
_ENDLESS = 4.4
"""Heights of print from which a stroke is longer than any mark's."""
_HALF = 0.5
"""Share of a frame's inside that no question mark fills."""
_STEPS = 60
_HIGH, _EDGE, _SLIM, _THIN = 1.6, 0.3, 0.45, 0.25
"""Heights of print of a cell in which a line from edge to edge is no mark, how near to the edges it ends, and how wide and thick
it is at most, by its height and by that of print."""
_FILLED, _HOLLOW, _MANY = 0.2, 0.1, 4
"""Shares of a frame's inside from which it is filled, and below which nothing stands in it; options of which nobody ticks all by
strokes beside them."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A mark's strokes: how long they are at its frame, in heights of print, and whether they are a cross or a question
    mark."""

    length: float
    cross: bool
    asks: bool


def doubt_manners(spots: Sequence[Spot]) -> None:
    """Doubts ticks that no person makes so: by strokes beside frames while others are filled, and beside all of many options. The
    paper's stains, its back, or print in the colour of a pen look so."""
    own = [spot for spot in spots if not spot.trailing]
    ticked = [(spot, spot.frame) for spot in own if spot.mark == TICKED and spot.frame is not None]
    filled = [spot for spot, _ in ticked if spot.weight >= _FILLED]
    usual = float(np.median([spot.frame.h for spot in own if spot.frame is not None] or [0]))
    hollow = [spot for spot, frame in ticked if spot.weight < _HOLLOW and frame.h >= usual - 1]  # a stroke over it makes it less
    if (filled and hollow) or len(hollow) == len(own) >= _MANY:
        for spot in hollow:
            spot.mark = UNSURE


def doubt_shapes(spots: Sequence[Spot], pens: Mask, offset: tuple[int, int]) -> None:
    """Doubts marks that are no ticks where another option of the list has one: scratched out, or crossed."""
    ticked = [spot for spot in spots if spot.mark == TICKED and spot.frame is not None and spot.weight]
    shapes = [(spot, shape) for spot in ticked if (shape := _shape(spot, ticked, pens, offset)) is not None]
    for spot, shape in shapes:
        if shape.asks and spot.weight < _HALF:
            spot.mark = UNSURE
    if len(shapes) < 2:
        return
    least = min(shape.length for _, shape in shapes)
    mixed = 0 < sum(shape.cross for _, shape in shapes) < len(shapes)
    for spot, shape in shapes:
        if (least < _SIMPLE and shape.length > max(_LONG, _LONGER * least)) or (mixed and shape.cross):
            spot.mark = UNSURE


def _shape(spot: Spot, ticked: Sequence[Spot], pens: Mask, offset: tuple[int, int]) -> Shape | None:
    f, em = spot.frame, spot.em
    assert f is not None
    far = round(_AROUND * em)
    right = max(f.x + f.w, round(spot.words[0] - offset[0])) + round(_ONTO * em)
    part = np.ascontiguousarray(pens[max(0, f.y - far) : f.y + f.h + far, max(0, f.x - far) : right])
    count, labels, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    for n in range(1, count):
        if max(stats[n, 2], stats[n, 3]) < _SPECK * em:
            part[labels == n] = 0
    for other in ticked:
        if other is not spot and other.frame is not None:
            part[_others(labels, (max(0, f.x - far), max(0, f.y - far)), f, other.frame)] = 0
    rows, columns = np.nonzero(part)
    if not len(rows):
        return None
    mark = part[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    near = round(_CORE * em)
    core = pens[max(0, f.y - near) : f.y + f.h + near, max(0, f.x - near) : f.x + f.w + near]
    smooth = cv2.GaussianBlur(core.astype(np.float32), (0, 0), max(0.6, _SMOOTH * em)) > 0.45
    return Shape(float(thinned(smooth).sum()) / em, _cross(mark), _asks(mark, em))


def _others(labels: Mask, corner: tuple[int, int], own: Frame, other: Frame) -> Mask:
    """Where ink goes through another frame and not through this one."""
    def through(frame: Frame) -> set[int]:
        x, y = frame.x - corner[0], frame.y - corner[1]
        return set(np.unique(labels[max(0, y) : max(0, y + frame.h), max(0, x) : max(0, x + frame.w)]).tolist())

    return np.isin(labels, sorted(through(other) - through(own) - {0}))


def _cross(mark: Mask) -> bool:
    """Whether ink is in all four corners and in the middle, and not between the corners."""
    high, wide = mark.shape
    if not 0.5 < wide / high < 2.2 or min(high, wide) < 6:
        return False
    cells = cv2.resize(mark.astype(np.float32), (25, 25), interpolation=cv2.INTER_AREA) > 0.2
    corners = [cells[a : a + 8, b : b + 8].any() for a in (0, 17) for b in (0, 17)]
    sides = [cells[:5, 10:15].any(), cells[-5:, 10:15].any(), cells[10:15, :5].any(), cells[10:15, -5:].any()]
    return all(corners) and bool(cells[8:17, 8:17].any()) and not any(sides)


def _asks(mark: Mask, em: float) -> bool:
    """Whether a mark looks like a question mark: an arc above, a stem in the middle below."""
    high, wide = mark.shape
    if high < 1.15 * wide or high < 0.7 * em or wide < 0.3 * em:
        return False
    upper, lower = mark[: round(0.35 * high)].any(axis=0), np.flatnonzero(mark[round(0.62 * high) :].any(axis=0))
    return bool(upper.mean() > 0.85 and len(lower) and np.ptp(lower) < 0.5 * wide and 0.2 * wide < lower.mean() < 0.8 * wide)


def thinned(ink: Mask) -> Mask:
    """The ink as lines of a pixel's width (the algorithm of Zhang and Suen)."""
    made = np.pad(ink > 0, 1)
    for _ in range(_STEPS):
        gone = False
        for first in (True, False):
            p = [np.roll(made, way, (0, 1)) for way in ((1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1))]
            beside = sum(q.astype(np.int8) for q in p)
            turns = sum((~p[n] & p[(n + 1) % 8]).astype(np.int8) for n in range(8))
            north, east, south, west = p[0], p[2], p[4], p[6]
            ends = (east & south, north | west) if first else (north & west, east | south)
            open_ = ~(ends[0] & ends[1])
            off = made & (beside >= 2) & (beside <= 6) & (turns == 1) & open_
            gone = gone or bool(off.any())
            made &= ~off
        if not gone:
            break
    return made[1:-1, 1:-1].astype(np.uint8)


def doubt_overwritten(spots: Sequence[Spot], ink: Mask, offset: tuple[int, int], em: float) -> None:
    """Doubts options without a mark over whose words a pen went: what is wider there than print of other options is, and no
    part of another option's mark."""
    widest = [(spot, *_widest(spot, ink, offset)) for spot in spots if not spot.trailing]
    _, whole = cv2.connectedComponents(ink, connectivity=8)
    marked = {n for spot in spots if spot.mark == TICKED and spot.frame is not None for n in _touched(spot, whole)}
    for spot, wide, at in widest:
        others = [w for s, w, _ in widest if s is not spot and not s.mark]
        usual = float(np.median(others)) if others else em
        if not spot.mark and wide > max(_WIDE * em, _WIDER * usual) and (at is None or int(whole[at]) not in marked):
            spot.mark = UNSURE


def _touched(spot: Spot, whole: Mask) -> set[int]:
    f = spot.frame
    assert f is not None
    return set(np.unique(whole[f.y : f.y + f.h, f.x : f.x + f.w]).tolist()) - {0}


def _widest(spot: Spot, ink: Mask, offset: tuple[int, int]) -> tuple[float, tuple[int, int] | None]:
    """The width of the widest ink in the middle rows of an option's words, and a pixel of it."""
    left, top, right, bottom = (v - offset[n % 2] for n, v in enumerate(spot.words))
    cut = _BAND * (bottom - top)
    x, y = max(0, round(left)), max(0, round(top + cut))
    part = np.ascontiguousarray(ink[y : max(y, round(bottom - cut)), x : max(x, round(right))])
    if not part.size:
        return 0.0, None
    below = part[part.shape[0] // 2 :]
    lines = cv2.morphologyEx(below, cv2.MORPH_OPEN, np.ones((1, max(3, round(_LINE * spot.em))), np.uint8))
    below[cv2.dilate(lines, np.ones((3, 1), np.uint8)) > 0] = 0  # they are underlined
    count, labels, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    if count < 2:
        return 0.0, None
    n = 1 + int(stats[1:, cv2.CC_STAT_WIDTH].argmax())
    row, column = np.argwhere(labels == n)[0]
    return float(stats[n, cv2.CC_STAT_WIDTH]), (y + int(row), x + int(column))


def doubt_crossed(spots: Sequence[Spot], through: Mask, offset: tuple[int, int]) -> None:
    """Doubts options through a good part of whose words a slanted line goes: somebody may have struck them out."""
    for spot in spots:
        left, top, right, bottom = (round(v - offset[n % 2]) for n, v in enumerate(spot.words))
        part = through[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
        if not spot.trailing and part.size and int(part.any(axis=0).sum()) > max(1.5 * spot.em, 0.25 * (right - left)):
            spot.mark = UNSURE


def doubt_through(spots: Sequence[Spot], pens: Mask, room: tuple[float, float], em: float) -> None:
    """Doubts marks by a slim line that goes from the upper edge of the cell (`room`, rows of `pens`) to the lower one: a
    crease."""
    if not _HIGH * em < room[1] - room[0] < _ENDLESS * em:
        return
    _, labels, stats, _ = cv2.connectedComponentsWithStats(pens, connectivity=8)
    for spot in spots:
        if spot.mark == TICKED and spot.frame is not None:
            f = spot.frame
            for n in sorted(set(np.unique(labels[f.y : f.y + f.h, max(0, f.x) : f.x + f.w]).tolist()) - {0}):
                _, y, w, h, inked = stats[n].tolist()
                ends = y <= room[0] + _EDGE * em and y + h >= room[1] - _EDGE * em
                if ends and w < _SLIM * h and inked < _THIN * em * h:
                    spot.mark = UNSURE


def doubt_long(spots: Sequence[Spot], whole: Mask, em: float) -> None:
    """Doubts marks that are a part of a stroke longer than any mark: a line through the list, or a ring round several options."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    for spot in spots:
        if spot.mark == TICKED and spot.frame is not None:
            f, far = spot.frame, round(_NEAR * em)
            part = labels[max(0, f.y - far) : f.y + f.h + far, max(0, f.x - far) : f.x + f.w + far]
            counts = np.bincount(part[part > 0], minlength=1)
            most = int(counts.argmax()) if counts.any() else 0
            if most and max(stats[most, cv2.CC_STAT_WIDTH], stats[most, cv2.CC_STAT_HEIGHT]) > _ENDLESS * em:
                spot.mark = UNSURE
