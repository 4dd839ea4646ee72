"""The words that a cell's drop-down offers: a text that a person typed or pasted there in, the word that it is out."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping

from reports.workbook.registry import SHEETS

CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    (sheet.name, column.key): column.choices for sheet in SHEETS for column in sheet.columns if column.choices}
"""(sheet, column) → the words of its drop-down."""
CLOSING = "。.!"
"""What may stand behind a word, full-width or not. A question mark may not: who asks has not decided."""


def chosen(text: str, words: Collection[str]) -> str | None:
    """The one of these words that the text is, but for blanks, width of letters and a closing sign; None where it is none."""
    meant = bare(text)
    return next((word for word in words if meant and bare(word) == meant), None)


def bare(text: str) -> str:
    """The text as words are compared: without blanks, width of letters, signs that print nothing and a closing sign."""
    narrow = unicodedata.normalize("NFKC", text)
    return "".join(one for one in narrow if one.isprintable() and not one.isspace()).rstrip(CLOSING)
