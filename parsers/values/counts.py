"""Reads numbers that count something in a text, in digits or Chinese numerals."""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.values.numerals import loosely
from parsers.values.width import folded

_NUMBER = r"(\d{1,7}|[零〇一二两三四五六七八九十百千]{1,8})"


def numbers(text: str, *, before: str, after: str) -> tuple[int, ...]:
    """The numbers between the patterns `before` and `after` (regular expressions, blanks allowed between)."""
    matches = _between(before, after).findall(folded(text))
    return tuple(value for written in matches if (value := _value(written)) is not None)


@lru_cache(maxsize=32)
def _between(before: str, after: str) -> re.Pattern[str]:
    """The pattern. With an empty `before` a number itself begins it, so that most of a text is skipped at once."""
    lead = rf"{before}\s*" if before else ""
    return re.compile(rf"{lead}{_NUMBER}\s*(?:{after})")


def _value(written: str) -> int | None:
    number = int(written) if written.isdigit() else loosely(written)
    return None if number is None else int(number)
