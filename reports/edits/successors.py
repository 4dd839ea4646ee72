"""Renames the sheets, rows and columns of an older workbook, and of what is known of it, to what they are called now, so that
nothing typed into a workbook that was built before an upgrade is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reports.edits.copy_model import Copy, CopySheet
from reports.workbook.build_plan import Built, PlanSheet
from reports.workbook.cell_text import cell_text


@dataclass(frozen=True, slots=True)
class Successor:
    """The new name of a sheet, of rows or of a column. "" in `sheet`, `row` or `column` means any; "" in a new name means that
    this part stays as it was. A column stays on its sheet."""

    sheet: str = ""
    row: str = ""
    column: str = ""
    to_sheet: str = ""
    to_row: str = ""
    to_column: str = ""


Names = Mapping[tuple[str, str], tuple[int, str]]
"""(sheet, name) → the position of the change in their order, and the new name."""


class Successors:
    """All of them, in the order of the changes: a name may change again, and back."""

    def __init__(self, lines: Iterable[Successor]) -> None:
        self._sheets: dict[tuple[str, str], tuple[int, str]] = {}
        self._rows: dict[tuple[str, str], tuple[int, str]] = {}
        self._columns: dict[tuple[str, str], tuple[int, str]] = {}
        for n, line in enumerate(lines):
            if line.to_row:
                self._rows[line.sheet, line.row] = n, line.to_row
            elif line.to_column:
                self._columns[line.sheet, line.column] = n, line.to_column
            elif line.to_sheet:
                self._sheets["", line.sheet] = n, line.to_sheet

    def sheet(self, name: str) -> str:
        """What this sheet is called now."""
        return _followed(self._sheets, ("",), name)

    def row(self, sheet: str, key: str) -> str:
        """The key that this row of a sheet (by the sheet's old name) has now."""
        return _followed(self._rows, (sheet, self.sheet(sheet), ""), key)

    def column(self, sheet: str, key: str) -> str:
        """The key that this column of a sheet (by the sheet's old name) has now."""
        return _followed(self._columns, (sheet, self.sheet(sheet), ""), key)

    def built(self, built: Built) -> Built:
        """What an older workbook showed, in today's names; headings stay as they were written."""
        rows = {
            self.sheet(name): {self.row(name, key): line for key, line in lines.items()} for name, lines in built.rows.items()}
        return Built(replace(built.plan, sheets=tuple(map(self._plan, built.plan.sheets))), rows)

    def copy(self, copy: Copy) -> Copy:
        """A copy of an older workbook, in today's names."""
        return replace(copy, sheets=tuple(map(self._copied, copy.sheets)))

    def _plan(self, plan: PlanSheet) -> PlanSheet:
        columns = tuple(
            replace(c, key=self.column(plan.name, c.key), basis=self.column(plan.name, c.basis)) for c in plan.columns)
        return replace(plan, name=self.sheet(plan.name), columns=columns)

    def _copied(self, sheet: CopySheet) -> CopySheet:
        if not sheet.ours:
            return sheet
        below = sheet.head + 1
        rows = (*sheet.rows[:below], *(self._keyed(sheet, row) for row in sheet.rows[below:]))
        return replace(sheet, ours=self.sheet(sheet.ours), rows=rows)

    def _keyed(self, sheet: CopySheet, row: Sequence[Any]) -> tuple[Any, ...]:
        key = cell_text(row[sheet.key]) if sheet.key < len(row) else ""
        later = self.row(sheet.ours, key)
        return tuple(row) if later == key else (*row[: sheet.key], later, *row[sheet.key + 1 :])


def _followed(names: Names, sheets: Sequence[str], name: str) -> str:
    """A name after all changes, each applied once and in order."""
    last = -1
    while later := [change for sheet in sheets if (change := names.get((sheet, name))) is not None and change[0] > last]:
        last, name = min(later)
    return name
