"""Turns one table into its pairs, in reading order: first tables with column heads, then rows in which labels and values
alternate, then cells that fill their row (a heading, and its answer in the same cell or the next)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.forms.lines import Flow
from parsers.pairs.answers import AMID, answered, lines_of, plain, several
from parsers.pairs.cell_roles import Table, inner_grids, weigh
from parsers.pairs.clean_values import tidy
from parsers.pairs.column_heads import headed, pairs_of
from parsers.pairs.full_rows import answers_heading, is_title
from parsers.pairs.inline_labels import LABEL, first_line, parts
from parsers.pairs.label_weights import COLONS, NOT_A_FIELD, core_of, label_of, likeness, numbering
from parsers.pairs.pair import Pair
from parsers.pairs.tick_options import ticks

STRONG = 3.0
"""Weight from which a label counts although its answer is blank."""


def of_flow(flow: Flow, section: str = "") -> Iterator[Pair]:
    """The pairs of the outermost grid of a flow, including those of grids inside its cells."""
    yield from _of_grid(Table(flow, 0, inner_grids(flow)), section)


def _of_grid(table: Table, section: str) -> Iterator[Pair]:
    walk = _Walk(table, section)
    for row in table.starts:
        yield from walk.row(row)
    yield from walk.close(None)


MOST_SPAN = 2000
"""How many rows of one cell are searched."""


class _Walk:
    """Goes down the rows of a table; `waiting` is a heading that fills its row and has no answer yet."""

    def __init__(self, table: Table, section: str) -> None:
        self.table, self.section = table, section
        self.waiting: int | None = None

    def row(self, row: int) -> Iterator[Pair]:
        table_heads = headed(self.table, row)
        if table_heads is not None:
            yield from self.close(None, section=True)
            yield from pairs_of(self.table, table_heads, self.section)
            self.table.done |= {*table_heads.heads, *table_heads.group, *(b for data in table_heads.rows for b in data)}
            return
        boxes = self.table.covers(row)
        if len(boxes) == 1 and self._fills(boxes[0]):
            if self.table.flow.boxes[boxes[0]].cell.row == row:
                yield from self._whole(boxes[0])
            return
        fresh = [b for b in boxes if self.table.flow.boxes[b].cell.row == row]
        if fresh:
            yield from self.close(None, section=True)
            weigh(self.table, boxes)
            yield from self._turns(row)

    def _fills(self, box: int) -> bool:
        return self.table.rows[self.table.flow.boxes[box].cell.row] == [box]

    # --- a cell that fills its row ---

    def _whole(self, box: int) -> Iterator[Pair]:
        table, text = self.table, self.table.text(box)
        if table.nested(box):
            yield from self.close(None, section=True)
            yield from _nested(table, box, self.section)
            return
        entry = first_line(text, LABEL if self.waiting is not None or "\n" in text else AMID)
        if entry is not None and not entry[1] and not several(text) and not is_title(table, box):
            yield from self.close(box)
            self.waiting = box
            return
        if self.waiting is not None and answers_heading(table, self.waiting, box):
            yield from self.close(box)
            return
        yield from self.close(None, section=True)
        if is_title(table, box):
            self.section = label_of(text)
            return
        yield from lines_of(text, table.place(box), self.section)

    def close(self, answer: int | None, section: bool = False) -> Iterator[Pair]:
        """Gives the waiting heading its answer: a box; None where the table ends or a section begins."""
        waiting, self.waiting = self.waiting, None
        if waiting is None:
            return
        table, words = self.table, self.table.text(waiting)
        if answer is None or not answers_heading(table, waiting, answer):
            brothers = answer is not None and numbering(table.text(answer)) == numbering(words)
            asks = words.rstrip()[-1:] in tuple(COLONS) or words.rstrip()[-1:] in "）)" or brothers
            if NOT_A_FIELD.search(core_of(words)) or (not asks and section):
                self.section = label_of(words)
            elif asks or not section:
                yield Pair(label_of(words), "", table.place(waiting), self.section)
            return
        yield from _answered(label_of(words), table.text(answer), table, answer, self.section)

    # --- labels and values in turns ---

    def _turns(self, row: int) -> Iterator[Pair]:
        table = self.table
        boxes = table.covers(row)
        for position, box in enumerate(boxes):
            if table.flow.boxes[box].cell.row != row or box in table.done:
                continue
            if not table.labels.get(box, False):
                yield from self._unasked(box)
                continue
            table.done.add(box)
            yield from self._label(box, boxes[position + 1 :])

    def _label(self, box: int, after: Sequence[int]) -> Iterator[Pair]:
        table, text = self.table, self.table.text(box)
        entries = parts(text.replace("\n", " "))
        if len(entries) == 1 and entries[0][1] and "\n" not in text:  # 姓名：张三 in one cell
            yield from lines_of(text, table.place(box), self.section)
            return
        if len(entries) > 1 or (text.count("\n") and len(several(text)) > 1):
            yield from lines_of(text, table.place(box), self.section)
            return
        answers = list(self._answers(box))
        if not answers:
            right = [b for b in after if b not in table.done]
            if right and table.labels.get(right[0]):
                return  # a group's name: its labels follow
            answers = list(self._below(box, text))
        if not answers and (likeness(text) < STRONG or NOT_A_FIELD.search(core_of(text))):
            return
        table.done |= set(answers)
        yield from self._pair(box, label_of(text), answers)

    def _below(self, box: int, text: str) -> Iterator[int]:
        """The box under a label that has none beside it, unless that box answers a label of its own row."""
        table, below = self.table, self.table.flow.under(box)
        if below is None or below in table.done or text[-1:] in tuple(COLONS) or self._labelled(below):
            return
        left = [b for b in table.rows[table.flow.boxes[below].cell.row] if b < below]
        if not left or not table.labels.get(left[-1], False) or table.flow.boxes[left[-1]].cell.row_span > 1:
            yield below

    def _answers(self, box: int) -> Iterator[int]:
        """The boxes to the right of a label up to the next label, in each of its rows."""
        table, me = self.table, self.table.flow.boxes[box].cell
        for row in filter(table.starts.__contains__, range(me.row, me.row + min(me.row_span, MOST_SPAN))):
            right = [b for b in table.rows.get(row, ()) if table.flow.boxes[b].cell.column > me.column]
            if row > me.row and any(b not in table.labels for b in right):
                weigh(table, right)
            for b in right:
                if table.labels.get(b, False):
                    break
                if b not in table.done:
                    table.done.add(b)
                    yield b

    def _labelled(self, box: int) -> bool:
        """Whether the row of a box below makes it a label."""
        table = self.table
        if box not in table.labels:
            row = table.flow.boxes[box].cell.row
            weigh(table, table.covers(row))
        return table.labels.get(box, False)

    def _pair(self, box: int, label: str, answers: Sequence[int]) -> Iterator[Pair]:
        table = self.table
        inner = [b for b in answers if table.nested(b)]
        if inner:
            for b in answers:
                yield from _nested(table, b, self.section) if b in inner else self._unasked(b)
            return
        if len(answers) == 1:
            yield from _answered(label, table.text(answers[0]), table, answers[0], self.section)
            return
        texts = [text for b in answers if tidy(text := table.text(b)) or ticks(text)]
        place = table.place(answers[0]) if answers else table.place(box)
        if len(texts) > 2 and sum(map(bool, texts)) > 2 and all(len(text) <= 2 for text in texts):
            yield from plain(label, "".join(texts), place, self.section)
            return
        yield from answered(label, "\n".join(t for t in texts if t), place, self.section)

    def _unasked(self, box: int) -> Iterator[Pair]:
        """A cell that is not a label and answers none: it may contain labels itself."""
        table = self.table
        table.done.add(box)
        if table.nested(box):
            yield from _nested(table, box, self.section)
        elif several(table.text(box)):
            yield from lines_of(table.text(box), table.place(box), self.section)


def _nested(table: Table, box: int, section: str) -> Iterator[Pair]:
    for grid in table.nested(box):
        yield from _of_grid(Table(table.flow, grid, table.inner), section)


def _answered(label: str, text: str, table: Table, box: int, section: str) -> Iterator[Pair]:
    if table.nested(box):
        yield from _nested(table, box, section)
        return
    yield from answered(label, text, table.place(box), section)
