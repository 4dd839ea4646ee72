"""Turns the cells of a page and the lines of print in them into ruled cells with rows, as a page with a text layer gives them:
points from the upper left corner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from parsers.formats.pdf.page_text import Page, Row, Ruled
from parsers.model.document import UNREAD
from parsers.ocr.checkboxes import Strip
from parsers.ocr.engine import Glyph
from parsers.ocr.known_form.cut_cells import UNFRAMED, Part, cut
from parsers.ocr.known_form.neighbours import with_lost_column, with_lost_rules
from parsers.ocr.known_form.printed_words import PrintedWords
from parsers.ocr.known_form.second_reading import inked, read_again
from parsers.ocr.known_form.sheets import fold
from parsers.ocr.options.lines import marked
from parsers.ocr.options.spots import Pictures
from parsers.ocr.preprocess import PreparedPage
from parsers.ocr.ruled_cells import Box
from parsers.ocr.unknown_form.printed_lists import marked_lists
from parsers.ocr.unknown_form.spacing import even, of_a_picture, parted
from parsers.ticks import signs

POINTS = 595.0
"""The shorter side of a page, whatever its dpi say."""
_SURE = 0.85
"""Confidence from which a character is not in doubt."""
_IDEOGRAPH = 0.85
"""Width of a Chinese character at least, as a share of its line's height."""
_GAP = 8
"""So many characters of a row's text at most stand between two glyphs: blanks, and marks that were put in."""


def page_of(
    prepared: PreparedPage, inside: Mapping[int | None, Sequence[Strip]], number: int, options: Sequence[str] | None,
    printed: PrintedWords,
) -> Page:
    """The page with this number. `inside`: the lines of print in each cell, and those outside all (None). `options` None:
    whatever options the page prints."""
    high, wide = prepared.clean.shape
    point = POINTS / min(high, wide)

    def ruled(part: Part) -> Ruled:
        rows = printed.right(_rows(prepared, part.strips, part.box, options, point))
        if options is None and of_a_picture(rows, part.box.height * point):
            rows = [_unread(part.box, point)]
        if not rows and (part.sure < 1 or inked(prepared, part.box)):
            rows = [_unread(part.box, point)]
        box = part.box
        x0, y0, x1, y1 = (round(1000 * v / wide) for v in (box.x0, box.y0, box.x1, box.y1))
        edges = (box.x0 * point, box.y0 * point, box.x1 * point, box.y1 * point)
        return Ruled(number, *edges, [replace(r, confidence=min(r.confidence, part.sure)) for r in rows], box=(x0, y0, x1, y1))

    made: list[list[Ruled]] = []
    at = 0
    for table in prepared.tables:
        made.append([])
        for box in table:
            held = inside.get(at, [])
            parts = cut(held or read_again(prepared, box), box, printed)
            unseen = UNFRAMED if box in prepared.holes else 1.0
            made[-1] += (ruled(replace(part, sure=min(part.sure, unseen))) for part in parts)
            at += 1
    outside = inside.get(None, [])
    spans = [(s.x0, s.x1) for s in outside] + [(cell.x0, cell.x1) for cell in prepared.cells]
    middle = fold(spans, wide, high) or wide
    sides = [s for s in outside if s.x0 < middle], [s for s in outside if s.x0 >= middle]
    free = [row for side in sides for row in _rows(prepared, side, Box(0, 0, wide, high), options, point)]
    page = Page(number, wide * point, high * point, made, free, picture=True)
    return with_lost_rules(with_lost_column(page), printed)


def _rows(prepared: PreparedPage, strips: Sequence[Strip], room: Box, options: Sequence[str] | None, point: float) -> list[Row]:
    """The strips of a cell as rows from top to bottom; those at one height are one row."""
    grouped: list[list[Strip]] = []
    bare = prepared.clean if prepared.bare is None else prepared.bare
    pictures = Pictures(bare, prepared.flat.gray, prepared.flat.red)
    apart = " "
    if options is None:
        strips, apart = parted(marked_lists(strips, pictures, room)), "  "
    else:
        strips = marked(strips, pictures, room, options)
    for strip in sorted(strips, key=lambda s: s.y0 + s.y1):
        middle = (strip.y0 + strip.y1) / 2
        if grouped and abs(middle - _middle(grouped[-1])) < 0.45 * min(strip.y1 - strip.y0, _height(grouped[-1])):
            grouped[-1].append(strip)
        else:
            grouped.append([strip])
    rows = [row for group in grouped if (row := _row(sorted(group, key=lambda s: s.x0), point, apart)).text]
    return [replace(row, text=even(row.text)) for row in rows] if options is None else rows


def _middle(group: Sequence[Strip]) -> float:
    return sum(s.y0 + s.y1 for s in group) / (2 * len(group))


def _height(group: Sequence[Strip]) -> float:
    return sum(s.y1 - s.y0 for s in group) / len(group)


def _row(group: Sequence[Strip], point: float, apart: str) -> Row:
    """Strips at one height as a row. `apart`: what stands for a gap that is no wide one."""
    pieces: list[str] = []
    read: list[Glyph] = []
    end: float | None = None
    for strip in group:
        line = strip.line
        if end is not None:
            pieces.append("    " if strip.x0 - end > 1.5 * strip.em else apart if strip.x0 - end > 0.6 * strip.em else "")
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
    least = _IDEOGRAPH if glyphs[0].text > "\u2e80" else 0.3  # whose ink may be narrow (月), not its place
    return max(strip.x(last.end) - strip.x(glyphs[0].start), least * strip.em)


def _as_typed(text: str) -> str:
    """The text as documents have it: boxes as ☐ and ☑, blanks only between Latin words, because others come from spacing; and no
    dot beside a comma, which is a speck of the paper."""
    text = re.sub(r"(?<=[，。；：、！？])[·•]|[·•](?=[，。；：、！？])", "", text)
    text = re.sub(r"(?<=\d[年月日])一(?=\d|$)", "-", text)  # nobody writes so of numbers: a dash
    return re.sub(r"(?<![A-Za-z,.;)])\s+|\s+(?![A-Za-z(&])", "", signs.plain(text))


def _unread(box: Box, point: float) -> Row:
    x0, y0, x1, y1 = (v * point for v in (box.x0, box.y0, box.x1, box.y1))
    return Row(x0, y0, x1, y1, UNREAD, 8.0, 0.0, 0.0)
