"""Reads the schedule (F1-27 to F1-29): the rows under 时间阶段 · 经费预算（万元） · 目标内容, as many as there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from config.model import Form
from parsers import values
from parsers.forms.field_values import PICTURED
from parsers.forms.labels import Match, squeeze
from parsers.forms.lines import BODY, Flow
from parsers.model.document import UNREAD
from parsers.model.record import Value

MOST_ROWS = 300
OUTSIDE = "该栏不在表格中，须人工查看"
TOTAL = re.compile(r"(合计|总计|小计|共计|总经费|经费合计|合计金额|总预算|经费总额)")
"""What a row of totals begins with."""
_PARTIAL = "小计"
_HEAD_OF_TOTAL = re.compile(rf"{TOTAL.pattern}+(?:经费|金额)?(?:[（(][^（）()]*[）)])?")
_UNIT = re.compile("([亿万千]?)[元圆]")
_KEYS = ("stage", "budget_wan", "goal")


@dataclass(frozen=True, slots=True)
class _Heads:
    """The row of heads: the text of each, which columns of its grid each of the three covers, and the money's unit."""

    words: frozenset[str]
    columns: dict[str, range]
    unit: str


def schedule(flow: Flow, matches: Sequence[Match], match: Match, form: Form) -> Value:
    """The rows as a list of {"stage", "budget_wan", "goal"}, without blank rows, totals and repeated heads; a total that is not
    their sum is noted. Rows that are only pictures, or are in no table, are unreadable."""
    head = flow.lines[match.hit.line].box
    place = flow.lines[match.hit.line].place
    if head == BODY:
        return Value(None, None, place, confidence=0.0, note=OUTSIDE)
    heads = _heads(flow, head, form)
    rows: list[dict[str, Any]] = []
    written: list[str] = []
    unread = False
    totals: list[Decimal] = []
    read: list[int] = []
    for row in _rows(flow, matches, head, heads):
        texts = [_cell(flow, row, heads.columns.get(key)) for key in _KEYS]
        cells = [text.replace(UNREAD, "").strip() for text in texts]
        unread = unread or (UNREAD in "".join(texts) and not any(cells))
        totals += _total(flow, row, heads.unit)
        if not any(cells) or _aside(flow, row, cells, heads, rows):
            continue
        for stage, budget, goal in _stages(cells, heads.unit):
            amount = values.money(budget, heads.unit)
            rows.append({"stage": stage, "budget_wan": None if amount is None else float(amount), "goal": goal})
            written.append(" | ".join((stage, budget, goal)))
        read += dict.fromkeys(row.values())
    if unread and not rows:
        return Value(None, None, place, confidence=0.0, note=PICTURED)
    return Value("\n".join(written), rows, place, confidence=_sure(flow, read), note=_differs(rows, totals))


def _stages(cells: Sequence[str], unit: str) -> list[tuple[str, str, str]]:
    """The stages of a row: one, or as many as each of its cells has lines, where every line of the money is an amount."""
    stages, amounts, goals = (cell.split("\n") for cell in cells)
    alike = len(amounts) > 1 and len(stages) == len(amounts) == len(goals)
    if alike and all(values.money(amount, unit) is not None for amount in amounts):
        return list(zip(stages, amounts, goals, strict=True))
    return [(cells[0], cells[1], cells[2])]


def _total(flow: Flow, row: dict[int, int], unit: str) -> Iterator[Decimal]:
    """The amount in a row of totals, wherever in the row it is; nothing where there is not exactly one."""
    texts = [flow.text(b) for b in dict.fromkeys(row.values())]
    named = next((text for text in texts if text.strip()), "")
    match = TOTAL.match(squeeze(named))
    if match is None or match[0] == _PARTIAL:
        return
    behind = _HEAD_OF_TOTAL.sub("", squeeze(named))
    found = [amount for text in (behind, *texts) if text.strip() and (amount := values.money(text, unit)) is not None]
    if len(set(found)) == 1:
        yield found[0]


def _differs(rows: Sequence[dict[str, Any]], totals: Sequence[Decimal]) -> str:
    """What to note of the one total of these rows: the amount, where all their amounts are known and it is not their sum."""
    amounts = [row["budget_wan"] for row in rows]
    if len(totals) != 1 or not amounts or None in amounts or _same(totals[0], sum(amounts)):
        return ""
    return f"合计{float(totals[0]):g}万元"


def _sure(flow: Flow, boxes: Sequence[int]) -> float:
    """How surely these boxes were read, weighted by length."""
    lines = [line for b in boxes for line in flow.lines[flow.boxes[b].first : flow.boxes[b].last]]
    total = sum(len(line.text) for line in lines)
    return round(sum(line.confidence * len(line.text) for line in lines) / total, 4) if total else 1.0


def _heads(flow: Flow, head: int, form: Form) -> _Heads:
    me = flow.boxes[head]
    labels = [squeeze(label) for label in form.schedule_columns]
    columns: dict[str, range] = {}
    unit = "万元"
    boxes = [b for b in flow.grids[me.grid].get(me.cell.row, []) if flow.boxes[b].cell.column >= me.cell.column]
    texts = [squeeze(flow.text(box)) for box in boxes]
    told = [_column(words, labels) for words in texts]
    for position, (box, words, named) in enumerate(zip(boxes, texts, told, strict=True)):
        cell = flow.boxes[box].cell
        at = position if named is None else named
        if named is None and (words == UNREAD or at in told):
            continue
        if at < len(_KEYS) and _KEYS[at] not in columns:
            columns[_KEYS[at]] = range(cell.column, cell.column + cell.column_span)
            if at == 1 and (unit_named := _UNIT.search(words)):
                unit = f"{unit_named[1]}元"
    return _Heads(frozenset(squeeze(flow.text(b)) for b in boxes) - {""}, columns, unit)


def _column(words: str, labels: Sequence[str]) -> int | None:
    """Which of the printed heads this is, or None."""
    return next((i for i, label in enumerate(labels) if label[:2] == words[:2] or label[2:4] == words[2:4] != ""), None)


def _rows(flow: Flow, matches: Sequence[Match], head: int, heads: _Heads) -> Iterator[dict[int, int]]:
    """Rows below the heads, each as column → box, until a row that holds a printed label; those of the next table too where
    this one ends with the schedule and that one has its columns."""
    me = flow.boxes[head]
    left = MOST_ROWS
    grid, first = me.grid, me.cell.row + me.cell.row_span
    while left > 0:
        last = max(flow.grids[grid], default=-1)
        for number in range(first, min(last, first + left) + 1):
            boxes = flow.grids[grid].get(number, [])
            if _labelled(flow, matches, boxes):
                return
            if boxes:
                yield _columns(flow, boxes, number, me.cell.column)
        left -= last - first + 1
        following = grid_after(flow, grid)
        if following is None or not _alike(flow, following, heads):
            return
        grid, first = following, 0


def _labelled(flow: Flow, matches: Sequence[Match], boxes: Sequence[int]) -> bool:
    return any(flow.boxes[b].first <= m.hit.line < flow.boxes[b].last for b in boxes for m in matches)


def _columns(flow: Flow, boxes: Sequence[int], number: int, stage: int) -> dict[int, int]:
    """Column → box. A stage may span several rows; amounts and goals count in the row where they begin."""
    by_column: dict[int, int] = {}
    for b in boxes:
        cell = flow.boxes[b].cell
        columns = range(cell.column, cell.column + min(cell.column_span, 63))
        by_column |= {c: b for c in columns if cell.row == number or c == stage}
    return by_column


def grid_after(flow: Flow, grid: int) -> int | None:
    """The table after this one, in the same cell or body, with no words between."""
    mine = [b for b in flow.boxes if b.grid == grid]
    after = next((b for b in flow.boxes if b.grid > grid and b.outer == mine[0].outer), None) if mine else None
    return after.grid if after is not None and after.first == mine[-1].last else None


def _alike(flow: Flow, grid: int, heads: _Heads) -> bool:
    """True for a table whose first row has the columns of the heads."""
    starts = {flow.boxes[b].cell.column for b in flow.grids[grid].get(0, ())}
    return len(heads.columns) == len(_KEYS) and {columns.start for columns in heads.columns.values()} <= starts


def _aside(flow: Flow, row: dict[int, int], cells: Sequence[str], heads: _Heads, rows: Sequence[dict[str, Any]]) -> bool:
    """True for a row that is not a stage: the total, repeated heads, or words across the whole width."""
    texts = [squeeze(flow.text(b)) for b in dict.fromkeys(row.values())]
    if any(TOTAL.match(words[:6]) for words in texts if words) or TOTAL.search(squeeze(cells[0] or cells[2])[:6]):
        return True
    if heads.words and set(texts) - {""} <= heads.words:
        return True
    across = [row[columns.start] for columns in heads.columns.values() if columns.start in row]
    if len(across) == len(_KEYS) and len(set(across)) == 1:
        return True
    amounts = [r["budget_wan"] for r in rows if r["budget_wan"] is not None]
    alone = bool(cells[1]) and not cells[0] and not cells[2] and len(amounts) > 1
    return alone and values.money(cells[1], heads.unit) is not None and _same(values.money(cells[1], heads.unit), sum(amounts))


def _same(amount: Any, total: float) -> bool:
    return abs(float(amount) - total) < 1e-6


def _cell(flow: Flow, row: dict[int, int], columns: range | None) -> str:
    """The text of a row in one of the three columns, its line breaks as blanks."""
    boxes = dict.fromkeys(row[c] for c in columns or () if c in row)
    begun = [b for b in boxes if columns and flow.boxes[b].cell.column >= columns.start]
    boxes = dict.fromkeys(begun) or boxes
    lines = (line.strip(" \u3000\xa0\t_") for b in boxes for line in flow.text(b).split("\n"))
    return "\n".join(line for line in lines if line)
