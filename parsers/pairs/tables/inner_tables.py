"""Tells the tables in a cell or chapter that a form prints, whose places are filled in, from those an applicant drew in an
answer, which are part of its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.forms.lines import Flow
from parsers.model.document import Grid, paragraphs
from parsers.pairs.label_weights import BLANKS, likeness

SURE = 3.0
"""Weight of a word that is a label nearly everywhere."""

LIKELY = 1.0
"""Weight of a head beside others that are."""

PROSE = 150
"""Characters of text beside a table from which an answer stands there."""

MOST_CELLS = 4000
"""Cells that are looked at."""


def printed(cells: Sequence[tuple[int, str]], beside: int) -> bool:
    """Whether a table is the form's. `cells` are the row and text of each cell, `beside` the number of characters that stand
    beside the table in its cell."""
    if beside > PROSE:
        return False
    likes = _likes(cells)
    heads = any(len(row) > 1 and sum(like >= LIKELY for like in row) > 0.5 * len(row) and max(row) >= SURE for row in likes[:3])
    return heads or sum(max(row) >= SURE for row in likes) >= 0.5 * len(likes) > 0


def drawn(cells: Sequence[tuple[int, str]]) -> bool:
    """Whether a table between the paragraphs of an answer is a part of it: hardly a row of it has words of labels."""
    likes = _likes(cells)
    return bool(likes) and sum(max(row) >= LIKELY for row in likes) <= 0.2 * len(likes)


def _likes(cells: Sequence[tuple[int, str]]) -> list[list[float]]:
    rows: dict[int, list[float]] = {}
    for row, text in cells[:MOST_CELLS]:
        if words := text.strip(BLANKS):
            rows.setdefault(row, []).append(likeness(words))
    return list(rows.values())


def rows_of(grid: Grid) -> Iterator[str]:
    """The rows of a table as lines of text."""
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        said = " ".join(text for p in paragraphs(cell.blocks) if (text := p.text.replace("\n", " ").strip(BLANKS)))
        rows.setdefault(cell.row, []).append(said)
    for words in rows.values():
        if line := " ".join(filter(None, words)):
            yield line


def cells_of(flow: Flow, grid: int) -> list[tuple[int, str]]:
    """The row and text of each cell of a grid of a flow."""
    boxes = dict.fromkeys(b for row in flow.grids[grid].values() for b in row)
    return [(flow.boxes[b].cell.row, flow.text(b)) for b in boxes]
