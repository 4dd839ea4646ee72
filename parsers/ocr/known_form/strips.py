"""Turns places of lines of print, and what was read there, into lines with the places where their ink begins and ends."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from parsers.ocr.checkboxes import Strip
from parsers.ocr.engine import Gray, Line, Quad
from parsers.ocr.ruled_cells import Box
from parsers.ocr.ruled_lines import DARK


def frame(quad: Quad) -> Box:
    return Box(float(quad[:, 0].min()), float(quad[:, 1].min()), float(quad[:, 0].max()), float(quad[:, 1].max()))


def tight(strip: Gray, around: Box, line: Line) -> Strip:
    """Where the line's ink begins and ends: the margin that detectors leave would hide whether a line is full."""
    dark = strip < min(DARK, int(strip.max()) - 40)
    columns = np.flatnonzero(dark.sum(axis=0) > 0.06 * strip.shape[0])
    if not len(columns):
        return Strip(around.x0, around.x1, around.y0, around.y1, line)
    wide = strip.shape[1]
    first, last = columns[0] / wide, (columns[-1] + 1) / wide
    span = max(last - first, 1e-3)
    glyphs = tuple(
        replace(g, at=(g.at - first) / span, start=max(0.0, (g.start - first) / span), end=min(1.0, (g.end - first) / span))
        for g in line.glyphs
    )
    x0, x1 = around.x0 + first * around.width, around.x0 + last * around.width
    return Strip(x0, x1, around.y0, around.y1, Line(line.text, glyphs))
