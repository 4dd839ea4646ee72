"""Reads a table with heads: the rows below them, as many as there are, each as {head: text}."""

from __future__ import annotations

import re
from collections.abc import Sequence

from config.model import Field
from parsers.forms.field_values import PICTURED
from parsers.forms.labels import Match, squeeze
from parsers.forms.lines import BODY, Flow
from parsers.forms.schedule import MOST_ROWS, OUTSIDE
from parsers.model.document import UNREAD
from parsers.model.record import Value

_COUNTED = re.compile(r"(?:第?[\d一二三四五六七八九十]+[.、．人位]?|…+|\.{3,})?")
"""What a form prints before a row: its number."""


def table_rows(flow: Flow, matches: Sequence[Match], match: Match, field: Field) -> Value:
    """The rows below the head at `match` with the field's columns that are printed in its row; rows in which nothing stands but
    a number are left out. Rows that are only pictures, or are in no table, are unreadable."""
    line = flow.lines[match.hit.line]
    if line.box == BODY:
        return Value(None, None, line.place, confidence=0.0, note=OUTSIDE)
    head = flow.boxes[line.box]
    grid = flow.grids[head.grid]
    heads = _heads(flow, grid.get(head.cell.row, ()), field)
    others = {flow.lines[m.hit.line].box for m in matches}
    rows: list[dict[str, str]] = []
    read: list[int] = []
    unread = False
    for number in sorted(n for n in grid if n >= head.cell.row + head.cell.row_span)[:MOST_ROWS]:
        boxes = grid[number]
        if any(b in others for b in boxes):
            break
        row = {words: _cell(flow, boxes, columns) for words, columns in heads.items()}
        unread = unread or any(UNREAD in text for text in row.values())
        row = {words: text.replace(UNREAD, "").strip() for words, text in row.items()}
        if all(_COUNTED.fullmatch(squeeze(text)) for text in row.values()):
            continue
        rows.append({column: row.get(column, "") for column in field.columns})
        read += boxes
    if unread and not rows:
        return Value(None, None, line.place, confidence=0.0, note=PICTURED)
    written = "\n".join(" | ".join(row.values()) for row in rows)
    lines = [one for b in read for one in flow.lines[flow.boxes[b].first : flow.boxes[b].last]]
    return Value(written, rows, line.place, confidence=min((one.confidence for one in lines), default=1.0))


def _heads(flow: Flow, boxes: Sequence[int], field: Field) -> dict[str, range]:
    """Column of the field → the columns of its grid, for those whose words stand in the row of heads."""
    found: dict[str, range] = {}
    for column in field.columns:
        words = squeeze(column)
        box = next((b for b in boxes if squeeze(flow.text(b)) == words), None)
        if box is not None:
            cell = flow.boxes[box].cell
            found[column] = range(cell.column, cell.column + min(cell.column_span, 63))
    return found


def _cell(flow: Flow, boxes: Sequence[int], columns: range) -> str:
    """The words of a row that begin in these columns, or reach into the first of them, its line breaks as blanks."""
    cells = [(flow.boxes[b].cell, b) for b in boxes]
    begun = [b for cell, b in cells if cell.column in columns]
    within = begun or [b for cell, b in cells if cell.column < columns.start < cell.column + cell.column_span]
    lines = (one.strip(" \u3000\xa0\t_") for b in within for one in flow.text(b).split("\n"))
    return " ".join(one for one in lines if one)
