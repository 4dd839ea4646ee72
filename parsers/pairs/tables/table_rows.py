"""Turns one table into its pairs, in reading order: first tables with column heads, then rows in which labels and values
alternate, then cells that fill their row (a heading, and its answer in the same cell or the next)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.forms.lines import Flow
from parsers.model.document import Place
from parsers.pairs.answers import answered, lines_of, plain, several
from parsers.pairs.clean_values import tidy
from parsers.pairs.form_signs import UNKNOWN, FormSigns
from parsers.pairs.inline_labels import parts
from parsers.pairs.label_weights import COLONS, NOT_A_FIELD, core_of, is_common_label, label_of, likeness
from parsers.pairs.pair import Pair
from parsers.pairs.tables.cell_bodies import alone, beside_a_label
from parsers.pairs.tables.cell_roles import Table, inner_grids, weigh
from parsers.pairs.tables.column_heads import halves, headed
from parsers.pairs.tables.headed_rows import asks_for_unit, group_name, is_unit, pairs_of
from parsers.pairs.tables.spanning_cells import SpanningCells, pictured
from parsers.pairs.tick_options import ticks

NOWHERE = Place()

STRONG = 3.0
"""Weight from which a label counts although its answer is blank."""


def of_flow(flow: Flow, section: str = "", signs: FormSigns = UNKNOWN) -> Iterator[Pair]:
    """The pairs of the outermost grid of a flow, including those of grids inside its cells."""
    yield from _of_grid(Table(flow, 0, inner_grids(flow), signs), section)


def _of_grid(table: Table, section: str) -> Iterator[Pair]:
    walk = _Walk(table, section)
    for row in table.starts:
        yield from walk.row(row)
    yield from walk.spanning.close(None)


MOST_SPAN = 2000
"""How many rows of one cell are searched."""


class _Walk:
    """Goes down the rows of a table; `spanning` has the cells that fill their rows, `groups` the labels that stand for
    several."""

    def __init__(self, table: Table, section: str) -> None:
        self.table = table
        self.spanning = SpanningCells(table, section, self._grid)
        self.groups: list[int] = []

    @property
    def section(self) -> str:
        """The heading above."""
        return self.spanning.section

    def row(self, row: int) -> Iterator[Pair]:
        """The pairs that are complete with a row."""
        cells = ((b, self.table.flow.boxes[b].cell) for b in self.groups)
        self.groups = [b for b, cell in cells if row < cell.row + cell.row_span]
        table_heads = headed(self.table, row)
        if table_heads is not None:
            yield from self.spanning.close(None, section=True, heads=True)
            outer = self._group(table_heads.heads[0], table_heads.group)
            for part in halves(self.table, table_heads):
                yield from _grouped(pairs_of(self.table, part, self.section), outer)
            self.table.done |= {*table_heads.heads, *table_heads.group, *(b for data in table_heads.rows for b in data)}
            return
        boxes = self.table.covers(row)
        if len(boxes) == 1 and self.spanning.fills(boxes[0]):
            if self.table.flow.boxes[boxes[0]].cell.row == row:
                yield from self.spanning.cell(boxes[0])
            return
        fresh = [b for b in boxes if self.table.flow.boxes[b].cell.row == row]
        if fresh:
            yield from self.spanning.close(None, section=True)
            weigh(self.table, boxes)
            yield from self._turns(row)

    # --- labels and values in turns ---

    def _turns(self, row: int) -> Iterator[Pair]:
        table = self.table
        boxes = table.covers(row)
        for position, box in enumerate(boxes):
            if table.flow.boxes[box].cell.row != row or box in table.done:
                continue
            if not table.labels.get(box, False):
                if self._names_a_group(box, boxes[position + 1 :]):
                    self.groups.append(box)
                    table.done.add(box)
                    continue
                yield from self._unasked(box)
                continue
            table.done.add(box)
            yield from _grouped(self._label(box, boxes[position + 1 :]), self._group(box))

    def _names_a_group(self, box: int, after: Sequence[int]) -> bool:
        """Whether a cell that does not look like a label stands where only a group's name can: first in its row, before labels
        that have answers."""
        table, text = self.table, self.table.text(box)
        labelled = len(after) > 1 and table.labels.get(after[0], False) and not table.labels.get(after[1], False)
        first = self._beside(box) is None or self._beside(box) in self.groups
        return labelled and first and bool(tidy(text)) and not ticks(text) and len(text) <= 40 and likeness(text) > -3.0

    def _group(self, box: int, but: Sequence[int] = ()) -> str:
        """The words of the labels to the left that stand for the rows of a box."""
        me = self.table.flow.boxes[box].cell
        cells = [(b, self.table.flow.boxes[b].cell) for b in self.groups if b not in but]
        return group_name(self.table, [b for b, c in cells if c.column < me.column and c.row <= me.row < c.row + c.row_span])

    def _label(self, box: int, after: Sequence[int]) -> Iterator[Pair]:
        table, text = self.table, self.table.text(box)
        entries = parts(text.replace("\n", " "))
        if len(entries) == 1 and entries[0][1] and "\n" not in text:  # 姓名：张三 in one cell
            yield from lines_of(text, table.place(box), self.section)
            return
        if len(entries) > 1 or (text.count("\n") and len(several(text)) > 1):
            yield from lines_of(text, table.place(box), self.section)
            return
        right = next((b for b in after if b not in table.done), None)
        labelled = right is not None and table.labels.get(right, False)
        begins = self._beside(box) is None or self._beside(box) in self.groups
        if labelled and (begins or table.flow.boxes[box].cell.row_span > 1 or not is_common_label(text)):
            self.groups.append(box)  # its labels follow
            return
        answers = list(self._answers(box))
        if not answers and labelled:
            yield Pair(label_of(text), "", table.place(box), self.section)
            return
        if not answers:
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
        if any(table.nested(b) for b in answers):
            for b in answers:
                yield from beside_a_label(table, b, label, self.section, self._grid) if table.nested(b) else self._unasked(b)
            return
        if len(answers) <= 1:
            yield from self._answered(label, answers, table.place(box))
            return
        texts = [text for b in answers if tidy(text := table.text(b)) or ticks(text)]
        if len(texts) > 2 and sum(map(bool, texts)) > 2 and all(len(text) <= 2 for text in texts):
            yield from plain(label, "".join(texts), table.place(answers[0]), self.section)
            return
        yield from self._answered(label, answers)

    def _answered(self, label: str, answers: Sequence[int], place: Place = NOWHERE) -> Iterator[Pair]:
        """The pairs of a label and the boxes of its answer; a picture in its place is a doubt and not a blank."""
        table = self.table
        if len(answers) == 1 and table.nested(answers[0]):
            yield from beside_a_label(table, answers[0], label, self.section, self._grid)
            return
        texts = [table.text(b) for b in answers] if len(answers) == 1 else [
            text for b in answers if tidy(text := table.text(b)) or ticks(text)]
        unit = texts[0] if len(texts) == 1 and asks_for_unit(label) and is_unit(texts[0]) else ""
        at = table.place(answers[0]) if answers else place
        found = answered(label, "\n".join(t for t in texts if t), at, self.section)
        for pair in pictured(found, label, "".join(table.flow.text(b) for b in answers)):
            yield replace(pair, value=unit, doubt="") if unit and not pair.value and not pair.options else pair

    def _beside(self, box: int) -> int | None:
        """The box just to the left in the row where a box begins, one that began above included."""
        table, me = self.table, self.table.flow.boxes[box].cell
        cells = ((b, table.flow.boxes[b].cell) for b in table.rows[me.row])
        return next((b for b, cell in cells if cell.column + cell.column_span == me.column), None)

    def _grid(self, grid: int, section: str) -> Iterator[Pair]:
        table = self.table
        yield from _of_grid(Table(table.flow, grid, table.inner, table.signs), section)

    def _unasked(self, box: int) -> Iterator[Pair]:
        """A cell that is not a label and answers none: it may contain labels itself."""
        table = self.table
        table.done.add(box)
        if table.nested(box):
            yield from alone(table, box, self.section, self._grid)
        elif several(table.text(box)):
            yield from lines_of(table.text(box), table.place(box), self.section)
        elif self.groups and self._beside(box) == self.groups[-1] and tidy(table.text(box)):
            yield from self._answered(label_of(table.text(self.groups[-1])), [box])


def _grouped(found: Iterator[Pair], group: str) -> Iterator[Pair]:
    """The pairs with the name of a group before their own."""
    for pair in found:
        yield replace(pair, group=f"{group}/{pair.group}" if pair.group else group) if group else pair
