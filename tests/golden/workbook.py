"""Writes a workbook as lines of text: every cell with all that a person sees of it, every sheet's shape, and a digest of every
part."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

WORDS = re.compile(rb'(?<= t="s"><v>)\d+(?=</v>)')
"""Numbers of words in the list that all sheets share: one word more renumbers them, and the words are kept cell by cell."""


def sheets(path: Path) -> Iterator[tuple[str, str]]:
    """Name and lines of every sheet, then the order of the sheets, then the parts of the file."""
    book = openpyxl.load_workbook(path)
    for page in book.worksheets:
        yield f"{page.title}.txt", "".join(f"{line}\n" for line in (*_shape(page), *_cells(page)))
    order = [f"{page.title} {page.sheet_state}" for page in book.worksheets]
    names = [f"{name} {held.attr_text}" for name, held in sorted(book.defined_names.items())]
    yield "sheets.txt", "".join(f"{line}\n" for line in (*order, *names))
    yield "parts.txt", "".join(f"{line}\n" for line in _parts(path))


def _parts(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as whole:
        for name in sorted(whole.namelist()):
            yield f"{name} {hashlib.sha256(WORDS.sub(b'', whole.read(name))).hexdigest()}"


def _shape(page: Worksheet) -> Iterator[str]:
    """What belongs to a sheet and to no cell."""
    yield f"frozen {page.freeze_panes} | filter {page.auto_filter.ref} | titles {page.print_title_rows}"
    merged = sorted(str(held) for held in page.merged_cells.ranges)
    yield f"guarded {page.protection.sheet} | charts {len(page._charts)} | merged {merged}"
    for letter, column in sorted(page.column_dimensions.items()):
        yield f"column {letter} | width {column.width} | hidden {column.hidden} | level {column.outlineLevel}"
    for number, row in sorted(page.row_dimensions.items()):
        if row.height or row.hidden:
            yield f"row {number} | height {row.height} | hidden {row.hidden}"
    for rule in sorted(page.data_validations.dataValidation, key=lambda held: str(held.sqref)):
        yield f"choice {rule.sqref} | {rule.type} | {rule.formula1} | {rule.prompt} | {rule.error}"
    for held in page.conditional_formatting:
        for rule in held.rules:
            yield f"coloured {held.sqref} | {rule.type} | {rule.operator} | {rule.formula}"


def _cells(page: Worksheet) -> Iterator[str]:
    for row in page.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and (cell.value is not None or cell.has_style):
                yield f"{cell.coordinate} | {' | '.join(_seen(cell))}"


def _seen(cell: Cell) -> Iterator[str]:
    """The value, and what differs from a plain cell."""
    yield repr(cell.value)
    plain = {"format": "General", "font": None, "fill": None, "comment": None, "link": None, "bold": False, "wrap": None}
    told: dict[str, Any] = {
        "format": cell.number_format, "font": _colour(cell.font.color),
        "fill": _colour(cell.fill.fgColor) if cell.fill.fill_type else None,
        "comment": cell.comment.text if cell.comment else None,
        "link": (cell.hyperlink.target or cell.hyperlink.location) if cell.hyperlink else None,
        "bold": bool(cell.font.b), "wrap": cell.alignment.wrap_text,
    }
    yield from (f"{name} {value!r}" for name, value in told.items() if value != plain[name])


def _colour(colour: Any) -> str | None:
    return None if colour is None else str(colour.rgb if colour.type == "rgb" else f"{colour.type} {colour.value}")
