"""Cuts a cell in which several printed labels were recognised, because a rule between them is faint or gone, into the cells that
the form has there: each label one, and what stands right of it another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from parsers.ocr.checkboxes import Strip
from parsers.ocr.engine import Line
from parsers.ocr.known_form.printed_words import PrintedWords
from parsers.ocr.ruled_cells import Box

_GAP = 1.2
"""Widths of a character between two words of a line that are not one text."""
_PITCH = 1.1
"""Heights of print between the lines of one label."""
_APART = 1.25
"""By how much the widest gap between lines must exceed the others to be where one row ends."""
UNFRAMED, _UNSURE = 0.85, 0.6
"""How surely lines belong to a part whose frame was not seen: where its rows are well apart, and where they are not."""
_HEADING = re.compile("[一二三四五六七八九十]+、")
MOST = 300
"""Lines in one cell up to which it is cut."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a cell with its lines; `sure` is how surely these lines belong to it: 1 where its frame was seen."""

    box: Box
    strips: tuple[Strip, ...]
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class _Label:
    """A label with its lines, from top to bottom."""

    strips: tuple[Strip, ...]
    words: str

    @property
    def box(self) -> Box:
        return _around(self.strips)


def cut(strips: Sequence[Strip], box: Box, printed: PrintedWords) -> list[Part]:
    """The parts of a cell from top to bottom; the cell itself where at most one label is in it, or labels and nothing else."""
    whole = [Part(box, tuple(strips))]
    if not printed.labels or (not 1 < len(strips) <= MOST and not any(printed.leading(_text(s)) for s in strips[:1])):
        return whole
    if labels_apart(strips, printed):
        return whole
    pieces = [piece for strip in strips for piece in _parted(strip, printed)]
    labels = _labels(pieces, printed)
    own = {id(s) for label in labels for s in label.strips}
    others = [piece for piece in pieces if id(piece) not in own]
    if not labels or (len(labels) == 1 and not _beside(labels[0], others)):
        return whole
    bands = _bands(labels)
    ends = _ends(bands, [*others, *(s for label in labels for s in label.strips)], box)
    parts: list[Part] = []
    top = box.y0
    for number, (band, (bottom, sure)) in enumerate(zip(bands, ends, strict=True)):
        held = [s for s in others if top <= (s.y0 + s.y1) / 2 < bottom or (number == 0 and (s.y0 + s.y1) / 2 < top)]
        parts += _across(band, held, Box(box.x0, top, box.x1, bottom), sure)
        top = bottom
    return parts


def labels_apart(strips: Sequence[Strip], printed: PrintedWords) -> int:
    """1 where the lines of a cell are one label and nothing else, else 0."""
    return int(bool(strips) and bool(printed.label("".join(_text(s) for s in sorted(strips, key=lambda s: s.y0)))))


def labels_among(strips: Sequence[Strip], printed: PrintedWords) -> int:
    """How many labels stand in these lines without a cell of their own."""
    if labels_apart(strips, printed):
        return 0
    labels = _labels([piece for strip in strips[:MOST] for piece in _parted(strip, printed)], printed)
    answered = any(_beside(label, [s for s in strips if s not in label.strips]) for label in labels)
    return len(labels) if len(labels) > 1 or answered else 0


def _text(strip: Strip) -> str:
    return "".join(g.text for g in strip.line.glyphs)


def _around(strips: Sequence[Strip]) -> Box:
    return Box(min(s.x0 for s in strips), min(s.y0 for s in strips), max(s.x1 for s in strips), max(s.y1 for s in strips))


# --- lines ----------------------------------------------------------------------------------------------------------


def _parted(strip: Strip, printed: PrintedWords) -> list[Strip]:
    """The line parted where it has wide gaps beside a label, and behind a label at its beginning."""
    glyphs = strip.line.glyphs
    if printed.label(_text(strip)) or len(glyphs) < 3:
        return [strip]
    ats = [strip.x(g.at) for g in glyphs]
    steps = np.diff(ats)
    wide = [0, *(at + 1 for at, step in enumerate(steps) if step > (1 + _GAP) * strip.em), len(glyphs)]
    pieces = [_slice(strip, a, b) for a, b in pairwise(wide)]
    if len(pieces) > 1 and any(printed.label(_text(p)) for p in pieces):
        return pieces
    end = printed.leading(_text(strip))
    return [_slice(strip, 0, end), _slice(strip, end, len(glyphs))] if end else [strip]


def _slice(strip: Strip, first: int, last: int) -> Strip:
    """The characters from `first` up to `last` as a line of their own."""
    glyphs = strip.line.glyphs[first:last]
    start, end = glyphs[0].start, max(glyphs[-1].end, glyphs[0].start + 1e-3)
    span = end - start
    own = tuple(replace(g, at=(g.at - start) / span, start=(g.start - start) / span, end=(g.end - start) / span) for g in glyphs)
    return Strip(strip.x(start), strip.x(end), strip.y0, strip.y1, Line("".join(g.text for g in glyphs), own))


def _labels(pieces: Sequence[Strip], printed: PrintedWords) -> list[_Label]:
    """The labels among these lines, those of several lines whole."""
    free = sorted(pieces, key=lambda s: (s.y0, s.x0))
    found: list[_Label] = []
    used: set[int] = set()
    for piece in free:
        if id(piece) in used:
            continue
        held, best = [piece], ([piece], printed.label(_text(piece)))
        while len(held) < 4 and printed.begins("".join(map(_text, held))):
            below = next((s for s in free if id(s) not in used and s not in held and _follows(held[-1], s)), None)
            if below is None:
                break
            held = [*held, below]
            if words := printed.label("".join(map(_text, held))):
                best = (held, words)
        if best[1] and best[0][-1].line.text.rstrip()[-1:] not in ("：", ":"):  # behind a colon the answer is in the same cell
            found.append(_Label(tuple(best[0]), best[1]))
            used |= {id(s) for s in best[0]}
    return found


def _follows(above: Strip, below: Strip) -> bool:
    """Whether a line is just under another, in the same column."""
    overlap = min(above.x1, below.x1) - max(above.x0, below.x0)
    under = (below.y0 + below.y1) / 2 > above.y1 - 0.2 * above.em and below.y0 - above.y1 < _PITCH * above.em
    return under and overlap > 0.6 * min(above.x1 - above.x0, below.x1 - below.x0) and below.x1 < above.x1 + 1.5 * above.em


def _beside(label: _Label, others: Sequence[Strip]) -> bool:
    """Whether something stands left or right of a label."""
    box = label.box
    return any(min(s.y1, box.y1) - max(s.y0, box.y0) > 0.4 * min(s.y1 - s.y0, box.height) for s in others)


# --- rows -----------------------------------------------------------------------------------------------------------


def _bands(labels: Sequence[_Label]) -> list[list[_Label]]:
    """Labels at one height, from top to bottom, each from left to right."""
    bands: list[list[_Label]] = []
    for label in sorted(labels, key=lambda la: la.box.y0 + la.box.y1):
        last, box = bands[-1][0].box if bands else None, label.box
        if last is not None and min(last.y1, box.y1) - max(last.y0, box.y0) > 0.4 * min(last.height, box.height):
            bands[-1].append(label)
        else:
            bands.append([label])
    return [sorted(band, key=lambda la: la.box.x0) for band in bands]


def _ends(bands: Sequence[Sequence[_Label]], strips: Sequence[Strip], box: Box) -> list[tuple[float, bool]]:
    """Where each row ends, and whether that is without doubt: at the widest gap between the lines from its label to the next."""
    ends: list[tuple[float, bool]] = []
    for band, following in pairwise(bands):
        first = max(label.box.y0 for label in band) + 1
        last = min(label.box.y0 for label in following)
        between = sorted((s.y0, s.y1) for s in strips if s.y1 > first and s.y0 < last + 1)
        gaps: list[tuple[float, float]] = []
        reach = max(label.box.y1 for label in band)
        for top, bottom in between:
            if top > reach:
                gaps.append((top - reach, (top + reach) / 2))
            reach = max(reach, bottom)
        if not gaps:
            ends.append((max(last - 1, (max(label.box.y1 for label in band) + last) / 2), True))
            continue
        widest = max(gaps)
        unsure = any(gap * _APART > widest[0] for gap, at in gaps if at != widest[1])
        ends.append((gaps[-1][1], False) if unsure else (widest[1], True))
    return [*ends, (box.y1, True)]


def _across(band: Sequence[_Label], held: Sequence[Strip], row: Box, sure: bool) -> list[Part]:
    """The cells of a row: a label, what is right of it, the next label."""
    edges = [label.box.x0 for label in band] + [row.x1]
    share = UNFRAMED if sure else _UNSURE
    em = band[0].strips[0].em
    under = [s for s in held if any(s.x0 < label.box.x1 - em and s.x1 > label.box.x0 + em for label in band)]
    if under or (len(band) == 1 and _HEADING.match(_text(band[0].strips[0]))):  # what is answered below its label stays with it
        strips = sorted([*held, *(s for label in band for s in label.strips)], key=lambda s: (s.y0, s.x0))
        return [Part(row, tuple(strips), share)]
    parts: list[Part] = []
    before = [s for s in held if (s.x0 + s.x1) / 2 < edges[0]]
    start = row.x0
    if before:
        start = (max(s.x1 for s in before) + edges[0]) / 2
        parts.append(Part(Box(row.x0, row.y0, start, row.y1), tuple(before), share))
    for label, end in zip(band, edges[1:], strict=True):
        values = [s for s in held if label.box.x1 - em <= s.x0 and (s.x0 + s.x1) / 2 < end]
        left = label.box.x1 + 0.4 * em if not values else (label.box.x1 + min(s.x0 for s in values)) / 2
        right = end if end == row.x1 else max([end - 0.4 * em, *(s.x1 for s in values)])
        parts.append(Part(Box(start, row.y0, left, row.y1), label.strips, share))
        if right - left > 1:
            parts.append(Part(Box(left, row.y0, right, row.y1), tuple(values), share))
        start = right
    return parts

