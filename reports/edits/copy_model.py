"""Types for workbooks that come back: what a workbook was built with, a copy of it as read, and what was typed into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

OWN_COLUMN = "own:"
"""The beginning of the keys of columns that staff added; the column's heading follows."""
OWN_ROW = "行|"
"""The beginning of the keys of rows that staff inserted."""
OWN_SHEET = "*"
"""Name under which whole sheets of the staff's own are kept: row is the sheet's name, column "sheet", value its cells."""


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """A column as it was written: `staff`: people write here; `watch`: a changed cell is a correction of this field; `basis`:
    the column of the same row that a change rests on; `field`: the kind of field in it, if any."""

    key: str
    head: str
    staff: bool = False
    watch: str = ""
    basis: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A sheet as it was written. A sheet without a key is only shown: what is typed there is reported and not taken."""

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
    """What a workbook showed when it was built: the plan, and by sheet and row key the digests of its cells in the order of the
    plan's columns, joined by commas."""

    plan: Plan
    rows: Mapping[str, Mapping[str, str]]

    def sheet(self, name: str) -> PlanSheet | None:
        """The plan of this sheet, or None."""
        return next((sheet for sheet in self.plan.sheets if sheet.name == name), None)

    def checksum_of(self, name: str, row: str, column: str) -> str | None:
        """The digest of one cell; None where the sheet did not have it."""
        plan, line = self.sheet(name), self.rows.get(name, {}).get(row)
        if plan is None or line is None:
            return None
        marks = line.split(",")
        at = next((n for n, one in enumerate(plan.columns) if one.key == column), len(marks))
        return marks[at] if at < len(marks) else None


@dataclass(frozen=True, slots=True)
class CopySheet:
    """One sheet of a copy. `ours`: the name under which we made it ("" = the staff's own), with its build; `head`: index of
    the row of headings; `key`: index of the key's column."""

    name: str
    rows: tuple[tuple[Any, ...], ...]
    ours: str = ""
    build: int = 0
    head: int = 0
    key: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """A workbook as somebody saved it. `who` and `saved` as far as the file tells (docProps: lastModifiedBy, modified)."""

    sheets: tuple[CopySheet, ...]
    installation: str = ""
    build: int = 0
    who: str = ""
    saved: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that does not say what it said when its workbook was built. `base`: digest of what it said then, None where that
    is not known; `basis`: digest of what the change rests on, None where not known; `rival`: the copy has other values for the
    same cell; `why`: the reason why it cannot be taken."""

    sheet: str
    row: str
    column: str
    value: str
    base: str | None
    basis: str | None = None
    rival: bool = False
    why: str = ""
    kind: Literal["staff", "watch"] = "staff"


@dataclass(frozen=True, slots=True)
class Typed:
    """Everything a copy says: changes to take or to refuse, and what a person should be told, in Chinese."""

    changes: tuple[Change, ...]
    notices: tuple[str, ...]
    own: Mapping[str, str] = field(default_factory=dict)
