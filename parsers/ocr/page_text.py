"""Turns a preprocessed page into its lines and ruled cells, as a page with a text layer gives them: points from the upper left
corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.formats.pdf.page_text import Page
from parsers.ocr.checkboxes import Strip, options_on
from parsers.ocr.engine import Gray, Line, Quad, cut
from parsers.ocr.known_form.cut_cells import labels_among, labels_apart
from parsers.ocr.known_form.page_cells import page_of
from parsers.ocr.known_form.printed_words import NOTHING, PrintedWords
from parsers.ocr.known_form.strips import frame, tight
from parsers.ocr.mended_rules.curl import Bend
from parsers.ocr.preprocess import PreparedPage, with_broken_lines
from parsers.ocr.ruled_cells import Box
from parsers.ocr.ruled_lines import DARK

_DOUBTFUL = 0.5
"""Confidence below which ink that the detector missed is not taken for print."""
_SURELY = 0.9
"""Confidence below which a line is read again without what its strip has of other lines."""
_ALONE = 0.93
"""The same of a single character, as a seal has them in its ring."""
_GHOST, _PALER = 0.9, 60.0
"""A line read less surely than this, and by so many gray levels paler than the page's print, is not print but the ring of a
seal, whose red leaves a shade."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as read: its lines and cells, the quarters it was turned by (clockwise), the transform from the turned picture's
    pixels to the deskewed page's, and the width of that page in pixels; and how it was bent, if it was."""

    page: Page
    quarters: int
    matrix: NDArray[np.float64]
    words: str
    width: int
    bend: Bend | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line in one cell, or outside all (None); `detected`: the detector found the whole of it."""

    quad: Quad
    cell: int | None
    detected: bool = True


_FEW, _MOSTLY_RED, _INK, _MIDDLE = 2, 0.8, 215, 0.3
"""Characters up to which a line may be a seal's; the share of its ink that is red then; the gray level of ink; the share of a
line's height above and below its middle."""
_RULE = -2.0
"""Pixels from the middle of a rule to where strips are cut, inwards."""
_OVERHANG = 0.4
"""Share of its height by which the frame of a line may reach into the next cell."""
_MOST_LINES = 8
"""Lines of print under one another that may have been passed over together."""
_MOSTLY = 0.75
"""Share of a line, in width and height, that must be inside another one."""

UPPER = 0.45
"""Upper share of a page in which it says what it is."""


def read_page(
    prepared: PreparedPage, number: int, options: Sequence[str] | None, upper_part: bool = False, printed: PrintedWords = NOTHING
) -> Sheet:
    """Reads a page. `options` are the words beside which ticks are looked for (None: those it prints), `printed` what forms
    print at their fields. `upper_part`: only the upper part is read."""
    known = options or ()
    strips = _read(prepared, known, UPPER * prepared.clean.shape[0] if upper_part else None)
    if not upper_part and _unsettled(strips, printed) and (other := with_broken_lines(prepared)) is not None:
        again = _read(other, known)
        if _settled(again, printed) > _settled(strips, printed):
            prepared, strips = other, again
    page = page_of(prepared, _by_cell(strips), number, options, printed)
    words, flat = "\n".join(page.texts()), prepared.flat
    return Sheet(page, prepared.quarters, flat.matrix, words, prepared.clean.shape[1], flat.bend)


def _by_cell(strips: Sequence[tuple[Strip, int | None]]) -> dict[int | None, list[Strip]]:
    inside: dict[int | None, list[Strip]] = {}
    for strip, cell in strips:
        inside.setdefault(cell, []).append(strip)
    return inside


def _unsettled(strips: Sequence[tuple[Strip, int | None]], printed: PrintedWords) -> bool:
    """Whether labels stand in one cell with others, or without a cell: rules were not found."""
    return any(labels_among(held, printed) for held in _by_cell(strips).values())


def _settled(strips: Sequence[tuple[Strip, int | None]], printed: PrintedWords) -> int:
    """How many labels have a cell of their own."""
    return sum(labels_apart(held, printed) for cell, held in _by_cell(strips).items() if cell is not None)


# --- lines of print -------------------------------------------------------------------------------------------------


def _read(prepared: PreparedPage, options: Sequence[str], end: float | None = None) -> list[tuple[Strip, int | None]]:
    """Every line, and what the detector missed, each with the number of its cell; of lines only those above `end`, if given."""
    cells = prepared.cells
    pieces = [piece for quad in prepared.quads for piece in _pieces(quad, cells)]
    if end is not None:
        pieces = [piece for piece in pieces if frame(piece.quad).y0 < end]
    passed = _passed_over(prepared, pieces) if end is None else []
    missed = [replace(piece, detected=False) for box in passed for piece in _pieces(_corners(box), cells)]
    read = [_clearly(prepared, piece, pieces, options) for piece in [*pieces, *missed]]
    pale = _PALER + float(np.median([_ink(strip) for _, _, strip, _ in read] or [0.0]))
    kept: list[tuple[Strip, int | None]] = []
    for piece, quad, strip, line in read:
        least = _DOUBTFUL if len(line.glyphs) > 1 else _ALONE
        unsure = not piece.detected and (line.confidence < least or not any(c.isalnum() for c in line.text))
        seal = len(line.glyphs) <= _FEW and _red(prepared, quad) > _MOSTLY_RED
        if line.glyphs and not unsure and not seal and (line.confidence >= _GHOST or _ink(strip) < pale):
            kept.append((tight(strip, frame(quad), line), piece.cell))
    return [(strip, cell) for strip, cell in kept if not any(_twice(strip, o) for o, home in kept if home == cell)]


def _clearly(
    prepared: PreparedPage, piece: _Piece, pieces: Sequence[_Piece], options: Sequence[str]
) -> tuple[_Piece, Quad, Gray, Line]:
    """A line with the quad and the strip on which it was read: within its cell, but for options, whose marks reach over rules.
    Where it was read unsurely and the strip has a part of the line above or below, without that part if that is surer."""
    quad = _inside(piece, prepared.cells)
    strip = cut(prepared.clean, quad)
    line = prepared.read(quad, strip)
    if quad is not piece.quad and options_on(line, options):
        strip = cut(prepared.clean, piece.quad)
        return piece, piece.quad, strip, prepared.read(piece.quad, strip)
    if line.confidence >= _SURELY or not line.glyphs:
        return piece, quad, strip, line
    around = frame(piece.quad)
    top, bottom = around.y0, around.y1
    for other in pieces:
        common = frame(other.quad).common(around) if other is not piece and other.cell == piece.cell else None
        if common is not None and common.height < 0.5 * around.height:
            above = frame(other.quad).y0 < around.y0
            top, bottom = (max(top, common.y0 + common.height / 2), bottom) if above else (top, common.y0 + common.height / 2)
    if (top, bottom) == (around.y0, around.y1) or bottom - top < 0.5 * around.height:
        return piece, quad, strip, line
    shorter = piece.quad.copy()
    shorter[:, 1] = shorter[:, 1].clip(top, bottom)
    alone = cut(prepared.clean, shorter)
    again = prepared.read(shorter, alone)
    return (piece, shorter, alone, again) if again.confidence > line.confidence else (piece, quad, strip, line)


def _twice(strip: Strip, other: Strip) -> bool:
    """Whether a line is the end of a longer one, found a second time: where the detector's frames of two lines overlap."""
    wide, high = strip.x1 - strip.x0, strip.y1 - strip.y0
    if wide >= 0.5 * (other.x1 - other.x0):
        return False
    across = min(strip.x1, other.x1) - max(strip.x0, other.x0)
    down = min(strip.y1, other.y1) - max(strip.y0, other.y0)
    return across > _MOSTLY * wide and down > _MOSTLY * min(high, other.y1 - other.y0)


def _ink(strip: Gray) -> float:
    """Gray level of a strip's darkest strokes."""
    return float(np.percentile(strip, 2))


def _red(prepared: PreparedPage, quad: Quad) -> float:
    """The share of the ink in the middle of a quad that is red: print above and below does not count."""
    red, around = prepared.flat.red, frame(quad)
    if red is None:
        return 0.0
    top, bottom = int(around.y0 + _MIDDLE * around.height), int(around.y1 - _MIDDLE * around.height) + 1
    part = slice(max(0, top), bottom), slice(max(0, int(around.x0)), int(around.x1) + 1)
    ink = prepared.flat.gray[part] < _INK
    return float((red[part] > 0)[ink].mean()) if ink.any() else 0.0


def _pieces(quad: Quad, cells: Sequence[Box]) -> list[_Piece]:
    """The quad, split where it lies across the border of two cells."""
    around = frame(quad)
    over = []
    for at, cell in enumerate(cells):
        common = around.common(cell)
        lower = min(around.height, cell.height)
        if common and common.height > 0.5 * lower and common.width > 0.35 * min(around.height, cell.width):
            over.append((at, common))
    over = _innermost(over, cells)
    if len(over) <= 1:
        middle = (around.x0 + around.x1) / 2, (around.y0 + around.y1) / 2
        inside = [at for at, _ in over if cells[at].holds(*middle)]
        if over and not inside and over[0][1].width > 0.6 * around.width:
            inside = [over[0][0]]
        return [_Piece(quad, inside[0] if inside else None)]
    in_order = sorted(over, key=lambda pair: (pair[1].y0, pair[1].x0))
    return [_Piece(_corners(common), at, detected=False) for at, common in in_order]


def _inside(piece: _Piece, cells: Sequence[Box]) -> Quad:
    return piece.quad if piece.cell is None else _within(piece.quad, cells[piece.cell])


def _within(quad: Quad, cell: Box) -> Quad:
    """The quad of a line of print without what it has of the rows above and below its cell."""
    high = frame(quad).height
    inside = quad.copy()
    inside[:, 1] = quad[:, 1].clip(cell.y0 + _RULE, cell.y1 - _RULE)
    return inside if high and float(np.abs(inside - quad).max()) < _OVERHANG * high else quad


def _innermost(over: Sequence[tuple[int, Box]], cells: Sequence[Box]) -> list[tuple[int, Box]]:
    """The cells without those that contain another of them."""
    def around(a: Box, b: Box) -> bool:
        return a.x0 <= b.x0 + 2 and a.y0 <= b.y0 + 2 and a.x1 >= b.x1 - 2 and a.y1 >= b.y1 - 2

    return [(i, box) for i, box in over if not any(i != j and around(cells[i], cells[j]) for j, _ in over)]


def _passed_over(prepared: PreparedPage, pieces: Sequence[_Piece]) -> list[Box]:
    """Boxes of ink as high as print that is in no line found: the detector misses single characters."""
    heights = [frame(p.quad).height for p in pieces]
    if not heights:
        return []
    em = 0.8 * float(np.median(heights))
    ink = (prepared.clean < DARK).astype(np.uint8)
    for piece in pieces:
        cv2.fillConvexPoly(ink, np.round(piece.quad).astype(np.int32), (0,))
    gap = max(3, round(0.5 * em))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((max(3, round(0.15 * em)), gap), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes = []
    for x, y, w, h, area in stats[1 : min(count, 4000)].tolist():
        if 0.2 * em <= w <= 30 * em and area > 0.12 * em * em:
            for top, high in [(y, h)] if h <= 1.5 * em or w < 3 * em else _lines_apart(ink[y : y + h, x : x + w], y, em):
                if 0.55 * em <= high <= 1.5 * em:
                    pad = 0.18 * em
                    boxes.append(Box(x - pad, top - pad, x + w + pad, top + high + pad))
    return boxes[:60]


def _lines_apart(ink: Gray, top: int, em: float) -> list[tuple[int, int]]:
    """The tops and heights of the lines of print in ink that is higher than one line; none where something is not as high as
    print: handwriting, and what is drawn."""
    if len(ink) > _MOST_LINES * em:
        return []
    rows = np.concatenate(([0], (ink.sum(axis=1) > 0).astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(rows)).reshape(-1, 2).tolist()
    lines = [(top + first, last - first) for first, last in edges if last - first > 0.2 * em]
    return lines if all(0.55 * em <= high <= 1.5 * em for _, high in lines) else []


def _corners(box: Box) -> Quad:
    return np.array([[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1]], np.float32)
