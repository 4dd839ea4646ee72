"""Turns the text outside tables into its pairs: 申报单位：某大学 on a cover, and numbered headings with the text under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from parsers.model.document import MARGINS, UNREAD, Paragraph, Place
from parsers.pairs.answers import AMID, is_prose, plain
from parsers.pairs.chapters import Chapter, limited, place_of_number
from parsers.pairs.clean_values import tidy
from parsers.pairs.covers import ENDING, gapped, underlined
from parsers.pairs.inline_labels import LABEL, LONGEST_LABEL, is_label_only, parts, spaced
from parsers.pairs.label_weights import (
    BLANKS,
    LONG_ANSWER,
    SIGNED,
    core_of,
    heading,
    is_common_label,
    label_of,
    likely_person,
    likeness,
    numbering,
)
from parsers.pairs.pair import Pair
from parsers.pairs.printed_notes import is_note, is_promise
from parsers.pairs.printed_type import UNTOLD, PrintedType, spans_of
from parsers.pairs.tick_options import ticks

MOST_LINES = 2000
"""How many lines of text may follow one heading."""

_NOT_ASKED = re.compile(r"(?:说明|须知|注意事项|要求|注释?|填报说明)[:：]?$")
_END = re.compile(r"制$|\d年|[〇○零一二三四五六七八九十]{4}年|[表书]$")
_SENTENCE = re.compile(r"。|[；;].")
_PROMISED = re.compile(r"(?:承诺书?|声明|保证书)$")
_BARE_NUMBER = re.compile(r"^(\d{1,2})[ \t\u3000\xa0]+(?=[\u4e00-\u9fff]{2})")
"""The number of a heading with a blank behind it alone: 1 项目背景."""
_PRINT = re.compile(r"附件?[\d一二三四五六七八九十]{0,3}|.*(?:有|为|如下|包括)")
"""Words before a colon that are no label."""


@dataclass(frozen=True)
class _Line:
    """One line of a paragraph, with its place, its emphasised spans and its face."""

    text: str
    place: Place
    spans: Sequence[tuple[int, int]]
    face: str
    type: PrintedType

    @cached_property
    def set_off(self) -> bool:
        """Whether all of it is set off, as headings are."""
        return self.type.sets_off(self.text, self.spans, self.face)

    @cached_property
    def headed(self) -> bool:
        """Whether it is a numbered heading."""
        return _headed(self.text, self.set_off)


@dataclass(slots=True)
class Body:
    """Goes through the paragraphs; `chapter` waits for the text under it, `tail` for a line that belongs to it. `printed` says
    that lines end where the page's did, not where the writer ended them (PDF); `counted` is the number of the last instruction;
    `gaps` says that labels of the cover have only a gap behind them."""

    section: str = ""
    chapter: Chapter | None = None
    unasked_part: bool = False
    counted: int = 0
    printed: bool = False
    gaps: bool = False
    type: PrintedType = UNTOLD
    tail: Pair | None = None
    asked: set[str] = field(default_factory=set)
    """How headings are numbered under which something was asked."""

    @property
    def heading(self) -> str:
        """The heading that has no text yet, or ""."""
        return self.chapter.label if self.chapter and not self.chapter.told else ""

    def paragraph(self, paragraph: Paragraph) -> Iterator[Pair]:
        """The pairs that are complete with this paragraph."""
        at = 0
        for line in paragraph.text.replace(UNREAD, " ").split("\n"):
            spans = spans_of(paragraph, at, at + len(line))
            if line.strip(BLANKS):
                yield from self._line(_Line(line, paragraph.place, spans, paragraph.face, self.type))
            at += len(line) + 1

    def _line(self, here: _Line) -> Iterator[Pair]:
        line, place = here.text, here.place
        if self.unasked_part and not _ends_instructions(line, self.counted):
            rank, number = place_of_number(line)
            self.counted = number if rank == 0 else self.counted
            return
        if _instructs(line):
            yield from self.close(section=True)
            self.unasked_part, self.counted = True, 0
            return
        self.unasked_part = False
        chapter = self.chapter
        entries, titled = self._parts(here), self._titled(here)
        if is_promise(line) and not (chapter is not None and chapter.prose):
            over = self.heading if _PROMISED.search(self.heading) else ""
            self.chapter = None if over else self.chapter
            yield from self.close()
            yield Pair(over or label_of(line)[:LONGEST_LABEL], "", place, self.section, line, promise=True)
        elif self.tail is not None and not entries and not here.headed:
            yield from self._goes_on(self.tail, line)
        elif entries:
            yield from self.close(section=chapter is not None)
            yield from self._pairs_of_paragraph(entries, place)
        elif chapter is not None and place.note not in MARGINS and not titled and chapter.owns(line, here.headed, here.set_off):
            if chapter.prose or not is_note(line):
                chapter.add(line, place, whole=here.set_off, headed=here.headed)
        elif titled or here.headed:
            yield from self.close(brother=chapter is not None and numbering(line) == numbering(chapter.line))
            self.chapter = Chapter(label_of(line), place, line, self.section, whole=here.set_off, face=here.face)

    def _titled(self, here: _Line) -> bool:
        """Whether a line without a number is the heading of a chapter: set off, in words that ask for a long text, and not within
        the text of a numbered chapter, unless it is in the type of that chapter's heading or says how long its text may be."""
        chapter = self.chapter
        limit = limited(here.text)
        alike = chapter is not None and bool(here.face) and here.face == chapter.face and here.face not in self.type.usual
        within = chapter is not None and chapter.told and chapter.numbered and not limit and not alike
        return asks_for_text(here.text) and not within and not numbering(here.text) and here.set_off

    def _parts(self, here: _Line) -> list[tuple[str, str]]:
        line, spans = here.text, here.spans
        entries = parts(line)
        label = entries[0][0] if entries else ""
        if self.chapter is not None and not (entries and len(line) <= 80 and self._ends_chapter(entries, self.chapter, line)):
            return []
        if not entries:
            gap = spaced(line)
            known = is_common_label(line) or (self.gaps and 4 <= len(label_of(line)) <= 8 and likeness(line) >= ENDING)
            alone = [(label_of(line), "")] if not self.section and known and not numbering(line) and not _END.search(line) else []
            return underlined(line, spans) or gapped(line, sure=self.gaps) or ([gap] if gap else alone)
        if _PRINT.fullmatch(core_of(label)) or (likely_person(label) and tidy(entries[0][1])):
            return []
        prose = [label for label, value in entries if len(value) > 200 or (re.search(r"。.*。", value) and likeness(label) < 2.0)]
        return [] if prose else entries

    def _ends_chapter(self, entries: Sequence[tuple[str, str]], chapter: Chapter, line: str) -> bool:
        """Whether labels in a line are the form's, and not words of the text under a heading."""
        label, value = entries[0]
        if SIGNED.search(label):
            return True
        if not chapter.numbered and len(entries) == 1 and not tidy(value) and not heading(line) and likeness(label) >= ENDING:
            return True  # a label of its kind
        if chapter.prose:
            form = not tidy(value) or len(entries) > 1
            return form and not _SENTENCE.search(line) and all(is_common_label(label) for label, _ in entries)
        if _SENTENCE.search(line) and chapter.numbered:
            return False
        return is_common_label(label) if chapter.told else likeness(label) >= AMID

    def _asked(self, chapter: Chapter) -> bool:
        """Whether something was asked under a heading numbered like this one."""
        return numbering(chapter.line) in self.asked

    def _goes_on(self, tail: Pair, line: str) -> Iterator[Pair]:
        """The line after a label and its value that has no label: more boxes to tick, or the rest of a value that was too
        long for the page. Anything else is not an answer."""
        self.tail = None
        words = line.strip(BLANKS)
        broken = self.printed and len(tail.value) >= 12 and len(words) <= 20 and not _END.search(words)
        if not tail.value and not tail.options and not tail.signed and is_prose(words) and likeness(tail.label) >= AMID:
            self.chapter = Chapter(tail.label, tail.place, tail.label, tail.section)
            self.chapter.add(line, tail.place, whole=False, headed=False)
        elif tail.options and ticks(words):
            yield from plain(tail.label, f"{tail.written}\n{words}", tail.place, tail.section)
        elif broken and (re.search(r"[\u4e00-\u9fff]{6}", tail.value) or len(tail.value) >= 25):
            yield replace(tail, value=tail.value + words, written=tail.written + words)
        else:
            yield tail

    def _pairs_of_paragraph(self, entries: list[tuple[str, str]], place: Place) -> Iterator[Pair]:
        for number, (label, value) in enumerate(entries):
            asks = LONG_ANSWER.search(core_of(label)) is not None or numbering(label) in ("一", "(")
            if number == len(entries) - 1 and asks and not tidy(value) and not ticks(value):
                self.chapter = Chapter(label, place, label, self.section)
                return
            pairs = list(plain(label, value, place, self.section))
            if number == len(entries) - 1:
                self.tail = pairs.pop()
            yield from pairs

    def table(self, office: bool = False) -> Iterator[Pair]:
        """A table follows: a heading without text is its name, and text below it belongs to the heading still. Not where the
        heading says how long its text may be, or asks as those before it while the table is of the `office`."""
        chapter = self.chapter
        brother = office and chapter is not None and LONG_ANSWER.search(core_of(chapter.label)) is not None
        if chapter is not None and not chapter.told and (limited(chapter.line) or (brother and self._asked(chapter))):
            yield from self.close(brother=True)
        tail, self.tail = self.tail, None
        if tail is not None:
            yield tail
        if self.chapter is not None:
            self.chapter.tabled = True
            self.section = self.chapter.label

    def close(self, section: bool = False, brother: bool = False) -> Iterator[Pair]:
        """Ends the heading: with its text it is a pair, without text it is the name of what follows (a table, more labels)."""
        tail, self.tail = self.tail, None
        if tail is not None:
            yield tail
        chapter, self.chapter = self.chapter, None
        if chapter is None:
            return
        found, number = list(chapter.pairs()), numbering(chapter.line)
        yield from found
        if found:
            self.asked.add(number)
            return
        brother = brother or (bool(number) and self._asked(chapter))
        if section or chapter.tabled:
            self.section = chapter.label
        elif brother or place_of_number(chapter.line)[0] != 0 or LONG_ANSWER.search(core_of(chapter.label)):
            self.asked.add(number)
            yield Pair(chapter.label, "", chapter.place, chapter.section)
        else:
            self.section = chapter.label


def asks_for_text(line: str) -> bool:
    """Whether a line has the words of a heading under which a text stands, or a promise."""
    words = core_of(line)
    asks = limited(line) or LONG_ANSWER.search(words) is not None or _PROMISED.search(words) is not None
    return asks and len(words) <= 24 and not re.search(r"[，。；：:？！]", words)


def _ends_instructions(line: str, counted: int) -> bool:
    """Whether a line after 填表说明 is a heading of the form, or a label with a blank place; not where its number is the one
    after the instruction `counted`."""
    entries = parts(line)
    if entries:
        return all(is_common_label(label) and not tidy(value) and not numbering(line) for label, value in entries)
    return _headed(line) and likeness(line) >= LABEL and not (counted and place_of_number(line) == (0, counted + 1))


def _instructs(line: str) -> bool:
    """填表说明 and the like: what follows asks for nothing."""
    return len(label_of(line)) < 20 and _NOT_ASKED.search(core_of(line)) is not None and not _END.search(label_of(line))


def _headed(line: str, set_off: bool = False) -> bool:
    """A line that is a numbered heading."""
    words = _BARE_NUMBER.sub(r"\1、", line.strip(BLANKS))
    if numbering(words) == "1" and likeness(words) < (0.0 if set_off else AMID):
        return False  # a numbered sentence
    return heading(words) and is_label_only(words)
