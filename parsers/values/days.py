"""Turns a date as people write it into the first and the last day that it may mean: 1985年3月 is any day of that month."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

from parsers.values.numerals import DIGITS, number
from parsers.values.width import DASHES, folded

Days = tuple[date, date]
"""The first and the last day that are meant."""

_LONGEST = 60
_CHINESE = "".join(sign for sign in DIGITS if not sign.isascii())
_NUMERALS = re.compile(rf"[{_CHINESE}十拾]+(?=[年月日号])")
_WRITTEN = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:\s*[年./-]\s*(?P<month>\d{1,2})(?:\s*[月./-]\s*(?P<day>\d{1,2}))?|\s*年)?(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)?(?!\d)")


@lru_cache(maxsize=1024)
def days(text: str) -> Days | None:
    """The days that a text with exactly one date may mean; None where there is none, more than one, or no such day."""
    if not text or len(text) > _LONGEST:
        return None
    plain = _NUMERALS.sub(lambda found: str(number(found[0]) or found[0]), DASHES.sub("-", folded(text)))
    found = list(_COMPACT.finditer(plain)) or list(_WRITTEN.finditer(plain))
    return _of(found[0]) if len(found) == 1 else None


def _of(found: re.Match[str]) -> Days | None:
    year, month, day = (int(found[name]) if found[name] else None for name in ("year", "month", "day"))
    if year is None or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, last)
    return (date(year, month, day), date(year, month, day)) if 1 <= day <= last else None


def chinese(meant: Days) -> str:
    """The date as exactly as it is told: 1985年3月."""
    first, last = meant
    if first == last:
        return f"{first.year}年{first.month}月{first.day}日"
    return f"{first.year}年" if (first.month, last.month) == (1, 12) else f"{first.year}年{first.month}月"


def years(born: Days, on: date) -> tuple[int, int]:
    """The fewest and the most full years that have passed on this day."""
    first, last = born
    return _full(last, on), _full(first, on)


def _full(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def moved(day: date, months: int) -> date:
    """The same day so many months later (earlier, where negative); the last of a month that has no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = max(1, min(count // 12, 9999)), count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
