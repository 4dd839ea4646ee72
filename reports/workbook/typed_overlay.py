"""Lays what staff wrote over the next workbook: their cells, columns and rows. Nothing of it is ever left out.

A row that the machine no longer has (a finding that went, a file replaced) stays at its sheet's end while staff cells belong to
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reports.case import Edit
from reports.states import EditState
from reports.workbook.build_plan import OWN_COLUMN, OWN_ROW
from reports.workbook.columns import Column, Row, Sheet

GONE = "（此行已不在系统结果中，保留人工填写）"


def cells_of(edits: Iterable[Edit]) -> dict[str, dict[str, dict[str, str]]]:
    """What counts: sheet → row key → column key → what staff wrote. Emptied cells are left out."""
    cells: dict[str, dict[str, dict[str, str]]] = {}
    for edit in edits:
        if edit.value and edit.state in (EditState.ACTIVE, EditState.STALE):
            cells.setdefault(edit.sheet, {}).setdefault(edit.row, {})[edit.column] = edit.value
    return cells


def with_staff(
    sheet: Sheet, rows: Sequence[Row], cells: Mapping[str, Mapping[str, str]]
) -> tuple[Sheet, Sequence[Row]]:
    """The sheet and its rows with the staff's cells in their places, their own columns after ours, and at the end the rows
    that only they have."""
    if not cells:
        return sheet, rows
    own = dict.fromkeys(c for row in cells.values() for c in row if c.startswith(OWN_COLUMN))
    sheet = replace(sheet, columns=sheet.columns + tuple(Column(c, c.removeprefix(OWN_COLUMN), 18, staff=True) for c in own))
    staff = {column.key for column in sheet.columns if column.staff}
    typed = [row | {c: v for c, v in cells.get(row["key"], {}).items() if c in staff} for row in rows]
    keys = {row["key"] for row in rows}
    return sheet, typed + [_alone(sheet, key, row) for key, row in cells.items() if key not in keys and row]


def _alone(sheet: Sheet, key: str, row: Mapping[str, str]) -> Row:
    """A row that the machine no longer has: only its number and a word that says so."""
    if key.startswith(OWN_ROW):
        return {"key": key} | dict(row)
    machine = [column.key for column in sheet.columns[1:] if not column.staff and column.kind in ("text", "long")]
    shown: Row = {"key": key}
    if "case_no" in machine:
        shown["case_no"] = key.split("|", 1)[0]
        machine.remove("case_no")
    if machine:
        shown[machine[0]] = GONE
    return shown | dict(row)
