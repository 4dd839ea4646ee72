"""Sheet 改动: what staff changed, what was not taken and why, and what waits for a person: two values for one cell, or a
correction whose form has changed since. Staff decide in column 处理."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from config.model import MASKED, Guide
from reports import display
from reports.case import Desk, Edit
from reports.state_words import EDIT_STATE, moment, word_of
from reports.states import EditState
from reports.workbook.build_plan import OWN_COLUMN, OWN_SHEET
from reports.workbook.columns import FIELDS, Row, Sheet
from reports.workbook.row_names import Names

LONGEST = 2000
OPEN = (EditState.CONFLICT, EditState.STALE)
BLANK = "（空）"


def rows(desk: Desk, guide: Guide, sheets: Sequence[Sheet]) -> list[Row]:
    """The changes of the desk: open ones first, then the newest. `sheets` give the names of their columns."""
    heads, names = _heads(sheets), Names(desk, guide)
    accounts = frozenset(field.key for form in guide.forms for field in form.of_kind(*MASKED))
    ordered = sorted(desk.history, key=lambda edit: (edit.state not in OPEN, -edit.id))
    return [_row(_masked(edit, accounts), heads, names) for edit in ordered]


def remarks(desk: Desk) -> dict[str, dict[tuple[str, str], str]]:
    """sheet → (row, column) → the comment on the cell: both values of a conflict, what waits for a person, what is noted."""
    comments: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for edit in desk.history:
        if (edit.state in OPEN or edit.note) and edit.sheet != OWN_SHEET:
            who = f"（{edit.who}）" if edit.who else ""
            if edit.state == EditState.CONFLICT:
                text = f"冲突：另一份文件{who}{_says(edit)}。请在“改动”表处理，或直接改写本格。"
            else:
                text = edit.note or f"待确认：{edit.why}"
            at = (edit.row, edit.column)
            comments[edit.sheet][at] = "\n".join(part for part in (comments[edit.sheet].get(at, ""), text) if part)
    return comments


def _says(edit: Edit) -> str:
    return f"写的是“{edit.value[:500]}”" if edit.value else "里这一格是空的"


def _masked(edit: Edit, accounts: Collection[str]) -> Edit:
    """The same edit for this sheet: of a bank account only the last digits (R126)."""
    if edit.sheet != FIELDS.name or edit.row.partition("|")[2] not in accounts:
        return edit
    return replace(edit, value=display.masked(edit.value), before=display.masked(edit.before))


def _row(edit: Edit, heads: dict[tuple[str, str], str], names: Names) -> Row:
    whole = edit.sheet == OWN_SHEET
    return {
        "key": str(edit.id), "seen": moment(edit.seen) or edit.seen, "who": edit.who,
        "sheet": edit.row if whole else edit.sheet, "row": "（整表）" if whole else names.row(edit.sheet, edit.row),
        "column": "" if whole else heads.get((edit.sheet, edit.column), edit.column.removeprefix(OWN_COLUMN)),
        "before": "" if whole else edit.before[:LONGEST], "value": "（自建表）" if whole else edit.value[:LONGEST] or BLANK,
        "state": word_of(EDIT_STATE, edit.state), "why": edit.note or edit.why, "source": edit.source,
        "saved": moment(edit.saved) or edit.saved,
    }


def _heads(sheets: Sequence[Sheet]) -> dict[tuple[str, str], str]:
    return {(sheet.name, column.key): column.head for sheet in sheets for column in sheet.columns}
