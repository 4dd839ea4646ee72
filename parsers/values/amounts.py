"""Turns an amount of money as people write it into a cell into 万元."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from itertools import pairwise

from parsers.values.numerals import DIGITS, NUMERALS, number

_LONGEST = 80
_UNITS = {
    "亿元": Decimal(10_000),
    "万元": Decimal(1),
    "千元": Decimal("0.1"),
    "百元": Decimal("0.01"),
    "元": Decimal("0.0001"),
}
_SIZES = {"亿": Decimal(10_000), "億": Decimal(10_000), "万": Decimal(1), "萬": Decimal(1), "w": Decimal(1),
          "千": Decimal("0.1"), "仟": Decimal("0.1"), "": Decimal("0.0001")}  # fmt: skip
_SURELY_YUAN = 1000
"""From here on ¥ before a figure means 元 whatever its column says; ¥5.00 in a column of 万元 is a spreadsheet's format of 5."""

_WORDS_BEFORE = re.compile(
    r"^(?:人民币|大写|小写|总经费|经费预算|经费|预算|金额|资金|申请|资助|总计|合计|共计|共|大约|约|计|￥|¥|rmb|cny|[:,=])+"
)
_WORDS_AFTER = re.compile(r"(?:人民币|rmb|cny|左右|[整正。;,.])+$")
_FIGURE = r"\d{1,15}(?:\.\d{1,8})?"
_PLAIN = re.compile(rf"(?P<n>{_FIGURE})(?P<size>[亿億万萬w千仟百佰]?)(?P<unit>[元圆块]?)")
_MIXED = re.compile(rf"(?:({_FIGURE})[亿億])?(?:({_FIGURE})[万萬w])?(?:({_FIGURE})[千仟])?(?:({_FIGURE}))?[元圆]")
_ONE = "".join(DIGITS)
_WORDS = re.compile(rf"(?P<n>[{NUMERALS}]{{1,24}})(?P<unit>[元圆块]?)(?:零?(?P<jiao>[{_ONE}])角)?(?:零?(?P<fen>[{_ONE}])分)?")
_UNIT_TWICE = re.compile(r"(亿元|万元|千元|(?<![亿万千])元)\(?\1\)?$")
"""5万元（万元）: the unit that the heading names, typed behind that of the answer."""
_BRACKETED = re.compile(r"(?P<one>[^()]{1,40})\((?P<other>[^()]{1,40})\)")


def money(text: str | None, unit: str = "万元") -> Decimal | None:
    """An amount in 万元; a bare number counts in `unit`, the one its column names (万元, 元, 千元, 亿元). None where there is not
    exactly one amount: a range, a sum in another currency, two amounts that differ."""
    if text is None or len(text) > _LONGEST or unit not in _UNITS:
        return None
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if re.search(r"\d\s+\d", re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", plain)):
        return None
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", re.sub(r"\s+", "", plain))
    plain = re.sub(r"[〔【\[{「]", "(", re.sub(r"[〕】\]}」]", ")", plain))
    amount = _whole(plain, unit)
    return None if amount is None else _neat(amount)


def _whole(text: str, unit: str) -> Decimal | None:
    """The amount of a text with brackets: they hold a note on the currency or unit, or the same amount once more in words."""
    text = _UNIT_TWICE.sub(r"\1", re.sub(r"\((?:人民币|大写|小写|rmb|cny)\)", "", text))
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    named = re.fullmatch(r"([^()]+)\((亿元|万元|千元|元)\)[整正]?", text)
    if named:
        return _one(named[1], named[2]) if re.fullmatch(r"[\d.]+|[^元圆块]+", named[1]) else None
    twice = _BRACKETED.fullmatch(text)
    if twice is None:
        return _one(text, unit)
    one, other = _one(twice["one"], unit), _one(twice["other"], unit)
    return one if one == other else None


def _one(text: str, unit: str) -> Decimal | None:
    """One amount without brackets."""
    signed = text.startswith(("¥", "￥"))
    text = _WORDS_AFTER.sub("", _WORDS_BEFORE.sub("", text))
    plain = _PLAIN.fullmatch(text)
    if plain:
        yuan = plain["unit"] or ("元" if signed and not plain["size"] and Decimal(plain["n"]) >= _SURELY_YUAN else "")
        return _figures(plain["n"], plain["size"], yuan, unit)
    mixed = _MIXED.fullmatch(text)
    if mixed and any(mixed.groups()):
        return _sum(mixed.groups())
    words = _WORDS.fullmatch(text)
    return _in_words(words, unit) if words else None


def _figures(figures: str, size: str, yuan: str, unit: str) -> Decimal | None:
    if size in ("百", "佰"):
        return Decimal(figures) * _UNITS["百元"] if yuan else None
    if size in ("千", "仟") and not yuan:
        return None
    return Decimal(figures) * (_SIZES[size] if size or yuan else _UNITS[unit])


def _sum(groups: tuple[str | None, ...]) -> Decimal | None:
    """3万5千元: only the last part may have decimals, and each part is smaller than the unit before it."""
    parts = [(Decimal(n), size) for n, size in zip(groups, ("亿", "万", "千", ""), strict=True) if n is not None]
    falling = all(n * _SIZES[size] < _SIZES[before] for (_, before), (n, size) in pairwise(parts))
    whole = all(n == n.to_integral_value() for n, _ in parts[:-1])
    return sum((n * _SIZES[size] for n, size in parts), Decimal(0)) if falling and whole else None


def _in_words(match: re.Match[str], unit: str) -> Decimal | None:
    """Numerals count 元 where 元 is written or where they name their own unit (五万); a bare 五 counts in the column's unit."""
    words = match["n"]
    amount = number(words)
    listed = len(words) > 1 and all(c in DIGITS for c in words) and not set(words) & set("〇零○")
    if amount is None or listed or set(words) <= set("○0123456789"):
        return None
    small = Decimal(DIGITS.get(match["jiao"] or "零", 0)) / 10 + Decimal(DIGITS.get(match["fen"] or "零", 0)) / 100
    if small and not match["unit"]:
        return None
    own = match["unit"] or any(c in "万萬亿億" for c in words)
    if not own and set(words) & set("千仟百佰"):
        return None  # 五千 in a column of 万元 is five thousand 元 for most, but not for all
    return (amount + small) * (_UNITS["元"] if own else _UNITS[unit])


def _neat(amount: Decimal) -> Decimal:
    """The number without trailing zeros, and never with an exponent."""
    short = amount.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
