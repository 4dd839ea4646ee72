"""Doubts the options whose words a line goes through."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from parsers.ocr.checkboxes import UNSURE
from parsers.ocr.engine import Gray
from parsers.ocr.options.frames import Mask
from parsers.ocr.options.spots import FAINT, Pictures, Spot
from parsers.ocr.ruled_lines import DARK

_STRUCK, _SHORT = 0.6, 2.2
"""Share of words that a level line in them is long, and widths of a character up to which words are too short to tell."""
_JOINED, _PARTED = 0.15, 0.08
"""Blank columns in struck words, by those in others; and the share of blank columns that others have at least."""


def doubt_struck(spots: Sequence[Spot], pictures: Pictures, em: float, rings: Mask, offset: tuple[int, int]) -> None:
    """Doubts the options whose words are struck through, by a line that ends on the page and is no part of a ring."""
    ring = cv2.dilate(rings, np.ones((5, 5), np.uint8))
    for spot in spots:
        left, top, right, bottom = spot.words
        if spot.trailing or right - left < _SHORT * em:
            continue
        high = bottom - top
        y0, y1 = max(0, round(top + 0.22 * high)), round(bottom - 0.22 * high)
        x0, far = max(0, round(left - 3 * em)), round(right + 1.5 * em)
        part = pictures.whole[y0:y1, x0:far]
        if not part.size:
            continue
        dark = (part < float(np.percentile(part, 90)) - FAINT - 8).astype(np.uint8)
        if pictures.red is not None:
            dark |= pictures.red[y0:y1, x0:far]
        beside = ring[max(0, y0 - offset[1]) : max(0, y1 - offset[1]), max(0, x0 - offset[0]) : max(0, far - offset[0])]
        dark[: beside.shape[0], max(0, offset[0] - x0) : max(0, offset[0] - x0) + beside.shape[1]][beside > 0] = 0
        long = round(max(1.9 * em, _STRUCK * (right - left), min(0.85 * (right - left), 2.8 * em)))
        lines = cv2.morphologyEx(cv2.dilate(dark, np.ones((3, 1), np.uint8)), cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
        inked = np.asarray(lines.any(axis=0))
        through = bool(inked[: round(0.3 * em)].any() and inked[-round(0.3 * em) :].any())
        ends = _blank(pictures.clean, spot)
        others = [_blank(pictures.clean, o) for o in spots if o is not spot and not o.trailing]
        usual = float(np.median(others)) if others else 0.0
        if usual > _PARTED and not spot.drawn and ends < _JOINED * usual:
            spot.mark = UNSURE
        if not through and float(inked[round(left) - x0 : round(right) - x0].mean()) >= _STRUCK:
            spot.mark = UNSURE


def _blank(page: Gray, spot: Spot) -> float:
    """The share of blank columns in an option's words: between characters, which a line through them joins."""
    left, top, right, bottom = (round(v) for v in spot.words)
    cut = round(0.2 * (bottom - top))
    part = page[max(0, top + cut) : max(0, bottom - cut), max(0, left) : max(0, right)]
    return float((part >= min(DARK, float(np.percentile(part, 90)) - FAINT)).all(axis=0).mean()) if part.size else 1.0
