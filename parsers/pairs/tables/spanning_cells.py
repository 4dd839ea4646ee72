"""Turns the cells that fill their rows into pairs: a heading and its answer in the same cell or in the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from parsers.model.document import UNREAD
from parsers.pairs.answers import AMID, answered, is_prose, lines_of, several
from parsers.pairs.body_text import asks_for_text
from parsers.pairs.inline_labels import LABEL, first_line, parts
from parsers.pairs.label_weights import (
    BLANKS,
    COLONS,
    LONG_ANSWER,
    NOT_A_FIELD,
    SIGNED,
    core_of,
    ends_as_label,
    heading,
    is_common_label,
    label_of,
    likeness,
    numbering,
)
from parsers.pairs.pair import Pair
from parsers.pairs.tables.cell_bodies import HEADING, OfGrid, alone, beside_a_label, has_headings
from parsers.pairs.tables.cell_roles import Table, weigh
from parsers.pairs.tick_options import ticks

PROSE = re.compile(r"[^\n]{30}")
"""A line of an answer that is prose."""

LONGEST_TITLE = 16
"""Characters of the longest title under a title."""

LONGEST_HEADING = 60
"""Characters of the longest first line that is taken for a heading because of what follows it."""

_ASKS = re.compile(r"[（(][^（）()]*(?:字|页|附|填|述|包括|说明|列出|请|可|不少于|不超过)[^（）()]*[）)]\s*$")
"""A note that says how a heading is to be answered."""

_SENTENCE = re.compile(r"[。；;！!？?]|[，,、]$")


PICTURE = "此处有图片，或有无法识别的字"


def pictured(found: Iterator[Pair], label: str, written: str) -> Iterator[Pair]:
    """The pairs of a label; where `written`, the text of its place as read, has a picture and no words, a doubt and no blank."""
    for pair in found:
        blank = not pair.value and not pair.options and pair.label == label and UNREAD in written
        yield replace(pair, doubt=PICTURE) if blank else pair


@dataclass
class SpanningCells:
    """Goes through the cells of one table that fill their rows; `waiting` is one that is a heading and has no answer yet,
    `section` the last one that names what follows. `of_grid` gives the pairs of a table within a cell."""

    table: Table
    section: str
    of_grid: OfGrid
    waiting: int | None = None

    def fills(self, box: int) -> bool:
        """Whether a box is alone in its row."""
        return self.table.rows[self.table.flow.boxes[box].cell.row] == [box]

    def cell(self, box: int) -> Iterator[Pair]:
        """The pairs that are complete with a cell that fills its row."""
        table, text, waiting = self.table, self.table.text(box), self.waiting
        if table.nested(box):
            yield from self._with_tables(box)
            return
        brother = waiting is not None and self._brother(waiting, box)
        if has_headings(table, box):
            if waiting is None or brother:
                yield from self.close(None, section=True, brother=brother)
                yield from alone(table, box, self.section, self.of_grid)
            else:
                self.waiting = None
                yield from alone(table, box, self.section, self.of_grid, waiting)
            return
        entry = first_line(text, LABEL if waiting is not None or "\n" in text else AMID)
        alone_here = entry is not None and not entry[1] and not several(text)
        if alone_here and UNREAD in table.flow.text(box):
            yield from self.close(None, section=True)
            yield from pictured(answered(label_of(text), "", table.place(box), self.section), label_of(text), UNREAD)
            return
        if self._title(box) and not numbering(text):
            yield from self.close(None, section=True)
            self.section = label_of(text)
            return
        if alone_here:
            yield from self.close(box)
            self.waiting = box
            return
        if waiting is not None and not brother and self._answers(waiting, box):
            yield from self.close(box)
            return
        yield from self.close(None, section=True, brother=brother)
        if (headed := self._headed(text)) is not None:
            yield from answered(*headed, table.place(box), self.section)
        else:
            yield from lines_of(text, table.place(box), self.section)

    def _with_tables(self, box: int) -> Iterator[Pair]:
        waiting = self.waiting
        if waiting is not None and first_line(self.table.text(box)) is None:
            self.waiting = None
            yield from beside_a_label(self.table, box, label_of(self.table.text(waiting)), self.section, self.of_grid)
            return
        yield from self.close(None, section=True)
        yield from alone(self.table, box, self.section, self.of_grid)

    def _brother(self, waiting: int, box: int) -> bool:
        """Whether a cell has a heading of its own, of the kind of the one that waits, and a text under it."""
        mine, lines = self.table.set_off(waiting), self.table.set_off(box)
        if len(lines) < 2 or not lines[0][1] or lines[-1][1] or not all(off for _, off in mine):
            return False
        first, words = lines[0][0], self.table.text(waiting)
        return numbering(first) == numbering(words) and (bool(numbering(first)) or asks_for_text(first))

    def _headed(self, text: str) -> tuple[str, str] | None:
        """The label and answer of a cell whose first line is the heading of the prose or of the places to sign below it."""
        first, _, rest = text.partition("\n")
        if PROSE.search(rest) and (entry := first_line(text, HEADING)):
            return entry
        words = first.strip(BLANKS)
        if self.waiting is not None or not rest or len(words) > LONGEST_HEADING or _SENTENCE.search(words) or heading(words):
            return None
        if SIGNED.search(words) or ticks(words) or parts(words) or NOT_A_FIELD.search(core_of(words)) or not ends_as_label(words):
            return None
        return label_of(words), rest.strip(BLANKS)

    def _title(self, box: int) -> bool:
        """Whether a few words that fill a row ask for nothing: they are the title of the rows of labels below, in the same type
        as the heading above, if one waits."""
        table, text = self.table, self.table.text(box)
        below = table.flow.under(box)
        if below is None or not text.isalpha() or len(text) > LONGEST_TITLE or self.fills(below):
            return False
        if LONG_ANSWER.search(core_of(text)) and not likeness(text) < HEADING:
            return self.waiting is not None and table.bold(box) == table.bold(self.waiting)
        if below not in table.labels:
            weigh(table, table.covers(table.flow.boxes[below].cell.row))
        return table.labels.get(below, False) and (self.waiting is None or table.bold(box) == table.bold(self.waiting))

    def _answers(self, waiting: int, box: int) -> bool:
        """Whether a cell is the answer of the heading above it. One that begins with a label is, where the heading has a number
        and the cell has prose and neither such a number nor a brother with a label or the next number below it."""
        table, text, words = self.table, self.table.text(box), self.table.text(waiting)
        if self._title(box):
            return False
        labelled = parts(text.split("\n")[0])
        if not labelled and first_line(text, LABEL) is None:
            return True
        number, below = numbering(words), table.flow.under(box)
        if not number or numbering(text) == number or not any(map(is_prose, text.split("\n"))):
            return False
        if labelled and is_common_label(labelled[0][0]) and not is_prose(labelled[0][1]):
            return False
        if below is None or not self.fills(below):
            return True
        return numbering(table.text(below)) != numbering(text) and (
            bool(numbering(table.text(below))) or not several(table.text(below))
        )

    def close(self, answer: int | None, section: bool = False, heads: bool = False, brother: bool = False) -> Iterator[Pair]:
        """Gives the waiting heading its answer: a box; None where the table ends or a section begins. Over column heads (`heads`)
        it names what follows; before a `brother` it asks as that does."""
        waiting, self.waiting = self.waiting, None
        if waiting is None:
            return
        table, words = self.table, self.table.text(waiting)
        if answer is not None and self._answers(waiting, answer):
            found = answered(label_of(words), table.text(answer), table.place(answer), self.section)
            yield from pictured(found, label_of(words), table.flow.text(answer))
            return
        number = numbering(table.text(answer)) if answer is not None else ""
        brothers = brother or (answer is not None and number == numbering(words))
        lower = numbering(words) in ("一", "(") and number not in ("一", numbering(words))
        section = section or (answer is not None and lower)
        asks = not heads and (words.rstrip()[-1:] in tuple(COLONS) or _ASKS.search(words) is not None or brothers)
        if NOT_A_FIELD.search(core_of(words)) or (not asks and section):
            self.section = label_of(words)
        elif asks or not section:
            yield Pair(label_of(words), "", table.place(waiting), self.section)
