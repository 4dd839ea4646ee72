"""Finds where the red of a sheet may be a seal: centres with a ring of red round them, and connected red of a seal's size."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

import cv2
import numpy as np

from parsers.seals.colour import SCALE, Mask
from parsers.seals.seal_geometry import LARGEST, NAME_SEAL, SMALLEST, Floats, Seal
from parsers.seals.symmetry import symmetric

MOST = 12
_SHORTEST, _PART = 0.6, 0.35
"""Shares of a seal's side: how short a side may be, and where the rest is under another seal."""
_COARSE = 1.0
"""Pixels a millimetre when circles are searched for."""


def candidates(red: Mask) -> Iterator[Seal]:
    """Where to search more closely, in no order; `score` means nothing yet."""
    yield from _circles(red)
    yield from _blobs(red)
    yield from symmetric(red)


def beside(rest: Mask) -> Iterator[Seal]:
    """Where to search beside and under the seals that were found: in what of the red is not theirs. A person's square seal may
    go on under them."""
    yield from symmetric(rest)
    closed = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    for hull in _hulls(closed, _PART):
        (x, y), sides, turn = cv2.minAreaRect(hull)
        long, short = max(sides), min(sides)
        if not (SMALLEST * SCALE <= long <= NAME_SEAL * SCALE and short >= _PART * long):
            continue
        along = math.radians(turn + (90 if sides[0] > sides[1] else 0))  # of the short side
        for sign in (-1, 1):
            far = sign * (long - short) / 2
            yield Seal("square", x + far * math.cos(along), y + far * math.sin(along), long / 2, long / 2, turn, 0.0, 0.0)


def _circles(red: Mask) -> list[Seal]:
    """Centres and radii round which there is a ring of red and none outside it."""
    ratio, margin = _COARSE / SCALE, round(12 * _COARSE)
    size = (max(1, round(red.shape[1] * ratio)), max(1, round(red.shape[0] * ratio)))
    coarse: Floats = (cv2.resize(red.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.15).astype(np.float32)
    left, top, wide, high = cv2.boundingRect(coarse.astype(np.uint8))  # there is nothing elsewhere
    coarse = coarse[top : top + high, left : left + wide]
    coarse = cv2.copyMakeBorder(coarse, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=0)
    here = np.s_[top : top + high + 2 * margin, left : left + wide + 2 * margin]
    best, radii = np.zeros_like(coarse), np.zeros_like(coarse)
    for radius in np.arange(SMALLEST / 2, LARGEST / 2, 1.0):
        ring = cv2.filter2D(coarse, -1, _annulus(float(radius)), borderType=cv2.BORDER_CONSTANT)
        score = ring / _on_sheet(size, margin, float(radius))[here]
        better = score > best
        best[better], radii[better] = score[better], radius
    return list(_peaks(best, radii, left - margin, top - margin))


def _on_sheet(size: tuple[int, int], margin: int, radius: float) -> Floats:
    """For a circle round each point, the share that lies on the sheet (at least a third is returned): a seal may be cut off."""
    step = 6  # pixels: a coarse answer is enough
    there = np.zeros(((size[1] + 2 * margin) // step + 1, (size[0] + 2 * margin) // step + 1), np.float32)
    there[margin // step : (margin + size[1]) // step + 1, margin // step : (margin + size[0]) // step + 1] = 1
    half = math.ceil(radius * _COARSE / step)
    grid = np.hypot(*np.mgrid[-half : half + 1, -half : half + 1])
    ring = (np.abs(grid - radius * _COARSE / step) <= 0.7).astype(np.float32)
    share = cv2.filter2D(there, -1, ring / ring.sum(), borderType=cv2.BORDER_CONSTANT)
    whole: Floats = np.maximum(cv2.resize(share, (size[0] + 2 * margin, size[1] + 2 * margin)), 0.35)
    return whole


def _peaks(best: Floats, radii: Floats, left: int, top: int) -> Iterator[Seal]:
    """The best circles; the maps begin at `left` and `top` of the sheet."""
    best = best.copy()
    for _ in range(MOST):
        _, score, _, (x, y) = cv2.minMaxLoc(best)
        if score < 0.25:
            return
        radius = float(radii[y, x])
        middle = ((x + left + 0.5) * SCALE / _COARSE, (y + top + 0.5) * SCALE / _COARSE)
        yield Seal("round", *middle, radius * SCALE, radius * SCALE, 0.0, float(score), 0.0)
        cv2.circle(best, (x, y), round(3.5 * _COARSE), 0.0, -1)


@lru_cache(maxsize=256)
def _annulus(radius: float) -> Floats:
    """Weights of a ring 1.5 mm thick, which sum to one, minus those of a wider one: the surroundings must be white."""
    half = math.ceil((radius + 3.2) * _COARSE)
    grid = np.hypot(*np.mgrid[-half : half + 1, -half : half + 1]) / _COARSE
    ring = (np.abs(grid - radius) <= 0.75).astype(np.float32)
    outside = (np.abs(grid - radius - 2.2) <= 0.75).astype(np.float32)
    weights: Floats = ring / ring.sum() - 0.7 * outside / outside.sum()
    return weights


def _blobs(red: Mask) -> Iterator[Seal]:
    """Connected red of a seal's size, as the oval and as the square that it fills."""
    for hull in _hulls(cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), _SHORTEST):
        (x, y), (one, other), turn = cv2.minAreaRect(hull)
        yield Seal("square", x, y, one / 2, other / 2, turn, 0.0, 0.0)
        if len(hull) < 5:
            continue
        (x, y), (one, other), turn = cv2.fitEllipseDirect(hull)
        if math.isfinite(x + y + one + other) and min(one, other) > 0:
            yield Seal("oval", x, y, one / 2, other / 2, turn, 0.0, 0.0)


def _hulls(closed: Mask, least: float) -> Iterator[Floats]:
    """The hulls of connected red of a seal's size; `least`: the shorter side as a share of the smallest seal's."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    order = sorted(range(1, count), key=lambda n: -int(stats[n, cv2.CC_STAT_AREA]))[: 2 * MOST]
    for number in order:
        wide, high = stats[number, cv2.CC_STAT_WIDTH] / SCALE, stats[number, cv2.CC_STAT_HEIGHT] / SCALE
        if not (min(wide, high) >= least * SMALLEST and SMALLEST <= max(wide, high) <= 1.4 * LARGEST):
            continue
        left, top = int(stats[number, cv2.CC_STAT_LEFT]), int(stats[number, cv2.CC_STAT_TOP])
        part = labels[top : top + round(high * SCALE), left : left + round(wide * SCALE)] == number
        ys, xs = np.nonzero(part)
        hull: Floats = cv2.convexHull(np.column_stack([xs + left, ys + top]).astype(np.float32))
        if len(hull) >= 3:
            yield hull
