"""Opens, changes and saves a workbook with openpyxl, as a clerk would: cells as text, by key and heading."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet


class Desk:
    """One open workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book

    def sheet(self, name: str) -> Worksheet:
        page = self.book[name]
        assert isinstance(page, Worksheet)
        return page

    def column(self, sheet: str, head: str) -> int:
        """Number of the column of this heading."""
        heads = [cell.value for cell in self.sheet(sheet)[1]]
        return heads.index(head) + 1

    def key_column(self, sheet: str) -> int:
        """Number of the hidden key's column."""
        heads = [str(cell.value) for cell in self.sheet(sheet)[1]]
        return next(n for n, head in enumerate(heads, 1) if head.startswith("键"))

    def keys(self, sheet: str) -> list[str]:
        """The keys of all rows, in order."""
        at = self.key_column(sheet)
        return [str(row[at - 1].value) for row in self.sheet(sheet).iter_rows(min_row=2) if row[at - 1].value]

    def row(self, sheet: str, key: str) -> int:
        """Number of the row of this key."""
        at = self.key_column(sheet)
        return next(n for n in range(2, self.sheet(sheet).max_row + 1) if self.sheet(sheet).cell(n, at).value == key)

    def get(self, sheet: str, key: str, head: str) -> Any:
        """The value of a cell."""
        return self.sheet(sheet).cell(self.row(sheet, key), self.column(sheet, head)).value

    def put(self, sheet: str, key: str, head: str, value: Any) -> None:
        """Type into a cell."""
        self.sheet(sheet).cell(self.row(sheet, key), self.column(sheet, head)).value = value

    def first(self, sheet: str, beginning: str) -> str:
        """The first key that begins so."""
        return next(key for key in self.keys(sheet) if key.startswith(beginning))


@contextmanager
def opened(path: Path, save_as: Path | None = None, who: str = "王静") -> Iterator[Desk]:
    """The workbook open, saved at the end (under another name, if one is given)."""
    book = openpyxl.load_workbook(path)
    yield Desk(book)
    book.properties.lastModifiedBy = who
    book.save(save_as or path)


def look(path: Path) -> Desk:
    """The workbook, only looked at."""
    return Desk(openpyxl.load_workbook(path))


def changes(workbook: Path, state: str = "") -> list[tuple[str, str, str, str]]:
    """(sheet, row, value, state) of sheet 改动, newest first."""
    desk = look(workbook)
    return [
        (desk.get("改动", key, "表"), desk.get("改动", key, "行"), desk.get("改动", key, "填写的值"), said)
        for key in desk.keys("改动") if (said := desk.get("改动", key, "状态")) == state or not state]
