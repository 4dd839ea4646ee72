"""Turns a zone of a sheet into masks of its ink: what is dark, what is blue, and what of it goes beyond rows of print."""

from __future__ import annotations

import cv2
import numpy as np

from parsers.seals.colour import SCALE, Mask, Sheet

Box = tuple[int, int, int, int]

_SQUARE = SCALE * SCALE
_LITTLE = 0.65
"""How much ink counts that goes only a little beyond."""
_HIGHER = 1.25
"""Heights of print from which a stroke is no print's."""
_LONG_MM = 16.0
_FLAT = 4
"""Pixels: lower pieces that are long are no pen's."""
_PEN_BLUE = 24
"""By how many levels blue is above red in a blue pen's ink."""
DARK, _DARKEST = 155, 75
"""Gray level below which something is ink; and on a page without colour, where a gray seal must not count."""


def going_on(ink: Mask) -> Mask:
    """The long strokes that reach the upper or the lower edge."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(ink, np.ones((3, 3), np.uint8)), connectivity=8)
    top, high = stats[:, cv2.CC_STAT_TOP], stats[:, cv2.CC_STAT_HEIGHT]
    going = ((top <= 1) | (top + high >= len(ink) - 1)) & (stats[:, cv2.CC_STAT_WIDTH] > _LONG_MM * SCALE)
    going[0] = False
    strokes: Mask = going.astype(np.uint8)[labels]
    return strokes


def inks(sheet: Sheet, zone: Box, below: int = 0) -> tuple[Mask, Mask]:
    """What is dark (below this gray level, if one is given) and not red, without table rules; and what is blue."""
    part = sheet.pixels[zone[1] : zone[3], zone[0] : zone[2]].astype(np.int16)
    gray = (part[:, :, 0] * 3 + part[:, :, 1] * 6 + part[:, :, 2]) // 10
    reddish = part[:, :, 0] - np.maximum(part[:, :, 1], part[:, :, 2]) > 25
    ink = gray < (below or (DARK if sheet.coloured else _DARKEST))
    blue: Mask = ((part[:, :, 2] - part[:, :, 0] > _PEN_BLUE) & (gray < 190)).astype(np.uint8)
    dark: Mask = (ink & ~reddish).astype(np.uint8)
    across: Mask = (ink | reddish).astype(np.uint8)  # a rule goes on under a seal
    for mask, kernel in ((across, np.ones((1, round(14 * SCALE)), np.uint8)), (dark, np.ones((round(9 * SCALE), 1), np.uint8))):
        rules = cv2.dilate(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), np.ones((3, 3), np.uint8))
        dark = cv2.subtract(dark, rules)
    return dark, blue


def large(dark: Mask, tall: int) -> Mask:
    """Pieces of ink as large as a stroke, without specks and pieces cut off by the zone's upper and lower edge."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    size = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    kept = (size > 0.35 * tall).astype(np.uint8)
    ends = stats[:, cv2.CC_STAT_TOP] + stats[:, cv2.CC_STAT_HEIGHT]
    kept[(stats[:, cv2.CC_STAT_TOP] == 0) & (ends < 0.8 * tall)] = 0
    kept[(ends == dark.shape[0]) & (stats[:, cv2.CC_STAT_TOP] > dark.shape[0] - 0.7 * tall)] = 0
    kept[(stats[:, cv2.CC_STAT_HEIGHT] <= _FLAT) & (stats[:, cv2.CC_STAT_WIDTH] > 3 * _FLAT)] = 0  # what is left of a rule
    kept[0] = 0
    large: Mask = kept[labels]
    return large


def outside(dark: Mask, tall: int, upper: int, lower: int) -> float:
    """Square millimetres of ink above and below the rows of print, of strokes that are higher than print or lie mostly there: a
    character on a slanting line goes a little beyond them."""
    strokes = large(cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), tall)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    strokes[max(0, upper) : max(0, lower)] = 0
    beyond = np.bincount(labels[strokes > 0], minlength=len(stats))
    area, high = stats[:, cv2.CC_STAT_AREA], stats[:, cv2.CC_STAT_HEIGHT]
    counted = (high > _HIGHER * tall) | (2 * beyond > area)
    counted[0] = False
    return max(float(beyond[counted].sum()), _LITTLE * float(beyond.sum())) / _SQUARE


def grays(sheet: Sheet) -> bool:
    """Whether the page has gray areas broader than an edge, like a seal's: in black and white its ring looks like a pen's
    stroke."""
    gray = sheet.pixels[:, :, 1]
    broad = cv2.erode(((gray > _DARKEST) & (gray < 190)).astype(np.uint8), np.ones((3, 3), np.uint8))
    return float(broad.sum()) / _SQUARE > 2.0
