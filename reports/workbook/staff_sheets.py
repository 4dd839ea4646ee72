"""Writes the sheets that staff made themselves into the new workbook, as values; and digests of sheets that are only shown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from io import BytesIO

from python_calamine import CalamineWorkbook

from reports.workbook.cell_text import cell_checksum, cell_text
from reports.workbook.cells import clean
from reports.workbook.columns import FORBIDDEN
from reports.workbook.formatting import SheetWriter

MOST_SHEETS = 60


def write(writer: SheetWriter, sheets: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Adds the staff's own sheets at the end, in the order of their names. `sheets`: name → {"sheet": cells as JSON}. Returns
    name → digest of its cells."""
    marks: dict[str, str] = {}
    taken = {page.get_name().lower() for page in writer.book.worksheets()}
    look = writer.format(text_wrap=False)
    for name in sorted(sheets)[:MOST_SHEETS]:
        shown = _free(name, taken)
        taken.add(shown.lower())
        page = writer.book.add_worksheet(shown)
        page.set_tab_color("#BFBFBF")
        marks[shown] = cell_checksum(sheets[name].get("sheet", ""))
        for row, cells in enumerate(json.loads(sheets[name].get("sheet", "[]"))):
            for column, value in enumerate(cells):
                if isinstance(value, bool):
                    page.write_boolean(row, column, value, look)
                elif isinstance(value, int | float):
                    page.write_number(row, column, value, look)
                elif value:
                    page.write_string(row, column, clean(value), look)
    return marks


def _free(name: str, taken: set[str]) -> str:
    """The name, changed so that it is valid for a tab and no other sheet has it."""
    plain = FORBIDDEN.sub("", name)[:31] or "自建表"
    for n in range(2, 100):
        if plain.lower() not in taken:
            return plain
        plain = f"{FORBIDDEN.sub('', name)[:27]}({n})"
    return plain


def shown_marks(data: bytes, names: Sequence[str]) -> dict[str, dict[str, str]]:
    """sheet → row number → digests of its cells, as read from the file."""
    if not names:
        return {}
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {
        name: {str(n): ",".join(cell_checksum(cell_text(value)) for value in row)
               for n, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1)}
        for name in names
    }
