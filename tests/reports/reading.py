"""A workbook of the busy desk, and its sheets as a clerk's program reads them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from reports.case import Desk, Edit
from reports.workbook.book import build
from tests import installation
from tests.reports import busy_desk

GUIDE = installation.guide()
DESK = busy_desk.desk(GUIDE)


def rows_of(content: bytes, sheet: Any) -> dict[str, dict[str, Any]]:
    """Rows by their hidden key, as dictionaries by column key."""
    lines = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(sheet.name).to_python()
    keys = [column.key for column in sheet.columns]
    return {str(line[0]): dict(zip(keys, line, strict=True)) for line in lines[1:]}


def keyed(rows: dict[str, dict[str, Any]], start: str) -> dict[str, Any]:
    """The one row whose key begins so."""
    (row,) = (row for key, row in rows.items() if key.startswith(start))
    return row


def typed(*cells: tuple[str, str, str, str]) -> tuple[Edit, ...]:
    return tuple(Edit(n, *cell, "", "active", "", "") for n, cell in enumerate(cells, 1))


def book_of(*cases: Any, **more: Any) -> bytes:
    return build(Desk(cases, (), (), DESK.made, **more), GUIDE)
