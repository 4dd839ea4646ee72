"""Turns the number of an identity card (GB 11643) into what it tells, or into what is wrong with it."""

from __future__ import annotations

import re
from datetime import date

from stdnum.cn import ric

from parsers.values.width import folded

LENGTH, BEFORE = 18, 15
"""Characters of a number, and of those of before 1999, which are no longer valid."""
_SIGNS = re.compile(r"[^0-9A-Z]+")
_ABROAD = re.compile(r"[A-Z]{1,3}\(?\d{6,10}\)?[A-Z0-9]?|\d{8,10}|9[0-9A-Z]{17}")
"""Passports and permits of people from elsewhere: their numbers have other forms."""


def plain(text: str) -> str:
    """The number without blanks, signs and Chinese words beside it, in half-width characters and capitals."""
    return _SIGNS.sub("", folded(text).upper())


def valid(text: str) -> bool:
    """Whether it has 18 characters, a date of birth that exists and the right check character."""
    return not fault(text)


def fault(text: str) -> str:
    """What is wrong with it, in Chinese and without the number; "" for nothing."""
    bare = plain(text)
    if len(bare) != LENGTH:
        return f"应为{LENGTH}位，现为{len(bare)}位"
    if not re.fullmatch(r"\d{17}[\dX]", bare):
        return "应为17位数字加一位数字或字母X"
    if birth(bare) is None:
        return "其中的出生日期不存在"
    return "" if ric.calc_check_digit(bare) == bare[-1] else "校验位不符，可能有一位填写有误"


def birth(text: str) -> date | None:
    """The date of birth that stands in the number; None where there is none."""
    bare = plain(text)
    if len(bare) != LENGTH or not bare[6:14].isdigit():
        return None
    try:
        return date(int(bare[6:10]), int(bare[10:12]), int(bare[12:14]))
    except ValueError:
        return None


def woman(text: str) -> bool | None:
    """Whether the number is a woman's; None where it does not say."""
    bare = plain(text)
    return int(bare[16]) % 2 == 0 if len(bare) == LENGTH and bare[16].isdigit() else None


def of_another_kind(text: str) -> bool:
    """Whether it may be the number of a passport or a permit, or of before 1999: a person must see."""
    bare = plain(text)
    return bool(_ABROAD.fullmatch(bare)) or (len(bare) == BEFORE and bare.isdigit())
