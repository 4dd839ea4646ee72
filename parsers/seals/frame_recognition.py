"""Recognises a seal's frame: a thin red line, round, oval or square, white on both sides of it, with something written inside."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.seals.colour import SCALE, Mask
from parsers.seals.seal_geometry import ANGLES, LARGEST, NAME_SEAL, SMALLEST, Seal, Shape, sampled

_LEAST: dict[Shape, tuple[float, int]] = {"round": (0.75, 5), "oval": (0.8, 6), "square": (0.85, 5)}
"""By shape: the share of the frame that must be found, of what lies on the sheet and not under black print; and how many strokes
a circle inside it must cross: a loop of a pen is empty, or has a word in it."""
_SURE, _CIRCLE = 0.95, 0.95
"""Share of the frame, and of the longer half axis, from which a ring of a unit's size is a seal even if nothing of its text was
printed but its star, or few characters."""
_MIDDLE, _FEW_STROKES = 0.06, 3
"""Share of red in the middle of such a ring, and its strokes where that is not there."""
_EXACT = 0.93
"""Share of the found frame that lies exactly on the shape from which no pen drew it."""
_EVEN, _UNEVEN_STROKES = 0.75, 9
"""Share of the found frame that lies exactly on the shape; and the strokes within that are asked for where less does: a pen's
loop round words is nearly round too."""
_FULLEST: dict[Shape, float] = {"round": 0.62, "oval": 0.62, "square": 0.8}
"""Share of red within the frame up to which it is no solid mark."""
_SLACK = 1.0
"""Millimetres by which a frame may differ from its shape."""
_THICK = 2.6
"""Millimetres: thicker lines are not frames."""
_THIN = 0.5
"""Share of the frame that must be thin: where little ink was kept apart, the name's strokes touch the frame."""
_STRAY = 4
"""By how many steps of 0.2 mm the outer edge of a frame may be off."""
_FREE = 0.3
"""Share of a frame that must be outside the seals found before."""
_NARROW = 3.2
"""Millimetres from centre to the nearest side of a person's seal at least."""
_UNIT = (14.0, 27.0)
"""Millimetres from the centre to the far side of units' seals: smaller rings are somebody's pen unless they are exact."""
_OVAL_HIGH = 39.0
"""Millimetres: an oval as high as this is two round seals side by side."""


def drawn(red: Mask, start: Seal) -> list[Seal]:
    """The candidate itself, and fitted to the outermost red near it, once and twice."""
    tries = [start]
    for _ in range(2 if start.shape != "square" else 0):
        fitted = _drawn_to_frame(red, tries[-1])
        if fitted is None:
            break
        tries.append(fitted)
    return [seal for seal in map(_named, tries) if _sized(seal)]


def is_seal(red: Mask, seal: Seal) -> bool:
    """Whether enough of the frame was found (`score`) and something is written within it, but not all of it is red."""
    inside, strokes, middle = _inside(red, seal)
    least_frame, least_strokes = _LEAST[seal.shape]
    long = max(seal.a, seal.b) / SCALE
    exact = seal.score > _SURE and seal.even >= _EXACT
    if seal.even < _EVEN:
        least_strokes = max(least_strokes, _UNEVEN_STROKES)
    elif seal.score > _SURE and seal.shape == "round" and min(seal.a, seal.b) / SCALE > _CIRCLE * long and _large(long):
        least_strokes = 0 if middle >= _MIDDLE else _FEW_STROKES
    elif exact and (seal.shape == "square" or _large(long)):
        least_strokes = _FEW_STROKES
    if seal.shape != "square" and long < _UNIT[0] and not exact:
        return False
    return seal.score >= least_frame and strokes >= least_strokes and 0.02 <= inside <= _FULLEST[seal.shape]


def _large(long: float) -> bool:
    return _UNIT[0] <= long <= _UNIT[1]


def _named(seal: Seal) -> Seal:
    if seal.shape == "square":
        return seal
    return replace(seal, shape="round" if min(seal.a, seal.b) > 0.84 * max(seal.a, seal.b) else "oval")


def _sized(seal: Seal) -> bool:
    long, short = max(seal.a, seal.b), min(seal.a, seal.b)
    if seal.shape == "oval" and 2 * short / SCALE > _OVAL_HIGH:
        return False
    if seal.shape == "square":
        name = 2 * long / SCALE <= NAME_SEAL and short >= max(0.38 * long, _NARROW * SCALE)
        return SMALLEST <= 2 * long / SCALE <= LARGEST and (name or short >= 0.78 * long)
    return SMALLEST <= 2 * long / SCALE <= LARGEST and short >= 0.55 * long


def _drawn_to_frame(red: Mask, seal: Seal) -> Seal | None:
    """The ellipse through the outermost red near the candidate, without stray points."""
    shares = np.linspace(0.86, 1.14, 57, dtype=np.float32)
    x, y = seal.rays(shares)
    hit = sampled(red, x, y)
    last = hit.shape[1] - 1 - np.argmax(hit[:, ::-1], axis=1)
    rows = np.nonzero(hit.any(axis=1))[0]
    if len(rows) < 0.3 * ANGLES:
        return None
    points = np.column_stack([x[rows, last[rows]], y[rows, last[rows]]])
    for slack in (2.0, 1.0):
        (cx, cy), (one, other), turn = cv2.fitEllipseAMS(points.astype(np.float32))
        if not math.isfinite(cx + cy + one + other) or min(one, other) < 4 or max(one, other) > 3 * max(seal.a, seal.b):
            return None
        fitted = Seal(seal.shape, cx, cy, one / 2, other / 2, turn, 0.0, 0.0)
        near = np.abs(fitted.distance(points) - 1) * min(one, other) / 2 < slack * SCALE * _SLACK
        if near.sum() < 0.25 * ANGLES:
            return None
        points = points[near]
    return fitted


def measured(red: Mask, dark: Mask, other: Mask, seal: Seal) -> Seal:
    """The seal with `score` and `even`: the share of rays that cross a red frame with white outside, less where most of it is not
    thin. Rays that leave the sheet, or meet black print (`dark`) or another seal (`other`) at the frame, do not count."""
    reach = min(seal.a, seal.b)
    shares = np.arange(max(0.02, 1 - 4.5 * SCALE / reach), 1 + 2.2 * SCALE / reach, 0.2 * SCALE / reach, dtype=np.float32)
    x, y = seal.rays(shares)
    high, wide = red.shape
    at = int(np.argmin(np.abs(shares - 1)))
    slack, thick = round(_SLACK * 5), round(_THICK * 5)
    hit = sampled(red, x, y)
    near = hit[:, at - 2 * slack : at + slack + 1]
    edge = near.shape[1] - 1 - np.argmax(near[:, ::-1], axis=1)
    crossing = near.any(axis=1) & (np.abs(edge - 2 * slack) <= _STRAY)
    white_outside = hit[:, at + slack + 2 :].mean(axis=1) < 0.34
    good = crossing & white_outside
    on = (x[:, at] >= 1) & (x[:, at] < wide - 1) & (y[:, at] >= 1) & (y[:, at] < high - 1)
    black = sampled(dark, x, y)[:, at - slack - 2 : at + slack + 1].mean(axis=1) > 0.34
    free = on & (sampled(other, x, y)[:, at - slack - 2 :].mean(axis=1) <= 0.1)
    counted = free & (good | ~black)
    there = good & counted
    if counted.sum() < 0.22 * ANGLES or free.sum() < _FREE * on.sum() or not there.any():
        return replace(seal, score=0.0)
    thin = float((_runs(hit, at - 2 * slack + edge)[there] <= thick).mean())
    even = float((np.abs(edge[there] - np.median(edge[there])) <= 1).mean())
    return replace(seal, score=float(good[counted].mean()) * min(1.0, thin / _THIN), even=even)


def _runs(hit: NDArray[np.uint8], edge: NDArray[np.int64]) -> NDArray[np.int64]:
    """How far the red reaches on each ray from its edge inwards."""
    behind = np.arange(hit.shape[1])[None, :] <= edge[:, None]
    white = np.where(behind & (hit == 0), np.arange(hit.shape[1])[None, :], -1).max(axis=1)
    runs: NDArray[np.int64] = edge - white
    return runs


def _inside(red: Mask, seal: Seal) -> tuple[float, float, float]:
    """The share of red within the frame; how many strokes a circle crosses where a seal has its name; and the share of red in
    the middle, where it has its star."""
    shares = np.linspace(0.08, 1 - 2.0 * SCALE / min(seal.a, seal.b), 40, dtype=np.float32)
    x, y = seal.rays(shares)
    hit = sampled(red, x, y)
    high, wide = red.shape
    on = ((x >= 0) & (x < wide) & (y >= 0) & (y < high)).all(axis=1)
    share = float((hit[on] * shares).sum() / (shares.sum() * max(1, int(on.sum()))))
    outer, middle = hit[:, 22:38], shares < 0.33
    starred = float((hit[on][:, middle] * shares[middle]).sum() / (shares[middle].sum() * max(1, int(on.sum()))))
    return share, float(np.percentile((outer > np.roll(outer, 1, axis=0)).sum(axis=0), 75)), starred
