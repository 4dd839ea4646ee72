"""Written values → comparable ones: money, spans of months, codes, phones, e-mail addresses.

All functions are pure and bounded. They return None (or the text unchanged) where they do not understand; they never raise.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

Month = str
"""A month as "YYYY-MM"."""

_LONGEST = 300
_DASHES = re.compile(r"[‐‑‒–—―−﹣－~～〜∼⁓]+|(?<![-])-{2,}|→")
_DIGITS = {c: i % 10 for i, c in enumerate("0123456789〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖")} | {"○": 0, "O": 0, "两": 2}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_NUMERALS = "".join([*_DIGITS, *_PLACES, *_GROUPS])


def half(text: str) -> str:
    """Full-width digits, Latin letters and signs made half-width; everything else as written."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else " " if c in "\u3000\xa0" else c for c in text)


def code(text: str) -> str:
    """A code or number written in one piece: half-width, without blanks."""
    return "".join(half(text).split())


def phone(text: str) -> str:
    """A phone number or several: half-width, one dash, outer blanks and line breaks of a narrow cell removed."""
    tidy = _DASHES.sub("-", half(text).strip())
    tidy = re.sub(r"\s*-\s*", "-", tidy)
    return re.sub(r"(?<=\d)\n(?=\d)", "", tidy).replace("\n", " ") if len(tidy) <= _LONGEST else tidy


def email(text: str) -> str:
    """An e-mail address: half-width, without blanks, a Chinese full stop taken for the dot it was meant to be (F2-13)."""
    return code(text).replace("。", ".").replace("｡", ".").replace("﹒", ".")


def number(words: str) -> int | None:
    """A whole number in Chinese numerals (十二, 伍万, 二〇二四), or None."""
    if not 0 < len(words) <= 24 or any(c not in _NUMERALS for c in words):
        return None
    if all(c in _DIGITS for c in words):
        return int("".join(str(_DIGITS[c]) for c in words))
    total = part = digit = 0
    for c in words:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _PLACES:
            part += (digit or 1) * _PLACES[c]
            digit = 0
        else:
            total = (total + part + digit) * _GROUPS[c] if total + part + digit else _GROUPS[c]
            part = digit = 0
    return total + part + digit


# --- money ----------------------------------------------------------------------------------------------------------

_UNITS = {
    **dict.fromkeys(("亿元", "亿"), Decimal(10000)),
    **dict.fromkeys(("万元", "万", "w元", "w"), Decimal(1)),
    "千元": Decimal("0.1"),
    **dict.fromkeys(("元", "圆", "块"), Decimal("0.0001")),
}
_MONEY = re.compile(
    rf"(?:人民币|共计|合计|共|约|计|¥|￥|rmb|:)*(?:(?P<figures>\d{{1,15}}(?:\.\d{{1,8}})?)|(?P<words>[{_NUMERALS}]{{1,24}}))"
    r"(?P<unit>亿元|亿|万元|万|千元|元|圆|块|w元|w|)(?:人民币)?[整正]?[.。;,]?"
)


def money(text: str | None, unit: str = "万元") -> Decimal | None:
    """An amount in 万元; a bare number counts in `unit` (the column's). None where there is not exactly one amount."""
    if text is None or len(text) > 80:
        return None
    said = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
    said = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", said)
    match = _MONEY.fullmatch(said.strip("()"))
    if match is None:
        return None
    factor = _UNITS.get(match["unit"] or unit, Decimal(1))
    if match["figures"] is not None:
        return _neat(Decimal(match["figures"]) * factor)
    amount = _in_words(match["words"], match["unit"])
    return None if amount is None else _neat(amount * factor)


def _in_words(words: str, unit: str) -> Decimal | None:
    """Numerals beside their unit: in 五万元 the pattern takes 五万 and 元, so that 万 has to count once only."""
    amount = number(words)
    if amount is None:
        return None
    in_full = unit == "" and any(c in _GROUPS for c in words)
    return Decimal(amount) / 10000 if in_full else Decimal(amount)


def _neat(amount: Decimal) -> Decimal:
    """Without trailing zeros, and never in exponents."""
    short = amount.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


# --- months ---------------------------------------------------------------------------------------------------------

_YEAR = r"(?<!\d)(?P<year>(?:19|20)\d{2}|\d{2}(?=\s*年))"
_DATE = re.compile(
    rf"{_YEAR}\s*(?P<sep>年|[./\-])\s*(?P<month>\d{{1,2}})(?!\d)\s*(?:月份?)?"
    r"(?:\s*(?:(?<=月)|(?P=sep))\s*(?P<day>\d{1,2})(?!\d)(?!\s*月)\s*[日号]?)?"
)
_COMPACT = re.compile(r"(?<!\d)(?P<year>20\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)?(?!\d)")
_SAME_YEAR = re.compile(
    r"\s*(?:起|开始)?\s*(?:至|到|-)\s*(?:同年|当年|本年)?\s*(?P<month>\d{1,2})(?!\d)"
    r"\s*(?:月份?|[./]\s*\d{1,2}(?!\d)|(?=\s*[止)]?\s*$))"
)
_LENGTH = re.compile(r"(?<!\d)(?P<n>\d{1,2}|半)\s*(?P<unit>年|个?月)(?!\s*\d{1,2}\s*月)")
_CHINESE_DATE = re.compile(rf"[{''.join(_DIGITS)}十]{{1,4}}(?=\s*(?:年|月|日|号|个月))")


def period(text: str | None) -> tuple[Month, Month] | None:
    """The first and the last month of a span, or None where it is not certain. A start with a length (一年, 12个月) is a
    span too. The end may lie before the start: that is for a rule to say."""
    if text is None or len(text) > _LONGEST:
        return None
    said = _DASHES.sub("-", unicodedata.normalize("NFKC", text)).replace("。", ".")
    said = _CHINESE_DATE.sub(lambda m: str(number(m.group()) if number(m.group()) is not None else m.group()), said)
    dates = sorted([*_DATE.finditer(said), *_COMPACT.finditer(said)], key=lambda m: m.start())
    months = [_month(int(m["year"]), int(m["month"])) for m in dates]
    if len(months) == 1:
        months.append(_end(said, dates[0]))
    if len(months) != 2 or None in months:
        return None
    first, last = months
    return (first, last) if first is not None and last is not None else None


def _end(said: str, first: re.Match[str]) -> Month | None:
    """The last month where only the first has a year: a month of the same year, or a length."""
    year, month = int(first["year"]), int(first["month"])
    same = _SAME_YEAR.match(said, first.end())
    if same:
        return _month(year, int(same["month"]))
    lengths = _LENGTH.findall(said[: first.start()] + " " + said[first.end() :])
    if len(lengths) != 1:
        return None
    n, unit = lengths[0]
    months = 6 if n == "半" and unit == "年" else int(n) * (12 if unit == "年" else 1) if n != "半" else 0
    last = year * 12 + month - 1 + months - 1
    return _month(last // 12, last % 12 + 1) if months > 0 else None


def _month(year: int, month: int) -> Month | None:
    year += 2000 if year < 100 else 0
    return f"{year:04d}-{month:02d}" if 1990 <= year <= 2099 and 1 <= month <= 12 else None
