"""One application sent in several mails: reads what a subject says of that ("2/3", 之二, 共3封第1封, 续), and what is still to
come."""

from __future__ import annotations

import re
from collections.abc import Iterable

PartNumber = tuple[int, int]
"""(number, of how many); 0 where it is not told. A mail that says nothing has no mark."""

_DIGITS = "一二三四五六七八九十"
_NUMBER = rf"(\d{{1,2}}|[{_DIGITS}])"
_UNIT = r"(?:封(?:邮件)?|个?部分|[份个]邮件|个?(?:分卷|包))"
_GAP = r"[\s,，、/\-_:：]*"
_BOTH = re.compile(
    rf"[(\[]\s*{_NUMBER}\s*(?:/|of)\s*{_NUMBER}\s*[)\]]|第\s*{_NUMBER}\s*{_UNIT}?{_GAP}\(?共\s*{_NUMBER}\s*{_UNIT}\)?"
    rf"|(?:^|(?<=[\s_\-]))(\d)/([2-9])(?=$|[\s_\-])|part\s*(\d{{1,2}})\s*(?:/|of)\s*(\d{{1,2}})",
    re.IGNORECASE,
)
_TURNED = re.compile(
    rf"共\s*{_NUMBER}\s*{_UNIT}{_GAP}(?:[之第]|这是第?|本?邮件为?第)?\s*{_NUMBER}\s*{_UNIT}?|(?<![\d{_DIGITS}]){_NUMBER}之{_NUMBER}$"
)
_ALONE = re.compile(
    rf"[(\[]\s*之\s*{_NUMBER}\s*[)\]]$|之\s*{_NUMBER}$|第\s*{_NUMBER}\s*{_UNIT}|[(\[]\s*附件\s*{_NUMBER}\s*[)\]]$"
    rf"|[(\[_\-\s](?:续|接上封)\s*{_NUMBER}\s*[)\]]?$"
)
_MORE = re.compile(r"[(\[]\s*(?:续|续发|接上封|待续|未完)\s*[)\]]|(?:待续|未完)$|[\s_\-]续$")
_HALVES = re.compile(r"[(\[]\s*([上下])\s*[)\]]$")
_SPLIT = re.compile(rf"分(?:为|成|作)?\s*{_NUMBER}\s*封|共\s*{_NUMBER}\s*封")
_THIS = re.compile(rf"第\s*{_NUMBER}\s*封")
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans("　【】〔〕「」", " [][][]")
OWN_WORDS = 600
"""How many characters at the beginning of a body are read: quoted mail is further down."""


def part_number(subject: str, body: str = "") -> PartNumber | None:
    """The mark of a mail: of its subject, else of its first words, where only a total of mails counts."""
    words = _folded(subject).strip()
    for pattern, turned in ((_BOTH, False), (_TURNED, True)):
        for hit in pattern.finditer(words):
            number, total = [_value(group) for group in hit.groups() if group]
            number, total = (total, number) if turned else (number, total)
            if 0 < number <= total and total > 1:
                return number, total
    if half := _HALVES.search(words):
        return (1, 2) if half[1] == "上" else (2, 2)
    if alone := _ALONE.search(words):
        return next(_value(group) for group in alone.groups() if group), 0
    if _MORE.search(words):
        return 0, 0
    return _of_body(_folded(body[:OWN_WORDS]))


def unmarked(name: str) -> str:
    """A name without its mark."""
    for pattern in (_BOTH, _TURNED, _ALONE, _MORE, _HALVES):
        for hit in reversed(list(pattern.finditer(_folded(name)))):
            name = name[: hit.start()] + name[hit.end() :]
    return re.sub(r"[(（\[【]\s*[)）\]】]", "", name)


def outstanding(marks: Iterable[PartNumber]) -> bool:
    """Whether parts may be still to come. Without a total nobody can say that all are there: then always True."""
    parts = list(marks)
    if not parts:
        return False
    total = max(of for _, of in parts)
    numbers = {number for number, _ in parts if number}
    there = len(numbers) + sum(not number for number, _ in parts)
    return total == 0 or there < total


def fellows(one: Iterable[PartNumber], other: Iterable[PartNumber]) -> bool:
    """Whether marks of two mails can be of one set: no number is in both, and totals agree."""
    mine, theirs = list(one), list(other)
    totals = {of for _, of in (*mine, *theirs) if of}
    numbers = {number for number, _ in mine if number} & {number for number, _ in theirs if number}
    return bool(mine and theirs) and len(totals) < 2 and not numbers


def _of_body(words: str) -> PartNumber | None:
    totals = [_value(group) for hit in _SPLIT.finditer(words) for group in hit.groups() if group]
    if not totals or not 1 < totals[0] < 10:
        return None
    this = _THIS.search(words)
    number = _value(this[1]) if this else 0
    return (number if number <= totals[0] else 0), totals[0]


def _folded(text: str) -> str:
    """Brackets and digits half-width, every character in its place."""
    return text.translate(_FOLDED)


def _value(written: str) -> int:
    return int(written) if written.isdigit() else _DIGITS.index(written) + 1
