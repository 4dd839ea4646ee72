"""Sentences of a text, and one of them fit to be shown: what a hint rests on."""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST_QUOTE = 100
_END = re.compile(r"[。；;！!？?\n]+")
_BLANK = re.compile(r"[^\S\n]")
_BLANKS = re.compile(r"(?<=[\u2e80-\uffff])\s+|\s+(?=[\u2e80-\uffff])")
_NUMBERS = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|\d{12,}|\d{3,4}-\d{7,8}")
"""Telephone and account numbers: a quotation is read by people who have no business with them."""
_FIGURES = re.compile(r"\d[\d-]{9}")
"""What every one of them has; most sentences have none."""


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[str, ...]:
    """The text cut at full stops, semicolons and line ends; blanks stay only between words of Latin letters."""
    if _BLANK.search(text) is None:
        return tuple(filter(None, _END.split(text)))
    pieces = (cut.strip() for cut in _END.split(text))
    return tuple(_BLANKS.sub("", piece) if len(piece.split()) > 1 else piece for piece in pieces if piece)


@lru_cache(maxsize=64)
def folded(text: str) -> str:
    """Its sentences, one a line."""
    return "\n".join(sentences(text))


def quoted(sentence: str, at: int = 0) -> str:
    """The sentence in at most LONGEST_QUOTE characters around the place `at`, without telephone and account numbers."""
    quote = sentence
    if len(sentence) > LONGEST_QUOTE:
        first = max(0, min(at - LONGEST_QUOTE // 3, len(sentence) - LONGEST_QUOTE))
        cut = sentence[first : first + LONGEST_QUOTE]
        quote = ("…" if first else "") + cut + ("…" if first + LONGEST_QUOTE < len(sentence) else "")
    return _NUMBERS.sub("〔号码略〕", quote) if _FIGURES.search(quote) else quote
