"""Turns a numbered heading and the text under it into its pair, and printed headings within that text into theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.model.document import Place
from parsers.pairs.answers import answered, is_prose
from parsers.pairs.clean_values import hint, tidy
from parsers.pairs.inline_labels import LABEL
from parsers.pairs.label_weights import LONG_ANSWER, NOT_A_FIELD, core_of, label_of, likeness
from parsers.pairs.pair import Pair

MOST_LINES = 2000
"""How many lines of text may follow one heading."""

_REMARK = re.compile(r"[\s（(]*注\d?[:：]")
_LIMIT = re.compile(r"[（(\[【][^（()）]*\d\s*字[^（()）]*[）)\]】]\s*$")
_GENERAL = re.compile(r"(?:基本|项目|有关|相关|总体|主要|课题|其他|个人|申报|申请|单位|团队|人员){1,2}(?:情况|信息|内容|资料)")
"""What a heading says that only names a part of the form."""
NO_NUMBER = (9, 0)
_CHINESE = "〇一二三四五六七八九"
_NUMBER = re.compile(r"^\s*(?:(?P<open>[（(])?(?P<words>[一二三四五六七八九十]{1,3}|\d{1,2}))")


@dataclass(slots=True)
class _Part:
    label: str
    place: Place
    sure: bool = False
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Chapter:
    """A heading as it stands in `line`, its text, and the headings of lower rank in it that the form prints. `whole`: all of it
    is set off, in the type `face`; `tabled`: a table stood under it; `told`, `prose`: it has text, with a sentence; `above`: some
    of it before the first printed heading; `section` is what is above."""

    label: str
    place: Place
    line: str
    section: str = ""
    whole: bool = False
    lines: list[str] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)
    tabled: bool = False
    told: bool = False
    prose: bool = False
    above: bool = False
    face: str = ""

    @property
    def numbered(self) -> bool:
        """Whether the heading has a number."""
        return place_of_number(self.line) != NO_NUMBER

    def owns(self, line: str, headed: bool, whole: bool) -> bool:
        """Whether a line belongs to the text under this heading and is no heading beside or above it."""
        if len(self.lines) >= MOST_LINES:
            return False
        if not headed:
            return not self.tabled or (not _REMARK.match(line) and (self.told or is_prose(core_of(line))))
        mine, other = place_of_number(self.line), place_of_number(line)
        if other == NO_NUMBER:
            return False
        if self.whole and not whole and mine != NO_NUMBER:  # typed: the form sets its headings off
            return not (other[0] <= mine[0] and other[1] - mine[1] == 1 and likeness(line) >= LABEL)
        if mine == NO_NUMBER:
            return other[0] > 0
        if other[0] != mine[0]:
            return other[0] > mine[0]
        return not (0 < other[1] - mine[1] <= 3) and likeness(line) < LABEL and self.told

    def add(self, line: str, place: Place, whole: bool, headed: bool) -> None:
        """One more line; `whole` says that all of it is set off, `headed` that it is a numbered heading."""
        self.lines.append(line)
        if headed and self._printed(line, whole):
            self.parts.append(_Part(label_of(line), place, whole or limited(line)))
            return
        self.above = self.above or (not self.parts and bool(tidy(line)))
        if self.parts:
            self.parts[-1].lines.append(line)
        if tidy(line):
            self.told = True
            self.prose = self.prose or is_prose(line)

    def _printed(self, line: str, whole: bool) -> bool:
        """Whether the form prints a heading within the text: by its type, its hint, or its words."""
        rank = place_of_number(line)[0]
        if NOT_A_FIELD.search(core_of(line)) or rank == place_of_number(self.line)[0]:
            return False
        noted = re.search(r"[（(][^（）()]{4,}[）)]\s*$", line) is not None or hint(line) != ""
        words = likeness(line) >= LABEL or (LONG_ANSWER.search(core_of(line)) is not None and len(core_of(line)) <= 12)
        return whole or noted or (not self.whole and (rank == 1 or (words and rank == 2)))

    def _asks(self) -> bool:
        return LONG_ANSWER.search(core_of(self.label)) is not None

    def pairs(self) -> Iterator[Pair]:
        """The heading with all text under it; then each printed heading within, with its own. Nothing where all is blank and
        nothing is printed within."""
        asks = self._asks()
        section = self.parts and not self.above and (not asks or (self.parts[0].sure and _GENERAL.fullmatch(core_of(self.label))))
        if not self.numbered and all(map(_titles, filter(tidy, self.lines))):
            return  # a title in several lines, and who printed the form
        if self.told and not section:
            yield from answered(self.label, "\n".join(self.lines), self.place, self.section)
        elif self.parts and asks and not section:
            yield Pair(self.label, "", self.place, self.section)
        for part in self.parts:
            yield from answered(part.label, "\n".join(part.lines), part.place, self.label)


def _titles(line: str) -> bool:
    """Whether a line is of a form's title or its foot."""
    return len(line) <= 24 and re.search(r"(?:[表书]|制|[年月日])\W*$", line) is not None


def limited(line: str) -> bool:
    """Whether a heading says how many characters its text may have."""
    return _LIMIT.search(line) is not None


def place_of_number(line: str) -> tuple[int, int]:
    """The rank of a heading's number (0 一、 1 （一） 2 1. 3 （1）) and the number; NO_NUMBER for none."""
    match = _NUMBER.match(line)
    if match is None:
        return NO_NUMBER
    words = match["words"]
    rank = (2 if words.isdigit() else 0) + bool(match["open"])
    if words.isdigit():
        return rank, int(words)
    tens, _, ones = words.rpartition("十")
    ten = 10 * (_CHINESE.find(tens) if tens else 1) if "十" in words else 0
    return rank, ten + max(_CHINESE.find(ones), 0) if ones else ten
