"""Finds the options round whose frames or words a pen drew a ring, from the ways out of them on which there is ink."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.ocr.checkboxes import TICKED, UNSURE
from parsers.ocr.options.frames import Mask
from parsers.ocr.options.spots import Spot

_WAYS = 48
_ROUND, _PERHAPS = 0.62, 0.5
"""Share of the ways out of an option that a ring round it must cross."""
_QUARTER = 0.4
"""Share of the ways of each quarter that it must cross."""
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
_LEVEL, _UPRIGHT, _FRAME = 1.15, 0.85, 0.75
"""Heights of print by which a ring may be beside words, above and below them, and round a frame."""
Area = tuple[float, float, float, float]


def ringed(spots: Sequence[Spot], ink: Mask, print_: Mask, pens: Mask, offset: tuple[int, int]) -> Mask:
    """Ticks the options with a ring round their words or their frame, or doubts them, and removes the ring from `pens`; gives the
    ink of the rings. `ink`: what is neither frames nor words; `print_`: 1 where something is printed, so that nothing can be said
    of it."""
    drawn = np.zeros_like(ink)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left = [spot for spot in spots if not spot.trailing and not _within(spot, ink)]
    while left:
        found = [(*_best(spot, labels, stats, print_, offset), spot) for spot in left]
        share, outer, spot = max(found, key=lambda one: one[0])
        if share < _PERHAPS:
            break
        spot.mark = TICKED if share >= _ROUND and not _goes_on(labels, stats, outer, spot.em) else UNSURE
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
    spot: Spot, labels: NDArray[Any], stats: NDArray[Any], print_: NDArray[Any], offset: tuple[int, int]
) -> tuple[float, Area]:
    """How surely there is a ring round a spot's words, its frame or both, and within which box."""
    found = (_crossed(_strokes(labels, stats, area[0]), print_, *area) for area in _areas(spot, offset))
    return max(found, key=lambda one: one[0])


def _strokes(labels: NDArray[Any], stats: NDArray[Any], box: Area) -> Mask:
    """The strokes that are as wide or as high as a good part of what a ring is round, drawn broader."""
    wide, high = _SPAN[0] * (box[2] - box[0]), _SPAN[1] * (box[3] - box[1])
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


def _areas(spot: Spot, offset: tuple[int, int]) -> list[tuple[Area, float, float]]:
    """What a ring may be round: the words, the frame, and both; and how far from it the ring may be."""
    em = spot.em
    words = tuple(v - offset[n % 2] for n, v in enumerate(spot.words))
    made = [(words, _LEVEL * em, _UPRIGHT * em)]
    if spot.frame is not None:
        f = spot.frame
        frame = float(f.x), float(f.y), float(f.x + f.w), float(f.y + f.h)
        both = min(words[0], frame[0]), min(words[1], frame[1]), words[2], max(words[3], frame[3])
        made += [(frame, _FRAME * em, _FRAME * em), (both, _LEVEL * em, _UPRIGHT * em)]
    return made  # type: ignore[return-value]


def _crossed(thick: Mask, print_: NDArray[Any], box: Area, far: float, high: float) -> tuple[float, Area]:
    """The share of the ways out of a box on which there is ink, and the box within which it is."""
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
        if hit or not len(rows) or float(print_[rows, columns].mean()) < 0.5:
            hits[n * 4 // _WAYS].append(hit)
    known = sum(map(len, hits))
    if known < _KNOWN * _WAYS:
        return 0.0, outer
    quarters = [float(np.mean(quarter)) if quarter else 1.0 for quarter in hits]
    share = sum(map(sum, hits)) / known
    return (share if min(quarters) >= _QUARTER else min(share, _PERHAPS - 0.01)), outer
