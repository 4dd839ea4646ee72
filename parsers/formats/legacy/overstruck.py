"""Puts the marks back that the converter drops: boxes and enclosed characters that an old Word file makes of fields (EQ \\o)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from parsers.model.document import Block, Document, Grid, Paragraph
from parsers.ticks import signs

MOST_FIELDS = 500
_MADE = re.compile(r"\x13([^\x13\x14\x15]{1,60})(?:\x14[^\x13\x14\x15]{0,60})?\x15")
_OTHER = re.compile("\x13[^\x13\x14\x15]*\x14?|\x15")
_NOTHING = re.compile("[\\s\x00-\x1f\u200b\xa0\u3000]")

Marks = dict[str, list[list[tuple[int, str]]]]
"""The letters of a paragraph without its marks → for each such paragraph, before which letter a mark stands."""


def restored(document: Document, text: str) -> Document:
    """The document with the marks of those paragraphs that came back as they were but for their marks; `text` is the original's,
    with fields as they are stored."""
    marks = _marks(text)
    return replace(document, blocks=tuple(_block(block, marks) for block in document.blocks)) if marks else document


def _marks(text: str) -> Marks:
    found: Marks = defaultdict(list)
    count = 0
    for paragraph in re.split("[\r\x07\x0b\x0c]", text):
        if "\\o" not in paragraph.lower():
            continue
        places = list(_places(paragraph))
        count += len(places)
        if places and count <= MOST_FIELDS:
            found[_letters(_OTHER.sub("", _MADE.sub(_without, paragraph)))].append(places)
    return found


def _without(field: re.Match[str]) -> str:
    return "" if signs.overstruck(field[1]) is not None else field[0]


def _places(paragraph: str) -> Iterator[tuple[int, str]]:
    for field in islice(_MADE.finditer(paragraph), MOST_FIELDS):
        shown = signs.overstruck(field[1])
        if shown is not None:
            before = _OTHER.sub("", _MADE.sub(_without, paragraph[: field.start()]))
            yield len(_letters(before)), signs.plain(shown)


def _letters(text: str) -> str:
    return _NOTHING.sub("", signs.plain(text))


def _block(block: Block, marks: Marks) -> Block:
    if isinstance(block, Grid):
        cells = (replace(cell, blocks=tuple(_block(inner, marks) for inner in cell.blocks)) for cell in block.cells)
        return replace(block, cells=tuple(cells))
    waiting = marks.get(_letters(block.text))
    return _marked(block, waiting.pop(0)) if waiting else block


def _marked(paragraph: Paragraph, places: list[tuple[int, str]]) -> Paragraph:
    """The paragraph with marks before its letters of these numbers."""
    text = paragraph.text
    letters = [at for at, char in enumerate(text) if not _NOTHING.match(char)]
    spans = list(paragraph.emphasis)
    for number, mark in reversed(places):
        at = letters[number] if number < len(letters) else len(text)
        text = text[:at] + mark + text[at:]
        spans = [(a + len(mark) * (a >= at), z + len(mark) * (z > at)) for a, z in spans]
    return replace(paragraph, text=text, emphasis=tuple(spans))
