"""Turns a cell that has tables in it beside text of its own into the pairs of both: its text as of a small document, its tables
where they stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from parsers.model.document import Grid, Paragraph, paragraphs
from parsers.pairs.answers import answered
from parsers.pairs.body_text import Body
from parsers.pairs.cell_roles import Table
from parsers.pairs.label_weights import BLANKS
from parsers.pairs.pair import Pair

OfGrid = Callable[[int, str], Iterator[Pair]]
"""The number of a grid and a section → its pairs."""


def beside_a_label(table: Table, box: int, label: str, section: str, of_grid: OfGrid) -> Iterator[Pair]:
    """The pairs of an answer's cell: its own text answers the label, the label is the group of what its tables have."""
    own = "\n".join(line for block in _blocks(table, box) if not isinstance(block, int) for line in _lines(block)).strip(BLANKS)
    if own:
        yield from answered(label, own, table.place(box), section)
    for grid in table.nested(box):
        yield from (replace(pair, group=f"{label}/{pair.group}" if pair.group else label) for pair in of_grid(grid, section))


def alone(table: Table, box: int, section: str, of_grid: OfGrid) -> Iterator[Pair]:
    """The pairs of a cell that answers no label: headings with the text under each, and tables, which are what stands under the
    heading before them where there is no text."""
    body, tabled = Body(section=section), set[str]()
    for block in _blocks(table, box):
        if isinstance(block, int):
            tabled |= {body.heading}
            yield from of_grid(block, body.heading or section)
        else:
            yield from (pair for pair in body.paragraph(block) if pair.value or pair.label not in tabled)
    yield from (pair for pair in body.close() if pair.value or pair.label not in tabled)


def _blocks(table: Table, box: int) -> Iterator[Paragraph | int]:
    """The paragraphs of a cell and the numbers of the grids that are tables in it, in order; those of a frame are its own."""
    grids = iter(sorted(table.inner.get(box, {})))
    tables = set(table.nested(box))
    for block in table.flow.boxes[box].cell.blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Grid) and block.cells:
            number = next(grids, None)
            if number in tables and number is not None:
                yield number
            else:
                yield from paragraphs((block,))


def _lines(paragraph: Paragraph) -> list[str]:
    return [line for line in paragraph.text.split("\n") if line.strip(BLANKS)]
