"""Turns the lines of print on the pages of a scanned form into its signed and stamped parts: on which pages each part is, and how
far down it reaches. A part begins with its printed label and ends with the next; a page's end does not end it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from config.model import Form, SignedPart
from parsers.forms.labels import squeeze

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in thousandths of the page's width."""

_ALIKE = 80
_MARGIN = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line of print: its page, its place, its words."""

    page: int
    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the form that is signed and stamped: its key, its place (one box a page), its lines, and the line that
    follows it. `whole` is False where it runs over pages that were not read."""

    key: str
    parts: tuple[tuple[int, Box], ...]
    lines: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    whole: bool = True


def areas(lines: Sequence[Line], form: Form, heights: dict[int, int]) -> tuple[Area, ...]:
    """The signed parts of the form found among its printed lines, in the form's order. `heights` are those of the pages, in
    thousandths of their widths. The part for the office is left out: nobody signs it yet."""
    ordered = sorted(lines, key=lambda line: (line.page, line.box[1], line.box[0]))
    starts = _starts(ordered, form)
    bounds = sorted({*starts.values(), *_landmarks(ordered, form)})
    signed = []
    for key, start in starts.items():
        end = next((bound for bound in bounds if bound > start), len(ordered))
        if key != SignedPart.OFFICE_OPINION:
            after = ordered[end : end + 1]
            whole = all(page in heights for page in range(ordered[start].page, _last(after, heights) + 1))
            signed.append(Area(key, _parts(ordered[start], after, heights), tuple(ordered[start:end]), tuple(after), whole))
    return tuple(signed)


def _starts(lines: Sequence[Line], form: Form) -> dict[SignedPart, int]:
    """Where each part's label is. Labels are searched from the end: what is signed comes last."""
    starts: dict[SignedPart, int] = {}
    before = len(lines)
    for area, slot in reversed([(slot.area, slot) for slot in form.slots if slot.area]):
        words = [squeeze(word) for word in (slot.label, *slot.aliases)]
        at = next((n for n in range(before - 1, -1, -1) if _begins(lines[n].text, words)), None)
        if at is not None:
            starts[area] = before = at
    return dict(sorted(starts.items(), key=lambda entry: entry[1]))


def _landmarks(lines: Sequence[Line], form: Form) -> list[int]:
    words = [squeeze(section) for section in form.sections]
    return [n for n, line in enumerate(lines) if len(squeeze(line.text)) < 16 and _begins(line.text, words)]


def _begins(text: str, words: Sequence[str]) -> bool:
    squeezed = squeeze(text)
    bare = re.sub(r"^[一二三四五六七八九十]{1,2}[、.,，]?", "", squeezed)
    return any(len(s) >= len(w) and fuzz.ratio(s[: len(w)], w) >= _ALIKE for w in words for s in (squeezed, bare))


def _last(after: Sequence[Line], heights: dict[int, int]) -> int:
    return after[0].page if after else max(heights)


def _parts(first: Line, after: Sequence[Line], heights: dict[int, int]) -> tuple[tuple[int, Box], ...]:
    parts = []
    for page in range(first.page, _last(after, heights) + 1):
        top = max(0, first.box[1] - _MARGIN) if page == first.page else 0
        bottom = after[0].box[1] - _MARGIN if after and page == after[0].page else heights.get(page, 0)
        if bottom - top > 2 * _MARGIN:
            parts.append((page, (0, top, 1000, bottom)))
    return tuple(parts)
