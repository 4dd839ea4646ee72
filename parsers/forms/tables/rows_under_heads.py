"""Reads a table with heads: the rows below them, as many as there are, each as {head: text}."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from config.model import Field
from parsers.forms.field_values import PICTURED
from parsers.forms.labels import Match, squeeze
from parsers.forms.lines import BODY, Flow
from parsers.forms.schedule import MOST_ROWS, OUTSIDE, grid_after
from parsers.forms.tables.head_columns import Heads, head_columns
from parsers.model.document import UNREAD
from parsers.model.record import Value

_DOTS = re.compile(r"(?:…+|\.{3,})?")
_COUNTED = re.compile(r"(?:第?[\d一二三四五六七八九十]+[.、．人位]?)?")
"""What a form prints before a row: its number."""


def table_rows(flow: Flow, matches: Sequence[Match], match: Match, field: Field) -> Value:
    """The rows below the head at `match` with the field's columns that are printed in its row; rows in which nothing stands but
    a number or a printed name are left out. Rows that are only pictures, or are in no table, are unreadable."""
    line = flow.lines[match.hit.line]
    if line.box == BODY:
        return Value(None, None, line.place, confidence=0.0, note=OUTSIDE)
    head = flow.boxes[line.box]
    heads, below = head_columns(flow, head.grid, head.cell.row, field.columns)
    names, printed = {squeeze(name): name for name in field.rows}, set(map(squeeze, field.printed))
    rows: list[dict[str, str]] = []
    read: list[int] = []
    unread = False
    for boxes in _rows(flow, matches, (head.grid, below), field, heads):
        row = {words: _cell(flow, boxes, columns) for words, columns in heads.items()}
        unread = unread or any(UNREAD in text for text in row.values())
        row = {words: text.replace(UNREAD, "").strip() for words, text in row.items()}
        named = next((names[words] for b in boxes if (words := squeeze(flow.text(b))) in names), "")
        if not any(_answers(text, number, {squeeze(named), *printed}) for number, text in enumerate(row.values())):
            continue
        if named and squeeze(named) not in map(squeeze, row.values()):
            row[field.columns[0]] = named
        rows.append({column: row.get(column, "") for column in field.columns})
        read += boxes
    if unread and not rows:
        return Value(None, None, line.place, confidence=0.0, note=PICTURED)
    written = "\n".join(" | ".join(row.values()) for row in rows)
    lines = [one for b in read for one in flow.lines[flow.boxes[b].first : flow.boxes[b].last]]
    return Value(written, rows, line.place, confidence=min((one.confidence for one in lines), default=1.0))


def _answers(text: str, column: int, printed: Collection[str]) -> bool:
    """Whether somebody wrote what stands in a column: it is not printed, nor the number at the beginning of a row."""
    words = squeeze(text)
    return not _DOTS.fullmatch(words) and words not in printed and not (column == 0 and _COUNTED.fullmatch(words))


def _rows(flow: Flow, matches: Sequence[Match], start: tuple[int, int], field: Field, heads: Heads) -> Iterator[list[int]]:
    """The boxes of each row from a grid's row on, up to one with a label of another field; of the table that follows too, where
    this one ends and that one has its columns."""
    others = _others(flow, matches, field)
    words = {squeeze(column).rpartition("/")[2] for column in heads}
    grid, first, left = start[0], start[1], MOST_ROWS
    while left > 0:
        numbers = sorted(n for n in flow.grids[grid] if n >= first)[:left]
        for number in numbers:
            boxes = flow.grids[grid][number]
            if any(b in others and flow.boxes[b].cell.row >= first for b in boxes):
                return
            if not {squeeze(flow.text(b)) for b in boxes} - {""} <= words:  # else blank, or the heads again
                yield boxes
        left -= len(numbers) + 1
        following = grid_after(flow, grid)
        if following is None or not _alike(flow, following, heads):
            return
        grid, first = following, 0


def _others(flow: Flow, matches: Sequence[Match], field: Field) -> set[int]:
    """The boxes with labels that end the table: all but its own heads and the names of its rows."""
    own = {squeeze(part).lower() for words in (*field.columns, *field.rows) for part in (words, *words.split("/"))}
    mine = [m for m in matches if m.slot is not None and (m.slot.field or field.key) == field.key and m.hit.words.lower() in own]
    return {flow.lines[m.hit.line].box for m in matches} - {flow.lines[m.hit.line].box for m in mine}


def _alike(flow: Flow, grid: int, heads: Heads) -> bool:
    """Whether the first row of a table has the columns of the heads."""
    starts = {flow.boxes[b].cell.column for b in flow.grids[grid].get(0, ())}
    return len(heads) > 1 and {columns.start for columns in heads.values()} <= starts


def _cell(flow: Flow, boxes: Sequence[int], columns: range) -> str:
    """The words of a row that begin in these columns, or reach into the first of them, its line breaks as blanks."""
    cells = [(flow.boxes[b].cell, b) for b in boxes]
    begun = [b for cell, b in cells if cell.column in columns]
    within = begun or [b for cell, b in cells if cell.column < columns.start < cell.column + cell.column_span]
    lines = (one.strip(" \u3000\xa0\t_") for b in within for one in flow.text(b).split("\n"))
    return " ".join(one for one in lines if one)
