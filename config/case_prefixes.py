"""Says which beginnings of case numbers a guide cannot have: those that a file, a page or a sheet would not take, and those by
which one number could be taken for another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations

from config.language import say
from config.model import Guide

LONGEST = 12
_FIT = re.compile(r"(?:[^\W_][\w-]*)?")
"""Letters and digits of any script, with - and _ between them. A first - would be a command to a spreadsheet. Numbers are
names of files, beginnings of the workbook's keys, and stand in links and in subjects: no other sign is safe in all of them."""


def problems(guide: Guide) -> Iterator[str]:
    """Yields one line for each fault, file and key first; nothing where all is well. One prefix may serve several forms: they
    count on together."""
    prefixes = {f"forms/{form.key}.toml: prefix": form.prefix for form in guide.forms}
    prefixes["guide.toml: prefix_without_form"] = guide.prefix_without_form
    for place, prefix in prefixes.items():
        if not _FIT.fullmatch(prefix):
            yield f"{place}: " + say(f"{prefix!r} 只能由字母、数字、- 和 _ 组成，并以字母或数字开头",
                                     f"{prefix!r} may have letters, digits, - and _ only, and begins with a letter or a digit")
        if len(prefix) > LONGEST:
            yield f"{place}: " + say(f"{prefix!r} 超过 {LONGEST} 个字", f"{prefix!r} is longer than {LONGEST} characters")
    for (_, one), (place, other) in combinations(prefixes.items(), 2):
        if one != other and (_confusable(one, other) or _confusable(other, one)):
            yield f"{place}: " + say(f"以 {other!r} 开头的编号和以 {one!r} 开头的编号会混淆",
                                     f"numbers that begin with {other!r} could be taken for those that begin with {one!r}, or "
                                     "the reverse")


def _confusable(short: str, long: str) -> bool:
    """Whether a number of the longer prefix could be read as one of the shorter: the year would begin where the prefix goes on
    (XM, XM1), or it stands at the end of the longer as if it began there, as a number within a Chinese sentence (GJ, 省GJ)."""
    short, long = (unicodedata.normalize("NFKC", prefix).casefold() for prefix in (short, long))
    if short == long:
        return True
    rest, before = long.removeprefix(short), long.removesuffix(short)
    goes_on = long.startswith(short) and rest[:1].isdigit()
    ends = long.endswith(short) and not re.search(r"[A-Za-z0-9]$", before)
    return goes_on or ends
