"""Turns recognised lines that run over wide gaps into the lines on either side of them, for recognition tells no blanks; and
their signs into those that print has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.formats.pdf.page_text import Row
from parsers.ocr.checkboxes import Strip
from parsers.ocr.engine import Line

_WIDE, _MORE = 0.6, 1.4
"""Heights of print from which room between two characters is a gap, if their middles are so many times farther apart than
those of others of their line."""


def parted(strips: Sequence[Strip]) -> list[Strip]:
    """The strips, cut at wide gaps: between a label and an answer that has no colon before it, or between two answers."""
    return [piece for strip in strips for piece in _parted(strip)]


def _parted(strip: Strip) -> Iterator[Strip]:
    glyphs, em = strip.line.glyphs, strip.em
    middles = [strip.x(glyph.at) for glyph in glyphs]
    steps = [right - left for left, right in pairwise(middles)]
    usual = sorted(steps)[len(steps) // 2] if steps else 0.0
    beside = [(_width(left.text) + _width(right.text)) / 2 for left, right in pairwise(glyphs)]
    cuts = [at + 1 for at, step in enumerate(steps) if step > (_WIDE + beside[at]) * em and step > _MORE * usual]
    if not cuts:
        yield strip
        return
    for first, last in zip((0, *cuts), (*cuts, len(glyphs)), strict=True):
        left = strip.x0 if not first else middles[first] - _width(glyphs[first].text) / 2 * em
        right = strip.x1 if last == len(glyphs) else middles[last - 1] + _width(glyphs[last - 1].text) / 2 * em
        yield _piece(strip, first, last, (left, right))


def _width(character: str) -> float:
    """The usual width of a character in heights of print."""
    return 0.5 if character.isascii() else 1.0


def _piece(strip: Strip, first: int, last: int, ends: tuple[float, float]) -> Strip:
    """A part of a strip with the places of its characters along it."""
    left, right = ends

    def share(old: float) -> float:
        return min(1.0, max(0.0, (strip.x(old) - left) / max(1.0, right - left)))

    glyphs = tuple(replace(g, at=share(g.at), start=share(g.start), end=share(g.end)) for g in strip.line.glyphs[first:last])
    line: Line = replace(strip.line, text="".join(glyph.text for glyph in glyphs), glyphs=glyphs)
    return replace(strip, x0=left, x1=right, line=line)


# --- photographs ------------------------------------------------------------------------------------------------------

_ROOM, _LARGE, _SURELY = 3.0, 30.0, 0.85
"""Heights of print in a cell that is large for one character, points of a character that is large itself, and confidence below
which such a one is none."""


def of_a_picture(rows: Sequence[Row], height: float) -> bool:
    """Whether all that was read in a cell so many points high is a character or two in a photograph."""
    lone = bool(rows) and all(len(row.text) <= 2 and row.confidence < _SURELY for row in rows)
    return lone and all(row.size > _LARGE or height > _ROOM * row.size for row in rows)


# --- spelling ---------------------------------------------------------------------------------------------------------

_BRACKETS = re.compile(r"[(（]([^()（）\n]*[一-鿿][^()（）\n]*)[)）]")
_DASH = re.compile(r"(?<=\d)一(?=\d)")


def even(text: str) -> str:
    """The text with brackets round Chinese words of one width, and a dash between figures: recognition takes either. As long as
    before."""
    return _DASH.sub("—", _BRACKETS.sub(r"（\1）", text))
