"""Puts the pages of a paper in the order and onto the sheets in which they are sent: spreads, reversed, two to a page."""

from __future__ import annotations

from random import Random

import cv2
import numpy as np

from tests.bench.papers_in_styles.printed_forms import Pixels, Sheets


def as_they_are(pages: list[Pixels], sheets: Sheets, rng: Random) -> list[Pixels]:
    """One page a sheet, in order."""
    return pages


def spread(pages: list[Pixels], sheets: Sheets, rng: Random) -> list[Pixels]:
    """Two pages side by side on a sheet twice as wide, as booklets are scanned."""
    return [np.hstack(pair) for pair in _pairs(pages)]


def reverse(pages: list[Pixels], sheets: Sheets, rng: Random) -> list[Pixels]:
    """The last page first."""
    return pages[::-1]


def two_up(pages: list[Pixels], sheets: Sheets, rng: Random) -> list[Pixels]:
    """Two pages made smaller, on one sheet that was laid in upright: a quarter turned."""
    out = []
    for pair in _pairs(pages):
        both = np.hstack(pair)
        small = cv2.resize(both, (round(both.shape[1] * 0.8), round(both.shape[0] * 0.8)), interpolation=cv2.INTER_AREA)
        out.append(np.asarray(np.rot90(small, rng.choice((1, 3))), np.uint8).copy())
    return out


def _pairs(pages: list[Pixels]) -> list[tuple[Pixels, Pixels]]:
    blank = np.full_like(pages[0], 255)
    return [(a, b) for a, b in zip(pages[::2], [*pages[1::2], blank], strict=False)]
