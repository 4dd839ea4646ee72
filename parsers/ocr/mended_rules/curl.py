"""Straightens a page that curled or was bent when it was photographed: measures on its ruled lines how they rise and fall, and
moves every point so that they run level and upright."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.ocr.engine import Gray
from parsers.ocr.ruled_lines import Mask, long_runs, thin_pixels

Field = NDArray[np.float64]

_LOOK = 1000
"""Pixels of the shorter side of the copy on which lines are measured."""
_PIECE = 0.05
"""Share of the width that one measurement takes."""
_LEAST, _FEWEST = 0.0035, 24
"""Share of the width by which a page is bent at least, and measurements that it takes."""
_BETTER = 0.55
"""Share of the slopes before that is left where a correction is right."""
_STEEPEST = 0.2
_POWERS = tuple((i, j) for i in range(1, 5) for j in range(3))
"""Of the place along a line, and across it: the terms of the displacement."""


@dataclass(frozen=True, slots=True)
class Bend:
    """The displacement that makes a page straight: coefficients of polynomials in shares of its height and width, as many for
    what moves down as for what moves across."""

    terms: tuple[float, ...]

    def straightened(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The picture, of any size, with the displacement applied; white where nothing was."""
        high, wide = picture.shape[:2]
        down, across = self.terms[: len(_POWERS)], self.terms[len(_POWERS) :]
        step = 16
        y, x = np.mgrid[0 : high + step : step, 0 : wide + step : step].astype(np.float64)
        to_y, to_x = y.copy(), x.copy()
        for _ in range(4):  # where a point of the straight page was on the bent one
            u, v = 2 * to_x / wide - 1, 2 * to_y / high - 1
            to_y = y - _displacement(down, u, v) * wide
            to_x = x - _displacement(across, v, u) * wide
        size = (x.shape[1] * step, x.shape[0] * step)
        maps = [_finer(part, size, step)[:high, :wide] for part in (to_x, to_y)]
        white = (255, 255, 255) if picture.ndim == 3 else 255
        bent = cv2.remap(picture, maps[0], maps[1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=white)
        return np.asarray(bent, np.uint8)


def _finer(part: Field, size: tuple[int, int], step: int) -> NDArray[np.float32]:
    """A coarse map of places for every pixel."""
    x = np.arange(size[0], dtype=np.float32) / step
    y = np.arange(size[1], dtype=np.float32) / step
    at_x, at_y = np.meshgrid(x, y)
    finer = cv2.remap(part.astype(np.float32), at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(finer, np.float32)


def bend(gray: Gray) -> Bend | None:
    """How a page, upright and nearly square, is bent; None where it is flat, or too little is ruled on it to say."""
    share = min(1.0, _LOOK / min(gray.shape))
    small = np.asarray(cv2.resize(gray, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8) if share < 1 else gray
    high, wide = small.shape
    level = _slopes(small, wide, 0.03)
    upright = _slopes(np.ascontiguousarray(small.T), wide, 0.016)
    if len(level) < _FEWEST:
        return None
    x, y, slope = level.T
    u, v = 2 * x / wide - 1, 2 * y / high - 1
    down = _fitted(u, v, slope / 2)  # along the line u grows by 2 over the width
    across: NDArray[np.float64] = np.zeros(len(_POWERS))
    if len(upright) >= _FEWEST:
        along, aside, lean = upright.T
        across = _fitted(2 * along / high - 1, 2 * aside / wide - 1, lean * high / wide / 2)
    moved = np.abs(_displacement(tuple(down), u, v)).max() if len(u) else 0.0
    left = np.abs(slope / 2 + _rise(down, u, v))
    if moved < _LEAST or float(np.mean(left)) > _BETTER * float(np.mean(np.abs(slope / 2))):
        return None
    return Bend(tuple(round(float(term), 7) for term in (*down, *across)))


def _slopes(page: Gray, width: int, least: float) -> Field:
    """Measurements of level lines: place along, place across, slope."""
    thin = thin_pixels(page, width, slack=3)
    runs: Mask = long_runs(thin, round(least * width), width)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found: list[tuple[float, float, float]] = []
    piece = max(12, round(_PIECE * width))
    for number in range(1, min(count, 1500)):
        x, y, w, h, _ = (int(v) for v in stats[number])
        if w < 0.05 * width or w < 3 * h:
            continue
        part = labels[y : y + h, x : x + w] == number
        inked = part.sum(axis=0)
        if inked[inked > 0].mean() > 0.012 * width:
            continue
        middle = (part * np.arange(h)[:, None]).sum(axis=0) / np.maximum(inked, 1)
        for first in range(0, w - piece // 2, piece):
            columns = np.flatnonzero(inked[first : first + piece]) + first
            if len(columns) < 0.6 * piece:
                continue
            slope, start = np.polyfit(columns, middle[columns], 1)
            if abs(slope) < _STEEPEST:
                centre = float(columns.mean())
                found.append((x + centre, y + float(start + slope * centre), float(slope)))
    return np.array(found[:4000], np.float64).reshape(-1, 3)


def _fitted(u: Field, v: Field, slope: Field) -> Field:
    """Coefficients of the displacement of which the derivative along the line is the slope turned round; twice, without the worst
    measurements."""
    columns = np.stack([i * u ** (i - 1) * v**j for i, j in _POWERS], axis=1)
    kept = np.ones(len(u), bool)
    solved: Field = np.zeros(len(_POWERS))
    for _ in range(3):
        weighted = columns[kept]
        ridge = 0.02 * len(weighted) * np.eye(len(_POWERS)) / len(_POWERS)
        solved = np.asarray(np.linalg.solve(weighted.T @ weighted + ridge, -weighted.T @ slope[kept]), np.float64)
        off = np.abs(slope + columns @ solved)
        kept = off <= max(0.003, 3 * float(np.median(off)))
    return solved


def _rise(terms: Field, u: Field, v: Field) -> Field:
    return np.asarray(sum(c * i * u ** (i - 1) * v**j for c, (i, j) in zip(terms, _POWERS, strict=True)), np.float64)


def _displacement(terms: tuple[float, ...], u: Field, v: Field) -> Field:
    """By how much a point moves, in shares of the width."""
    return np.asarray(sum(c * u**i * v**j for c, (i, j) in zip(terms, _POWERS, strict=True)), np.float64)
