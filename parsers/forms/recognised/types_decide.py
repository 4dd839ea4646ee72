"""Turns a recognised number, code or address into what its type allows: letters in a number are digits, a check character
confirms a code, and what its type cannot decide stays in doubt."""

from __future__ import annotations

import re
from dataclasses import replace

from config.model import FieldKind
from parsers.model.record import Value
from parsers.values.credit import ALPHABET, valid

DOUBTFUL = 0.85
"""The most confidence of what its type made likely or unlikely."""
AS_DIGITS = "按数字栏识读，原识别为"
_LOOK = str.maketrans("OoQDIl|", "0000111")
_BETWEEN = re.compile(r"[\s()（）+-]+")
_LENGTHS = {FieldKind.PHONE: range(7, 33), FieldKind.POSTCODE: range(6, 7), FieldKind.ACCOUNT: range(8, 33)}
"""How many digits a number of this kind may have."""
_FEWEST = 0.6
"""Share of a number that must have been read as digits before its letters are taken for digits."""
_EITHER = "1lI|0Oo"
"""Characters that are the same in many fonts."""
_CODE = 18
_CHECKED = 31
"""A code misread at random has the right check character once in so many times."""


def decided(value: Value, kind: FieldKind) -> Value:
    """The value of a recognised field of this kind."""
    if not isinstance(value.value, str) or not value.text:
        return value
    if kind in _LENGTHS:
        return _in_digits(value, value.value, _LENGTHS[kind])
    if kind == FieldKind.EMAIL:
        return _in_doubt(value, value.value)
    return _checked(value, value.value.upper()) if kind == FieldKind.CODE else value


def _in_digits(value: Value, read: str, lengths: range) -> Value:
    """A number with letters that look like digits, if with them it is one; less sure than what was read as digits, as any number
    with letters is (410208ner, a credit code in a telephone's place)."""
    bare = _BETWEEN.sub("", read)
    digits = bare.translate(_LOOK)
    fits = digits.isascii() and digits.isdigit() and len(digits) in lengths
    if bare == digits or not fits or sum(map(str.isdigit, bare)) < _FEWEST * len(bare):
        lettered = any(char.isascii() and char.isalpha() for char in bare)
        return replace(value, confidence=min(value.confidence, DOUBTFUL)) if lettered else value
    letters = "".join(char for char in bare if not char.isdigit()).translate(_LOOK)
    number = read.translate(_LOOK)
    sure, note = min(value.confidence, DOUBTFUL), f"{AS_DIGITS}{read}"
    return replace(value, text=number, value=number, confidence=sure, doubted=value.doubted + letters, note=value.note or note)


def _in_doubt(value: Value, read: str) -> Value:
    """An address in which a digit stands among letters, or a letter among digits, that looks like one of the others."""
    odd = [char for at, char in enumerate(read) if char in _EITHER and _out_of_place(read, at)]
    if not odd:
        return value
    doubted = value.doubted + "".join(char for char in dict.fromkeys(odd) if char not in value.doubted)
    return replace(value, confidence=min(value.confidence, DOUBTFUL), doubted=doubted)


def _out_of_place(text: str, at: int) -> bool:
    around = [char for char in (text[max(at - 1, 0) : at] + text[at + 1 : at + 2]) if char.isalnum()]
    return bool(around) and all(char.isdigit() != text[at].isdigit() for char in around)


def _checked(value: Value, code: str) -> Value:
    """A social credit code, as sure as its check character makes it."""
    if len(code) != _CODE or not set(code) <= ALPHABET:
        return value
    if not valid(code):
        return replace(value, confidence=min(value.confidence, DOUBTFUL))
    return replace(value, confidence=round(1 - (1 - value.confidence) / _CHECKED, 4))
