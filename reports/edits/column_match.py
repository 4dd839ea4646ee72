"""Finds which column of a copy is which: by its heading, by its neighbours where a heading was changed, else it is the staff's
own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from reports.edits.copy_model import CopySheet
from reports.workbook.build_plan import OWN_COLUMN, PlanSheet
from reports.workbook.cell_text import cell_text

LONGEST_HEAD = 60


@dataclass(frozen=True, slots=True)
class Located:
    """Column key → index in the copy, without the key's column; and what was done to columns of ours and is undone."""

    columns: Mapping[str, int]
    undone: tuple[str, ...]


def located(plan: PlanSheet, heads: Sequence[str], sheet: CopySheet) -> Located:
    """Finds where each column of the plan is in the copy, and which columns are the staff's own."""
    columns: dict[str, int] = {}
    unknown: list[int] = []
    wanted = {column.head: column.key for column in plan.columns[1:]}
    for n, head in enumerate(heads):
        if n == sheet.key:
            continue
        key = wanted.get(head)
        if key is not None and key not in columns:
            columns[key] = n
        else:
            unknown.append(n)
    missing = [column for column in plan.columns[1:] if column.key not in columns]
    undone: list[str] = []
    order = [column.key for column in plan.columns]
    for column in missing:
        at = order.index(column.key)
        near = [columns.get(order[i], -9) + step for i, step in ((at - 1, 1), (at + 1, -1)) if 0 < i < len(order)]
        again = next((n for n in unknown if n in near and heads[n]), None)
        if again is None:
            undone.append(f"列“{column.head}”不见了，已恢复")
            continue
        unknown.remove(again)
        columns[column.key] = again
        undone.append(f"列“{column.head}”被改名为“{heads[again][:LONGEST_HEAD]}”，已改回")
    filled = {n for row in sheet.rows[sheet.head + 1 :] for n in unknown if n < len(row) and cell_text(row[n])} if unknown else ()
    for n in unknown:
        head = heads[n][:LONGEST_HEAD] or (f"列{xl_col_to_name(n)}" if n in filled else "")
        key = OWN_COLUMN + head
        if head and key not in columns and (n in filled or heads[n]):
            columns[key] = n
        elif head and n in filled:
            columns[f"{key}（{xl_col_to_name(n)}）"] = n
    return Located(columns, tuple(undone))
