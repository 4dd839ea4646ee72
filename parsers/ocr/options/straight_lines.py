"""Finds slanted straight lines across a list that are longer than any stroke of a mark: creases, and lines drawn through it."""

from __future__ import annotations

import math

import cv2
import numpy as np

from parsers.ocr.options.frames import Mask

_LONG = 4.2
"""Heights of print from which a straight line is no stroke of a mark."""
_LEVEL = 8.0
"""Degrees from level within which a line may be one of print."""
_INKED = 0.95
"""Share of a line that must be inked."""
_MOST = 60


def slanted(ink: Mask, em: float) -> Mask:
    """The ink on such lines, those aside that are about level: lines of print are."""
    found = cv2.HoughLinesP(ink, 1, math.pi / 360, max(20, round(1.5 * em)), minLineLength=_LONG * em, maxLineGap=0.2 * em)
    drawn = np.zeros_like(ink)
    thick = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    for x0, y0, x1, y1 in ([] if found is None else found.reshape(-1, 4)[:_MOST].tolist()):
        angle = abs(math.degrees(math.atan2(y1 - y0, x1 - x0)))
        if min(angle, 180 - angle) < _LEVEL:
            continue
        count = round(math.hypot(x1 - x0, y1 - y0))
        rows, columns = (np.linspace(a, b, count).round().astype(int) for a, b in ((y0, y1), (x0, x1)))
        if float(thick[rows, columns].mean()) > _INKED:
            cv2.line(drawn, (x0, y0), (x1, y1), 1, max(3, round(0.25 * em)))
    return drawn
