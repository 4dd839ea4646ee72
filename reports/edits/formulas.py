"""Finds cells of a workbook that hold an error (#N/A), or a formula without a result. calamine shows both as blank, and what a
clerk typed would be gone without a word (a program that is no spreadsheet writes formulas without computing them)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree
from xlsxwriter.utility import xl_cell_to_rowcol

from reports.workbook.cell_text import Formula

Cells = dict[tuple[int, int], str]
"""(row, column), both from 0 → the Formula, or the error as it is shown."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RELATED = re.compile(r"\}id$")
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
MOST_FORMULAS = 100_000


def without_result(data: bytes) -> dict[str, Cells]:
    """Sheet name → its cells with an error or a formula without a result; empty for a file that is no xlsx, or that has none.
    Never raises on what a person sends; sizes were checked before."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            parts = _parts(book)
            return {name: cells for name, part in parts.items() if (cells := dict(_cells(book, part)))}
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return {}


def filled(rows: tuple[tuple[Any, ...], ...], cells: Cells) -> tuple[tuple[Any, ...], ...]:
    """The rows of a sheet with these cells in their places, where nothing stands."""
    if not cells:
        return rows
    table = [list(row) for row in rows]
    for (row, column), shown in sorted(cells.items()):
        while len(table) <= row:
            table.append([])
        table[row] += [""] * (column + 1 - len(table[row]))
        if table[row][column] in ("", None):
            table[row][column] = shown
    return tuple(map(tuple, table))


def _parts(book: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the part of the package that holds it."""
    targets = {
        element.get("Id"): element.get("Target", "")
        for _, element in etree.iterparse(BytesIO(book.read("xl/_rels/workbook.xml.rels")), **_SAFE)
    }
    parts = {}
    for _, element in etree.iterparse(BytesIO(book.read("xl/workbook.xml")), tag=(f"{_MAIN}sheet", f"{_STRICT}sheet"), **_SAFE):
        related = next((value for key, value in element.items() if _RELATED.search(key)), "")
        target = targets.get(related) or ""
        parts[element.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts


def _cells(book: zipfile.ZipFile, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    content = book.read(part)
    if not any(sign in content for sign in (b"<f>", b"<f ", b":f>", b't="e"')):
        return
    found = 0
    for _, cell in etree.iterparse(BytesIO(content), tag=(f"{_MAIN}c", f"{_STRICT}c"), **_SAFE):
        space = cell.tag.rpartition("}")[0] + "}"
        formula, value, place = cell.find(f"{space}f"), cell.find(f"{space}v"), _ADDRESS.fullmatch(cell.get("r", ""))
        empty = (value is None or not value.text) and cell.find(f"{space}is") is None
        error = value.text if value is not None and cell.get("t") == "e" else ""
        if place and (error or (formula is not None and empty)):
            words = formula.text or "" if formula is not None else ""
            yield xl_cell_to_rowcol(place[0]), error or Formula(f"={words}")
            found += 1
            if found >= MOST_FORMULAS:
                return
        cell.clear()


_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False}
