"""Turns a cell that has tables in it beside text of its own into the pairs of both: its text as of a small document, its tables
where they stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from parsers.model.document import Paragraph
from parsers.pairs.answers import answered
from parsers.pairs.body_text import Body
from parsers.pairs.chapters import Chapter
from parsers.pairs.inline_labels import first_line
from parsers.pairs.label_weights import BLANKS, heading, label_of
from parsers.pairs.pair import Pair
from parsers.pairs.tables.cell_roles import Table
from parsers.pairs.tables.inner_tables import rows_of

HEADING = 1.0
"""Weight from which the first line of a cell is the heading of its tables."""

OfGrid = Callable[[int, str], Iterator[Pair]]
"""The number of a grid and a section → its pairs."""


def beside_a_label(table: Table, box: int, label: str, section: str, of_grid: OfGrid) -> Iterator[Pair]:
    """The pairs of an answer's cell: its own text answers the label, the label is the group of what its tables have."""
    own = "\n".join(table.lines(box)).strip(BLANKS)
    if own:
        yield from answered(label, own, table.place(box), section)
    for grid in table.nested(box):
        yield from (replace(pair, group=f"{label}/{pair.group}" if pair.group else label) for pair in of_grid(grid, section))


def alone(table: Table, box: int, section: str, of_grid: OfGrid) -> Iterator[Pair]:
    """The pairs of a cell that answers no label: headings with the text under each, and tables, which are what stands under the
    heading before them where there is no text."""
    body = Body(section=section)
    entry = first_line(table.text(box), HEADING)
    if entry is not None and not heading(table.text(box)):
        body.chapter = Chapter(entry[0], table.place(box), entry[0], section)
    for block in table.blocks(box):
        if isinstance(block, int):
            yield from body.table()
            yield from of_grid(block, body.section)
            continue
        lines = [block] if isinstance(block, Paragraph) else [Paragraph(line, table.place(box)) for line in rows_of(block)]
        for line in lines:
            if not (body.chapter is not None and label_of(line.text) == body.chapter.label):
                yield from body.paragraph(line)
    yield from body.close()
