"""Finds which way up a page is, by the lines of print that were found on it and by whether they can be read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parsers.ocr.engine import Gray, Line, Quad, cut, read_strips

SURE = 0.9
"""Mean confidence from which print that was read counts as upright."""

_TRIED = 3


def turned(picture: NDArray[np.uint8], quarters: int) -> NDArray[np.uint8]:
    """The picture turned clockwise by so many quarters."""
    return np.ascontiguousarray(np.rot90(picture, k=-quarters % 4))


def sideways(quads: Sequence[Quad]) -> bool:
    """Whether lines of print run up or down."""
    long = [q for q in quads if max(_size(q)) > 2.5 * min(_size(q))]
    tall = sum(high > wide for wide, high in map(_size, long))
    return tall > 0.6 * len(long) and tall > 0


def upside_down(page: Gray, quads: Sequence[Quad]) -> tuple[bool, dict[int, Line]]:
    """Whether print is upside down; if not, also what was read to find out (number of the quad → line)."""
    tried = _telling(quads)
    if not tried:
        return False, {}
    strips = [cut(page, quads[i]) for i in tried]
    lines = read_strips(strips)
    if _sure(lines) >= SURE:
        return False, dict(zip(tried, lines, strict=True))
    headfirst = read_strips([turned(strip, 2) for strip in strips])
    if _sure(headfirst) > _sure(lines) + 0.05:
        return True, {}
    return False, dict(zip(tried, lines, strict=True))


def _telling(quads: Sequence[Quad]) -> list[int]:
    """Lines of medium length, spread over the page."""
    ratio = [wide / max(high, 1.0) for wide, high in map(_size, quads)]
    good = [i for i, r in enumerate(ratio) if 4 <= r <= 14] or [i for i, r in enumerate(ratio) if r >= 2]
    good.sort(key=lambda i: float(quads[i][0][1]))
    chosen = {round(k) for k in np.linspace(0, len(good) - 1, min(_TRIED, len(good)))}
    return [good[k] for k in sorted(chosen)]


def _sure(lines: Sequence[Line]) -> float:
    """The mean confidence by characters, so that a long line weighs more."""
    glyphs = [g.confidence for line in lines for g in line.glyphs]
    return sum(glyphs) / len(glyphs) if glyphs else 0.0


def _size(quad: Quad) -> tuple[float, float]:
    return float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))
