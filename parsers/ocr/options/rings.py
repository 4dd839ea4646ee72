"""Finds the options round whose frames or words a pen drew a ring, from the ways out of them on which there is ink."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.ocr.checkboxes import TICKED, UNSURE
from parsers.ocr.options.frames import Mask
from parsers.ocr.options.spots import Spot

_WAYS = 48
_ROUND, _PERHAPS, _SURELY = 0.62, 0.5, 0.75
"""Share of the ways out of an option that a ring round it must cross; the last where there is ink in its frame too."""
_QUARTER, _SHORT = 0.4, 0.25
"""Share of the ways of each quarter that it must cross; the last where it is round two, and taken for ruled lines in part."""
_REST = 0.3
"""Heights of print round a ring within which other strokes are a part of it."""
_OWN = 0.6
"""Share of its ink that a stroke of a ring has near what the ring is round."""
_SPAN = 0.35, 0.8
"""Share of its width or height that a stroke of a ring is long."""
_EMPTY = 0.1
"""Share of a frame's inside up to which it is empty."""
_KNOWN = 0.5
"""Share of the ways on which something can be seen: print of others may be there."""
_LINE, _PIECE = 0.5, 1.5
"""Heights of print by which options on one line are higher or lower than one another, and that a piece of a ring round two of
them is long at least."""
_LEVEL, _UPRIGHT, _FRAME = 1.15, 0.85, 0.75
"""Heights of print by which a ring may be beside words, above and below them, and round a frame."""
Area = tuple[float, float, float, float]


def ringed(spots: Sequence[Spot], words: Sequence[Area], ink: Mask, print_: Mask, pens: Mask, offset: tuple[int, int]) -> Mask:
    """Ticks the options with a ring round their words or their frame, or doubts them, and removes the ring from `pens`; gives the
    ink of the rings. `words`: where each spot's are; `ink`: what is neither frames nor words; `print_`: 1 where something is
    printed, so that nothing can be said of it."""
    drawn = np.zeros_like(ink)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left = [spot for spot in spots if not spot.trailing]
    boxes = {id(spot): _moved(box, offset) for spot, box in zip(spots, words, strict=True)}
    framed = {id(spot): _within(spot, ink) for spot in left}
    veil = _frames(spots, ink)
    while left:
        found = [
            (*_best(spot, boxes[id(spot)], (labels, stats), (print_, veil), framed[id(spot)]), spot) for spot in left
        ]
        share, outer, spot = max(found, key=lambda one: one[0])
        if share < _PERHAPS:
            break
        spot.mark = TICKED if share >= _ROUND and not _goes_on(labels, stats, outer, spot.em) else UNSURE
        spot.drawn = True
        left.remove(spot)
        x0, y0, x1, y1 = outer
        part = np.s_[max(0, round(y0)) : round(y1), max(0, round(x0)) : round(x1)]
        for n in np.unique(labels[part]).tolist():
            if n and int((labels[part] == n).sum()) > _OWN * int(stats[n, cv2.CC_STAT_AREA]):
                pens[labels == n] = 0
                drawn[labels == n] = 1
                labels[labels == n] = 0
        _erase(pens, outer, _REST * spot.em)
    return drawn


def round_two(spots: Sequence[tuple[Spot, Area]], ink: Mask, print_: Mask, offset: tuple[int, int]) -> list[Spot]:
    """The options beside one another on a line that have one ring round both; each is given with where its words are."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found: list[Spot] = []
    for (one, box), (other, next_) in pairwise(pair for pair in spots if not pair[0].trailing):
        if abs(box[1] - next_[1]) < _LINE * one.em and box[2] < next_[0]:
            x0, y0, x1, y1 = _moved((box[0], min(box[1], next_[1]), next_[2], max(box[3], next_[3])), offset)
            both = x0 if one.frame is None else one.frame.x, y0, x1, y1
            strokes = _strokes(labels, stats, both, _PIECE * one.em)
            around = both, _LEVEL * one.em, _UPRIGHT * one.em
            share, _ = _crossed(strokes, print_, np.zeros_like(ink), around, _SHORT)
            found += [one, other] if share >= _PERHAPS else []
    return found


def _moved(box: Area, offset: tuple[int, int]) -> Area:
    return box[0] - offset[0], box[1] - offset[1], box[2] - offset[0], box[3] - offset[1]


def _frames(spots: Sequence[Spot], like: Mask) -> Mask:
    """1 where frames are printed, and a pixel round it."""
    drawn = np.zeros_like(like)
    for frame in (spot.frame for spot in spots if spot.frame is not None):
        x, y = max(0, frame.x), max(0, frame.y)
        part = drawn[y : frame.y + frame.h, x : frame.x + frame.w]
        part |= frame.ink[y - frame.y :, x - frame.x :][: part.shape[0], : part.shape[1]]
    return np.asarray(cv2.dilate(drawn, np.ones((3, 3), np.uint8)), np.uint8)


def _erase(pens: Mask, outer: Area, far: float) -> None:
    """Removes what is left of a ring: the strokes that are wholly near it."""
    x0, y0 = max(0, round(outer[0] - far)), max(0, round(outer[1] - far))
    part = pens[y0 : round(outer[3] + far), x0 : round(outer[2] + far)]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(part), connectivity=8)
    for n in range(1, count):
        x, y, w, h = stats[n, :4].tolist()
        if x and y and x + w < part.shape[1] and y + h < part.shape[0]:
            part[labels == n] = 0


def _goes_on(labels: NDArray[Any], stats: NDArray[Any], outer: Area, em: float) -> bool:
    """Whether long strokes round something go on to the next: then the ring is round more than one option."""
    part = np.s_[max(0, round(outer[1])) : round(outer[3]), max(0, round(outer[0])) : round(outer[2])]
    for n in np.unique(labels[part]).tolist():
        x, _, w, h, _ = stats[n].tolist()
        inside = min(x + w, outer[2]) - max(x, outer[0])
        if n and w > 3 * h and inside > 2 * em and w - inside > em:
            return True
    return False


def _best(
    spot: Spot, box: Area, strokes: tuple[NDArray[Any], NDArray[Any]], print_: tuple[Mask, Mask], inked: bool
) -> tuple[float, Area]:
    """How surely there is a ring round a spot's words, its frame or both, and within which box. `print_`: print, and frames;
    `inked`: whether there is ink in the spot's frame, which counts where there is no plain ring round the words."""
    words, *others = _areas(spot, box)
    nothing = np.zeros_like(print_[1])
    found = [_crossed(_strokes(*strokes, words[0]), *print_, words)]
    found += (_crossed(_strokes(*strokes, area[0]), print_[0], nothing, area) for area in others[inked:])
    share, outer = max(found, key=lambda one: one[0])
    return (0.0 if inked and share < _SURELY else share), outer


def _strokes(labels: NDArray[Any], stats: NDArray[Any], box: Area, most: float = math.inf) -> Mask:
    """The strokes that are as wide or as high as a good part of what a ring is round, or as `most`, drawn broader."""
    wide, high = min(most, _SPAN[0] * (box[2] - box[0])), _SPAN[1] * (box[3] - box[1])
    large = (stats[:, cv2.CC_STAT_WIDTH] >= wide) | (stats[:, cv2.CC_STAT_HEIGHT] >= high)
    large[0] = False
    return np.asarray(cv2.dilate(large[labels].astype(np.uint8), np.ones((3, 3), np.uint8)), np.uint8)


def _within(spot: Spot, ink: Mask) -> bool:
    """Whether there is ink in the middle of a spot's frame: then it is that mark which counts."""
    if spot.frame is None:
        return False
    f = spot.frame
    part = ink[f.y : f.y + f.h, f.x : f.x + f.w]
    hole = f.inside()[: part.shape[0], : part.shape[1]]
    return bool(hole.any()) and float(part[hole > 0].mean()) > _EMPTY


def _areas(spot: Spot, words: Area) -> list[tuple[Area, float, float]]:
    """What a ring may be round: the words, the frame, and both; and how far from it the ring may be."""
    em = spot.em
    made = [(words, _LEVEL * em, _UPRIGHT * em)]
    if spot.frame is not None:
        f = spot.frame
        frame = float(f.x), float(f.y), float(f.x + f.w), float(f.y + f.h)
        both = min(words[0], frame[0]), min(words[1], frame[1]), words[2], max(words[3], frame[3])
        made += [(frame, _FRAME * em, _FRAME * em), (both, _LEVEL * em, _UPRIGHT * em)]
    return made


def _crossed(
    thick: Mask, print_: Mask, veil: Mask, area: tuple[Area, float, float], quarter: float = _QUARTER
) -> tuple[float, Area]:
    """The share of the ways out of a box on which there is ink, and the box within which it is. Where a way goes through `veil`,
    and there is no ink on it, nothing is known."""
    box, far, high = area
    outer = box[0] - far, box[1] - high, box[2] + far, box[3] + high
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    hits: list[list[bool]] = [[], [], [], []]
    for n in range(_WAYS):
        angle = 2 * math.pi * (n + 0.5) / _WAYS
        # Ways are even along an ellipse, so that long words have as many above and below them as short ones have.
        across, down = math.cos(angle), math.sin(angle)
        near = x + 0.8 * (box[2] - x) * across, y + 0.8 * (box[3] - y) * down
        end = x + 1.25 * (outer[2] - x) * across, y + 1.25 * (outer[3] - y) * down
        end = min(max(end[0], outer[0]), outer[2]), min(max(end[1], outer[1]), outer[3])
        count = max(2, round(math.dist(near, end)))
        columns = np.linspace(near[0], end[0], count).round().astype(int)
        rows = np.linspace(near[1], end[1], count).round().astype(int)
        inside = (columns >= 0) & (rows >= 0) & (columns < thick.shape[1]) & (rows < thick.shape[0])
        rows, columns = rows[inside], columns[inside]
        hit = bool(len(rows)) and bool(thick[rows, columns].any())
        if hit or not len(rows) or (float(print_[rows, columns].mean()) < 0.5 and not veil[rows, columns].any()):
            hits[n * 4 // _WAYS].append(hit)
    known = sum(map(len, hits))
    if known < _KNOWN * _WAYS:
        return 0.0, outer
    quarters = [float(np.mean(part)) if part else 1.0 for part in hits]
    share = sum(map(sum, hits)) / known
    return (share if min(quarters) >= quarter else min(share, _PERHAPS - 0.01)), outer
