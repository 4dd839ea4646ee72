"""Takes ruled lines out of a page, so that print beside them and across them is read as print: only the rows of pixels that are
dark for most of the way are the line, what else is there are strokes of characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.ocr.engine import Gray
from parsers.ocr.ruled_lines import DARK, THIN, Mask, Rules, Stroke

_REACH = 0.0045
"""Share of the page's width within which a line is where it was found."""
_BLOCK = 0.045
"""Share of the width, several characters, over which a line is measured."""
_MOSTLY = 0.6
"""Share of such a piece that the line has ink on; print has gaps."""
_INK, _EDGE = 20, 9
"""Gray levels by which a line is darker than the paper beside it, and its blurred edge."""
_CLEAR = 0.7
"""Share of the greatest darkness near where a line should be from which a row may be its: it is the nearest."""
_CORE = 0.4
"""Share of the darkness of its darkest row that the rows of a line have at least."""
_CORNER = 3
"""Pixels round a crossing that the two lines take."""
_LIGHT = 185
"""Gray level from which no stroke begins."""
_ASTRAY = 1.5
"""Pixels by which a line is not where its neighbouring pieces are: there print was taken for it."""
_NARROW = 0.0018
"""Share of the width: so near to where a line should be thin ink is its own, where it is dotted or broken."""


def without_lines(gray: Gray, found: Rules, strokes: Sequence[Stroke]) -> Gray:
    """The page without these lines, level and upright ones, among those that were found."""
    page = gray.copy()
    level = {_rounded(s) for s in strokes if s.x1 - s.x0 > s.y1 - s.y0}
    upright = {_rounded(_flip(s)) for s in strokes if s.x1 - s.x0 <= s.y1 - s.y0}
    width = gray.shape[1]
    for at in level:
        _erase(gray, page, found.thin_level, at, width)
    side, thin = np.ascontiguousarray(gray.T), found.thin_upright.T
    for at in upright:
        _erase(side, page.T, thin, at, width)
    for x0, y0, x1, y1 in level:  # where lines cross each hides the other's end
        for x, y in ((x0, y0), (x1, y1)):
            page[max(0, y - _CORNER) : y + _CORNER + 1, max(0, x - _CORNER) : x + _CORNER + 1] = 255
    return page


def _flip(s: Stroke) -> Stroke:
    return Stroke(s.y0, s.x0, s.y1, s.x1)


def _rounded(s: Stroke) -> tuple[int, int, int, int]:
    """The line in whole pixels: sides that two cells share are one."""
    return round(s.x0), round(s.y0), round(s.x1), round(s.y1)


def _erase(gray: Gray, page: Gray, thin: Mask, at: tuple[int, int, int, int], width: int) -> None:
    """Makes a level line white on `page`, as it is seen on `gray`."""
    reach, narrow = max(5, round(_REACH * width)), max(2, round(_NARROW * width))
    first, last = max(0, at[0] - narrow), min(gray.shape[1], at[2] + narrow + 1)
    if last - first < 2:
        return
    columns = np.arange(first, last)
    middle = np.round(at[1] + (at[3] - at[1]) * (columns - at[0]) / max(at[2] - at[0], 1)).astype(np.int64)
    rows = np.clip(middle[None, :] + np.arange(-reach, reach + 1)[:, None], 0, gray.shape[0] - 1)
    band = gray[rows, columns[None, :]]
    gone, seen = _line_rows(band, max(8, round(_BLOCK * width)), max(3, round(THIN * width)))
    if not seen.all():
        near = slice(reach - narrow, reach + narrow + 1)
        broken = cv2.dilate(thin[rows, columns[None, :]], np.ones((3, 3), np.uint8)) > 0
        gone[near] |= broken[near] & ~seen
    page[rows[gone], np.broadcast_to(columns, rows.shape)[gone]] = 255


def _line_rows(band: Gray, block: int, most: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """What of a band of pixels along a line is the line, without the strokes that run across it; and the columns in which it was
    seen. `most`: its greatest thickness."""
    gone, seen = np.zeros(band.shape, np.bool_), np.zeros(band.shape[1], np.bool_)
    pieces = list(_measured(band, block))
    if not pieces:
        return gone, seen
    usual = min(most, round(float(np.percentile([p.bottom - p.top for p in pieces], 30))))
    straight = _straight([(p.top + p.bottom) / 2 for p in pieces])
    alone = [n for n, p in enumerate(pieces) if p.bottom - p.top <= usual and straight[n]] or list(range(len(pieces)))
    middles = np.interp(range(len(pieces)), alone, [(pieces[n].top + pieces[n].bottom) / 2 for n in alone])
    for number, (piece, middle) in enumerate(zip(pieces, middles.tolist(), strict=True)):
        top, bottom = piece.top, piece.bottom
        if number not in alone:  # print touches it here
            top = max(0, round(middle - usual / 2))
            bottom = min(top + usual, band.shape[0] - 1)
        columns = slice(piece.first, piece.last)
        seen[columns] = True
        gone[:, columns] = _inked(band[:, columns], top, bottom)
    return gone, seen


def _straight(middles: Sequence[float]) -> list[bool]:
    """Of each piece whether it is where its neighbours lead one to expect the line."""
    around = [float(np.median(middles[max(0, at - 2) : at + 3])) for at in range(len(middles))]
    return [abs(middle - usual) <= _ASTRAY for middle, usual in zip(middles, around, strict=True)]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a band in which a line was seen: its columns, and the rows of the line."""

    first: int
    last: int
    top: int
    bottom: int


def _measured(band: Gray, block: int) -> Iterator[_Piece]:
    """The pieces of a band, of so many columns, in which a line is."""
    high, wide = band.shape
    count = max(1, round(wide / block))
    long = wide // count
    blocks = band[:, : count * long].reshape(high, count, long)
    at = int(_MOSTLY * (long - 1))
    shades = np.partition(blocks, at, axis=2)[:, :, at].astype(np.int64).T.tolist()
    for number, shade in enumerate(shades):
        paper, darkest = max(shade), min(shade)
        if darkest > paper - _INK:
            continue
        core = paper - max(_EDGE, _CORE * (paper - darkest))
        dark = (at for at, level in enumerate(shade) if level < paper - max(_INK, _CLEAR * (paper - darkest)))
        top = bottom = min(dark, key=lambda at: abs(at - high // 2), default=shade.index(darkest))
        while top > 0 and shade[top - 1] < core:
            top -= 1
        while bottom < high - 1 and shade[bottom + 1] < core:
            bottom += 1
        yield _Piece(number * long, wide if number == count - 1 else (number + 1) * long, top, bottom)


def _inked(part: Gray, top: int, bottom: int) -> NDArray[np.bool_]:
    """The pixels of a line in these rows, without columns at which a stroke runs across it, and with its blurred edges where no
    stroke begins."""
    ink, line = part < DARK, np.zeros(part.shape, np.bool_)
    above = ink[top - 1] if top else ink[0] & False
    below = ink[bottom + 1] if bottom + 1 < len(ink) else above & False
    line[top : bottom + 1] = ~(above & below)
    for edge, beyond in ((top - 1, top - 2), (bottom + 1, bottom + 2)):
        if 0 <= beyond < len(part):
            line[edge] = part[beyond] >= _LIGHT
    return line
