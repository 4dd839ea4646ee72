"""Turns the bytes of a workbook that people saved into its sheets: heads, wherever they stand, and the rows below with their
numbers."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from config.language import say
from reports.guide_workbook.cells import plain
from reports.guide_workbook.terms import folded
from reports.guide_workbook.writer import cell_name

MOST_BYTES, MOST_SHEETS, MOST_CELLS = 20 << 20, 60, 2_000_000
HEAD_ROWS = 10


class NotAWorkbook(Exception):
    """The bytes are no workbook that can be read. The message says why, in the language that is spoken."""


@dataclass(slots=True)
class Line:
    """One row: its number from 0, and its cells by the folded head of their column."""

    number: int
    cells: Mapping[str, Any]

    def text(self, head: str) -> str:
        """The cell below this head as text."""
        return plain(self.cells.get(folded(head)))

    @property
    def blank(self) -> bool:
        """Whether nothing is written in it."""
        return not any(plain(cell).strip() for cell in self.cells.values())


@dataclass(slots=True)
class Page:
    """One sheet: the column of each folded head, and the rows below."""

    name: str
    columns: Mapping[str, int]
    lines: Sequence[Line] = field(default_factory=tuple)
    head: int = 0

    def cell(self, line: int, head: str) -> str:
        """A cell as people call it: A1 is the first; the row alone where the column is not there."""
        column = self.columns.get(folded(head))
        return cell_name(line, column) if column is not None else say(f"第{line + 1}行", f"row {line + 1}")


@dataclass(slots=True)
class SavedWorkbook:
    """A workbook as it was saved: cells of every sheet, under folded names."""

    names: Mapping[str, str]
    cells: Mapping[str, Sequence[Sequence[Any]]]

    def first_row(self, name: str) -> Sequence[Any]:
        """The first row of a sheet that has something in it."""
        return next((row for row in self.cells.get(folded(name), ()) if any(plain(cell).strip() for cell in row)), ())

    def page(self, name: str, heads: Sequence[str]) -> Page | None:
        """The sheet of this name, with its columns by these heads; None where there is no such sheet, or it has none of
        them."""
        cells = self.cells.get(folded(name))
        if cells is None:
            return None
        wanted = {folded(head) for head in heads}
        scores = [sum(folded(plain(cell)) in wanted for cell in row) for row in cells[:HEAD_ROWS]]
        if not scores or max(scores) == 0:
            return None
        top = scores.index(max(scores))
        columns: dict[str, int] = {}
        for at, cell in enumerate(cells[top]):
            columns.setdefault(folded(plain(cell)), at)
        lines = [Line(number, {head: row[at] if at < len(row) else None for head, at in columns.items() if head in wanted})
                 for number, row in enumerate(cells[top + 1 :], top + 1)]
        return Page(self.names[folded(name)], columns, [line for line in lines if not line.blank], top)


def read(data: bytes) -> SavedWorkbook:
    """All sheets of a workbook (.xlsx, .xlsm, .xls, .ods). Raises NotAWorkbook; runs no formula and opens no link."""
    if len(data) > MOST_BYTES:
        raise NotAWorkbook(say("文件过大", "the file is too large"))
    try:
        return _read(data)
    except (CalamineError, ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise NotAWorkbook(say("文件不能作为表格打开，请保存为 .xlsx", "is no workbook; save it as .xlsx")) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # an error inside the reader must not end the program
            raise
        raise NotAWorkbook(say("文件不能作为表格打开，请保存为 .xlsx", "is no workbook; save it as .xlsx")) from error


def _read(data: bytes) -> SavedWorkbook:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    names: dict[str, str] = {}
    cells: dict[str, Sequence[Sequence[Any]]] = {}
    left = MOST_CELLS
    for name in book.sheet_names[:MOST_SHEETS]:
        rows = list(_rows(book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
        left -= sum(map(len, rows))
        if left < 0:
            raise NotAWorkbook(say("表格过大", "the workbook is too large"))
        names.setdefault(folded(name), name)
        cells.setdefault(folded(name), rows)
    return SavedWorkbook(names, cells)


def _rows(rows: Sequence[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    for row in rows:
        width = len(row)
        while width and row[width - 1] in ("", None):
            width -= 1
        yield row[:width]
