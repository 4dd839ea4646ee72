"""Turns written values into comparable ones: money, spans of months, codes, phones, e-mail addresses.

All functions are pure and bounded. They return None (or the text unchanged) where they do not understand; they never raise.
"""

from __future__ import annotations

import re

from parsers.values.amounts import money
from parsers.values.numerals import number
from parsers.values.spans import Month, period
from parsers.values.width import DASHES, half

__all__ = ["Month", "code", "email", "half", "money", "number", "period", "phone"]

_LONGEST = 300
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
"""Marks of direction and width that come along when a number is copied from a chat or a web page."""


def code(text: str) -> str:
    """A code or number written in one piece: half-width, without blanks."""
    return "".join(_HIDDEN.sub("", half(text)).split())


def phone(text: str) -> str:
    """A phone number or several: half-width, one kind of dash, without outer blanks, line breaks of a narrow cell and a link's
    "tel:". Extensions, country codes and second numbers stay as written."""
    tidy = DASHES.sub("-", _HIDDEN.sub("", half(text)).strip())
    tidy = re.sub(r"^tel:\s*(?=[+\d])", "", tidy, flags=re.IGNORECASE)
    tidy = re.sub(r"\s*-\s*", "-", tidy)
    return re.sub(r"(?<=\d)\n(?=\d)", "", tidy).replace("\n", " ") if len(tidy) <= _LONGEST else tidy


def email(text: str) -> str:
    """An e-mail address: half-width, without blanks, with a dot instead of a Chinese full stop (F2-13), without a link's
    "mailto:". Several addresses stay apart."""
    tidy = _HIDDEN.sub("", half(text)).replace("。", ".").replace("｡", ".").replace("﹒", ".").replace("﹫", "@")
    tidy = re.sub(r"mailto:", "", tidy, flags=re.IGNORECASE)
    return " ".join(tidy.split()) if tidy.count("@") > 1 else "".join(tidy.split())
