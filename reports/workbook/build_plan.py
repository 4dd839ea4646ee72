"""A workbook as it was built: its sheets and columns, the marks of its cells, and the heading by which a sheet is known again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

OWN_COLUMN = "own:"
"""Keys of columns that staff added begin so; their heading follows."""
OWN_ROW = "行|"
"""Keys of rows that staff inserted begin so."""
OWN_SHEET = "*"
"""Name under which whole sheets of the staff's own are kept: row is the sheet's name, column "sheet", value its cells."""


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """A column as it was written: `staff`: people write here; `watch`: a changed cell is a correction of this field; `basis`:
    the column of the same row that a change rests on; `field`: the kind of field it holds, where it holds one."""

    key: str
    head: str
    staff: bool = False
    watch: str = ""
    basis: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A sheet as it was written. Without a key it is only shown: what is typed there is told and not taken."""

    name: str
    columns: tuple[PlanColumn, ...]
    keyed: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """All sheets of one workbook. `installation`: the installation it belongs to."""

    installation: str
    build: int
    sheets: tuple[PlanSheet, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """What a workbook showed when it was built: the plan, and by sheet and row key the marks of its cells in the order of the
    plan's columns, joined by commas."""

    plan: Plan
    rows: Mapping[str, Mapping[str, str]]

    def sheet(self, name: str) -> PlanSheet | None:
        """The plan of this sheet, or None."""
        return next((sheet for sheet in self.plan.sheets if sheet.name == name), None)

    def checksum_of(self, name: str, row: str, column: str) -> str | None:
        """The mark of one cell; None where the sheet did not have it."""
        plan, line = self.sheet(name), self.rows.get(name, {}).get(row)
        if plan is None or line is None:
            return None
        marks = line.split(",")
        at = next((n for n, one in enumerate(plan.columns) if one.key == column), len(marks))
        return marks[at] if at < len(marks) else None


KEY_HEAD = re.compile(r"键·(?P<sheet>[^·]{1,31})·(?P<build>\d{1,9})·(?P<installation>[0-9a-f]{0,32})")
"""What `key_head` writes."""


def key_head(sheet: str, build: int, installation: str) -> str:
    """The heading of the key's column of a sheet of this build."""
    return f"键·{sheet.replace('·', '')}·{build}·{installation}" if build else "键"
