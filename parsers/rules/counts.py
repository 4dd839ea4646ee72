"""Numbers that count something in a text, in digits or Chinese numerals."""

from __future__ import annotations

import re

from parsers.values.numerals import loosely
from parsers.values.width import folded

_NUMBER = r"(\d{1,7}|[零〇一二两三四五六七八九十百千]{1,8})"


def numbers(text: str, *, before: str, after: str) -> tuple[int, ...]:
    """The numbers that stand between the patterns `before` and `after` (regular expressions, blanks allowed between)."""
    found = re.findall(rf"{before}\s*{_NUMBER}\s*(?:{after})", folded(text))
    return tuple(value for written in found if (value := _value(written)) is not None)


def _value(written: str) -> int | None:
    number = int(written) if written.isdigit() else loosely(written)
    return None if number is None else int(number)
