"""Turns the bytes of a workbook into its sheets, with cells as they are typed. The heading of the hidden key tells which sheets
are ours.

That heading names sheet, build and installation (键·总览·42·9f3a1c), so that a sheet is recognised under another name, in another
file, and beside a copy of itself.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from reports.edits.copy_model import Copy, CopySheet
from reports.edits.formulas import filled, without_result
from reports.workbook.build_plan import KEY_HEAD

MOST_BYTES, MOST_UNPACKED = 100 << 20, 1 << 30
MOST_SHEETS, MOST_CELLS = 100, 12_000_000
HEAD_ROWS, MOST_MERGED = 20, 100_000


class NotAWorkbook(Exception):
    """The bytes are not a spreadsheet we can read, or are beyond all limits. The message says why, in Chinese."""


def read_copy(data: bytes) -> Copy:
    """All sheets of a workbook (xlsx, xlsm, xlsb, xls, ods). Raises NotAWorkbook; runs no formula and opens no link."""
    who, saved = _properties(data)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        names, formulas = book.sheet_names[:MOST_SHEETS], without_result(data)
        sheets, left = [], MOST_CELLS
        for name in names:
            page = book.get_sheet_by_name(name)
            rows = tuple(map(tuple, page.to_python(skip_empty_area=False)))
            left -= sum(map(len, rows))
            if left < 0:
                raise NotAWorkbook("表格过大")
            made, installation = _sheet(name, filled(rows, formulas.get(name, {})))
            if made.ours:
                made = replace(made, rows=filled(made.rows, dict(_merged(made, page.merged_cell_ranges or ()))))
            sheets.append((made, installation))
    except (CalamineError, ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise NotAWorkbook("文件不能作为表格打开") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # an error inside the reader must not end the program
            raise
        raise NotAWorkbook("文件不能作为表格打开") from error
    ours = [sheet for sheet, _ in sheets if sheet.ours]
    installation = next((installation for sheet, installation in sheets if sheet.ours), "")
    return Copy(tuple(sheet for sheet, _ in sheets), installation, max((sheet.build for sheet in ours), default=0), who, saved)


def _sheet(name: str, rows: tuple[tuple[Any, ...], ...]) -> tuple[CopySheet, str]:
    for number, row in enumerate(rows[:HEAD_ROWS]):
        for column, value in enumerate(row):
            match = KEY_HEAD.fullmatch(value.strip()) if isinstance(value, str) and value.startswith("键·") else None
            if match:
                return CopySheet(name, rows, match["sheet"], int(match["build"]), number, column), match["installation"]
    return CopySheet(name, rows), ""


def _merged(sheet: CopySheet, ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> Iterator[tuple[tuple[int, int], Any]]:
    """The cells below the first one of merged cells, each with what the first says: who merges a verdict over three rows means
    all three."""
    left = MOST_MERGED
    for (top, column), (bottom, _) in ranges:
        if top <= sheet.head or top >= len(sheet.rows) or column >= len(sheet.rows[top]):
            continue
        for row in range(top + 1, min(bottom, len(sheet.rows) - 1) + 1):
            if (left := left - 1) < 0:
                return
            yield (row, column), sheet.rows[top][column]


def _properties(data: bytes) -> tuple[str, str]:
    """Who saved the file last and when, as far as it says. Raises NotAWorkbook for a file that unpacks beyond all limits."""
    if len(data) > MOST_BYTES:
        raise NotAWorkbook("文件过大")
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            if sum(entry.file_size for entry in book.infolist()) > MOST_UNPACKED:
                raise NotAWorkbook("文件解开后过大")
            properties = dict(_core(book.read("docProps/core.xml")))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError, RuntimeError, OSError, EOFError):
        return "", ""
    who = "".join(c for c in properties.get("lastModifiedBy", "") if c.isprintable())[:60]
    return who.strip(), properties.get("modified", "")[:40]


def _core(xml: bytes) -> Iterator[tuple[str, str]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for element in etree.fromstring(xml[:100_000], parser):
        if isinstance(element.tag, str):
            yield etree.QName(element).localname, (element.text or "").strip()
