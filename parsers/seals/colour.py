"""Tells what in a picture of paper is red, what is dark, and whether it has colour at all. The colour of light and paper is
removed first: a phone's warm light is not red ink, and a shadow is not black."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[Any]
"""Height × width × 3 bytes, red first."""
Mask = NDArray[Any]
"""Height × width bytes, 0 or 1."""

PAGE_MM = 210.0
"""Width of the paper in millimetres, to which all millimetres here refer: page boxes and dpi are often wrong, A4 is required
(R108)."""
SCALE = 5.0
"""Pixels a millimetre at which shapes are searched for."""

_LONGEST, _WIDEST = 4, 2
"""How much of a picture is searched, in widths of the page."""
_REDS = (16, 150)
"""Hues (0–180) from orange-red on one side of red to magenta on the other."""
_BLUES = (95, 149)
_LEAST_CHROMA, _LEAST_BLUE = 18, 24
_COLOURED = 34
_COLOURED_SHARE = 0.00004
_TINT, _TINTED_SHARE = 2, 0.03
"""Paper itself is a little coloured, and so is a camera's noise: on a page that was scanned gray the channels are equal."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture at SCALE with even light, and its masks. `back` turns its pixels into those of the picture."""

    pixels: Pixels
    red: Mask
    blue: Mask
    dark: Mask
    coloured: bool
    back: float


def sheet(picture: Pixels, page_width: int) -> Sheet:
    """The evenly lit sheet of a picture cut from a page that is `page_width` pixels wide. A picture longer or wider than any
    page is cut off; an empty picture gives a small white sheet."""
    picture = picture[: _LONGEST * page_width, : _WIDEST * page_width]
    if not picture.size:
        picture = np.full((8, 8, 3), 255, np.uint8)
    ratio = SCALE * PAGE_MM / page_width
    size = (max(1, round(picture.shape[1] * ratio)), max(1, round(picture.shape[0] * ratio)))
    method = cv2.INTER_AREA if ratio < 1 else cv2.INTER_CUBIC
    small = cv2.resize(picture, size, interpolation=method) if ratio != 1 else picture
    even = evened(small)
    soft = cv2.GaussianBlur(even, (3, 3), 0)
    lightest = _lightest(soft)
    chroma, hue = cv2.subtract(lightest, _darkest(soft)), cv2.cvtColor(soft, cv2.COLOR_RGB2HSV)[:, :, 0]
    usual = float(np.median(chroma))
    red = _is_red(hue) & (chroma > max(_LEAST_CHROMA, usual + 14))
    blue = (hue >= _BLUES[0]) & (hue <= _BLUES[1]) & (chroma > max(_LEAST_BLUE, usual + 18))
    dark = (lightest < 135) & ~red
    pixels = np.ascontiguousarray(picture[::3, ::3])
    tint = cv2.subtract(_lightest(pixels), _darkest(pixels)) > _TINT
    coloured = float((chroma > _COLOURED).mean()) > _COLOURED_SHARE or float(tint.mean()) > _TINTED_SHARE
    return Sheet(even, red.astype(np.uint8), blue.astype(np.uint8), dark.astype(np.uint8), coloured, 1 / ratio)


def faint_red(sheet: Sheet) -> Mask:
    """What is only a little red: a seal that was pressed weakly or has faded."""
    chroma, hue = _chroma(cv2.GaussianBlur(sheet.pixels, (0, 0), 1.5))
    faint: Mask = (_is_red(hue) & (chroma > max(9, float(np.median(chroma)) + 6))).astype(np.uint8)
    return faint


def _chroma(soft: Pixels) -> tuple[Mask, Mask]:
    """How much colour every pixel has, and which (0–180)."""
    return cv2.subtract(_lightest(soft), _darkest(soft)), cv2.cvtColor(soft, cv2.COLOR_RGB2HSV)[:, :, 0]


def _is_red(hue: Mask) -> Mask:
    red: Mask = (hue <= _REDS[0]) | (hue >= _REDS[1])
    return red


def _lightest(pixels: Pixels) -> Mask:
    red, green, blue = cv2.split(pixels)
    lightest: Mask = cv2.max(cv2.max(red, green), blue)
    return lightest


def _darkest(pixels: Pixels) -> Mask:
    red, green, blue = cv2.split(pixels)
    darkest: Mask = cv2.min(cv2.min(red, green), blue)
    return darkest


def evened(picture: Pixels) -> Pixels:
    """The picture as on white paper in even light: each channel relative to the brightest of its surroundings."""
    high, wide = picture.shape[:2]
    small = cv2.resize(picture, (max(8, wide // 8), max(8, high // 8)), interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((13, 13), np.uint8), borderType=cv2.BORDER_REPLICATE)
    paper = cv2.resize(cv2.GaussianBlur(paper, (0, 0), 4), (wide, high), interpolation=cv2.INTER_LINEAR)
    even: Pixels = cv2.divide(picture, np.maximum(paper, np.uint8(90)), scale=255)
    return even
