"""Turns characters of a page into its lines, and tells a sheet of two pages side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from parsers.model.document import most_of

Char = dict[str, Any]
Line = list[Char]

_BROAD = 1.2
_GUTTER = 10.0
"""Points to either side of the middle of a sheet of two pages in which nothing stands."""
_FEW = 20
_BEGINS_NO_LINE, _ENDS_NO_LINE = "。，、；：？！）》」』】〕”’…%％", "（《「『【〔“‘"


def lines_of(chars: Sequence[Char]) -> list[Line]:
    """The lines that characters make, from top to bottom, each from left to right."""
    rows: list[Line] = []
    for char in sorted(chars, key=lambda c: (c["top"] + c["bottom"], c["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        if rows and abs(middle - _middle(rows[-1])) < 0.5 * max(char["size"], rows[-1][0]["size"], 4):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [line for line in map(_written, rows) if any(char["text"].strip() for char in line)]


def _written(line: Line) -> Line:
    """The characters of a line in the order written, if that runs from left to right (a squeezed line's characters overlap);
    else in the order of their places."""
    written = sorted(line, key=lambda c: int(c["order"]))
    if all(b["x0"] > a["x0"] - 0.7 * a["size"] for a, b in pairwise(written)):
        return written
    return sorted(line, key=lambda c: float(c["x0"]))


def _middle(line: Line) -> float:
    return float(line[0]["top"] + line[0]["bottom"]) / 2


def first_word(line: Line) -> float:
    """Width of what a line break cannot split: one Chinese character, or a run of Latin ones, with the brackets that open before
    it and the punctuation behind it."""
    last = line[0]
    for char in line[1:]:
        latin = "!" <= char["text"] <= "~" and "!" <= last["text"] <= "~" and last["text"] != "-"
        if not (latin or char["text"] in _BEGINS_NO_LINE or last["text"] in _ENDS_NO_LINE):
            break
        last = char
    return float(last["x1"] - line[0]["x0"])


def spelled(pieces: Sequence[tuple[str, bool]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of pieces, each of which may be in bold, without outer blanks; and the spans of it that are."""
    whole = "".join(text for text, _ in pieces)
    text = whole.strip()
    at = len(whole.lstrip()) - len(whole)
    spans: list[tuple[int, int]] = []
    for words, strong in pieces:
        start, at = at, at + len(words)
        if strong and at > 0 and start < len(text):
            begin = spans.pop()[0] if spans and spans[-1][1] == start else max(start, 0)
            spans.append((begin, min(at, len(text))))
    return text, tuple(spans)


def face_of(line: Line) -> str:
    """The font and size of nearly all Chinese characters of a line, or ""."""
    faces = Counter((c.get("font", ""), round(2 * c["size"])) for c in line if "\u4e00" <= c["text"][:1] <= "\u9fff")
    return most_of({f"{font.rpartition('+')[2]} {size}": count for (font, size), count in faces.items()})


def gutter(width: float, height: float, things: Sequence[Char]) -> float | None:
    """Where a broad page is two pages side by side: at its middle, if nothing stands there and both sides have words."""
    fold = width / 2
    if width < _BROAD * height or any(t["x0"] < fold + _GUTTER and t["x1"] > fold - _GUTTER for t in things):
        return None
    left = sum(bool(t["text"]) and t["x1"] < fold for t in things)
    words = sum(bool(t["text"]) for t in things)
    return fold if min(left, words - left) >= _FEW else None
