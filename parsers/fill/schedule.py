"""The schedule (F1-27 to F1-29): the rows under 时间阶段 · 经费预算（万元） · 目标内容, as many as there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from config.model import Form
from parsers import values
from parsers.labels import Match, squeeze
from parsers.lines import BODY, Flow
from parsers.model import Value

MOST_ROWS = 300
_TOTAL = re.compile(r"(合计|总计|小计|共计|总经费|经费合计|合计金额)")
_KEYS = ("stage", "budget_wan", "goal")


def schedule(flow: Flow, matches: Sequence[Match], match: Match, form: Form) -> Value:
    """The rows as a list of {"stage", "budget_wan", "goal"}, without blank rows and the total."""
    head = flow.lines[match.hit.line].box
    place = flow.lines[match.hit.line].place
    if head == BODY:
        return Value("", [], place)
    columns, unit = _columns(flow, head, form)
    rows: list[dict[str, Any]] = []
    written: list[str] = []
    for row in _rows(flow, matches, head):
        cells = [_cell(flow, row, columns.get(key)) for key in _KEYS]
        if not any(cells) or _TOTAL.search(squeeze(cells[0] or cells[2])[:6]):
            continue
        amount = values.money(cells[1], unit)
        rows.append({"stage": cells[0], "budget_wan": None if amount is None else float(amount), "goal": cells[2]})
        written.append(" | ".join(cells))
    return Value("\n".join(written), rows, place)


def _columns(flow: Flow, head: int, form: Form) -> tuple[dict[str, range], str]:
    """Which columns of the grid each of the three covers, by the heads of the row, and the unit the money's head names."""
    me = flow.boxes[head]
    labels = [squeeze(label) for label in form.schedule_columns]
    columns: dict[str, range] = {}
    unit = "万元"
    boxes = [b for b in flow.grids[me.grid].get(me.cell.row, []) if flow.boxes[b].cell.column >= me.cell.column]
    for position, box in enumerate(boxes):
        said, cell = squeeze(flow.text(box)), flow.boxes[box].cell
        at = next((i for i, label in enumerate(labels) if label[:4] == said[:4]), position)
        if at < len(_KEYS) and _KEYS[at] not in columns:
            columns[_KEYS[at]] = range(cell.column, cell.column + cell.column_span)
            if at == 1 and "元" in said and "万" not in said:
                unit = "元"
    return columns, unit


def _rows(flow: Flow, matches: Sequence[Match], head: int) -> Iterator[dict[int, int]]:
    """Rows below the heads, each as column → box, until a row that holds a printed label."""
    me = flow.boxes[head]
    grid = flow.grids[me.grid]
    for number in range(me.cell.row + me.cell.row_span, me.cell.row + me.cell.row_span + MOST_ROWS):
        boxes = grid.get(number)
        if not boxes or any(flow.boxes[b].first <= m.hit.line < flow.boxes[b].last for b in boxes for m in matches):
            return
        yield {
            column: b
            for b in boxes
            for column in range(flow.boxes[b].cell.column, flow.boxes[b].cell.column + flow.boxes[b].cell.column_span)
            if flow.boxes[b].cell.row == number or column == me.cell.column
        }


def _cell(flow: Flow, row: dict[int, int], columns: range | None) -> str:
    """The text of a row in one of the three columns, its line breaks as blanks."""
    boxes = dict.fromkeys(row[c] for c in columns or () if c in row)
    lines = (line.strip(" \u3000\xa0\t_") for b in boxes for line in flow.text(b).split("\n"))
    return "\n".join(line for line in lines if line)
