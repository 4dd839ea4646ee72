"""Finds the printed boxes, circles and brackets to tick in beside options, though a pen has drawn over them: what is printed
there is known from the other options of the list."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[Any]
"""Height × width, 0 or 1."""
Kind = Literal["box", "circle", "brackets"]

_LEAST, _MOST = 0.42, 1.3
"""Sides of a box and diameters of a circle, in heights of print."""
_DRAWN = 0.85
"""Share of each side of a box, or of a circle, that must be inked."""
_ROUND = 0.92
"""The same for a circle over which something is drawn."""
_ALIKE = 0.78
"""Share of another option's frame that must be inked where this option's one is looked for."""
_ANGLES = 48
APART = 0.25
"""Share of their width by which the brackets of one list differ."""
Piece = tuple[int, int, Mask]
"""Connected ink: left, top, pixels."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A printed frame: its place in pixels of the searched picture (left, top, width, height), and its own ink."""

    kind: Kind
    x: int
    y: int
    w: int
    h: int
    ink: Mask

    def inside(self) -> Mask:
        """The part of its place in which a mark may be."""
        hole = np.zeros(self.ink.shape, np.uint8)
        if self.kind == "circle":
            middle, radius = (self.w // 2, self.h // 2), max(1, round(0.34 * min(self.w, self.h)))
            cv2.circle(hole, middle, radius, 1, -1)
        elif self.kind == "box":
            off = max(2, round(0.2 * min(self.w, self.h)))
            hole[off : self.h - off, off : self.w - off] = 1
        else:
            side = self.columns()
            hole[:, side[0] : side[1]] = 1
        return hole

    def columns(self) -> tuple[int, int]:
        """Where the blank between two brackets begins and ends."""
        inked = np.asarray(self.ink.any(axis=0))
        middle = self.w // 2
        left, right = np.flatnonzero(inked[:middle]), np.flatnonzero(inked[middle:])
        first = int(left[-1]) + 2 if len(left) else 0
        last = middle + int(right[0]) - 1 if len(right) else self.w
        return first, max(last, first)

    def moved(self, x: int, y: int) -> Frame:
        """The same frame at another place."""
        return Frame(self.kind, x, y, self.w, self.h, self.ink)


def plain(ink: Mask, zone: tuple[int, int, int, int], em: float) -> Frame | None:
    """The frame in a zone (left, top, right, bottom) over which nothing is drawn: pieces of ink that are a box or a circle, or an
    opening and a closing bracket."""
    pieces = list(_pieces(ink, zone, em))
    for x, y, own in sorted(pieces, key=lambda piece: -piece[2].size):
        h, w = own.shape
        if _LEAST * em <= min(w, h) and max(w, h) <= _MOST * em and 0.72 <= w / h <= 1.38:
            if _box(own, em) >= _DRAWN - 0.1:
                return Frame("box", x, y, w, h, _hollow(own, em))
            if _circle(own) >= _DRAWN:
                return Frame("circle", x, y, w, h, _hollow_circle(own, em))
    return _brackets(pieces, em)


def as_far_apart(ink: Mask, zone: tuple[int, int, int, int], em: float, width: float) -> Frame | None:
    """The brackets in a zone that are about so wide, both together: a stroke of a character beside them may look like one."""
    pairs = _pairs(list(_pieces(ink, zone, em)), em)
    best = min((_between(*pair) for pair in pairs), key=lambda frame: abs(frame.w - width), default=None)
    return best if best is not None and abs(best.w - width) <= APART * width else None


def over_drawn(ink: Mask, zone: tuple[int, int, int, int], em: float) -> Frame | None:
    """The box or circle in a zone over which something is drawn: the place at which most of one is inked."""
    left, top = max(0, zone[0]), max(0, zone[1])
    part = ink[top : max(top, zone[3]), left : max(left, zone[2])]
    if min(part.shape) < _LEAST * em:
        return None
    thick = cv2.dilate(part, np.ones((3, 3), np.uint8))
    square, ring = _best_box(part, thick, em), _best_circle(thick, em)
    if square is not None and square[0] >= _DRAWN:
        kind, x, y, w, h = square[1]
    elif ring is not None and ring[0] >= _ROUND:
        kind, x, y, w, h = ring[1]
    else:
        return None
    return Frame(kind, left + x, top + y, w, h, _outline(kind, w, h, em))


def like(ink: Mask, zone: tuple[int, int, int, int], frame: Frame) -> Frame | None:
    """The frame of another option at the place in a zone where most of it is inked; None where it is nowhere."""
    left, top, right, bottom = zone
    left, top = max(0, left), max(0, top)
    part = ink[top : max(top, bottom), left : max(left, right)]
    if part.shape[0] < frame.h or part.shape[1] < frame.w or not frame.ink.any():
        return None
    part = cv2.dilate(part, np.ones((3, 3), np.uint8))
    hits = cv2.matchTemplate(part.astype(np.float32), frame.ink.astype(np.float32), cv2.TM_CCORR)
    _, hit, _, (x, y) = cv2.minMaxLoc(hits)
    return frame.moved(left + x, top + y) if hit >= _ALIKE * float(frame.ink.sum()) else None


# --- pieces of ink --------------------------------------------------------------------------------------------------


def _pieces(ink: Mask, zone: tuple[int, int, int, int], em: float) -> Iterator[Piece]:
    """Connected ink whose middle is in the zone: left, top and pixels."""
    margin = round(0.6 * em)
    left, top = max(0, zone[0] - margin), max(0, zone[1])
    part = ink[top : max(top, zone[3]), left : max(left, zone[2] + margin)]
    if not part.size:
        return
    count, labels, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    for number in range(1, min(count, 80)):
        x, y, w, h, _ = (int(v) for v in stats[number])
        if max(w, h) > 0.16 * em and zone[0] <= left + x + w / 2 <= zone[2]:
            yield left + x, top + y, (labels[y : y + h, x : x + w] == number).astype(np.uint8)


def _box(own: Mask, em: float) -> float:
    """The least inked of the four sides, within a band as thick as a line and a pixel of tilt."""
    band = max(1, round(0.09 * em)) + 1
    sides = (own[:band].max(axis=0), own[-band:].max(axis=0), own[:, :band].max(axis=1), own[:, -band:].max(axis=1))
    return min(float(side.mean()) for side in sides)


def _circle(own: Mask) -> float:
    """The share of an ellipse through the middles of the sides that is inked."""
    h, w = own.shape
    angles = np.arange(_ANGLES) * (2 * math.pi / _ANGLES)
    hits = np.zeros(_ANGLES, bool)
    for inset in np.arange(0.5, max(1.6, 0.13 * min(w, h)), 1.0):
        x = (w / 2 + (w / 2 - inset) * np.cos(angles)).astype(int).clip(0, w - 1)
        y = (h / 2 + (h / 2 - inset) * np.sin(angles)).astype(int).clip(0, h - 1)
        hits |= own[y, x] > 0
    return float(hits.mean())


def _hollow(own: Mask, em: float) -> Mask:
    """A box's own ink: what is near its sides."""
    band = max(2, round(0.16 * min(own.shape)))
    edge = own.copy()
    edge[band:-band, band:-band] = 0
    return edge


def _hollow_circle(own: Mask, em: float) -> Mask:
    return own * _outline("circle", own.shape[1], own.shape[0], em)


def _brackets(pieces: Sequence[Piece], em: float) -> Frame | None:
    """An opening bracket and a closing one with a blank between them: those farthest apart, as a mark's strokes look alike."""
    pairs = _pairs(pieces, em)
    return _between(*max(pairs, key=lambda pair: pair[1][0] - pair[0][0])) if pairs else None


def _pairs(pieces: Sequence[Piece], em: float) -> list[tuple[Piece, Piece]]:
    arcs = [(x, y, own) for x, y, own in pieces if own.shape[0] > 0.62 * em and own.shape[1] < 0.5 * em]
    left = [arc for arc in arcs if _bulges(arc[2]) < 0]
    right = [arc for arc in arcs if _bulges(arc[2]) > 0]
    return [(one, other) for one in left for other in right if other[0] > one[0] + one[2].shape[1]]


def _between(opening: Piece, closing: Piece) -> Frame:
    x, y = opening[0], min(opening[1], closing[1])
    w = closing[0] + closing[2].shape[1] - x
    h = max(opening[1] + opening[2].shape[0], closing[1] + closing[2].shape[0]) - y
    ink = np.zeros((h, w), np.uint8)
    for ax, ay, own in (opening, closing):
        ink[ay - y : ay - y + own.shape[0], ax - x : ax - x + own.shape[1]] |= own
    return Frame("brackets", x, y, w, h, ink)


def _bulges(own: Mask) -> float:
    """Below 0 for an opening bracket, above for a closing one: the position of its middle against its ends."""
    h, w = own.shape
    third = max(1, h // 4)
    ends = np.concatenate((np.nonzero(own[:third])[1], np.nonzero(own[-third:])[1]))
    middle = np.nonzero(own[third:-third])[1]
    return float(middle.mean() - ends.mean()) / max(w, 1) if len(ends) and len(middle) else 0.0


# --- outlines -------------------------------------------------------------------------------------------------------


def _outline(kind: Kind, w: int, h: int, em: float) -> Mask:
    edge = np.zeros((h, w), np.uint8)
    thick = max(1, round(0.07 * em))
    if kind == "box":
        cv2.rectangle(edge, (0, 0), (w - 1, h - 1), 1, thick)
    else:
        cv2.ellipse(edge, (w // 2, h // 2), (max(1, w // 2 - 1), max(1, h // 2 - 1)), 0, 0, 360, 1, thick + 1)
    return edge


def _best_box(part: Mask, thick: Mask, em: float) -> tuple[float, tuple[Kind, int, int, int, int]] | None:
    """The square whose least inked side is inked most; of equal ones the largest."""
    h, w = part.shape
    level = np.pad(np.cumsum(thick, axis=1, dtype=np.int32), ((0, 0), (1, 0)))
    upright = np.pad(np.cumsum(thick, axis=0, dtype=np.int32), ((1, 0), (0, 0)))
    best: tuple[float, tuple[Kind, int, int, int, int]] | None = None
    for side in range(max(6, round(_LEAST * em)), min(round(_MOST * em), h, w) + 1):
        for high in {side, min(side + 2, h), max(side - 2, 6)}:
            if high > h:
                continue
            across = (level[:, side:] - level[:, :-side])[:, : w - side + 1] / side
            down = (upright[high:] - upright[:-high])[: h - high + 1] / high
            worst = np.minimum(across[: h - high + 1], across[high - 1 :])
            worst = np.minimum(worst, np.minimum(down[:, : w - side + 1], down[:, side - 1 :]))
            _, share, _, (x, y) = cv2.minMaxLoc(worst)
            weighed = min(share, 0.97) + 0.001 * side
            if best is None or weighed > best[0]:
                best = weighed, ("box", x, y, side, high)
    if best is None:
        return None
    return best[0] - 0.001 * best[1][3], best[1]


def _best_circle(thick: Mask, em: float) -> tuple[float, tuple[Kind, int, int, int, int]] | None:
    """The circle of which most is inked."""
    h, w = thick.shape
    best: tuple[float, tuple[Kind, int, int, int, int]] | None = None
    for across in range(max(8, round(0.6 * em)), min(round(1.1 * em), h, w) + 1, 2):
        edge = np.zeros((across, across), np.float32)
        cv2.circle(edge, (across // 2, across // 2), across // 2 - 1, 1.0, 1)
        hits = cv2.matchTemplate(thick.astype(np.float32), edge, cv2.TM_CCORR)
        _, hit, _, (x, y) = cv2.minMaxLoc(hits)
        share = hit / float(edge.sum())
        if best is None or share > best[0]:
            best = share, ("circle", x, y, across, across)
    return best
