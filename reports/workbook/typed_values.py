"""Turns what staff typed into the values that the machine calculates with: a date, a number, or the reason why it is neither."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DATE = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d{2}.*)?\s*")
_PLAIN = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*")
_SERIAL = re.compile(r"\s*([34567]\d{4})(?:\.0+)?\s*")
_WHOLE = re.compile(r"\s*(\d{1,4})(?:\.0+)?\s*[份套本册]?\s*")


def typed_date(text: str) -> date | None:
    """The day in 2024-06-03, 2024/6/3, 2024年6月3日, 20240603, or in Excel's own number of a day; None where it is none."""
    if serial := _SERIAL.fullmatch(text):
        return date(1899, 12, 30) + timedelta(days=int(serial[1]))
    match = _DATE.fullmatch(text) or _PLAIN.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def typed_count(text: str) -> int | None:
    """The whole number in 6, 6.0 or 6份; None where it is none."""
    match = _WHOLE.fullmatch(text.translate(str.maketrans("０１２３４５６７８９", "0123456789")))
    return int(match[1]) if match else None
