"""Turns a Document into lines of text in reading order, each with the box (table cell) it is in, and says for every box what is
to the right of it and below it. Labels are looked for in lines; values are looked for around boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.model.document import Block, Cell, Document, Grid, Paragraph, Place
from parsers.values.ideographs import folded

BODY = -1
"""The box of what is outside all tables."""

MOST_SPANNED = 200_000
"""Limit of rows that cells may span, summed over all cells; beyond it a cell is in its first row only."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a paragraph; `box` is the innermost cell it is in, `strong` its emphasised pieces."""

    text: str
    place: Place
    box: int = BODY
    strong: tuple[str, ...] = ()
    confidence: float = 1.0
    doubted: str = ""


@dataclass(slots=True)
class Box:
    """A cell with its lines, `first` up to but not including `last`, those of nested grids included."""

    grid: int
    cell: Cell
    outer: int
    first: int = 0
    last: int = 0
    nested: bool = False


@dataclass(slots=True)
class Flow:
    """The lines and boxes of a document."""

    lines: list[TextLine] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    grids: list[dict[int, list[int]]] = field(default_factory=list)
    """Of each grid: row → its boxes from left to right; a cell that spans rows is in every one of them."""
    spanned: int = 0

    def text(self, box: int) -> str:
        """All text of a box, a line a line."""
        return "\n".join(line.text for line in self.lines[self.boxes[box].first : self.boxes[box].last])

    def right(self, box: int) -> list[int]:
        """The boxes to the right in the box's rows, from left to right, top to bottom."""
        me = self.boxes[box]
        edge = me.cell.column + me.cell.column_span
        rows = range(me.cell.row, me.cell.row + me.cell.row_span)
        beside = (b for row in rows for b in self.grids[me.grid].get(row, ()) if self.boxes[b].cell.column >= edge)
        return list(dict.fromkeys(beside))

    def left(self, box: int) -> int | None:
        """The box just to the left that begins in the same row, or None."""
        me = self.boxes[box].cell
        beside = (b for b in self.grids[self.boxes[box].grid].get(me.row, ()) if self.boxes[b].cell.row == me.row)
        return next((b for b in beside if self.boxes[b].cell.column + self.boxes[b].cell.column_span == me.column), None)

    def under(self, box: int) -> int | None:
        """The box just below, beginning in the same column, or None."""
        me = self.boxes[box]
        row = self.grids[me.grid].get(me.cell.row + me.cell.row_span, ())
        return next((b for b in row if self.boxes[b].cell.column == me.cell.column), None)

    def alone(self, box: int) -> bool:
        """True for a cell that fills its row."""
        return self.grids[self.boxes[box].grid].get(self.boxes[box].cell.row, []) == [box]

    def torn(self, box: int) -> bool:
        """True where nothing is to the right of a box, nor of any in its row, although other rows continue there."""
        me = self.boxes[box]
        rows = self.grids[me.grid]
        ends = {row: max(map(self._end, boxes)) for row, boxes in rows.items() if boxes}
        return ends[me.cell.row] < max(ends.values())

    def _end(self, box: int) -> int:
        return self.boxes[box].cell.column + self.boxes[box].cell.column_span


def lay_out(document: Document) -> Flow:
    """The flow of a document."""
    flow = Flow()
    _blocks(flow, document.blocks, BODY)
    return flow


def _blocks(flow: Flow, blocks: tuple[Block, ...], box: int) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            flow.lines.extend(_split(block, box))
        else:
            _grid(flow, block, box)


def _grid(flow: Flow, grid: Grid, outer: int) -> None:
    number = len(flow.grids)
    rows: dict[int, list[int]] = {}
    flow.grids.append(rows)
    if outer != BODY:
        flow.boxes[outer].nested = True
    end = max((cell.row for cell in grid.cells), default=0) + 1
    for cell in grid.cells:
        me = len(flow.boxes)
        box = Box(number, cell, outer, first=len(flow.lines))
        flow.boxes.append(box)
        flow.spanned += cell.row_span
        for row in range(cell.row, min(cell.row + cell.row_span, end) if flow.spanned < MOST_SPANNED else cell.row + 1):
            rows.setdefault(row, []).append(me)
        _blocks(flow, cell.blocks, me)
        box.last = len(flow.lines)
    for boxes in rows.values():
        boxes.sort(key=lambda b: flow.boxes[b].cell.column)


def _split(paragraph: Paragraph, box: int) -> Iterator[TextLine]:
    """The lines of a paragraph, split at soft line breaks."""
    at = 0
    for text in folded(paragraph.text).split("\n"):
        strong = tuple(
            text[max(a - at, 0) : b - at] for a, b in paragraph.emphasis if a < at + len(text) and b > at
        )
        yield TextLine(text, paragraph.place, box, strong, paragraph.confidence, paragraph.doubted)
        at += len(text) + 1
