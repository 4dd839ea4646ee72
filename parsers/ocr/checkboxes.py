"""Reads ticks on paper from the pixels of the box or bracket beside an option. What recognition says of such a mark is not used,
because it drops ticks without a low score."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from parsers.ocr.engine import Glyph, Gray, Line
from parsers.ocr.ruled_lines import DARK
from parsers.ticks import signs

Mark = Literal["empty", "ticked", "unsure", ""]
"""The mark beside an option; "" for none."""

EMPTY: Mark = "empty"
TICKED: Mark = "ticked"
UNSURE: Mark = "unsure"

WRITTEN: dict[Mark, str] = {"empty": signs.EMPTY, "ticked": signs.TICKED, "unsure": signs.UNCLEAR}
"""How a mark is written into the text: an unclear mark is neither an empty place nor a tick."""

LIKE = re.compile(
    rf"[{signs.KNOWN}口回日曰田国囗凶区因困固四旦目自白VvYyXxZ乀丶丿/\\|lI1!"
    r"(（)）\[\]【】〔〕{}'`’‘＂_oO0·£R]"
)
"""What recognition reads for boxes, brackets and ticks."""

_SLIM = ":：;；,，、.。!|"
"""Characters whose ink is far narrower than a Chinese one: what follows begins sooner behind them."""
_WITHOUT_FONT: dict[str, Mark] = {letter: "ticked" if signs.LETTERS[letter] == "yes" else "empty" for letter in "£R"}
"""How boxes of the font Wingdings 2 are printed where that font was missing."""
_NARROW = 0.68
"""Width by height below which an empty frame is not a box: it is a character that the font did not have."""

_EMPTY_INSIDE, _TICKED_INSIDE = 0.05, 0.11
"""Share of ink inside a box up to which it is empty, and from which it is ticked; between the two may be specks."""
_RULE_WIDE, _RULE_HIGH = 0.3, 0.85
"""Ink as slim as this, by the print's height, that runs along so much of a line's height and over its edge is a rule."""
_LEAST_CUT = 3
"""Characters of an option before the end of a line by which it is recognised."""
_BEFORE = 3.2
"""How far before an option, in line heights, its mark may be."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of print on its page: where it begins and ends, its upper and lower edge, and what was read."""

    x0: float
    x1: float
    y0: float
    y1: float
    line: Line

    @property
    def em(self) -> float:
        """The height of its print."""
        return 0.8 * (self.y1 - self.y0)

    def x(self, share: float) -> float:
        """A place along the line, in pixels."""
        return self.x0 + share * (self.x1 - self.x0)


def with_marks(strip: Strip, page: Gray, left: float, right: float, options: Sequence[str]) -> Line:
    """The line with a ☐ or ☑ where a mark is beside one of the options. `left` and `right` limit the line's room: the detector
    may have left a box out. A line without options is returned as it is."""
    spans = options_on(strip.line, options)
    if not spans:
        return strip.line
    glyphs = strip.line.glyphs
    taken = {at for start, end in spans for at in range(start, end)}
    places = sorted({zone for start, end in spans for zone in zones(glyphs, start, end, taken)}, reverse=True)
    line = strip.line
    for first, last in places:
        begins = strip.x(glyphs[last].at) - 0.45 * strip.em if last < len(glyphs) else strip.x1
        before = 0.2 if first and glyphs[first - 1].text in _SLIM else 0.5
        x0 = strip.x(glyphs[first - 1].at) + before * strip.em if first else max(left, begins - _BEFORE * strip.em)
        x1 = begins if last < len(glyphs) else min(right, strip.x1 + _BEFORE * strip.em)
        recognised = "".join(g.text for g in glyphs[first:last])
        if recognised.isascii() and first and glyphs[first - 1].text.isascii() and glyphs[first - 1].text.isalpha():
            recognised = ""
        mark = detect_mark(page, x0, x1, strip.y0, strip.y1, strip.em, recognised)
        if mark:
            line = put(line, first, last, mark)
    return line


def options_on(line: Line, options: Sequence[str]) -> list[tuple[int, int]]:
    """Where options begin and end among the line's glyphs; one that goes on in the next line ends with this one."""
    text = "".join(g.text for g in line.glyphs)
    taken: list[tuple[int, int]] = []
    for words in sorted(options, key=len, reverse=True):
        for match in _pattern(words).finditer(text):
            if all(match.end() <= a or match.start() >= b for a, b in taken):
                taken.append(match.span())
    for words in options:  # one that is cut off at the line's end: 国际与区域合|作
        cut = next((n for n in range(len(words) - 1, _LEAST_CUT - 1, -1) if text.endswith(words[:n])), 0)
        if cut and all(b <= len(text) - cut for _, b in taken):
            taken.append((len(text) - cut, len(text)))
    for words in options:
        if len(words) > 9 and len(text) > 7 and not any(b - a > 6 for a, b in taken):
            start = _begins(text, words)
            if start is not None and all(not a <= start < b for a, b in taken):
                taken.append((start, len(text)))
    return sorted(taken)


@lru_cache(maxsize=512)
def _pattern(words: str) -> re.Pattern[str]:
    letters = [c for c in words if c.isalnum()]
    return re.compile(r"[^\w]{0,2}".join(map(re.escape, letters)))


def _begins(text: str, words: str) -> int | None:
    """Where a long option begins that is not whole on this line, or not read letter by letter."""
    for start in range(min(7, len(text) - 6)):
        rest = text[start : start + len(words)]
        if rest[0] == words[0] and fuzz.ratio(rest, words[: len(rest)]) >= 82:
            return start
    return None


def zones(glyphs: Sequence[Glyph], start: int, end: int, taken: AbstractSet[int]) -> Iterator[tuple[int, int]]:
    """The glyphs before an option and those after it that may be a mark: numbers of the first and of the one after the last.
    Glyphs of options (`taken`) cannot be marks."""
    first = start
    while first > 0 and start - first < 8 and first - 1 not in taken and LIKE.fullmatch(glyphs[first - 1].text):
        first -= 1
    yield first, start
    last = end
    while last < len(glyphs) and last - end < 8 and last not in taken and LIKE.fullmatch(glyphs[last].text):
        last += 1
    yield end, last


def put(line: Line, first: int, last: int, mark: Mark) -> Line:
    """The line with these glyphs replaced by one mark."""
    glyphs = line.glyphs
    at = (glyphs[first - 1].end if first else 0.0, glyphs[last].start if last < len(glyphs) else 1.0)
    glyph = Glyph(WRITTEN[mark], sum(at) / 2, *at, 0.99)
    new = (*glyphs[:first], glyph, *glyphs[last:])
    return replace(line, text="".join(g.text for g in new), glyphs=new)


def without(line: Line, first: int, last: int) -> Line:
    """The line without these glyphs."""
    new = (*line.glyphs[:first], *line.glyphs[last:])
    return replace(line, text="".join(g.text for g in new), glyphs=new)


# --- pixels ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Blot:
    """A piece of connected ink: its box, in pixels of the zone, its pixels, and all ink in its box (a tick need not touch the
    frame it stands in)."""

    x: int
    y: int
    w: int
    h: int
    ink: NDArray[np.uint8]
    all: NDArray[np.uint8]


def detect_mark(page: Gray, x0: float, x1: float, y0: float, y1: float, em: float, recognised: str = "") -> Mark:
    """Which mark is between x0 and x1 on a line from y0 to y1. `recognised`: what was read there, used only where we may be in
    doubt."""
    if x1 - x0 < 0.25 * em:
        return ""
    blots = [b for b in _blots(page, x0, x1, y0, y1, em) if max(b.w, b.h) > 0.16 * em]
    for blot in sorted(blots, key=lambda b: -b.w * b.h):
        inside = _framed(blot, em)
        if inside is not None:
            return "empty" if inside <= _EMPTY_INSIDE else "ticked" if inside >= _TICKED_INSIDE else "unsure"
        if _no_glyph(blot, em):
            return "unsure"
    arcs = [b for b in blots if b.h > 0.62 * em and b.w < 0.5 * em]
    left = [b for b in arcs if _bulges(b) < 0]
    right = [b for b in arcs if _bulges(b) > 0]
    if left and right and max(b.x for b in right) > min(b.x for b in left):
        opening, closing = min(left, key=lambda b: b.x), max(right, key=lambda b: b.x)
        between = [b for b in blots if opening.x + opening.w <= b.x + b.w / 2 <= closing.x and b not in (opening, closing)]
        ink = [b for b in between if max(b.w, b.h) > 0.28 * em and min(b.w, b.h) > 0.1 * em]
        return "ticked" if ink else "empty"
    return _by_words(recognised, blots, em)


def _by_words(recognised: str, blots: Sequence[_Blot], em: float) -> Mark:
    """The mark where no frame was found: a bare tick, or nothing that is known."""
    if recognised in _WITHOUT_FONT:
        return _WITHOUT_FONT[recognised] if blots else "unsure"
    verdict = signs.verdict(signs.plain(recognised))
    inked = any(max(b.w, b.h) > 0.4 * em for b in blots)
    if verdict == "yes":
        return "ticked" if inked else "unsure"
    if verdict == "no":
        return "empty" if "(" in recognised or "（" in recognised else "unsure" if inked else ""
    return "unsure" if verdict == "cross" and inked else ""


def _blots(page: Gray, x0: float, x1: float, y0: float, y1: float, em: float) -> list[_Blot]:
    """Pieces of ink whose centre is in the zone; the zone is cut out with a margin, so that none of its own ink is cut off."""
    margin = 0.6 * em
    left, top = max(0, round(x0 - margin)), max(0, round(y0 - 0.12 * em))
    part = page[top : round(y1 + 0.12 * em), left : round(x1 + margin)]
    if not part.size:
        return []
    ink = (part < min(DARK + 20, int(part.max()) - 40)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    blots = []
    for number in range(1, min(count, 60)):
        x, y, w, h, _ = (int(v) for v in stats[number])
        if w < _RULE_WIDE * em and h > _RULE_HIGH * part.shape[0] and (y == 0 or y + h == part.shape[0]):
            continue  # a piece of the table's vertical rule
        if x0 <= left + x + w / 2 <= x1 and y + h > 0.15 * part.shape[0] and y < 0.9 * part.shape[0]:
            own = (labels[y : y + h, x : x + w] == number).astype(np.uint8)
            blots.append(_Blot(x, y, w, h, own, ink[y : y + h, x : x + w]))
    return blots


def _framed(blot: _Blot, em: float) -> float | None:
    """Share of ink inside a blot that is a box, None for one that is not: four sides drawn, about as wide as high. A tick that
    runs over the frame makes the blot larger than the box; then the box is looked for inside it."""
    if not (0.5 * em <= blot.w <= 1.8 * em and 0.5 * em <= blot.h <= 1.8 * em):
        return None
    thick = max(1, round(0.09 * em))
    if blot.w < 1.35 * em and blot.h < 1.35 * em and 0.7 <= blot.w / blot.h <= 1.4 and _sides(blot.ink, thick) >= 0.72:
        return _inner(blot.all, thick)
    return _box_within(blot.ink, em, thick)


def _no_glyph(blot: _Blot, em: float) -> bool:
    """Whether a blot is the frame that replaces a character the font did not have: narrow, and drawn on four sides."""
    narrow = 0.3 * blot.h <= blot.w < _NARROW * blot.h and 0.6 * em <= blot.h <= 1.5 * em
    return narrow and _sides(blot.ink, max(1, round(0.09 * em))) >= 0.8 and _inner(blot.all, 1) <= _TICKED_INSIDE


def _sides(ink: NDArray[np.uint8], thick: int) -> float:
    """The least inked of the four sides, within a band as thick as a line and a pixel of tilt."""
    band = thick + 1
    sides = (ink[:band].max(axis=0), ink[-band:].max(axis=0), ink[:, :band].max(axis=1), ink[:, -band:].max(axis=1))
    return min(float(side.mean()) for side in sides)


def _inner(ink: NDArray[np.uint8], thick: int) -> float:
    off = thick + max(1, round(0.12 * min(ink.shape)))
    inner = ink[off : ink.shape[0] - off, off : ink.shape[1] - off]
    return float(inner.mean()) if inner.size else 0.0


def _box_within(ink: NDArray[np.uint8], em: float, thick: int) -> float | None:
    """The same for a box with pen strokes over it: rows and columns that are inked for most of a box's side."""
    side = round(0.55 * em)
    rows = [y for y in range(ink.shape[0]) if _run(ink[y]) >= side]
    columns = [x for x in range(ink.shape[1]) if _run(ink[:, x]) >= side]
    if not rows or not columns or rows[-1] - rows[0] < side or columns[-1] - columns[0] < side:
        return None
    box = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    if not 0.7 <= box.shape[1] / box.shape[0] <= 1.4 or _sides(box, thick) < 0.72:
        return None
    return max(_inner(box, thick), _TICKED_INSIDE)  # ink beyond the frame is from a pen


def _run(line: NDArray[np.uint8]) -> int:
    """The longest run of ink."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], line, [0]))))
    return int((edges[1::2] - edges[::2]).max()) if len(edges) else 0


def _bulges(blot: _Blot) -> float:
    """Below 0 for an opening bracket, above for a closing one: the position of its middle against its ends."""
    third = max(1, blot.h // 4)
    ends = np.concatenate((np.nonzero(blot.ink[:third])[1], np.nonzero(blot.ink[-third:])[1]))
    middle = np.nonzero(blot.ink[third:-third])[1]
    return float(middle.mean() - ends.mean()) / max(blot.w, 1) if len(ends) and len(middle) else 0.0
