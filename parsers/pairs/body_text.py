"""Turns the text outside tables into its pairs: 申报单位：某大学 on a cover, and numbered headings with the text under them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from parsers.model.document import UNREAD, Paragraph, Place
from parsers.pairs.answers import AMID, answered, plain
from parsers.pairs.clean_values import tidy
from parsers.pairs.inline_labels import is_label_only, parts, spaced
from parsers.pairs.label_weights import BLANKS, LONG_ANSWER, core_of, heading, is_common_label, label_of, likeness, numbering
from parsers.pairs.pair import Pair
from parsers.pairs.tick_options import ticks

MOST_LINES = 2000
"""How many lines of text may follow one heading."""

_NOT_ASKED = re.compile(r"(?:说明|须知|注意事项|要求|注释?|填报说明)[:：]?$")
_END = re.compile(r"制$|\d年|[〇○零一二三四五六七八九十]{4}年|[表书]$")


@dataclass(slots=True)
class Body:
    """Goes through the paragraphs; `heading` waits for the text under it, `tail` for a line that belongs to it. `printed` says
    that lines end where the page's did, not where the writer ended them (PDF)."""

    section: str = ""
    heading: str = ""
    place: Place = field(default_factory=Place)
    number: str = ""
    lines: list[str] = field(default_factory=list)
    unasked_part: bool = False
    printed: bool = False
    tail: Pair | None = None

    def paragraph(self, paragraph: Paragraph) -> Iterator[Pair]:
        """The pairs that are complete with this paragraph."""
        for line in paragraph.text.replace(UNREAD, " ").split("\n"):
            if line.strip(BLANKS):
                yield from self._line(line, paragraph.place)

    def _line(self, line: str, place: Place) -> Iterator[Pair]:
        if self.unasked_part and not _headed(line):
            return
        inside = bool(self.heading)
        entries = self._parts(line, inside)
        if self.tail is not None and not entries and not _headed(line):
            yield from self._goes_on(self.tail, line)
        elif entries:
            yield from self.close(section=inside)
            yield from self._pairs_of_paragraph(entries, place)
        elif _headed(line) or (inside and numbering(line) and numbering(line) == self.number):
            yield from self.close(brother=numbering(line) == self.number)
            self._open(line, place)
        elif inside and len(self.lines) < MOST_LINES:
            self.lines.append(line)

    def _parts(self, line: str, inside: bool) -> list[tuple[str, str]]:
        entries = parts(line)
        label = entries[0][0] if entries else ""
        if inside and not (entries and len(line) <= 80 and (is_common_label(label) if self.lines else likeness(label) >= AMID)):
            return []
        if not entries:
            gap = spaced(line)
            return [gap] if gap else []
        prose = [label for label, value in entries if len(value) > 200 or (re.search(r"。.*。", value) and likeness(label) < 2.0)]
        return [] if prose else entries

    def _goes_on(self, tail: Pair, line: str) -> Iterator[Pair]:
        """The line after a label and its value that has no label: more boxes to tick, or the rest of a value that was too
        long for the page. Anything else is not an answer."""
        self.tail = None
        words = line.strip(BLANKS)
        broken = self.printed and len(tail.value) >= 12 and len(words) <= 20 and not _END.search(words)
        if tail.options and ticks(words):
            yield from plain(tail.label, f"{tail.written}\n{words}", tail.place, tail.section)
        elif broken and re.search(r"[\u4e00-\u9fff]{6}", tail.value):
            yield replace(tail, value=tail.value + words, written=tail.written + words)
        else:
            yield tail

    def _pairs_of_paragraph(self, entries: list[tuple[str, str]], place: Place) -> Iterator[Pair]:
        for number, (label, value) in enumerate(entries):
            if number == len(entries) - 1 and not tidy(value) and not ticks(value) and LONG_ANSWER.search(core_of(label)):
                self.heading, self.place, self.number = label, place, ""
                return
            pairs = list(plain(label, value, place, self.section))
            if number == len(entries) - 1:
                self.tail = pairs.pop()
            yield from pairs

    def _open(self, line: str, place: Place) -> None:
        self.unasked_part = _NOT_ASKED.search(core_of(line)) is not None
        self.heading, self.place, self.number = ("" if self.unasked_part else label_of(line)), place, numbering(line)

    def close(self, section: bool = False, brother: bool = False) -> Iterator[Pair]:
        """Ends the heading: with its text it is a pair, without text it is the name of what follows (a table, more labels)."""
        tail, self.tail = self.tail, None
        if tail is not None:
            yield tail
        heading, lines, self.heading, self.lines = self.heading, self.lines, "", []
        if not heading:
            return
        if lines:
            yield from answered(heading, "\n".join(lines), self.place, self.section)
        elif section:
            self.section = heading
        elif brother or self.number != "一" or LONG_ANSWER.search(core_of(heading)):
            yield Pair(heading, "", self.place, self.section)
        else:
            self.section = heading


def _headed(line: str) -> bool:
    """A line that is a numbered heading, or 填表说明."""
    words = line.strip(BLANKS)
    if numbering(words) == "1" and likeness(words) < AMID:
        return False  # a numbered sentence
    return (heading(words) and is_label_only(words)) or (len(words) < 20 and _NOT_ASKED.search(core_of(words)) is not None)
