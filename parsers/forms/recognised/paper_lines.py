"""Turns a document that was recognised on pictures into the lines that its record keeps, so that a Word file can be held against
the paper although the paper itself is read no more."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from parsers.model.document import Document, Medium, paragraphs
from parsers.model.record import PaperLine

MOST_LINES, MOST_CHARACTERS = 800, 40_000
"""What is kept of one form at most; the forms of a call have a tenth of it."""


def paper_lines(document: Document) -> tuple[PaperLine, ...]:
    """The recognised lines in reading order; none of a typed document."""
    return tuple(islice(_bounded(document), MOST_LINES))


def _bounded(document: Document) -> Iterator[PaperLine]:
    left = MOST_CHARACTERS
    recognised = set(document.recognised)
    for line in paragraphs(document.blocks):
        if document.medium == Medium.OCR or line.place.page in recognised:
            left -= len(line.text)
            if left < 0:
                return
            yield PaperLine(line.text, line.place, line.others, round(line.confidence, 4))
