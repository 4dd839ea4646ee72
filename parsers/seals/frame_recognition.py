"""Recognises a seal's frame: a thin red line, round, oval or square, white on both sides of it, with something written inside."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.seals.colour import SCALE, Mask
from parsers.seals.seal_geometry import ANGLES, LARGEST, SMALLEST, Seal, Shape, sampled

_LEAST: dict[Shape, tuple[float, int]] = {"round": (0.65, 5), "oval": (0.75, 6), "square": (0.85, 8)}
"""By shape: the share of the frame that must be found, of what lies on the sheet and not under black print; and how many strokes
a circle inside it must cross: a loop of a pen is empty, or has a word in it."""
_SURE = 0.85
"""From here a ring of a unit's size is a seal even if little of its text was printed."""
_SLACK = 1.0
"""Millimetres by which a frame may differ from its shape."""
_THICK = 2.6
"""Millimetres: thicker lines are not frames."""
_STRAY = 4
"""By how many steps of 0.2 mm the outer edge of a frame may be off."""
_FREE = 0.42
"""Share of a frame that must be outside the seals found before."""
_UNIT = (16.0, 27.0)
"""Millimetres from centre to frame of units' round seals."""
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
    inside, strokes = _inside(red, seal)
    least_frame, least_strokes = _LEAST[seal.shape]
    if seal.score > _SURE and _UNIT[0] <= seal.a / SCALE <= _UNIT[1] and seal.shape == "round":
        least_strokes = 1
    return seal.score >= least_frame and strokes >= least_strokes and 0.02 <= inside <= 0.62


def _named(seal: Seal) -> Seal:
    if seal.shape == "square":
        return seal
    return replace(seal, shape="round" if min(seal.a, seal.b) > 0.84 * max(seal.a, seal.b) else "oval")


def _sized(seal: Seal) -> bool:
    long, short = max(seal.a, seal.b), min(seal.a, seal.b)
    if seal.shape == "oval" and 2 * short / SCALE > _OVAL_HIGH:
        return False
    return SMALLEST <= 2 * long / SCALE <= LARGEST and short >= (0.78 if seal.shape == "square" else 0.55) * long


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


def frame(red: Mask, dark: Mask, other: Mask, seal: Seal) -> float:
    """The share of rays that cross a thin red frame with white on both sides. Rays that leave the sheet, or meet black print
    (`dark`) or another seal (`other`) at the frame, do not count."""
    reach = min(seal.a, seal.b)
    shares = np.arange(1 - 4.5 * SCALE / reach, 1 + 2.2 * SCALE / reach, 0.2 * SCALE / reach, dtype=np.float32)
    x, y = seal.rays(shares)
    high, wide = red.shape
    at = int(np.argmin(np.abs(shares - 1)))
    slack, thick = round(_SLACK * 5), round(_THICK * 5)
    hit = sampled(red, x, y)
    near = hit[:, at - 2 * slack : at + slack + 1]
    edge = near.shape[1] - 1 - np.argmax(near[:, ::-1], axis=1)
    crossing = near.any(axis=1) & (np.abs(edge - 2 * slack) <= _STRAY)
    white_outside = hit[:, at + slack + 2 :].mean(axis=1) < 0.34
    good = crossing & white_outside & (_longest(hit) <= thick)
    on = (x[:, at] >= 1) & (x[:, at] < wide - 1) & (y[:, at] >= 1) & (y[:, at] < high - 1)
    black = sampled(dark, x, y)[:, at - slack - 2 : at + slack + 1].mean(axis=1) > 0.34
    free = on & (sampled(other, x, y)[:, at - slack - 2 :].mean(axis=1) <= 0.1)
    counted = free & (good | ~black)
    enough = counted.sum() >= 0.25 * ANGLES and free.sum() >= _FREE * on.sum()
    return float(good[counted].mean()) if enough else 0.0


def _longest(hit: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The longest run of red on each ray."""
    longest = np.zeros(hit.shape[0], np.int64)
    run = np.zeros(hit.shape[0], np.int64)
    for column in hit.T:
        run = (run + 1) * column
        longest = np.maximum(longest, run)
    return longest


def _inside(red: Mask, seal: Seal) -> tuple[float, float]:
    """The share of red within the frame, and how many strokes a circle crosses where a seal has its name."""
    shares = np.linspace(0.08, 1 - 2.0 * SCALE / min(seal.a, seal.b), 40, dtype=np.float32)
    x, y = seal.rays(shares)
    hit = sampled(red, x, y)
    high, wide = red.shape
    on = ((x >= 0) & (x < wide) & (y >= 0) & (y < high)).all(axis=1)
    share = float((hit[on] * shares).sum() / (shares.sum() * max(1, int(on.sum()))))
    outer = hit[:, 22:38]
    return share, float(np.percentile((outer > np.roll(outer, 1, axis=0)).sum(axis=0), 75))
