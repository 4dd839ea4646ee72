"""Turns the paragraphs of a form into what their type says: which lines are set off from the texts that people wrote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.model.document import Document, Paragraph, paragraphs
from parsers.pairs.label_weights import BLANKS

_TEXT = re.compile(r"[^\n]{30}|。")
"""A paragraph that is a text and no label."""
_USUAL = 0.1
"""The share of all texts from which their face is a usual one."""
_LONGEST = 100
"""Characters of a line whose type is looked at."""


@dataclass(frozen=True, slots=True)
class PrintedType:
    """`usual` are the faces of the form's texts, empty where none is known; `bold` says that emphasis sets lines off: most texts
    have none."""

    usual: frozenset[str] = frozenset()
    bold: bool = True

    def sets_off(self, line: str, spans: Sequence[tuple[int, int]], face: str) -> bool:
        """Whether all of a line is set off, as headings are: `spans` of it are emphasised, `face` is its own."""
        if face and self.usual and face not in self.usual:
            return True
        strong = {at for a, z in spans[:_LONGEST] for at in range(a, min(z, _LONGEST))}
        return self.bold and all(at in strong for at, c in enumerate(line[:_LONGEST]) if c not in BLANKS)

UNTOLD = PrintedType()
"""The type of a form that nobody looked at."""


def type_of(document: Document) -> PrintedType:
    """What the type of a document says."""
    faces: Counter[str] = Counter()
    strong = 0
    for paragraph in paragraphs(document.blocks):
        if _TEXT.search(paragraph.text):
            faces[paragraph.face] += len(paragraph.text)
            strong += sum(z - a for a, z in paragraph.emphasis)
    every = faces.total()
    usual = frozenset(face for face, count in faces.items() if face and count >= _USUAL * every)
    return PrintedType(usual, 2 * strong <= every)


def spans_of(paragraph: Paragraph, start: int, end: int) -> list[tuple[int, int]]:
    """The emphasised spans of one line of a paragraph, which is from `start` to `end` of its text."""
    return [(max(a - start, 0), min(z, end) - start) for a, z in paragraph.emphasis if a < end and z > start]
