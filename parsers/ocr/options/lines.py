"""Turns the lines of a cell, or of a page outside all cells, into the same lines with a ☐ or ☑ beside each option, from the ink
of all of them together."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from parsers.ocr.checkboxes import TICKED, UNSURE, Strip, put, with_marks, without, zones
from parsers.ocr.engine import Glyph
from parsers.ocr.options.marks import judge
from parsers.ocr.options.printed_options import spans_of, spelled
from parsers.ocr.options.spots import Pictures, Spot
from parsers.ocr.options.written_marks import At, doubt_asked, doubt_unread, is_tick, level, mark_alone, middle
from parsers.ocr.ruled_cells import Box
from parsers.ocr.ruled_lines import DARK

_BEFORE = 3.2
"""How far before an option, in line heights, its mark may be."""
_WORDS = 2.4
"""Widths of a character between two options from which what was read there may be words that somebody wrote."""
_PALE = 200
"""Gray level from which a column is blank."""
_OUTWARDS, _INWARDS = 0.14, 0.08
"""How many widths of a character words may be longer or shorter than their characters' places say."""
_BROAD = "\u2e80"
"""From here on characters are as broad as high."""
_LABEL = re.compile(r"\w[:：]")
_LETTERS, _LEAST = 3, 4
"""Characters before the first option of a line that may be a mark read as letters, if the option is as long as this."""
_APART = 6.0
"""Heights of print between two options from which they are of two lists."""
_SMALL = 22.0
"""Pixels of a character below which the picture is enlarged: lines of a pixel's width are gray there, and not ink."""
_LIGHT = 0.25
"""Share of a frame's inside up to which a mark is light."""
_GOES_ON = 3
"""Characters right behind an option from which it is a part of a sentence."""
_NEAR = 3.0
"""Heights of print from a list within which other lines count."""
Area = tuple[float, float, float, float]


def marked(strips: Sequence[Strip], pictures: Pictures, room: Box, options: Sequence[str]) -> list[Strip]:
    """The strips of a room with marks beside the options on them. Strips without options are returned as they are."""
    spans = spans_of(strips, options)
    if not any(spans):
        return list(strips)
    made = list(strips)
    for group in _lists(strips, spans):
        if all(_within_words(strips[at], spans[at]) for at in group):
            continue
        top, bottom = min(strips[at].y0 for at in group), max(strips[at].y1 for at in group)
        near = [at for at, o in enumerate(strips) if o.y1 > top - _NEAR * o.em and o.y0 < bottom + _NEAR * o.em]
        held = spelled([strips[at] for at in near], options)
        group |= {at for at, strip in zip(near, held, strict=True) if strip is not strips[at]}
        own = [spans_ if at in group else [] for at, spans_ in zip(near, spans_of(held, options), strict=True)]
        for at, strip in zip(near, _marked(held, own, pictures, room, options), strict=True):
            if at in group or not strip.line.glyphs:
                made[at] = strip
    return [strip for strip in made if strip.line.glyphs]


def _lists(strips: Sequence[Strip], spans: Sequence[Sequence[tuple[int, int]]]) -> list[set[int]]:
    """The strips with options that are one list: without a wide gap between them, and no option twice."""
    groups: list[set[int]] = []
    seen: set[str] = set()
    bottom = 0.0
    for at in sorted((at for at, own in enumerate(spans) if own), key=lambda at: middle(strips[at])):
        strip = strips[at]
        words = {"".join(g.text for g in strip.line.glyphs[start:end]) for start, end in spans[at]}
        begins = _labelled(at, strips, spans) and not any(level(strip, strips[n]) for n in (groups[-1] if groups else ()))
        if not groups or seen & words or strip.y0 - bottom > _APART * strip.em or begins:
            groups.append(set())
            seen = set()
        groups[-1].add(at)
        seen |= words
        bottom = strip.y1
    return groups


def _within_words(strip: Strip, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether each option on a strip is part of a sentence: words go on right behind it, and they are no other option."""
    glyphs, starts = strip.line.glyphs, {start for start, _ in spans}
    for _, end in spans:
        behind = glyphs[end : end + _GOES_ON]
        near = len(behind) == _GOES_ON and strip.x(behind[0].at) - strip.x(glyphs[end - 1].at) < 1.4 * strip.em
        if not near or not all(g.text >= _BROAD and g.text.isalnum() for g in behind) or starts & {end, end + 1, end + 2}:
            return False
    return True


def _labelled(at: int, strips: Sequence[Strip], spans: Sequence[Sequence[tuple[int, int]]]) -> bool:
    """Whether a label with a colon is before the first option of a strip: a list begins there."""
    strip = strips[at]
    before = "".join(glyph.text for glyph in strip.line.glyphs[: spans[at][0][0]])
    level_with = (o for o in strips if o.x1 <= strip.x0 + strip.em and level(o, strip))
    nearest = max(level_with, key=lambda o: o.x1, default=None)
    return _LABEL.search(before) is not None or (nearest is not None and _LABEL.search(nearest.line.text[-2:]) is not None)


def _marked(
    strips: Sequence[Strip], spans: Sequence[Sequence[tuple[int, int]]], pictures: Pictures, room: Box, options: Sequence[str],
    coarse: bool = False,
) -> list[Strip]:
    """The strips of one list with its marks; where the picture is `coarse`, a light mark is in doubt."""
    em = _pitch(strips, spans)
    if em < _SMALL:
        share = min(4, math.ceil(_SMALL / em))
        larger = [_enlarged(strip, share) for strip in strips]
        whole = Box(*(share * edge for edge in (room.x0, room.y0, room.x1, room.y1)))
        made = _marked(larger, spans, pictures.enlarged(share), whole, options, coarse=True)
        return [replace(strip, line=other.line) for strip, other in zip(strips, made, strict=True)]
    spots, places = _spots(strips, spans, room, em, pictures)
    read = [box for at, strip in enumerate(strips) for box in _print(strip, spans[at], em, pictures)]
    if not judge(spots, read, pictures, room) or _behind(spots):
        return [_alone(at, strips, pictures, room, options) for at in range(len(strips))]
    for spot in spots if coarse else ():
        boxed = spot.frame is None or spot.frame.kind != "brackets"
        if spot.mark == TICKED and spot.weight < _LIGHT and boxed and not spot.drawn:
            spot.mark = UNSURE
    doubt_asked(spots, places, strips)
    doubt_unread(spots, places, strips, options)
    lines = [strip.line for strip in strips]
    for at in range(len(spots) - 1, -1, -1):
        spot, place = spots[at], places[at]
        elsewhere = at and spot.frame is None and spots[at - 1].trailing and spots[at - 1].frame is not None
        if spot.mark and not (elsewhere and spot.mark == UNSURE):
            lines[place.strip] = put(lines[place.strip], place.first, place.last, spot.mark)
        elif spot.trailing and at and spots[at - 1].mark == TICKED and is_tick(lines[place.strip], place):
            lines[place.strip] = without(lines[place.strip], place.first, place.last)
    for at, strip in enumerate(strips):
        if not spans[at] and mark_alone(strip.line) and any(level(strip, strips[place.strip]) for place in places):
            lines[at] = without(strip.line, 0, len(strip.line.glyphs))
    return [replace(strip, line=line) for strip, line in zip(strips, lines, strict=True)]


def _enlarged(strip: Strip, share: int) -> Strip:
    return replace(strip, x0=share * strip.x0, x1=share * strip.x1, y0=share * strip.y0, y1=share * strip.y1)


def _alone(at: int, strips: Sequence[Strip], pictures: Pictures, room: Box, options: Sequence[str]) -> Strip:
    """A strip with the marks that are seen on it alone."""
    strip = strips[at]
    beside = [o for n, o in enumerate(strips) if n != at and min(o.y1, strip.y1) - max(o.y0, strip.y0) > 0.5 * strip.em]
    left = max((o.x1 for o in beside if o.x1 <= strip.x0 + strip.em), default=room.x0)
    right = min((o.x0 for o in beside if o.x0 >= strip.x1 - strip.em), default=room.x1)
    return replace(strip, line=with_marks(strip, pictures.clean, left, right, options))


def _behind(spots: Sequence[Spot]) -> bool:
    """Whether the frames are printed behind the options."""
    first, last = spots[0], spots[-1]
    return first.frame is None and last.trailing and last.frame is not None


def _pitch(strips: Sequence[Strip], spans: Sequence[Sequence[tuple[int, int]]]) -> float:
    """The width of a character: a strip may be higher than its print, where a pen was taken for a part of it."""
    wide = [
        (strip.line.glyphs[end - 1].at - strip.line.glyphs[first].at) * (strip.x1 - strip.x0) / (end - 1 - first)
        for strip, own in zip(strips, spans, strict=True)
        for start, end in own
        if end - (first := next((n for n in range(start, end) if strip.line.glyphs[n].text >= _BROAD), start)) > 2
    ]
    high = min(strip.em for strip, own in zip(strips, spans, strict=True) if own)
    return float(np.median(wide)) if wide else high


def _spots(
    strips: Sequence[Strip], spans: Sequence[Sequence[tuple[int, int]]], room: Box, em: float, pictures: Pictures
) -> tuple[list[Spot], list[At]]:
    spots, places = [], []
    for at, strip in sorted(enumerate(strips), key=lambda pair: (round(middle(pair[1]) / (0.6 * em)), pair[1].x0)):
        left, right = _room(at, strips, room)
        glyphs = strip.line.glyphs
        taken = {n for start, end in spans[at] for n in range(start, end)}
        ends = {end for _, end in spans[at]}
        for start, end in spans[at]:
            (first, _), _ = zones(glyphs, start, end, taken)
            if first == start and 0 < start <= _LETTERS and end - start >= _LEAST:
                first = 0  # a mark that was read as letters
            if first == start and start and start not in ends and glyphs[start - 1].text.isalnum() and _close(strip, start, em):
                continue  # words of another option
            words = _words(strip, start, end, em, pictures)
            first, before = _gap(strip, spans[at], start, first, left, em)
            behind = strip.x(glyphs[end].start) if end < len(glyphs) else min(right, words[2] + _BEFORE * em)
            spots.append(Spot(words, max(before, words[0] - _BEFORE * em), behind, em))
            places.append(At(at, first, start))
        if spans[at]:
            start, end = spans[at][-1]
            last = next(iter(list(zones(glyphs, start, end, taken))[1:]))[1]
            if last == len(glyphs):
                words = _words(strip, start, end, em, pictures)
                edge = min(right, max(strip.x1, words[2]) + _BEFORE * em)
                spots.append(Spot(words, words[2], edge, em, trailing=True))
                places.append(At(at, end, last))
    return spots, places


def _close(strip: Strip, start: int, em: float) -> bool:
    """Whether a glyph follows the one before it as in a word: there is no room for a mark."""
    glyphs = strip.line.glyphs
    return strip.x(glyphs[start].at) - strip.x(glyphs[start - 1].at) < 1.5 * em


def _room(at: int, strips: Sequence[Strip], room: Box) -> tuple[float, float]:
    """How far left and right of a strip there is nothing else that was read."""
    strip = strips[at]
    beside = [
        o for n, o in enumerate(strips)
        if n != at and not mark_alone(o.line) and level(o, strip)
    ]  # fmt: skip
    left = max((o.x1 for o in beside if o.x1 <= strip.x0 + 0.5 * strip.em), default=room.x0)
    right = min((o.x0 for o in beside if o.x0 >= strip.x1 - 0.5 * strip.em), default=room.x1)
    return left, right


def _gap(
    strip: Strip, spans: Sequence[tuple[int, int]], start: int, first: int, left: float, em: float
) -> tuple[int, float]:
    """The first glyph that a mark before `start` replaces, and where the room for it begins: behind the option before, if what is
    between is too short for words."""
    glyphs = strip.line.glyphs
    ends = [end for _, end in spans if end <= start]
    if ends and first > ends[-1]:
        room = strip.x(glyphs[start].at) - strip.x(glyphs[ends[-1] - 1].at) - em
        first = ends[-1] if room < _WORDS * em else first
    if first == 0:
        return 0, left
    return first, strip.x(glyphs[first - 1].at) + 0.5 * em * (1.0 if glyphs[first - 1].text > "\u2e80" else 0.6)


def _words(strip: Strip, start: int, end: int, em: float, pictures: Pictures) -> Area:
    """Where an option's words are printed."""
    glyphs = strip.line.glyphs
    half = 0.5 if glyphs[start].text >= _BROAD else 0.3
    x0, x1 = strip.x(glyphs[start].at) - half * em, strip.x(glyphs[end - 1].at) + 0.5 * em
    y0, y1 = _band(strip, x0, x1, em, pictures)
    return x0, y0, x1, y1


def _band(strip: Strip, x0: float, x1: float, em: float, pictures: Pictures) -> tuple[float, float]:
    """The rows of print within a strip that may be higher than they."""
    high = strip.y1 - strip.y0
    if high <= 1.3 * em:
        return middle(strip) - 0.52 * em, middle(strip) + 0.52 * em
    top = max(0, round(strip.y0))
    part = pictures.clean[top : round(strip.y1), max(0, round(x0)) : round(x1)] < DARK
    rows = np.convolve(part.sum(axis=1), np.ones(max(1, round(em))), "valid") if part.shape[0] > em else np.zeros(1)
    first = top + int(rows.argmax()) if rows.any() else middle(strip) - 0.5 * em
    return first - 0.02 * em, first + 1.02 * em


def _print(strip: Strip, spans: Sequence[tuple[int, int]], em: float, pictures: Pictures) -> list[Area]:
    """Boxes of what was read on a strip besides what may be a mark."""
    if not spans and mark_alone(strip.line):
        return []
    glyphs = strip.line.glyphs
    taken = {n for start, end in spans for n in range(start, end)}
    free = {n for start, end in spans for n in _free(glyphs, start, end, taken)}
    boxes: list[tuple[float, float]] = []
    for n, glyph in enumerate(glyphs):
        if n in free:
            continue
        half = 0.5 if glyph.text > "\u2e80" else 0.32
        at = strip.x(glyph.at)
        joined = boxes and n - 1 not in free and at - half * em - boxes[-1][1] < 0.5 * em
        boxes.append((boxes.pop()[0] if joined else at - half * em, at + half * em))
    if not boxes:
        return []
    y0, y1 = _band(strip, min(b[0] for b in boxes), max(b[1] for b in boxes), em, pictures)
    part = pictures.clean[max(0, round(y0)) : max(0, round(y1))] < _PALE
    return [(_to_gap(part, a, -1, em), y0, _to_gap(part, b, 1, em), y1) for a, b in boxes]


def _to_gap(part: NDArray[np.bool_], edge: float, way: int, em: float) -> float:
    """The edge of words moved to the nearest blank column, if there is one near it."""
    for step in range(round(_OUTWARDS * em) + 1):
        for at in (round(edge) + way * step, round(edge) - way * step):
            inwards = (at - edge) * way < -_INWARDS * em
            if not inwards and 0 <= at < part.shape[1] and not part[:, at].any():
                return float(at)
    return edge


def _free(glyphs: Sequence[Glyph], start: int, end: int, taken: AbstractSet[int]) -> set[int]:
    (first, _), (_, last) = zones(glyphs, start, end, taken)
    behind = "".join(glyph.text for glyph in glyphs[end:last])
    own = last == len(glyphs) and any(behind.count(b) > behind.count(a) for a, b in ("()", "（）"))  # its own words' bracket
    return {*range(first, start), *(range(end, last) if not own and (last == len(glyphs) or last in taken) else ())}
