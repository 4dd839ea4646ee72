"""Finds characters that recognition dropped: ink in a line of print between two characters that are further apart than one
character. Now and then recognition drops a comma there, without a low score; on a strip cut a little wider it mostly does not."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from parsers.ocr.engine import Gray, Line, Quad, cut, read_strips
from parsers.ocr.ruled_lines import DARK

_HOLE = 1.7
"""From how many widths of a character two of them are too far apart."""
_FEWEST = 4
_WIDER = 0.08
"""Share of its height by which a strip is cut wider."""


def read(page: Gray, quad: Quad, strip: Gray) -> Line:
    """The line in a quad of the page, of which `strip` is the picture."""
    line = read_strips([strip])[0]
    if not holed(line, strip):
        return line
    wider = cut(page, _grown(quad))
    other = read_strips([wider])[0]
    if len(other.glyphs) <= len(line.glyphs) or other.confidence <= 0.9 * line.confidence:
        return line
    return _within(other, 0.5 * (wider.shape[1] / strip.shape[1] - 1))


def _within(line: Line, margin: float) -> Line:
    """A line read on a strip with margins of this share of the length at both ends; its characters get places on the length."""

    def at(share: float) -> float:
        return min(1.0, max(0.0, share * (1 + 2 * margin) - margin))

    return Line(line.text, tuple(replace(g, at=at(g.at), start=at(g.start), end=at(g.end)) for g in line.glyphs))


def holed(line: Line, strip: Gray) -> bool:
    """Whether something is printed between two Chinese characters that was not read."""
    wide = strip.shape[1]
    pairs = [(a.at * wide, b.at * wide) for a, b in pairwise(line.glyphs) if a.text > "\u2e80" and b.text > "\u2e80"]
    if len(pairs) < _FEWEST:
        return False
    pitch = float(np.median([b - a for a, b in pairs]))
    holes = ((round(a + 0.6 * pitch), round(b - 0.6 * pitch)) for a, b in pairs if b - a > _HOLE * pitch)
    ink = strip < min(DARK, int(strip.max()) - 40)
    return any(int(ink[:, first:last].any(axis=1).sum()) > 0.08 * pitch for first, last in holes)


def _grown(quad: Quad) -> Quad:
    """The quad with a margin on all sides."""
    across, down = quad[1] - quad[0], quad[3] - quad[0]
    high = max(float(np.linalg.norm(down)), 1.0)
    side, up = across / max(float(np.linalg.norm(across)), 1.0) * _WIDER * high, down * _WIDER
    return np.asarray(quad + np.array([-side - up, side - up, side + up, -side + up]), np.float32)
