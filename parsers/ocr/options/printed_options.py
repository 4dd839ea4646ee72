"""Turns the lines of a list into where its options stand on them: with the numbers printed before them, and with options of which
a character was not read, because a pen is over it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from parsers.ocr.checkboxes import Strip, options_on
from parsers.ocr.engine import Glyph, Line

Span = tuple[int, int]
"""The first glyph of an option, and the one after its last."""

_NUMBER = re.compile(r"(?:[(（]?(?:\d{1,2}|[A-Ja-j]|[一二三四五六七八九十])[.,、．·:：)）-]{1,2}|[①-⑳]|\d)$")
_LONGEST = 5
"""Characters of a number with its signs."""
_MISREAD = 74
"""How alike, in hundredths, print and an option's words are of which some characters were not read."""


def spans_of(strips: Sequence[Strip], options: Sequence[str]) -> list[list[Span]]:
    """Where options begin and end on each strip, their numbers included where these are printed before the options."""
    spans = [options_on(strip.line, options) for strip in strips]
    numbers = [[_numbered(strip.line, own, at) for at in range(len(own))] for strip, own in zip(strips, spans, strict=True)]
    count = sum(start < own[at][0] for own, starts in zip(spans, numbers, strict=True) for at, start in enumerate(starts))
    if count < 2 or 2 * count < sum(map(len, spans)):
        return spans
    return [[(start, end) for start, (_, end) in zip(starts, own, strict=True)]
            for own, starts in zip(spans, numbers, strict=True)]  # fmt: skip


def _numbered(line: Line, spans: Sequence[Span], at: int) -> int:
    """Where the number before an option begins; where the option begins if there is none."""
    start = spans[at][0]
    first = max(spans[at - 1][1] if at else 0, start - _LONGEST)
    before = "".join(glyph.text for glyph in line.glyphs[first:start])
    match = _NUMBER.search(before)
    return start if match is None or len(before) != start - first else first + match.start()


def spelled(strips: Sequence[Strip], options: Sequence[str]) -> list[Strip]:
    """The strips with options spelled as they are printed, where most others of their list were read, and a few characters of
    these were not."""
    found = {words for strip in strips for words in _whole(strip.line, tuple(options))}
    if not found:
        return list(strips)
    missing = [words for words in options if words not in found and len(words) >= 4]
    return [_respelled(strip, missing, options) for strip in strips]


@lru_cache(maxsize=256)
def _whole(line: Line, options: tuple[str, ...]) -> tuple[str, ...]:
    text = line.text.replace(" ", "")
    return tuple(words for words in options if words in text)


def _respelled(strip: Strip, missing: Sequence[str], options: Sequence[str]) -> Strip:
    line = strip.line
    for words in missing:
        held = options_on(line, options)
        span = next(_alike(line.glyphs, words, held), None)
        if span is not None:
            start, end = span
            over = line.glyphs[start:end]
            known = tuple(replace(glyph, text=c, others="") for glyph, c in zip(over, words, strict=True))
            glyphs = (*line.glyphs[:start], *known, *line.glyphs[end:])
            line = replace(line, text="".join(g.text for g in glyphs), glyphs=glyphs)
    return strip if line is strip.line else replace(strip, line=line)


def _alike(glyphs: Sequence[Glyph], words: str, held: Sequence[Span]) -> Iterator[Span]:
    """Where glyphs that belong to no option are as many as the words have, and most are its characters, in their places."""
    wide = len(words)
    for start in range(len(glyphs) - wide + 1):
        end = start + wide
        if all(end <= a or start >= b for a, b in held):
            same = sum(glyph.text == c for glyph, c in zip(glyphs[start:end], words, strict=True))
            if same * 100 >= _MISREAD * wide or (wide > 3 and same >= wide - 1):
                yield start, end
