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
_LEAST_CHROMA = 18
_COLOURED = 34
_COLOURED_SHARE = 0.00004
_TINT, _TINTED_SHARE = 2, 0.03
"""Paper itself is a little coloured, and so is a camera's noise: on a page that was scanned gray the channels are equal."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture at SCALE with even light, and its masks. `back` turns its pixels into those of the picture."""

    pixels: Pixels
    red: Mask
    faint: Mask
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
    red, chroma = _red(soft, _LEAST_CHROMA, 14)
    faint, _ = _red(cv2.GaussianBlur(even, (0, 0), 1.5), 9, 6)
    dark = ((_lightest(soft) < 135) & (red == 0)).astype(np.uint8)
    pixels = np.ascontiguousarray(picture[::3, ::3])
    tint = cv2.subtract(_lightest(pixels), _darkest(pixels)) > _TINT
    coloured = float((chroma > _COLOURED).mean()) > _COLOURED_SHARE or float(tint.mean()) > _TINTED_SHARE
    return Sheet(even, red, faint, dark, coloured, 1 / ratio)


def _red(soft: Pixels, least: int, above: int) -> tuple[Mask, Mask]:
    """What is red by `least` and by `above` more than the paper, and the chroma of every pixel."""
    chroma = cv2.subtract(_lightest(soft), _darkest(soft))
    hue = cv2.cvtColor(soft, cv2.COLOR_RGB2HSV)[:, :, 0]
    enough = chroma > max(least, float(np.median(chroma)) + above)
    return (enough & ((hue <= _REDS[0]) | (hue >= _REDS[1]))).astype(np.uint8), chroma


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
    paper = np.maximum(paper, 90)
    even: Pixels = np.minimum(picture.astype(np.float32) * 255 / paper, 255).astype(np.uint8)
    return even
