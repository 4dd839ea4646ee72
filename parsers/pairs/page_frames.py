"""Turns a PDF in which each page is framed into one without the frames: what a frame holds stands in the document itself, and a
table that goes on on the next page is one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from parsers.model.document import Block, Cell, Document, Grid, Medium, Paragraph
from parsers.pairs.inline_labels import LABEL, first_line, parts
from parsers.pairs.label_weights import BLANKS, SIGNED, heading, is_common_label

FEWEST = 4
"""Cells from which a grid in a frame is a table."""


def unframed(document: Document) -> Document:
    """The document without frames round its pages; any other as it is."""
    if document.medium == Medium.WORD or not any(isinstance(b, Grid) and _frame(b) for b in document.blocks):
        return document
    blocks: list[Block] = []
    for block in document.blocks:
        for inner in _inside(block) if isinstance(block, Grid) and _frame(block) else (block,):
            if isinstance(inner, Grid) and blocks and isinstance(before := blocks[-1], Grid):
                blocks[-1] = _stacked(before, inner)
            else:
                blocks.append(inner)
    return replace(document, blocks=tuple(blocks))


def _frame(grid: Grid) -> bool:
    """Whether a grid is of frames: one cell a row, and a table in one of them."""
    inner = [b for cell in grid.cells for b in cell.blocks if isinstance(b, Grid)]
    return all(cell.column == 0 for cell in grid.cells) and any(len(b.cells) >= FEWEST for b in inner)


def _inside(frame: Grid) -> Iterator[Block]:
    for cell in frame.cells:
        for block in cell.blocks:
            text = "\n".join(c.text for c in block.cells) if isinstance(block, Grid) else block.text
            if not text.strip(BLANKS + "-—－").isdecimal():  # the number of the page
                yield block


def _stacked(upper: Grid, lower: Grid) -> Grid:
    """One table of two: the first cell of the lower one goes on with the last of the upper one where both fill their rows and it
    begins with no label."""
    height = max(cell.row + cell.row_span for cell in upper.cells) if upper.cells else 0
    rows = [list(cells) for _, cells in groupby(lower.cells, key=lambda cell: cell.row)]
    last = [cell for cell in upper.cells if cell.row + cell.row_span == height]
    kept, shift = list(upper.cells), height
    if rows and len(last) == len(rows[0]) == 1 and last[0].column == 0 and _goes_on(rows[0][0]):
        kept[-1] = replace(last[0], blocks=last[0].blocks + rows[0][0].blocks)
        shift = height - rows[0][0].row - 1
        rows = rows[1:]
    return replace(upper, cells=(*kept, *(replace(cell, row=cell.row + shift) for row in rows for cell in row)))


def _goes_on(cell: Cell) -> bool:
    text = cell.text.strip(BLANKS)
    line = next((b.text for b in cell.blocks if isinstance(b, Paragraph)), "")
    labelled = any(is_common_label(label) or SIGNED.search(label) for label, _ in parts(line)[:1])
    return bool(text) and not heading(text) and not labelled and first_line(text, LABEL) is None
