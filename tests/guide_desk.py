"""A person at the workbook of a guide: opens it, changes cells by sheet, row and head, saves it, and takes it back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from config.guide_text.files import texts_of
from config.model import WrongSettings
from intake.guide_files.take_workbook import take
from reports.guide_workbook.guide_tables import tables_of
from reports.guide_workbook.writer import workbook

GUIDES = Path(__file__).resolve().parents[1] / "config" / "guides"


class Desk:
    """One guide, in a folder of its own, and its workbook."""

    def __init__(self, place: Path, guide: str = "2024") -> None:
        self.folder = place / guide
        shutil.copytree(GUIDES / guide, self.folder)
        self.file = place / "guide.xlsx"
        self.book = openpyxl.load_workbook(BytesIO(workbook(str(self.folder), tables_of(texts_of(self.folder)))))

    def column(self, sheet: str, head: str) -> int:
        """The number of the column with this head."""
        return next(cell.column for cell in self.book[sheet][1] if cell.value == head)

    def row(self, sheet: str, wanted: str) -> int:
        """The first row below the heads in which a cell says this."""
        first = 2 if sheet == "基本信息" else 3
        return next(row for row in range(first, self.book[sheet].max_row + 1)
                    if any(cell.value == wanted for cell in self.book[sheet][row]))

    def type(self, sheet: str, row: str, head: str, value: Any) -> None:
        """Types a value into a cell."""
        self.book[sheet].cell(self.row(sheet, row), self.column(sheet, head)).value = value

    def add(self, sheet: str, **cells: Any) -> None:
        """A new row at the end."""
        page: Worksheet = self.book[sheet]
        row = max(cell.row for line in page.iter_rows() for cell in line if cell.value is not None) + 1
        for head, value in cells.items():
            page.cell(row, self.column(sheet, head)).value = value

    def delete(self, sheet: str, row: str) -> None:
        """Deletes a row."""
        self.book[sheet].delete_rows(self.row(sheet, row))

    def take(self, to: Path | None = None) -> list[str]:
        """Saves the workbook and takes it back: what changed. Raises WrongSettings."""
        self.book.save(self.file)
        return take(self.file, to)[1]

    def refused(self) -> list[str]:
        """What is said of a workbook that cannot be taken; nothing may have been written."""
        before = texts_of(self.folder)
        try:
            self.take()
        except WrongSettings as wrong:
            assert texts_of(self.folder) == before
            return wrong.problems
        return []


Edit = Callable[[Desk], None]
