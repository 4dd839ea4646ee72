"""Turns the cells that fill their rows into pairs: a heading and its answer in the same cell or in the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from parsers.model.document import UNREAD
from parsers.pairs.answers import AMID, answered, lines_of, several
from parsers.pairs.cell_bodies import HEADING, OfGrid, alone, beside_a_label
from parsers.pairs.cell_roles import Table
from parsers.pairs.inline_labels import LABEL, first_line, parts
from parsers.pairs.label_weights import (
    BLANKS,
    COLONS,
    NOT_A_FIELD,
    SIGNED,
    core_of,
    ends_as_label,
    heading,
    label_of,
    likeness,
    numbering,
)
from parsers.pairs.pair import Pair
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
        entry = first_line(text, LABEL if waiting is not None or "\n" in text else AMID)
        alone_here = entry is not None and not entry[1] and not several(text)
        if alone_here and UNREAD in table.flow.text(box):
            yield from self.close(None, section=True)
            yield from pictured(answered(label_of(text), "", table.place(box), self.section), label_of(text), UNREAD)
            return
        if alone_here or (waiting is not None and self._title(box)):
            yield from self.close(box)
            self.waiting = box
            return
        whole = waiting is not None and self._whole_answer(table.text(waiting), box)
        headed = None if whole else self._headed(text)
        if headed is not None:
            yield from self.close(None, section=True)
            yield from answered(*headed, table.place(box), self.section)
        elif waiting is not None and (whole or not (entry or parts(text.split("\n")[0]))):
            yield from self.close(box)
        else:
            yield from self.close(None, section=True)
            yield from lines_of(text, table.place(box), self.section)

    def _with_tables(self, box: int) -> Iterator[Pair]:
        waiting = self.waiting
        if waiting is not None and first_line(self.table.text(box)) is None:
            self.waiting = None
            yield from beside_a_label(self.table, box, label_of(self.table.text(waiting)), self.section, self.of_grid)
            return
        yield from self.close(None, section=True)
        yield from alone(self.table, box, self.section, self.of_grid)

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
        """Whether a cell that fills its row is a title under a title: a few words of a label, in the same type as the one
        above, over rows with labels."""
        table, text = self.table, self.table.text(box)
        below = table.flow.under(box)
        if below is None or "\n" in text or len(text) > LONGEST_TITLE or likeness(text) < HEADING or self.fills(below):
            return False
        return self.waiting is None or table.bold(box) == table.bold(self.waiting)

    def _whole_answer(self, words: str, answer: int) -> bool:
        """Whether a cell that begins with a heading is all the answer of the heading above it: its number is of a lower level,
        text follows, and no cell with the next number does."""
        table, text = self.table, self.table.text(answer)
        below = table.flow.under(answer)
        brother = below is not None and numbering(table.text(below)) == numbering(text)
        lower = numbering(words) in ("一", "(") and numbering(text) not in ("", "一", numbering(words))
        return lower and not brother and "\n" in text

    def close(self, answer: int | None, section: bool = False, heads: bool = False) -> Iterator[Pair]:
        """Gives the waiting heading its answer: a box; None where the table ends or a section begins. Over column heads (`heads`)
        it names what follows."""
        waiting, self.waiting = self.waiting, None
        if waiting is None:
            return
        table, words = self.table, self.table.text(waiting)
        headed_again = answer is not None and (first_line(table.text(answer)) is not None or self._title(answer))
        if answer is not None and (not headed_again or self._whole_answer(words, answer)):
            found = answered(label_of(words), table.text(answer), table.place(answer), self.section)
            yield from pictured(found, label_of(words), table.flow.text(answer))
            return
        number = numbering(table.text(answer)) if answer is not None else ""
        brothers = answer is not None and number == numbering(words)
        lower = numbering(words) in ("一", "(") and number not in ("一", numbering(words))
        section = section or (answer is not None and lower)
        asks = not heads and (words.rstrip()[-1:] in tuple(COLONS) or _ASKS.search(words) is not None or brothers)
        if NOT_A_FIELD.search(core_of(words)) or (not asks and section):
            self.section = label_of(words)
        elif asks or not section:
            yield Pair(label_of(words), "", table.place(waiting), self.section)
