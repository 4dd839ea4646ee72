"""Decides which cells of one table are labels: each row is weighed as a whole, because labels and values alternate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from parsers.forms.lines import BODY, Flow, TextLine
from parsers.model.document import Grid, Paragraph, Place
from parsers.pairs.clean_values import tidy
from parsers.pairs.form_signs import SURE_ANSWER, SURE_LABEL, UNKNOWN, FormSigns, in_bold
from parsers.pairs.label_weights import BLANKS, SIGNED, asks_for_figures, likeness
from parsers.pairs.printed_type import spans_of
from parsers.pairs.tables.inner_tables import cells_of, printed, rows_of

BLANK = -4.0
"""Weight of a cell that is blank, or has only what is printed round an answer (年 月 日, 元)."""

NEVER = -2.6
"""Weight below which nothing round a cell makes it a label."""

TURNS = {("L", "V"): 1.5, ("V", "L"): 0.5, ("L", "L"): -2.0, ("V", "V"): -2.0}
"""Weight of a cell followed by another, as label (L) or value (V)."""

FIRST_VALUE, LAST_LABEL, GROUP = -1.5, -1.0, 0.5
"""Weights of a row that begins with a value; of one that ends with a label; of a label that spans several rows and is followed by
theirs."""


KNOWN = 0.5
"""Weight from which a text has the words of a label."""

FAIR = 1.5
"""Weight from which a cell is half a vote for the labels of its column."""

EMPTY_PLACE = 1.5
"""Weight of a blank cell behind one whose column has labels."""

SIBLINGS = 1.5
"""Greatest weight of what stands above and below in the same column."""


@dataclass
class Table:
    """One grid of a flow. `inner` gives for every box of the flow the grids in it, each with the number of its cells
    that are not blank; `signs` what the whole form shows of its labels; `labels` are the boxes found to be labels, `done` those
    already used."""

    flow: Flow
    grid: int
    inner: dict[int, dict[int, int]]
    signs: FormSigns = UNKNOWN
    labels: dict[int, bool] = field(default_factory=dict)
    done: set[int] = field(default_factory=set)
    _texts: dict[int, str] = field(default_factory=dict)
    _nested: dict[int, list[int]] = field(default_factory=dict)

    @cached_property
    def _columns(self) -> dict[int, list[float]]:
        """Column → how many of the cells that begin in it are certainly labels, and how many certainly none."""
        votes: dict[int, list[float]] = {}
        for box in dict.fromkeys(b for boxes in self.rows.values() if len(boxes) > 1 for b in boxes):
            vote = votes.setdefault(self.flow.boxes[box].cell.column, [0.0, 0.0])
            for side, part in enumerate(self._vote(box)):
                vote[side] += part
        return votes

    def _vote(self, box: int) -> tuple[float, float]:
        like = self._own(box)
        return (1.0 if like >= SURE_LABEL else 0.5 if like >= FAIR else 0.0), float(like <= SURE_ANSWER)

    def siblings(self, box: int) -> float:
        """How much the cells above and below in the same column make this one a label (above 0) or an answer."""
        labels, answers = self._columns.get(self.flow.boxes[box].cell.column, (0.0, 0.0))
        label, answer = self._vote(box)
        labels, answers = max(labels - label, 0.0), max(answers - answer, 0.0)
        return SIBLINGS * (labels - answers) / (labels + answers + 2)

    def _own(self, box: int) -> float:
        text = self.text(box)
        return BLANK if not text or self.nested(box) or _unit(text) else likeness(text)

    @cached_property
    def starts(self) -> dict[int, None]:
        """The rows in which a cell begins, from top to bottom; in all others cells only continue."""
        boxes = {b for boxes in self.rows.values() for b in boxes}
        return dict.fromkeys(sorted({self.flow.boxes[b].cell.row for b in boxes}))

    @property
    def rows(self) -> dict[int, list[int]]:
        """Row → its boxes from left to right; a cell that spans rows is in every one of them."""
        return self.flow.grids[self.grid]

    def text(self, box: int) -> str:
        """The text of a box, outer blanks removed, and the number of a note behind a label."""
        if box not in self._texts:
            text = "\n".join(self.lines(box)) if self.inner.get(box) else self.flow.text(box)
            self._texts[box] = self.signs.without_note(text.strip(BLANKS))
        return self._texts[box]

    def nested(self, box: int) -> list[int]:
        """The grids in a box that are tables of the form. One with text in a single cell is a frame, such as a drawn box to
        tick; one that the applicant drew is part of the text."""
        if box not in self.inner:
            return []
        if box not in self._nested:
            beside = sum(len(line.text.strip(BLANKS)) for line in self._lines(box) if line.box == box)
            inner = self.inner[box].items()
            self._nested[box] = [g for g, cells in inner if cells > 1 and printed(cells_of(self.flow, g), beside)]
        return self._nested[box]

    def lines(self, box: int) -> Iterator[str]:
        """The text of a box without that of the form's tables in it; a row of another table is a line."""
        for block in self.blocks(box):
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Grid):
                yield from rows_of(block)

    def blocks(self, box: int) -> Iterator[Paragraph | Grid | int]:
        """The paragraphs and grids of a box in order, the form's tables by their number."""
        grids = iter(sorted(self.inner.get(box, {})))
        for block in self.flow.boxes[box].cell.blocks:
            number = next(grids, None) if isinstance(block, Grid) and block.cells else None
            yield number if number is not None and number in self.nested(box) else block

    def place(self, box: int) -> Place:
        """The place of the box."""
        return self.flow.boxes[box].cell.place

    def weight(self, box: int) -> float:
        """How much the box looks like a label by its own text."""
        if self.nested(box):
            return BLANK
        text = self.text(box)
        if "\n" in text and self.flow.boxes[box].cell.column and SIGNED.search(text):
            return BLANK  # the signature lines, in the place of an answer
        if not text or (not tidy(text) and len(text) == 1) or _unit(text):
            return BLANK
        return likeness(text) + (self.signs.bold if self.bold(box) else self.signs.light) + self.siblings(box)

    def bold(self, box: int) -> bool:
        """Whether all text of a box is emphasised."""
        return in_bold(self._lines(box))

    def set_off(self, box: int) -> list[tuple[str, bool]]:
        """The lines of a box, each with whether all of it is set off, as headings are."""
        found: list[tuple[str, bool]] = []
        for block in (block for block in self.flow.boxes[box].cell.blocks if isinstance(block, Paragraph)):
            for start, end in _lines_of(block.text):
                line, spans = block.text[start:end], spans_of(block, start, end)
                found += [(line, self.signs.type.sets_off(line, spans, block.face))] if line.strip(BLANKS) else []
        return found

    def _lines(self, box: int) -> list[TextLine]:
        me = self.flow.boxes[box]
        return self.flow.lines[me.first : me.last]

    def covers(self, row: int) -> list[int]:
        """The boxes of a row that are not used yet."""
        return [b for b in self.rows.get(row, ()) if b not in self.done]


def _lines_of(text: str) -> Iterator[tuple[int, int]]:
    """Where each line of a text begins and ends."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def inner_grids(flow: Flow) -> dict[int, dict[int, int]]:
    """Box → the grids directly in it → how many of their cells have text."""
    by_box: dict[int, dict[int, int]] = {}
    for number, box in enumerate(flow.boxes):
        if box.outer != BODY:
            grids = by_box.setdefault(box.outer, {})
            grids[box.grid] = grids.get(box.grid, 0) + bool(flow.text(number).strip(BLANKS))
    return by_box


def _unit(text: str) -> bool:
    """True for text that is printed round an empty place and is certainly not a label."""
    return not tidy(text) and likeness(text) < 2 and not asks_for_figures(text)


def weigh(table: Table, boxes: Sequence[int]) -> None:
    """Decides which boxes of one row are labels. What an earlier row decided stays."""
    weights = [table.weight(b) for b in boxes]
    if len(boxes) > 1 and SIGNED.search(last := table.text(boxes[-1])) and last.endswith((":", "：")):
        weights[-1] = BLANK  # a place to sign in the place of an answer
    for i, (one, after) in enumerate(pairwise(boxes)):
        asks = table.text(one) and not table.text(after) and table.siblings(one) > 0.5
        weights[i] += EMPTY_PLACE if asks and weights[i] > SURE_ANSWER else 0.0
    best: list[dict[str, tuple[float, str]]] = []
    for i, box in enumerate(boxes):
        fixed = table.labels.get(box)
        column: dict[str, tuple[float, str]] = {}
        for state, own in (("L", weights[i]), ("V", -weights[i])):
            if (fixed is not None and fixed != (state == "L")) or (fixed is None and state == "L" and weights[i] < NEVER):
                continue
            if i == 0:
                column[state] = (own + (FIRST_VALUE if state == "V" else 0.0), "")
                continue
            came = {before: score + _turn(table, boxes, i, before, state) for before, (score, _) in best[i - 1].items()}
            before = max(came, key=lambda s: came[s])
            column[state] = (came[before] + own, before)
        best.append(column)
    if not best:
        return
    if "L" in best[-1] and len(boxes) > 1:
        best[-1]["L"] = (best[-1]["L"][0] + LAST_LABEL, best[-1]["L"][1])
    state = max(best[-1], key=lambda s: best[-1][s][0])
    for i in range(len(boxes) - 1, -1, -1):
        table.labels[boxes[i]] = state == "L"
        state = best[i][state][1]
    if not table.labels[boxes[0]] and table.flow.boxes[boxes[0]].cell.column == 0 and table.text(boxes[0]):
        figures = likeness(table.text(boxes[0])) <= SURE_ANSWER and any(c.isdigit() for c in table.text(boxes[0]))
        least = SURE_LABEL if figures else KNOWN
        for box in boxes:  # in a row that begins with an answer only a label's words make a label
            table.labels[box] = table.labels[box] and likeness(table.text(box)) >= least


def _turn(table: Table, boxes: Sequence[int], i: int, before: str, state: str) -> float:
    one, other = table.flow.boxes[boxes[i - 1]].cell, table.flow.boxes[boxes[i]].cell
    if before == state == "L" and one.row_span > other.row_span:
        return GROUP
    return TURNS[before, state]
