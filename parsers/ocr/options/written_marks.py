"""Tells from what was read at the options of a list where a mark was read as letters, and where an option was not read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsers.ocr.checkboxes import EMPTY, LIKE, TICKED, UNSURE, Strip
from parsers.ocr.engine import Line
from parsers.ocr.options.spots import Spot

_TICKS = "√✓✔vVyYレ乀丶/J"
"""What a tick is read as."""
_OPENED = re.compile(r"[(（\[【〔][^)）\]】〕]{1,2}$")
"""What stands in a bracket, read as letters."""
_KNOWN = 4
"""Characters of its words by which an option is known."""
_BARE = 4
"""Characters of a line of its own up to which it may be a mark that was read as letters."""


@dataclass(slots=True)
class At:
    """Where a spot's mark is written: the strip, and the first and last of the glyphs that it replaces."""

    strip: int
    first: int
    last: int


def doubt_asked(spots: Sequence[Spot], places: Sequence[At], strips: Sequence[Strip]) -> None:
    """Doubts the options at which a question mark was read, and both options beside a tick on its own that is neither's."""
    for n, (spot, place) in enumerate(zip(spots, places, strict=True)):
        glyphs = strips[place.strip].line.glyphs
        said = {glyph.text for glyph in glyphs[max(0, place.first - 1) : place.last]}
        if said & {"?", "？"}:
            spot.mark = UNSURE
            places[n].first -= place.first > 0 and glyphs[place.first - 1].text in "?？"
        before = "".join(glyph.text for glyph in glyphs[max(0, place.first - 3) : place.first])
        if spot.mark == EMPTY and _OPENED.search(before) is not None:
            spot.mark = UNSURE
    for strip in strips:
        if mark_alone(strip.line) and all(glyph.text in _TICKS for glyph in strip.line.glyphs):
            beside_it = [n for n, place in enumerate(places) if level(strip, strips[place.strip]) and not spots[n].trailing]
            last = min((n for n in beside_it if spots[n].words[0] > strip.x0), key=lambda n: spots[n].words[0], default=None)
            first = max((n for n in beside_it if spots[n].words[0] < strip.x0), key=lambda n: spots[n].words[0], default=None)
            beside = [spots[n] for n in (first, last) if n is not None]
            if not any(spot.mark == TICKED for spot in beside):
                for spot in beside:
                    spot.mark = UNSURE


def doubt_unread(spots: Sequence[Spot], places: Sequence[At], strips: Sequence[Strip], options: Sequence[str]) -> None:
    """Doubts the empty options beside one that was not read, though the form prints it between them: a pen may be over it."""
    order = {_letters(words): n for n, words in enumerate(options)}
    text = [_letters("".join(g.text for g in strips[place.strip].line.glyphs[place.last :])) for place in places]
    seen: list[tuple[int, Spot]] = []
    for spot, said in zip(spots, text, strict=True):
        at = next((n for words, n in order.items() if said.startswith(words[:_KNOWN])), None)
        if at is not None and not spot.trailing:
            seen.append((at, spot))
    said_here = "\n".join(_letters(strip.line.text) for strip in strips)
    for (one, spot), (other, behind) in pairwise(seen):
        if other == one + 2 and _letters(options[one + 1])[:_KNOWN] not in said_here:
            for beside in (spot, behind):
                beside.mark = UNSURE if beside.mark == EMPTY else beside.mark


def _letters(words: str) -> str:
    return "".join(c for c in words if c.isalpha())


def is_tick(line: Line, place: At) -> bool:
    """Whether what was read there is a mark's ink read as letters."""
    said = "".join(glyph.text for glyph in line.glyphs[place.first : place.last])
    return bool(said) and all(c in _TICKS for c in said)


def level(strip: Strip, other: Strip) -> bool:
    return abs(middle(strip) - middle(other)) < 0.5 * min(strip.em, other.em) + 1


def middle(strip: Strip) -> float:
    return (strip.y0 + strip.y1) / 2


def mark_alone(line: Line) -> bool:
    """Whether a line of its own may be a mark that was read as letters."""
    return len(line.glyphs) <= _BARE and all(LIKE.fullmatch(g.text) or g.confidence < 0.6 for g in line.glyphs)
