"""Turns a preprocessed page into its lines and ruled cells, as a page with a text layer gives them: points from the upper left
corner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.formats.pdf.page_text import Page, Row, Ruled
from parsers.model.document import UNREAD
from parsers.ocr.checkboxes import Strip
from parsers.ocr.engine import Glyph, Gray, Line, Quad, cut
from parsers.ocr.options.lines import marked
from parsers.ocr.options.spots import Pictures
from parsers.ocr.preprocess import PreparedPage
from parsers.ocr.ruled_cells import Box
from parsers.ocr.ruled_lines import DARK
from parsers.ticks import signs

POINTS = 595.0
"""The shorter side of a page, whatever its dpi say."""

_DOUBTFUL = 0.5
"""Confidence below which ink that the detector missed is not taken for print."""
_SURE = 0.85
"""Confidence from which a character is not in doubt."""
_GHOST, _PALER = 0.9, 60.0
"""A line read less surely than this, and by so many gray levels paler than the page's print, is not print but the ring of a
seal, whose red leaves a shade."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as read: its lines and cells, the quarters it was turned by (clockwise), the transform from the turned picture's
    pixels to the deskewed page's, and the width of that page in pixels."""

    page: Page
    quarters: int
    matrix: NDArray[np.float64]
    words: str
    width: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line in one cell, or outside all (None); `detected`: the detector found the whole of it."""

    quad: Quad
    cell: int | None
    detected: bool = True


_MOSTLY = 0.75
"""Share of a line, in width and height, that must be inside another one."""

_GAP = 8
"""So many characters of a row's text at most stand between two glyphs: blanks, and marks that were put in."""

UPPER = 0.45
"""Upper share of a page in which it says what it is."""


def read_page(prepared: PreparedPage, number: int, options: Sequence[str], upper_part: bool = False) -> Sheet:
    """Reads a page. `options` are the words beside which ticks are looked for. `upper_part`: only the upper part is read."""
    strips = _read(prepared, UPPER * prepared.clean.shape[0] if upper_part else None)
    page = _page(prepared, strips, number, options)
    return Sheet(page, prepared.quarters, prepared.flat.matrix, "\n".join(page.texts()), prepared.clean.shape[1])


# --- lines of print -------------------------------------------------------------------------------------------------


def _read(prepared: PreparedPage, end: float | None = None) -> list[tuple[Strip, int | None]]:
    """Every line, and what the detector missed, each with the number of its cell; of lines only those above `end`, if given."""
    cells = prepared.cells
    pieces = [piece for quad in prepared.quads for piece in _pieces(quad, cells)]
    if end is not None:
        pieces = [piece for piece in pieces if _frame(piece.quad).y0 < end]
    passed = _passed_over(prepared, pieces) if end is None else []
    missed = [replace(piece, detected=False) for box in passed for piece in _pieces(_corners(box), cells)]
    cuts = [(piece, cut(prepared.clean, piece.quad)) for piece in [*pieces, *missed]]
    read = [(piece, strip, prepared.read(piece.quad, strip)) for piece, strip in cuts]
    pale = _PALER + float(np.median([_ink(strip) for _, strip, _ in read] or [0.0]))
    kept: list[tuple[Strip, int | None]] = []
    for piece, strip, line in read:
        unsure = not piece.detected and (line.confidence < _DOUBTFUL or not any(c.isalnum() for c in line.text))
        if line.glyphs and not unsure and (line.confidence >= _GHOST or _ink(strip) < pale):
            kept.append((_tight(strip, _frame(piece.quad), line), piece.cell))
    return [(strip, cell) for strip, cell in kept if not any(_twice(strip, o) for o, home in kept if home == cell)]


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


def _pieces(quad: Quad, cells: Sequence[Box]) -> list[_Piece]:
    """The quad, split where it lies across the border of two cells."""
    frame = _frame(quad)
    over = []
    for at, cell in enumerate(cells):
        common = frame.common(cell)
        lower = min(frame.height, cell.height)
        if common and common.height > 0.5 * lower and common.width > 0.35 * min(frame.height, cell.width):
            over.append((at, common))
    over = _innermost(over, cells)
    if len(over) <= 1:
        middle = (frame.x0 + frame.x1) / 2, (frame.y0 + frame.y1) / 2
        inside = [at for at, _ in over if cells[at].holds(*middle)]
        if over and not inside and over[0][1].width > 0.6 * frame.width:
            inside = [over[0][0]]
        return [_Piece(quad, inside[0] if inside else None)]
    in_order = sorted(over, key=lambda pair: (pair[1].y0, pair[1].x0))
    return [_Piece(_corners(common), at, detected=False) for at, common in in_order]


def _innermost(over: Sequence[tuple[int, Box]], cells: Sequence[Box]) -> list[tuple[int, Box]]:
    """The cells without those that contain another of them."""
    def around(a: Box, b: Box) -> bool:
        return a.x0 <= b.x0 + 2 and a.y0 <= b.y0 + 2 and a.x1 >= b.x1 - 2 and a.y1 >= b.y1 - 2

    return [(i, box) for i, box in over if not any(i != j and around(cells[i], cells[j]) for j, _ in over)]


def _passed_over(prepared: PreparedPage, pieces: Sequence[_Piece]) -> list[Box]:
    """Boxes of ink as high as print that is in no line found: the detector misses single characters."""
    heights = [_frame(p.quad).height for p in pieces]
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
        if 0.55 * em <= h <= 1.5 * em and 0.2 * em <= w <= 30 * em and area > 0.12 * em * em:
            pad = 0.18 * em
            boxes.append(Box(x - pad, y - pad, x + w + pad, y + h + pad))
    return boxes[:60]


def _frame(quad: Quad) -> Box:
    return Box(float(quad[:, 0].min()), float(quad[:, 1].min()), float(quad[:, 0].max()), float(quad[:, 1].max()))


def _corners(box: Box) -> Quad:
    return np.array([[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1]], np.float32)


def _tight(strip: Gray, frame: Box, line: Line) -> Strip:
    """Where the line's ink begins and ends: the margin that detectors leave would hide whether a line is full."""
    dark = strip < min(DARK, int(strip.max()) - 40)
    columns = np.flatnonzero(dark.sum(axis=0) > 0.06 * strip.shape[0])
    if not len(columns):
        return Strip(frame.x0, frame.x1, frame.y0, frame.y1, line)
    wide = strip.shape[1]
    first, last = columns[0] / wide, (columns[-1] + 1) / wide
    span = max(last - first, 1e-3)
    glyphs = tuple(
        replace(g, at=(g.at - first) / span, start=max(0.0, (g.start - first) / span), end=min(1.0, (g.end - first) / span))
        for g in line.glyphs
    )
    x0, x1 = frame.x0 + first * frame.width, frame.x0 + last * frame.width
    return Strip(x0, x1, frame.y0, frame.y1, Line(line.text, glyphs))


# --- cells ----------------------------------------------------------------------------------------------------------


def _page(prepared: PreparedPage, strips: Sequence[tuple[Strip, int | None]], number: int, options: Sequence[str]) -> Page:
    high, wide = prepared.clean.shape
    point = POINTS / min(high, wide)
    inside: dict[int | None, list[Strip]] = {}
    for strip, cell in strips:
        inside.setdefault(cell, []).append(strip)
    ruled: list[list[Ruled]] = []
    at = 0
    for table in prepared.tables:
        ruled.append([])
        for box in table:
            rows = _rows(prepared, inside.get(at, []), box, options, point)
            if not rows and _inked(prepared, box):
                rows = [_unread(box, point)]
            x0, y0, x1, y1 = (round(1000 * v / wide) for v in (box.x0, box.y0, box.x1, box.y1))
            edges = (box.x0 * point, box.y0 * point, box.x1 * point, box.y1 * point)
            ruled[-1].append(Ruled(number, *edges, rows, box=(x0, y0, x1, y1)))
            at += 1
    free = _rows(prepared, inside.get(None, []), Box(0, 0, wide, high), options, point)
    return Page(number, wide * point, high * point, ruled, free, picture=True)


def _rows(prepared: PreparedPage, strips: Sequence[Strip], room: Box, options: Sequence[str], point: float) -> list[Row]:
    """The strips of a cell as rows from top to bottom; those at one height are one row."""
    grouped: list[list[Strip]] = []
    strips = marked(strips, Pictures(prepared.clean, prepared.flat.gray, prepared.flat.red), room, options)
    for strip in sorted(strips, key=lambda s: s.y0 + s.y1):
        middle = (strip.y0 + strip.y1) / 2
        if grouped and abs(middle - _middle(grouped[-1])) < 0.45 * min(strip.y1 - strip.y0, _height(grouped[-1])):
            grouped[-1].append(strip)
        else:
            grouped.append([strip])
    return [row for group in grouped if (row := _row(sorted(group, key=lambda s: s.x0), point)).text]


def _middle(group: Sequence[Strip]) -> float:
    return sum(s.y0 + s.y1 for s in group) / (2 * len(group))


def _height(group: Sequence[Strip]) -> float:
    return sum(s.y1 - s.y0 for s in group) / len(group)


def _row(group: Sequence[Strip], point: float) -> Row:
    pieces: list[str] = []
    read: list[Glyph] = []
    end: float | None = None
    for strip in group:
        line = strip.line
        if end is not None:
            pieces.append("    " if strip.x0 - end > 1.5 * strip.em else " " if strip.x0 - end > 0.6 * strip.em else "")
        pieces.append(_as_typed(line.text))
        read += line.glyphs
        end = strip.x1
    first, last = group[0], group[-1]
    em = float(np.median([s.em for s in group]))
    top, bottom = min(s.y0 for s in group), max(s.y1 for s in group)
    text = "".join(pieces).strip()
    return Row(
        first.x0 * point, top * point, last.x1 * point, bottom * point, text, em * point,
        _first_word(first) * point, sum(g.confidence for g in read) / len(read) if read else 0.0,
        "".join(g.text for g in read if g.confidence < _SURE), tuple(_others(text, read)),
    )  # fmt: skip


def _others(text: str, read: Sequence[Glyph]) -> Iterator[tuple[int, str]]:
    """Where in a row's text a character is in doubt, and what it may be instead. Glyphs that were not kept in it are passed."""
    end = 0
    for glyph in read:
        at = text.find(glyph.text, end, end + _GAP)
        if at >= 0:
            end = at + len(glyph.text)
            if glyph.others:
                yield at, glyph.others


def _first_word(strip: Strip) -> float:
    """Width of what a line break cannot split: one Chinese character, or a run of Latin ones."""
    glyphs = strip.line.glyphs
    last = glyphs[0]
    for glyph in glyphs[1:]:
        if not ("!" <= glyph.text <= "~" and "!" <= last.text <= "~") or last.text == "-":
            break
        last = glyph
    return max(strip.x(last.end) - strip.x(glyphs[0].start), 0.3 * strip.em)


def _as_typed(text: str) -> str:
    """The text as documents have it: boxes as ☐ and ☑, blanks only between Latin words, because others come from spacing; and no
    dot beside a comma, which is a speck of the paper."""
    text = re.sub(r"(?<=[，。；：、！？])[·•]|[·•](?=[，。；：、！？])", "", text)
    return re.sub(r"(?<![A-Za-z,.;)])\s+|\s+(?![A-Za-z(&])", "", signs.plain(text))


def _inked(prepared: PreparedPage, box: Box) -> bool:
    """Whether something larger than specks is written in a cell in which nothing was read."""
    inset = 0.005 * prepared.clean.shape[1]
    part = prepared.clean[round(box.y0 + inset) : round(box.y1 - inset), round(box.x0 + inset) : round(box.x1 - inset)]
    if not part.size:
        return False
    count, _, stats, _ = cv2.connectedComponentsWithStats((part < DARK).astype(np.uint8), connectivity=8)
    least = 0.006 * prepared.clean.shape[1]
    large = [area for _, _, w, h, area in stats[1:count].tolist() if max(w, h) > least and area > 0.12 * least * least]
    return len(large) > 1 or any(area > 2 * least * least for area in large)


def _unread(box: Box, point: float) -> Row:
    x0, y0, x1, y1 = (v * point for v in (box.x0, box.y0, box.x1, box.y1))
    return Row(x0, y0, x1, y1, UNREAD, 8.0, 0.0, 0.0)
