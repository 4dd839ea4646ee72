"""Turns a picture of a page into black on white and square: coloured ink removed, shadows evened out, tilt and perspective
corrected.

The correction is measured on the page itself: first the direction of its lines of print, then its ruled lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.ocr.engine import Gray
from parsers.ocr.mended_rules.curl import Bend, bend
from parsers.ocr.ruled_lines import DARK, rules

Matrix = NDArray[np.float64]
"""A 3 × 3 homography on pixels."""

STEEPEST = 12.0
"""The largest tilt in degrees that is corrected; no page on a scanner, nor in a picture meant to be read, is tilted more."""

_LOOK = 900
_RED = 45
"""By how many levels the red of red ink is above its green and blue: warm light and paper stay below."""
_EVEN = 12
_INK, _FAINTEST = 140.0, 205.0
_RULED = 0.5
"""Share of the width that the level lines together are long by which a page is squared: one alone may be anything."""
_LEAST = 0.0006
"""Tilts below this slope are left as they are: turning a page costs sharpness."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A deskewed page, the transform from the picture's pixels to its own, where its ink is red (1; None: nowhere), and how it
    was bent besides, if it was."""

    gray: Gray
    matrix: Matrix
    red: Gray | None = None
    bend: Bend | None = None


def flatten(picture: NDArray[np.uint8]) -> Flat:
    """The page in this picture (RGB, upright or upside down, not sideways)."""
    gray, red = even(picture[:, :, 0]), reddish(picture)
    found = _straightening(gray)
    matrix: Matrix = np.eye(3) if found is None else found
    if found is not None:
        size = (gray.shape[1], gray.shape[0])
        gray = np.asarray(cv2.warpPerspective(gray, matrix, size, flags=cv2.INTER_CUBIC, borderValue=255), np.uint8)
        red = None if red is None else np.asarray(cv2.warpPerspective(red, matrix, size, flags=cv2.INTER_NEAREST), np.uint8)
    curl = bend(gray)
    if curl is not None:
        gray = curl.straightened(gray)
        red = None if red is None else (curl.straightened(np.where(red > 0, np.uint8(0), np.uint8(255))) < DARK).astype(np.uint8)
    return Flat(gray, matrix, red, curl)


def reddish(picture: NDArray[np.uint8]) -> Gray | None:
    """1 where ink is red, which the red channel does not show; None for a page without any."""
    red, green, blue = cv2.split(picture)
    mask = (cv2.subtract(red, cv2.max(green, blue)) > _RED).astype(np.uint8)
    return mask if mask.any() else None


def straightened(picture: NDArray[np.uint8], matrix: Matrix, curl: Bend | None) -> NDArray[np.uint8]:
    """A picture in colour as a page with this transform and this bend was made straight."""
    if not np.allclose(matrix, np.eye(3)):
        size = (picture.shape[1], picture.shape[0])
        warped = cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
        picture = np.asarray(warped, np.uint8)
    return picture if curl is None else curl.straightened(picture)


def even(red: NDArray[np.uint8]) -> Gray:
    """The red channel, in which red seals vanish, with shadows on the paper removed."""
    small = _smaller(red, 360)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((11, 11), np.uint8)), 31)
    if paper.min() > 255 - _EVEN:
        return np.ascontiguousarray(red)
    light = cv2.resize(paper, (red.shape[1], red.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(red, np.maximum(light, 24), scale=250), np.uint8)


def _smaller(gray: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    share = side / min(gray.shape)
    if share >= 1:
        return gray
    size = (max(1, round(gray.shape[1] * share)), max(1, round(gray.shape[0] * share)))
    return np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), np.uint8)


def _straightening(gray: Gray) -> Matrix | None:
    """The transform that makes the page straight, None where it is straight."""
    small = _smaller(gray, _LOOK)
    share = gray.shape[1] / small.shape[1]
    turn = _turned(small.shape, np.tan(np.radians(tilt(small))))
    level = cv2.warpPerspective(small, turn, (small.shape[1], small.shape[0]), borderValue=255)
    matrix = _squaring(np.asarray(level, np.uint8)) @ turn
    height, width = small.shape
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
    moved = np.abs(cv2.perspectiveTransform(corners, matrix) - corners).max()
    if moved < _LEAST * width:
        return None
    scale = np.diag([share, share, 1.0])
    return np.asarray(scale @ matrix @ np.linalg.inv(scale), np.float64)


def tilt(gray: Gray) -> float:
    """The tilt of the lines of print in degrees, positive where they fall to the right. It is the tilt at which the darkest and
    the lightest rows differ most."""
    ys, xs = np.nonzero(gray < _ink_level(gray))
    if len(ys) < 200:
        return 0.0
    if len(ys) > 60_000:
        chosen = np.linspace(0, len(ys) - 1, 60_000).astype(np.int64)
        ys, xs = ys[chosen], xs[chosen]
    best = _steepest(ys, xs, np.arange(-STEEPEST, STEEPEST + 0.01, 0.5))
    return _steepest(ys, xs, best + np.arange(-0.5, 0.51, 0.05))


def _ink_level(gray: Gray) -> float:
    """The gray level below which a pixel is ink, on pages of faint print too: on those specks alone are dark."""
    few = gray[::2, ::2]
    return min(max(_INK, (float(np.percentile(few, 0.5)) + float(np.median(few))) / 2), _FAINTEST)


def _steepest(ys: NDArray[np.int64], xs: NDArray[np.int64], angles: NDArray[np.float64]) -> float:
    scores = []
    for angle in angles:
        rows = np.round(ys - xs * np.tan(np.radians(angle))).astype(np.int64)
        count = np.bincount(rows - rows.min()).astype(np.float64)
        scores.append(float((np.diff(count) ** 2).sum()) - 1e-6 * abs(float(angle)))
    return float(angles[int(np.argmax(scores))])


def _turned(shape: tuple[int, ...], slope: float) -> Matrix:
    """The transform that turns a tilt of this slope back about the page's middle."""
    height, width = shape[:2]
    angle = float(np.degrees(np.arctan(slope)))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.vstack([turn, [0.0, 0.0, 1.0]])


def _squaring(gray: Gray) -> Matrix:
    """The homography that makes level ruled lines level and upright ones upright; the identity without enough of them."""
    height, width = gray.shape
    ruled_lines = rules(gray, slack=3)
    level = [s for s in ruled_lines.level if s.length > 0.12 * width]
    upright = [s for s in ruled_lines.upright if s.length > 0.05 * width]
    if sum(s.length for s in level) < _RULED * width:
        return np.eye(3)
    a, b = _slopes([(s.middle[1] - height / 2, s.slope, s.length) for s in level], 0.2 * height)
    c, d = (-a, 0.0)
    if upright:
        c, d = _slopes([(s.middle[0] - width / 2, s.slope, s.length) for s in upright], 0.2 * width)
    top, bottom, left, right = -0.4 * height, 0.4 * height, -0.4 * width, 0.4 * width
    crossings = [
        _crossing(y, a + b * y, x, c + d * x, width / 2, height / 2)
        for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))
    ]
    wanted = [(width / 2 + x, height / 2 + y) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))]
    return np.asarray(cv2.getPerspectiveTransform(np.array(crossings, np.float32), np.array(wanted, np.float32)), np.float64)


def _slopes(seen: Sequence[tuple[float, float, float]], spread: float) -> tuple[float, float]:
    """Slope = a + b · position, weighted by length, fitted again without the worst ones. Without lines far apart all have one
    slope."""
    position, slope, weight = (np.array(column) for column in zip(*seen, strict=True))
    a = float(np.average(slope, weights=weight))
    keep = np.abs(slope - np.median(slope)) < 0.08
    b = 0.0
    for _ in range(2):
        if keep.sum() < 3 or np.ptp(position[keep]) < spread:
            a = float(np.average(slope[keep], weights=weight[keep])) if keep.any() else a
            break
        b, a = (float(v) for v in np.polyfit(position[keep], slope[keep], 1, w=np.sqrt(weight[keep])))
        off = np.abs(slope - a - b * position)
        keep &= off <= max(0.004, 2.5 * float(np.median(off[keep])))
    return a, b


def _crossing(y: float, falls: float, x: float, leans: float, cx: float, cy: float) -> tuple[float, float]:
    """Where the level line through (0, y) of slope dy/dx meets the upright line through (x, 0) of slope dx/dy, about a middle."""
    across = (x + leans * y) / (1 - leans * falls)
    return cx + across, cy + y + falls * across
