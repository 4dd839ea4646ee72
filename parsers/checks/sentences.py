"""Cuts a text into sentences, and shortens a sentence to a quotation that can be shown."""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST_QUOTE = 100
_END = re.compile(r"[。；;！!？?\n]+")
_BLANK = re.compile(r"[^\S\n]")
_BLANKS = re.compile(r"(?<=[\u2e80-\uffff])\s+|\s+(?=[\u2e80-\uffff])")
_NUMBERS = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|\d{12,}|\d{3,4}-\d{7,8}")
"""Telephone and account numbers: people who may not see them read quotations."""
_FIGURES = re.compile(r"\d[\d-]{9}")
"""What every such number contains; most sentences do not have it."""


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of the text, cut at full stops, semicolons and line ends; blanks stay only between words of Latin letters."""
    if _BLANK.search(text) is None:
        return tuple(filter(None, _END.split(text)))
    pieces = (cut.strip() for cut in _END.split(text))
    return tuple(_BLANKS.sub("", piece) if len(piece.split()) > 1 else piece for piece in pieces if piece)


@lru_cache(maxsize=64)
def folded(text: str) -> str:
    """The text with one sentence a line."""
    return "\n".join(sentences(text))


def quoted(sentence: str, at: int = 0) -> str:
    """The sentence in at most LONGEST_QUOTE characters around the place `at`, without telephone and account numbers."""
    quote = sentence
    if len(sentence) > LONGEST_QUOTE:
        first = max(0, min(at - LONGEST_QUOTE // 3, len(sentence) - LONGEST_QUOTE))
        cut = sentence[first : first + LONGEST_QUOTE]
        quote = ("…" if first else "") + cut + ("…" if first + LONGEST_QUOTE < len(sentence) else "")
    return _NUMBERS.sub("〔号码略〕", quote) if _FIGURES.search(quote) else quote
