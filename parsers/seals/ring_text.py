"""Reads the words on a seal: the ring is unrolled into a line and read by the engine passed in. A hint, and often a poor one."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np

from parsers.seals.colour import Pixels, Sheet
from parsers.seals.red_shapes import is_blue
from parsers.seals.seal_geometry import Seal

_INNER, _OUTER = 0.56, 0.95
"""Where the name is, as shares of the distance from centre to frame."""
_HIGH = 48
_INKED, _GAP = 110, 0.8
"""Gray level below which something is ink; and the share of the line's height from which a gap is more than one between
characters."""


def unrolled(sheet: Sheet, picture: Pixels, seal: Seal) -> Pixels:
    """The band of a round or oval seal with its name, as a level line of black on white, read clockwise. It is cut open at the
    widest gap, because a seal may be stamped at any angle."""
    ratio = picture.shape[1] / sheet.red.shape[1]
    round_seal = _levelled(picture, seal, ratio)
    half = round_seal.shape[0] / 2
    angles = round(2 * math.pi * half * 0.75)
    polar = cv2.warpPolar(round_seal, (round(half), angles), (half, half), half, cv2.INTER_CUBIC | cv2.WARP_POLAR_LINEAR)
    rolled = np.roll(polar, -angles // 4, axis=0)
    band = rolled[:, round(_INNER * half) : round(_OUTER * half)]
    line = cv2.rotate(band, cv2.ROTATE_90_COUNTERCLOCKWISE)
    return _cut_open(_black(line, is_blue(sheet, seal)))


def words_on(sheet: Sheet, picture: Pixels, seal: Seal, read_line: Callable[[Pixels], str]) -> str:
    """What can be read along the ring; a square seal is not read."""
    if seal.shape == "square":
        return ""
    text = read_line(unrolled(sheet, picture, seal))
    return "".join(char for char in text if char.isalnum())[:60]


def _cut_open(line: Pixels) -> Pixels:
    """The line rotated so that it begins in the middle of its widest gap."""
    inked = np.flatnonzero((line[4:-4, :, 0] < _INKED).sum(axis=0) > 1)
    if len(inked) < 2:
        return line
    gaps = np.diff(inked, append=inked[0] + line.shape[1])
    widest = int(np.argmax(gaps))
    if gaps[widest] < _GAP * line.shape[0]:
        return line
    cut: Pixels = np.roll(line, -int(inked[widest] + gaps[widest] // 2), axis=1)
    return cut


def _levelled(picture: Pixels, seal: Seal, ratio: float) -> Pixels:
    """The seal as a circle: ovals and seals photographed at an angle are stretched back, but not rotated."""
    radius = max(seal.a, seal.b) * ratio
    turn = math.radians(seal.turn)
    spin = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    form = spin @ np.diag([seal.a * ratio / radius, seal.b * ratio / radius]) @ spin.T
    middle = np.array([seal.x, seal.y]) * ratio
    matrix = np.hstack([form, (middle - form @ np.array([radius, radius]))[:, None]])
    size = (round(2 * radius), round(2 * radius))
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    level: Pixels = cv2.warpAffine(picture, matrix, size, flags=flags, borderValue=(255, 255, 255))
    return level


def _black(line: Pixels, blue_seal: bool) -> Pixels:
    """Red strokes (or blue ones) as black ones, at the height that engines need; black print across a seal is removed."""
    red, green, blue = cv2.split(line)
    share = _HIGH / line.shape[0]
    ink = cv2.subtract(blue, red) if blue_seal else cv2.subtract(red, green)
    tall = cv2.resize(ink, None, fx=share, fy=share, interpolation=cv2.INTER_CUBIC)
    even = 255 - cv2.normalize(tall, np.zeros_like(tall), 0, 255, cv2.NORM_MINMAX)
    black: Pixels = cv2.cvtColor(even, cv2.COLOR_GRAY2RGB)
    return black
