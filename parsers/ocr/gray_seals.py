"""Removes seals from gray scans. In colour they vanish with the red channel; in gray they are ink, but lighter than print and
with strokes so broad that the print beneath them can be told from them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.ocr.engine import Gray
from parsers.ocr.ruled_lines import DARK

_APART = 35
"""By how many gray levels a seal's ink is lighter than print."""
_PALE = 175
"""Gray level up to which a solid stroke may be a seal's."""
_BROAD = 0.0028
"""Share of the page's width: strokes of print are thinner, a seal's ring and star are not."""
_LEAST, _MOST = 0.10, 0.6
"""Width of a seal, or of several that overlap, as shares of the page's width."""
_INKED = 0.008
"""Share of its box that a seal covers with broad strokes."""
_FRINGE = 5
"""Pixels around print within which lighter pixels belong to it."""
_COLOURLESS = 6


def colourless(picture: NDArray[np.uint8]) -> bool:
    """True for a page scanned in gray: its channels are equal."""
    few = picture[::7, ::7].astype(np.int16)
    return bool(np.percentile(np.abs(few[:, :, 0] - few[:, :, 2]), 99.5) <= _COLOURLESS)


def lifted(gray: Gray) -> Gray:
    """The page without gray seals: inside a seal only the print, and the pixels around it, are kept."""
    inked = gray[gray < DARK]
    if not inked.size:
        return gray
    black = float(np.percentile(inked, 3))
    broad = cv2.dilate(gray, np.ones((max(3, round(_BROAD * gray.shape[1])),) * 2, np.uint8))
    pale = np.asarray((broad > black + _APART) & (broad < _PALE), np.uint8)
    boxes = _seals(pale, gray.shape[1])
    if not boxes:
        return gray
    cleaned = gray.copy()
    for x, y, w, h in boxes:
        part, own = gray[y : y + h, x : x + w], pale[y : y + h, x : x + w] > 0
        level = float(np.percentile(broad[y : y + h, x : x + w][own], 15))
        print_ = (part < (black + level) / 2).astype(np.uint8)
        near = cv2.dilate(print_, np.ones((_FRINGE, _FRINGE), np.uint8)) > 0
        cleaned[y : y + h, x : x + w] = np.where(near, part, np.uint8(255))
    return cleaned


def _seals(pale: NDArray[np.uint8], width: int) -> list[tuple[int, int, int, int]]:
    """Boxes of broad pale strokes that are as large as a seal; seals that overlap are one."""
    gap = max(3, round(0.006 * width)) | 1
    joined = cv2.morphologyEx(pale, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    margin, boxes = round(_BROAD * width), []
    for x, y, w, h, _ in stats[1 : min(count, 3000)].tolist():
        left, top = max(0, x - margin), max(0, y - margin)
        broad = _LEAST * width < min(w, h) and w < _MOST * width
        if broad and pale[y : y + h, x : x + w].mean() > _INKED:
            boxes.append((left, top, x + w + margin - left, y + h + margin - top))
    return boxes
