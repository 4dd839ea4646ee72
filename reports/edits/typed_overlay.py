"""What staff wrote, laid over the next workbook: their cells, columns, rows; nothing of it is ever left out.

A row the machine no longer has (a finding that went, a file replaced) still stands at its sheet's end while staff cells hang
on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from reports.case import Edit
from reports.edits.copy_model import OWN_COLUMN, OWN_ROW
from reports.states import EditState
from reports.workbook.columns import Column, Sheet

GONE = "（此行已不在系统结果中，保留人工填写）"

Cells = Mapping[str, Mapping[str, Mapping[str, str]]]
"""sheet → row key → column key → what staff wrote."""


def cells_of(edits: Iterable[Edit]) -> dict[str, dict[str, dict[str, str]]]:
    """What counts, by sheet, row and column. An emptied cell is none."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for edit in edits:
        if edit.value and edit.state in (EditState.ACTIVE, EditState.STALE):
            found.setdefault(edit.sheet, {}).setdefault(edit.row, {})[edit.column] = edit.value
    return found


def with_staff(sheet: Sheet, frame: pd.DataFrame, cells: Mapping[str, Mapping[str, str]]) -> tuple[Sheet, pd.DataFrame]:
    """The sheet and its frame with the staff's cells in their places, their own columns after ours, and at the end the rows
    that only they know."""
    if not cells:
        return sheet, frame
    own = dict.fromkeys(c for row in cells.values() for c in row if c.startswith(OWN_COLUMN))
    sheet = replace(sheet, columns=sheet.columns + tuple(Column(c, c.removeprefix(OWN_COLUMN), 18, staff=True) for c in own))
    staff = [column.key for column in sheet.columns if column.staff]
    keys = list(frame["key"]) if not frame.empty else []
    if not frame.empty:
        frame = frame.copy()
        for column in staff:
            if any(column in row for row in cells.values()):
                frame[column] = [cells.get(key, {}).get(column) for key in keys]
    known = set(keys)
    rest = [_alone(sheet, key, row) for key, row in cells.items() if key not in known and row]
    if rest:
        added = pd.DataFrame(rest, dtype=object)
        frame = pd.concat([frame, added], ignore_index=True) if not frame.empty else added
    return sheet, frame


def _alone(sheet: Sheet, key: str, row: Mapping[str, str]) -> dict[str, Any]:
    """A row with nothing of the machine's but its number and a word that it is not of the machine's any more."""
    if key.startswith(OWN_ROW):
        return {"key": key} | dict(row)
    machine = [column.key for column in sheet.columns[1:] if not column.staff and column.kind in ("text", "long")]
    shown: dict[str, Any] = {"key": key}
    if "case_no" in machine:
        shown["case_no"] = key.split("|", 1)[0]
        machine.remove("case_no")
    if machine:
        shown[machine[0]] = GONE
    return shown | dict(row)
