"""Reads a second time, on an enlarged copy, cells in which there is ink and nothing was read."""

from __future__ import annotations

import cv2
import numpy as np

from parsers.ocr.checkboxes import Strip
from parsers.ocr.engine import cut, find_lines
from parsers.ocr.known_form.strips import frame, tight
from parsers.ocr.preprocess import PreparedPage
from parsers.ocr.ruled_cells import Box
from parsers.ocr.ruled_lines import DARK

_DOUBTFUL = 0.5
"""Confidence below which what was found is not taken for print."""
_MOST_LINES = 12
"""Lines that are looked for in one cell."""


def read_again(prepared: PreparedPage, box: Box) -> list[Strip]:
    """The lines of a cell in which there is ink and nothing was read, looked for on an enlarged copy of it."""
    if not inked(prepared, box):
        return []
    pad = 0.002 * prepared.clean.shape[1]
    x0, y0, x1, y1 = round(box.x0 + pad), round(box.y0 + pad), round(box.x1 - pad), round(box.y1 - pad)
    found: list[Strip] = []
    for quad in find_lines(prepared.clean[y0:y1, x0:x1])[:_MOST_LINES]:
        placed = np.asarray(quad + np.array([x0, y0], np.float32), np.float32)
        strip = cut(prepared.clean, placed)
        line = prepared.read(placed, strip)
        if line.confidence >= _DOUBTFUL:
            found.append(tight(strip, frame(placed), line))
    return found


def inked(prepared: PreparedPage, box: Box) -> bool:
    """Whether something larger than specks is written in a cell in which nothing was read."""
    inset = 0.005 * prepared.clean.shape[1]
    part = prepared.clean[round(box.y0 + inset) : round(box.y1 - inset), round(box.x0 + inset) : round(box.x1 - inset)]
    if not part.size:
        return False
    count, _, stats, _ = cv2.connectedComponentsWithStats((part < DARK).astype(np.uint8), connectivity=8)
    least = 0.006 * prepared.clean.shape[1]
    large = [area for _, _, w, h, area in stats[1:count].tolist() if max(w, h) > least and area > 0.12 * least * least]
    return len(large) > 1 or any(area > 2 * least * least for area in large)
