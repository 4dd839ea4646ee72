"""Finds the heads of a table that a form asks for, and which columns of the grid each of them covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parsers.forms.labels import squeeze
from parsers.forms.lines import Flow
from parsers.forms.schedule import MOST_ROWS

STOREYS = 3
"""Rows of heads at most."""
_WIDEST = 63

Heads = Mapping[str, range]


def head_columns(flow: Flow, grid: int, row: int, columns: Sequence[str]) -> tuple[Heads, int]:
    """Each head that was found → the columns of the grid below it; and the first row below all of them. `row` is that of the
    table's label; where it has less than half of the heads, the row that has most counts. A head upper/lower stands in two
    rows."""
    tries = [_in_row(flow, grid, row, columns)]
    if 2 * len(tries[0][0]) < len(columns):
        tries += [_in_row(flow, grid, other, columns) for other in sorted(flow.grids[grid])[:MOST_ROWS]]
    return max(tries, key=lambda found: len(found[0]))


def _in_row(flow: Flow, grid: int, row: int, columns: Sequence[str]) -> tuple[Heads, int]:
    storeys = [[b for b in flow.grids[grid].get(row + n, []) if flow.boxes[b].cell.row == row + n] for n in range(STOREYS)]
    storeys[0] = flow.grids[grid].get(row, [])
    found: dict[str, range] = {}
    below = row + 1
    for column in columns:
        chain = _chain(flow, storeys, column)
        if chain:
            cell = flow.boxes[chain[-1]].cell
            found[column] = range(cell.column, cell.column + min(cell.column_span, _WIDEST))
            below = max(below, cell.row + cell.row_span)
    return found, below


def _chain(flow: Flow, storeys: Sequence[Sequence[int]], column: str) -> list[int]:
    """The box of a head in the first row, or in a row below; of upper/lower the upper one and the lower one under it."""
    whole = next((b for b in storeys[0] if squeeze(flow.text(b)) == squeeze(column)), None)
    if whole is not None:
        return [whole]
    chain: list[int] = []
    within, depth = range(100_000), 0
    for words in column.split("/"):
        at = next(((n, b) for n, boxes in enumerate(storeys[depth:], depth) for b in boxes
                   if squeeze(flow.text(b)) == squeeze(words) and flow.boxes[b].cell.column in within), None)  # fmt: skip
        if at is None:
            return []
        depth, box = at[0] + 1, at[1]
        cell = flow.boxes[box].cell
        within = range(cell.column, cell.column + cell.column_span)
        chain.append(box)
    return chain
