"""Decides whether two values of one field differ. One function for each kind of field."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Postfix, Prefix

from config.model import MASKED, Field, FieldKind
from parsers.compare.folding import bare, code, code_as_read, folded, rare, ticked
from parsers.model.document import Medium
from parsers.model.record import Value
from parsers.values.width import DASHES
from parsers.values.width import folded as compatible

_LONG = 40
_ALIKE_SHORT, _ALIKE_LONG = 88.0, 90.0
"""Similarity from which words that were recognised are the same words."""
_BLOCK = 8
"""So many characters in a row that are on the paper and not in Word are no error of recognition."""
_AROUND = 8
_MOST_SHOWN = 28
_FEW = 3
"""How many characters of an account may be shown besides its last four."""


def differs(field: Field, one: Value, other: Value) -> bool:
    """Whether the values say different things. Both were read, and not both are blank."""
    ocr = Medium.OCR in (one.medium, other.medium)
    return _KINDS.get(field.kind, _words)(one, other, ocr)


def shown(field: Field, one: Value, other: Value) -> tuple[str, str]:
    """Both values for a sentence; long ones cut to where they differ, and of bank accounts no more than that (R126)."""
    first, second = _flat(field, one), _flat(field, other)
    if field.kind in MASKED:
        return _parting(first, second)
    if max(len(first), len(second)) <= _MOST_SHOWN:
        return first or "（空）", second or "（空）"
    blocks = [op for op in SequenceMatcher(None, first, second, autojunk=False).get_opcodes() if op[0] != "equal"]
    if not blocks:
        return first[:_MOST_SHOWN], second[:_MOST_SHOWN]
    _, a, b, c, d = max(blocks, key=lambda op: _weight(first[op[1] : op[2]], second[op[3] : op[4]]))
    return _cut(first, a, b), _cut(second, c, d)


def _parting(one: str, other: str) -> tuple[str, str]:
    """Two accounts showing only their last four characters and the few in which they differ; others only their last four."""
    first, second = (re.sub(r"\s+", "", text) for text in (one, other))
    parted = [n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b]
    shown = set(parted) if len(first) == len(second) and len(parted) <= _FEW else set[int]()
    return _veiled(first, shown), _veiled(second, shown)


def _veiled(account: str, shown: set[int]) -> str:
    if not account:
        return "（空）"
    keep = len(account) - 4 if len(account) >= 2 * 4 else len(account)
    return "".join(char if n >= keep or n in shown else "*" for n, char in enumerate(account))


def _weight(one: str, other: str) -> tuple[bool, int]:
    return bool(re.search(r"\d", one + other)), max(len(one), len(other))


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), min(end, start + _MOST_SHOWN) + _AROUND)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def _flat(field: Field, value: Value) -> str:
    """A value as one line: options and rows separated by semicolons, a chosen option by its printed words."""
    content = value.value
    if field.kind == FieldKind.CHOICE:
        return next((option.label for option in field.options if content and content in (option.key, option.label)), "")
    if isinstance(content, list):
        return "；".join(map(_row, content))
    return " ".join((content if isinstance(content, str) else value.text or "").split())


def _row(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    budget = "" if item["budget_wan"] is None else f"{item['budget_wan']:g}万元"
    return "，".join(part for part in (item["stage"], budget, item["goal"]) if part)


# --- one kind after the other ---------------------------------------------------------------------------------------


def bare_alike(one: str, other: str) -> bool:
    """Whether `bare` gives the same for both. Only what is between their common beginning and end is compared, each cut
    at a plain Chinese character, which neither Unicode's compatible form nor lower case joins to its neighbours."""
    first, second = _parting_ways(one, other)
    return first == second or bare(first) == bare(second)


def _parting_ways(one: str, other: str) -> tuple[str, str]:
    start = int(Prefix.similarity(one, other))
    while start > 0 and not _stands_alone(one[start - 1]):
        start -= 1
    one, other = one[start:], other[start:]
    end = int(Postfix.similarity(one, other))
    while end > 0 and not _stands_alone(one[-end]):
        end -= 1
    return one[: len(one) - end], other[: len(other) - end]


def _stands_alone(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _code(one: Value, other: Value, ocr: bool) -> bool:
    """Codes, phones, accounts: every character counts except blanks and dashes. A letter that recognition made of a digit counts
    as that digit."""
    first, second = ((code_as_read if ocr else code)(value.text or "") for value in (one, other))
    return first != second


def _email(one: Value, other: Value, ocr: bool) -> bool:
    first, second = (re.sub(r"\s+", "", compatible(value.text or "")).lower() for value in (one, other))
    return folded(first) != folded(second) if ocr else first != second


def _name(one: Value, other: Value, ocr: bool) -> bool:
    """People and units: every character counts, but not brackets; on recognised paper also not a character where Word has a rare
    one."""
    first, second = one.text or "", other.text or ""
    if bare_alike(first, second):
        return False
    return not ocr or _read_otherwise(folded(first), folded(second))


def _read_otherwise(first: str, second: str) -> bool:
    if len(first) != len(second):
        return True
    return any(a != b and not rare(a) for a, b in zip(first, second, strict=True))


def _period(one: Value, other: Value, ocr: bool) -> bool:
    spans = [(value.value or {}).get("start") and (value.value["start"], value.value["end"]) for value in (one, other)]
    if all(spans):
        return bool(spans[0] != spans[1])
    first, second = (DASHES.sub("-", compatible(value.text or "")) for value in (one, other))
    return folded(first) != folded(second)


def _ticks(one: Value, other: Value, ocr: bool) -> bool:
    """What is ticked; the words after 其他 are the applicant's and are compared as words."""
    first, second = (ticked(value.value) for value in (one, other))
    if set(first) != set(second):
        return True
    return any(_apart(first[key], second[key], ocr) for key in first if first[key] or second[key])


def _schedule(one: Value, other: Value, ocr: bool) -> bool:
    first, second = one.value or [], other.value or []
    if len(first) != len(second):
        return True
    for a, b in zip(first, second, strict=True):
        if a["budget_wan"] != b["budget_wan"] or _apart(a["stage"], b["stage"], ocr) or _apart(a["goal"], b["goal"], ocr):
            return True
    return False


def _table(one: Value, other: Value, ocr: bool) -> bool:
    """Another number of rows, or other words in a column."""
    first, second = one.value or [], other.value or []
    if len(first) != len(second):
        return True
    return any(_apart(a[head], b.get(head, ""), ocr) for a, b in zip(first, second, strict=True) for head in a)


def _words(one: Value, other: Value, ocr: bool) -> bool:
    return _apart(one.text or "", other.text or "", ocr)


def _apart(one: str, other: str, ocr: bool) -> bool:
    """Words: the same characters, or on recognised paper nearly so, with the same numbers and no added passage."""
    if bare_alike(one, other):
        return False
    first, second = folded(one), folded(other)
    if not ocr or first == second:
        return not ocr
    if not first or not second:
        return True
    if fuzz.ratio(first, second) < (_ALIKE_LONG if len(first) > _LONG else _ALIKE_SHORT):
        return True
    return any(_other_numbers(first, second, op) or op[4] - op[3] >= _BLOCK for op in _changes(first, second))


_Change = tuple[str, int, int, int, int]


def _changes(first: str, second: str) -> list[_Change]:
    return [op for op in SequenceMatcher(None, first, second, autojunk=False).get_opcodes() if op[0] != "equal"]


def _other_numbers(first: str, second: str, op: _Change) -> bool:
    """Whether two different numbers stand against each other at this change. A digit on one side only may have been lost."""
    _, a, b, c, d = op
    return bool(re.search(r"\d", first[a:b]) and re.search(r"\d", second[c:d]))


_KINDS: dict[FieldKind, Callable[[Value, Value, bool], bool]] = {
    FieldKind.CODE: _code,
    FieldKind.ACCOUNT: _code,
    FieldKind.IDENTITY: _code,
    FieldKind.PHONE: _code,
    FieldKind.POSTCODE: _code,
    FieldKind.EMAIL: _email,
    FieldKind.PERSON: _name,
    FieldKind.ORGANISATION: _name,
    FieldKind.PERIOD: _period,
    FieldKind.CHOICE: _ticks,
    FieldKind.OPTIONS: _ticks,
    FieldKind.SCHEDULE: _schedule,
    FieldKind.TABLE: _table,
}
