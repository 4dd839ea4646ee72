"""Turns Chinese numerals into whole numbers, strictly: what is said loosely (三五万, "three to five"; 二百五, 250) gives None.
Also writes small numbers as Chinese counts things."""

from __future__ import annotations

import re

DIGITS = {c: i % 10 for i, c in enumerate("0123456789〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖○壹貳參肆伍陸柒捌玖")} | {"两": 2}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_COUNTING = "零一二三四五六七八九"
_ZEROS = "〇零○0"
NUMERALS = "".join([*DIGITS, *_PLACES, *_GROUPS])
_PARTS = re.compile("([亿億万萬])")


def number(words: str) -> int | None:
    """A whole number in Chinese numerals (十二, 伍万, 二〇二四), or None."""
    if not 0 < len(words) <= 24 or any(c not in NUMERALS for c in words):
        return None
    if all(c in DIGITS for c in words):
        return int("".join(str(DIGITS[c]) for c in words))
    return _grouped(words)


def _grouped(words: str) -> int | None:
    """Parts of up to four digits, each with its 万 or 亿, the greater first: 一亿二千万零五百."""
    pieces = _PARTS.split(words)
    total, last = 0, 10**12
    for part, group in zip(pieces[0::2], [*pieces[1::2], ""], strict=True):
        size = _GROUPS[group] if group else 1
        if not part and not group:
            break
        amount = _below_ten_thousand(part, first=last == 10**12)
        loose = not group and last < 10**12 and part[:1] not in _ZEROS and len(part) == 1
        if amount is None or size >= last or loose:
            return None
        total, last = total + amount * size, size
    return total


def _below_ten_thousand(part: str, first: bool) -> int | None:
    """三千零五十, 十二, 五: units get smaller, a digit is before each, and a unit that is left out is replaced by 零."""
    total, last, digit, zero = 0, 10_000, None, first
    for c in part:
        if c in _PLACES:
            if _PLACES[c] >= last or (digit is None and not (c in "十拾" and last == 10_000 and total == 0)):
                return None
            total, last, digit, zero = total + (1 if digit is None else digit) * _PLACES[c], _PLACES[c], None, False
        elif digit is not None:
            return None
        elif c in _ZEROS:
            zero = True
        else:
            digit = DIGITS[c]
    if digit is not None and last > 10 and last < 10_000 and not zero:
        return None
    if digit is None and last == 10_000 and not set(part) & set(_ZEROS):
        return None
    return total + (digit or 0)


def counted(number: int) -> str:
    """A whole number as it stands before a measure word: 两(份), 六, 十二, 三十. In figures from 100 on."""
    if not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return "两" if number == 2 else _COUNTING[number]
    return ("" if tens == 1 else _COUNTING[tens]) + "十" + (_COUNTING[ones] if ones else "")


def loosely(written: str) -> float | None:
    """A number in running text (三点五, 两百), as cn2an's smart mode reads it; None where it is none. cn2an is imported when
    first needed: loading it takes as long as reading a document, and most texts have figures."""
    import cn2an

    try:
        return float(cn2an.cn2an(written, "smart"))
    except (ValueError, LookupError):  # cn2an fails on numerals that are not numbers: 百十〇
        return None
