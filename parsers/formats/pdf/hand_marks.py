"""Finds what a person drew over the words of a PDF page: ellipses, frames, ticks and lines of a pen, pictures, notes of a reader
program, words struck out, underlined or shaded. It is no text, and beside an answer that is not found it may be the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from parsers.formats.pdf.form_fields import drawn_notes
from parsers.formats.pdf.outlines import frame
from parsers.formats.pdf.watermark import brightness
from parsers.model.document import Block, Cell, Grid, Paragraph, Place

Box = tuple[float, float, float, float]


class Marked(NamedTuple):
    """Characters of a page that were struck out, and those that are underlined while others of their line are not."""

    struck: Sequence[dict[str, Any]]
    underlined: Sequence[dict[str, Any]]


MOST_MARKS = 200
_LEAST, _HIGH = 5.0, 90.0
"""Points that a mark is wide or high at least, and high at most."""
_WIDE = 0.8
"""The share of the page's width that a mark is wide at most."""
_SLANT = 2.0
"""Points by which a stroke leans at least: what leans less is a rule or an underline."""
_OUTLINES = 10
"""So many filled shapes on a page are letters drawn as outlines, or a picture."""
_WHITE = 0.97
_COLOUR = 0.2
"""How far the parts of a colour differ at least; what differs less is grey."""
_NEAR = 4.0
_BELOW = 3.5
"""Points between a character's foot and the line under it."""
_FOOT = 0.2
"""The share of a character's height below its words' ground line; what runs higher strikes it out."""
_CLOSE = 30.0
"""Points between a frame and the words that go on beside it."""
_RING = (9.0, 30.0)
"""Points that a frame round words is high."""
_BESIDE = 30
"""How far from a mark outside tables its line may be, in thousandths of the page's width."""


def hand_marks(
    page: Any, boxes: Iterable[dict[str, Any]], framed: Iterable[dict[str, Any]], cells: Sequence[Box], chars: Marked
) -> list[Box]:
    """The marks of a pdfplumber page as boxes in points: drawn shapes that stand in none of the `boxes` to tick, what `rings`
    found, coloured rectangles that are not those of `cells`, pictures, notes, and the struck or underlined characters, those of
    one line together."""
    known = [_box(box) for box in boxes]
    shapes = [*_curves(page), *(line for line in page.lines if min(line["width"], line["height"]) >= _SLANT), *page.images]
    coloured = (rect for rect in page.rects if rect["fill"] and _coloured(rect["non_stroking_color"]))
    shapes += [rect for rect in coloured if not _shades_cell(_box(rect), cells)]
    drawn = (mark for shape in shapes if _sized(mark := _box(shape), float(page.width)))
    free = [mark for mark in drawn if not any(_holds(box, mark) for box in known)]
    return [*map(_box, framed), *free[:MOST_MARKS], *drawn_notes(page), *_lines(chars.struck), *_lines(chars.underlined)][
        : 2 * MOST_MARKS
    ]


def underlined(chars: Sequence[dict[str, Any]], strokes: Sequence[tuple[float, float, float]]) -> list[dict[str, Any]]:
    """The characters right above a stroke, blanks left out, where others of their line stand above none."""
    under = strokes[:MOST_MARKS]
    inked = [char for char in chars if not char["text"].isspace()] if under else []
    found = [char for char in inked if any(_on(char, *stroke) for stroke in under)]
    held, every = (Counter(round(char["bottom"]) for char in group) for group in (found, inked))
    return [char for char in found if held[round(char["bottom"])] < every[round(char["bottom"])]]


def rings(page: Any) -> list[dict[str, Any]]:
    """Rectangles drawn round a part of one line, or coloured under it: no other rule is near, and words go on beside them."""
    low = [rect for rect in page.rects if _RING[0] < rect["height"] < _RING[1] and _outlined_or_coloured(rect)]
    lone = (rect for rect in low[:MOST_MARKS] if rect["width"] < _WIDE * page.width and _alone(rect, page))
    return [rect for rect in lone if _within_a_line(rect, page.chars)]


def places(marks: Sequence[tuple[int, tuple[int, int, int, int]]], blocks: Sequence[Block]) -> tuple[Place, ...]:
    """Where marks are in the document, each once: the smallest cell or else the nearest line there. `marks` are pages, and boxes
    in thousandths of their width."""
    if not marks:
        return ()
    cells = sorted((cell.place for cell in _cells(blocks) if cell.place.box), key=lambda place: _size(place.box))
    lines = [block.place for block in blocks if isinstance(block, Paragraph) and block.place.box]
    return tuple(dict.fromkeys(place for page, box in marks if (place := _place(page, box, cells, lines))))


# --- shapes ---------------------------------------------------------------------------------------------------------


def _curves(page: Any) -> list[dict[str, Any]]:
    """Outlines drawn with a pen: not white ones, no frames of straight sides, no letters."""
    if sum(curve["fill"] and not frame(curve) for curve in page.curves) >= _OUTLINES:
        return []
    return [curve for curve in page.curves if curve["stroke"] and not _white(curve["stroking_color"]) and not _straight(curve)]


def _white(color: Any) -> bool:
    light = brightness(color)
    return light is not None and light > _WHITE


def _straight(curve: dict[str, Any]) -> bool:
    """Whether a path is a frame or a rule: it goes level and upright only."""
    if any(part[0] == "c" for part in curve.get("path") or ()):
        return False
    return all(min(abs(a[0] - b[0]), abs(a[1] - b[1])) < 1 for a, b in pairwise(curve["pts"]))


def _coloured(color: Any) -> bool:
    return isinstance(color, tuple) and len(color) == 3 and max(color) - min(color) > _COLOUR


def _shades_cell(box: Box, cells: Sequence[Box]) -> bool:
    """Whether a filled rectangle is the colour of a cell."""
    return any(
        abs(box[1] - cell[1]) < _NEAR and abs(box[3] - cell[3]) < _NEAR and box[0] < cell[2] and cell[0] < box[2]
        for cell in cells
    )


def _outlined_or_coloured(rect: dict[str, Any]) -> bool:
    return _coloured(rect["non_stroking_color"]) if rect["fill"] else bool(rect["stroke"])


def _on(char: dict[str, Any], y: float, x0: float, x1: float) -> bool:
    foot = char["bottom"] - _FOOT * (char["bottom"] - char["top"])
    return bool(foot < y < char["bottom"] + _BELOW and x0 - 1 < char["x0"] and char["x1"] < x1 + 1)


def _alone(rect: dict[str, Any], page: Any) -> bool:
    """Whether no other rule runs close to a rectangle's sides or through it."""
    x0, top, x1, bottom = _box(rect)
    others = (o for o in (*page.lines, *page.rects) if o is not rect)
    return not any(
        o["x0"] < x1 + _NEAR
        and x0 - _NEAR < o["x1"]
        and o["top"] < bottom + _NEAR
        and top - _NEAR < o["bottom"]
        and not _round(o, rect)
        for o in others
    )


def _round(outer: dict[str, Any], inner: dict[str, Any]) -> bool:
    """Whether a rectangle lies round another at some distance on all sides: the cell it stands in."""
    a, b = _box(outer), _box(inner)
    return a[0] < b[0] - 1 and a[1] < b[1] - 1 and a[2] > b[2] + 1 and a[3] > b[3] + 1


def _within_a_line(rect: dict[str, Any], chars: Iterable[dict[str, Any]]) -> bool:
    x0, top, x1, bottom = _box(rect)
    level = [c for c in chars if top < (c["top"] + c["bottom"]) / 2 < bottom and not c["text"].isspace()]
    inside = any(x0 < (c["x0"] + c["x1"]) / 2 < x1 for c in level)
    return inside and any(0 < x0 - c["x1"] < _CLOSE or 0 < c["x0"] - x1 < _CLOSE for c in level)


def _box(shape: dict[str, Any]) -> Box:
    return float(shape["x0"]), float(shape["top"]), float(shape["x1"]), float(shape["bottom"])


def _sized(mark: Box, width: float) -> bool:
    wide, high = mark[2] - mark[0], mark[3] - mark[1]
    return max(wide, high) >= _LEAST and high <= _HIGH and wide <= _WIDE * width


def _holds(box: Box, mark: Box) -> bool:
    """Whether a mark's middle is in a box or close by, as a tick's that reaches out of it."""
    x, y, near = (mark[0] + mark[2]) / 2, (mark[1] + mark[3]) / 2, (box[2] - box[0]) / 2
    return box[0] - near < x < box[2] + near and box[1] - near < y < box[3] + near


def _lines(struck: Sequence[dict[str, Any]]) -> Iterator[Box]:
    """The boxes of characters that were written one after another on one line."""
    held: Box | None = None
    for box in map(_box, struck):
        if held is not None and abs(box[1] - held[1]) < _SLANT and -1 < box[0] - held[2] < _LEAST:
            held = (held[0], held[1], box[2], held[3])
        else:
            if held is not None:
                yield held
            held = box
    if held is not None:
        yield held


# --- places ---------------------------------------------------------------------------------------------------------


def _cells(blocks: Iterable[Block]) -> Iterator[Cell]:
    for block in blocks:
        if isinstance(block, Grid):
            for cell in block.cells:
                yield cell
                yield from _cells(cell.blocks)


def _size(box: tuple[int, int, int, int] | None) -> int:
    return (box[2] - box[0]) * (box[3] - box[1]) if box else 0


def _place(page: int, box: tuple[int, int, int, int], cells: Sequence[Place], lines: Sequence[Place]) -> Place | None:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for place in cells:
        if place.page == page and place.box and place.box[0] <= x <= place.box[2] and place.box[1] <= y <= place.box[3]:
            return place
    far = {place: max(place.box[1] - y, y - place.box[3], 0) for place in lines if place.page == page and place.box}
    near = min(far, key=lambda place: far[place], default=None)
    return near if near is not None and far[near] <= _BESIDE else None
