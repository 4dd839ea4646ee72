"""Puts a recognised table's cells right by their neighbours: words beside a table whose last column lost its frame become cells,
and a cell that has one label beside each of several cells is cut where these are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.formats.pdf.page_text import Page, Row, Ruled
from parsers.ocr.known_form.cut_cells import UNFRAMED
from parsers.ocr.known_form.printed_words import PrintedWords

_NEAR = 0.02
"""Share of the page's width within which left edges are one edge."""
_GAP = 0.12
"""Share of the page's width that words of a lost column begin behind the table's last rule at most."""
_MOST_OF = 0.6
"""Share of a table's rows beside which such words stand."""


def with_lost_column(page: Page) -> Page:
    """The page; words at the right of most rows of a table that begin below each other are cells of it, less surely for their
    lost frame. A row beside which nothing was read gets none: nobody saw that its place is blank."""
    tables: list[list[Ruled]] = []
    taken: set[int] = set()
    for table in page.tables:
        answers = list(_answers(table, page))
        taken |= {id(row) for _, rows in answers for row in rows}
        edge = max((row.x1 for _, rows in answers for row in rows), default=0.0)
        tables.append(table + [_cell(label, rows, edge, page.width) for label, rows in answers])
    return replace(page, tables=tables, rows=[row for row in page.rows if id(row) not in taken]) if taken else page


def _answers(table: Sequence[Ruled], page: Page) -> Iterator[tuple[Ruled, list[Row]]]:
    """The cells with words in the table's last column, and the words beside each."""
    end = max(cell.x1 for cell in table)
    labels = [cell for cell in table if end - cell.x1 < _NEAR * page.width and cell.rows and not cell.inner]
    beside = [row for row in page.rows if 0 <= row.x0 - end < _GAP * page.width]
    found = [(cell, [row for row in beside if cell.top <= (row.top + row.bottom) / 2 < cell.bottom]) for cell in labels]
    found = [(cell, rows) for cell, rows in found if rows]
    starts = sorted(min(row.x0 for row in rows) for _, rows in found)
    if len(found) < _MOST_OF * len(labels) or len(found) < 2 or starts[-1] - starts[0] > _NEAR * page.width:
        return
    yield from found


def _cell(label: Ruled, rows: list[Row], edge: float, width: float) -> Ruled:
    box = tuple(round(1000 * v / width) for v in (label.x1, label.top, edge, label.bottom))
    less = [replace(row, confidence=min(row.confidence, UNFRAMED)) for row in rows]
    return Ruled(label.page, label.x1, label.top, edge, label.bottom, less, box=box, half=label.half)  # type: ignore[arg-type]


def with_lost_rules(page: Page, printed: PrintedWords) -> Page:
    """The page; a cell whose lines are each a label, and stand beside one cell each, is cut where these cells are."""
    return replace(page, tables=[[part for cell in table for part in _cut(cell, table, page, printed)] for table in page.tables])


def _cut(cell: Ruled, table: Sequence[Ruled], page: Page, printed: PrintedWords) -> list[Ruled]:
    near = _NEAR * page.width
    if cell.inner or len(cell.rows) < 2 or not all(printed.label(row.text) for row in cell.rows):
        return [cell]
    right = [other for other in table if abs(other.x0 - cell.x1) < near]
    beside = sorted((o for o in right if o.top > cell.top - near and o.bottom < cell.bottom + near), key=lambda o: o.top)
    middles = [(row.top + row.bottom) / 2 for row in cell.rows]
    if len(beside) != len(middles) or not all(o.holds(o.x0, y) for o, y in zip(beside, middles, strict=True)):
        return [cell]
    edges = [cell.top, *((a.bottom + b.top) / 2 for a, b in pairwise(beside)), cell.bottom]
    return [
        replace(cell, top=top, bottom=bottom, rows=[row], box=_between(cell, top, bottom, page.width))
        for row, (top, bottom) in zip(cell.rows, pairwise(edges), strict=True)
    ]


def _between(cell: Ruled, top: float, bottom: float, width: float) -> tuple[int, int, int, int] | None:
    return cell.box and (cell.box[0], round(1000 * top / width), cell.box[2], round(1000 * bottom / width))
