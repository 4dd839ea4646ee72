"""The data from which each sheet of a workbook is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from config.model import Guide
from reports.case import Desk
from reports.workbook.columns import Row, Sheet
from reports.workbook.formatting import SheetWriter


@dataclass(frozen=True, slots=True)
class View:
    """One desk under one guide. `made` is the line under each printed page; rows are made once, when first needed."""

    desk: Desk
    guide: Guide
    made: str
    listed: Mapping[str, Listed]
    _rows: dict[str, list[Row]] = field(default_factory=dict)

    def rows(self, sheet: Sheet) -> list[Row]:
        """The machine's rows of a listed sheet."""
        if sheet.name not in self._rows:
            self._rows[sheet.name] = self.listed[sheet.name].rows(self)
        return self._rows[sheet.name]

    def first_rows(self, sheet: Sheet) -> dict[str, int]:
        """Case number → row of its first line on a listed sheet, counted from 0 with the heading."""
        first: dict[str, int] = {}
        for n, row in enumerate(self.rows(sheet), 1):
            first.setdefault(row["key"].split("|", 1)[0], n)
        return first

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All listed sheets, in the order of their tabs."""
        return tuple(one.sheet for one in self.listed.values())


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet of rows under headings, and what makes its rows."""

    sheet: Sheet
    rows: Callable[[View], list[Row]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sheet that writes itself: tables and charts, or text."""

    name: str
    write: Callable[[SheetWriter, View], None]


@dataclass(frozen=True, slots=True)
class Several:
    """Sheets whose number depends on the guide."""

    of: Callable[[Guide], Sequence[Listed]]
