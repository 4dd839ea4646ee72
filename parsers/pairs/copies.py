"""Turns several copies of one form into the words that stand in all of them: what is not among these somebody wrote.

While the pairs of one copy are read (`reading`), `in_all_copies` says of a text whether it is among them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from parsers.forms.lines import lay_out
from parsers.model.document import Document

LONGEST = 400
"""Characters of a line or cell whose words are compared; longer ones are no labels."""

_PIECES = re.compile(r"[:：\s_＿]+")
_BEFORE_COLON = re.compile(r"[^:：]{1,80}(?=[:：])")
_IN_ALL: ContextVar[frozenset[str] | None] = ContextVar("in_all", default=None)
"""Labels are weighed in many places, each by its text alone; handing this through all of them would not make it clearer."""


def words(document: Document) -> frozenset[str]:
    """The texts of a document's cells and lines, and the words before colons and gaps, as `reading` takes those that copies
    share."""
    return frozenset(_words(document))


@contextmanager
def reading(shared: frozenset[str] | None) -> Iterator[None]:
    """While it is open, these are the words that all copies have; None: there are no other copies."""
    token = _IN_ALL.set(shared)
    try:
        yield
    finally:
        _IN_ALL.reset(token)


def in_all_copies(text: str) -> bool | None:
    """Whether all copies have this text; None without other copies."""
    shared = _IN_ALL.get()
    return None if shared is None else _fold(text) in shared


def _words(document: Document) -> Iterator[str]:
    flow = lay_out(document)
    for text in (*(flow.text(box) for box in range(len(flow.boxes))), *(line.text for line in flow.lines)):
        if len(text) <= LONGEST:
            yield _fold(text)
            yield from map(_fold, _BEFORE_COLON.findall(text))
            yield from map(_fold, _PIECES.split(text))


def _fold(text: str) -> str:
    return _PIECES.sub("", unicodedata.normalize("NFKC", text))
