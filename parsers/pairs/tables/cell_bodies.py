"""Turns a cell that has tables in it beside text of its own into the pairs of both: its text as of a small document, its tables
where they stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from parsers.model.document import Paragraph
from parsers.pairs.answers import answered, is_prose
from parsers.pairs.body_text import Body, asks_for_text
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


def has_headings(table: Table, box: int) -> bool:
    """Whether lines of a cell below its first are set off as the headings of texts below them."""
    lines = table.set_off(box)
    heads = (off and (asks_for_text(line) or heading(line)) for line, off in lines[1:])
    return any(heads) and any(not off and is_prose(line) for line, off in lines)


def alone(table: Table, box: int, section: str, of_grid: OfGrid, above: int | None = None) -> Iterator[Pair]:
    """The pairs of a cell that answers no label: headings with the text under each, and tables, which are what stands under the
    heading before them where there is no text. `above` is the box of the heading over it, if that waits for its text."""
    body = Body(section=section, type=table.signs.type)
    entry = first_line(table.text(box), HEADING)
    if above is not None:
        words = table.text(above)
        body.chapter = Chapter(label_of(words), table.place(above), words, section, whole=all(o for _, o in table.set_off(above)))
    elif entry is not None and not heading(table.text(box)):
        body.chapter = Chapter(entry[0], table.place(box), entry[0], section)
    for block in table.blocks(box):
        if isinstance(block, int):
            yield from body.table()
            yield from of_grid(block, body.section)
            continue
        lines = [block] if isinstance(block, Paragraph) else [Paragraph(line, table.place(box)) for line in rows_of(block)]
        for line in lines:
            if above is not None or not (body.chapter is not None and label_of(line.text) == body.chapter.label):
                yield from body.paragraph(line)
    yield from body.close()
