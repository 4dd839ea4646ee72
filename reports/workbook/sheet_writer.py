"""Turns a sheet's table and its rows into a page of the workbook: every cell by its type, applicants' text never a formula or a
link.

Limits of Excel that are kept: 32,767 characters and 253 line breaks a cell, 65,530 links a sheet, 255 characters over a link.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from reports.workbook.cell_text import cell_checksum, cell_text
from reports.workbook.cells import Link, Picture, clean, width
from reports.workbook.columns import Column, Row, Sheet
from reports.workbook.formatting import SheetWriter, colours
from reports.workbook.pictures import LINE_POINTS, PICTURE_LINES, insert

MOST_LINKS, LONGEST_TIP = 65_000, 250


@dataclass(frozen=True, slots=True)
class Heading:
    """`title` and `made` stand on each printed page; `key` is the heading of the key's column. `changes` and `alerts` are lines
    below the table, and a comment on its first heading, which stays open only for alerts: it lies over the first rows."""

    title: str
    made: str
    key: str = "键"
    alerts: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


def paint(
    writer: SheetWriter, sheet: Sheet, rows: Sequence[Row], heading: Heading,
    remarks: Mapping[tuple[str, str], str] | None = None,
) -> dict[str, str]:
    """One sheet, whole: heading, rows, drop-downs, colours, filter, frozen head and print setup.

    `rows` have the table's column keys; columns they lack stay empty. `remarks`: (row key, column key) → a comment on that
    cell. Returns the marks of every row's cells by its key, in the order of the columns, joined by commas: what the sheet
    showed when it was built."""
    page = writer.book.add_worksheet(sheet.name)
    last = max(len(rows), 1)
    for n, column in enumerate(sheet.columns):
        page.set_column(n, n, column.width, None, {"hidden": True} if column.kind == "key" else {})
        page.write_string(0, n, heading.key if column.kind == "key" else column.head, writer.head(column))
        _drop_down(page, n, column, last)
        colours(writer, page, n, column, last)
    page.set_row(0, 32)
    marks = _rows(writer, page, sheet, rows, remarks or {})
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.print_area(0, 1, last, len(sheet.columns) - 1)
    page.freeze_panes(1, sheet.frozen)
    page.set_tab_color(sheet.tab)
    page.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(last, len(sheet.columns))}"})
    _on_paper(page, sheet, heading.title, heading.made)
    _told(writer, page, last + 2, heading)
    return marks


def _told(writer: SheetWriter, page: Worksheet, row: int, heading: Heading) -> None:
    """Lines below the table. Their key is none of a row, so that they are not read back as what staff wrote."""
    look = writer.format(bold=True, font_color="#C00000")
    lines = (*heading.changes, *heading.alerts)
    for n, line in enumerate(lines, row):
        page.write_string(n, 0, "键·提示", look)
        page.write_string(n, 1, clean(f"请注意：{line}"), look)
    if lines:
        page.write_comment(0, 1, clean("\n".join(lines)), {"x_scale": 3, "font_size": 9, "visible": bool(heading.alerts)})


def _rows(
    writer: SheetWriter, page: Worksheet, sheet: Sheet, rows: Sequence[Row], remarks: Mapping[tuple[str, str], str]
) -> dict[str, str]:
    room = _Room()
    writers = [_writer(writer, page, n, column, sheet.lines, room) for n, column in enumerate(sheet.columns)]
    remarked = {key for key, _ in remarks}
    marks: dict[str, str] = {}
    keys = [column.key for column in sheet.columns]
    for row, cells in enumerate(rows, 1):
        values = [cells.get(key) for key in keys]
        highest, shown = 1, []
        for write, value in zip(writers, values, strict=True):
            lines, checksum = write(row, value)
            if lines > highest:
                highest = lines
            shown.append(checksum)
        page.set_row(row, 4 + LINE_POINTS * highest)
        marks[str(values[0])] = ",".join(shown)
        if values[0] in remarked:
            for n, column in enumerate(sheet.columns):
                if (values[0], column.key) in remarks:
                    page.write_comment(row, n, clean(remarks[values[0], column.key]), {"x_scale": 2, "font_size": 9})
    return marks


class _Room:
    """How many more links a sheet may have."""

    def __init__(self) -> None:
        self.links = MOST_LINKS


def _writer(
    writer: SheetWriter, page: Worksheet, n: int, column: Column, highest: int, room: _Room
) -> Callable[[int, Any], tuple[int, str]]:
    """The function that writes this column's cells and returns how many lines each needs, and the digest of its text."""
    plain, linked, cut = writer.cell(column), writer.cell(column, link=True), writer.cell(column, cut=True)
    string, blank, measured = page.write_string, page.write_blank, _measure(column, highest)

    def write(row: int, value: Any) -> tuple[int, str]:
        if value is None or value == "":
            blank(row, n, None, plain)
            return 1, ""
        if isinstance(value, Link):
            text = clean(value.text)
            if room.links > 0 and text:
                room.links -= 1
                page.write_url(row, n, value.target, linked, text[:1000], _tip(value.tip))
                return _lines(text, column.width, highest), cell_checksum(cell_text(text[:1000]))
            value = text
        if isinstance(value, str) and value:
            text, lines, checksum = measured(value)
            string(row, n, text, plain if lines <= highest else cut)
            return lines if lines <= highest else highest, checksum
        return other(row, value)

    def other(row: int, value: Any) -> tuple[int, str]:
        if isinstance(value, Picture):
            blank(row, n, None, plain)
            return (PICTURE_LINES if insert(page, row, n, column.width, value) else 1), ""
        if isinstance(value, datetime):
            page.write_datetime(row, n, value, plain)
            return 1, cell_checksum(cell_text(value))
        if isinstance(value, int | float) and value == value:
            page.write_number(row, n, value, plain)
            return 1, cell_checksum(cell_text(value))
        blank(row, n, None, plain)
        return 1, ""

    return write


def _tip(text: str) -> str | None:
    """A text shown over a link; Excel takes 255 characters."""
    text = clean(text)
    return (text if len(text) <= LONGEST_TIP else text[: LONGEST_TIP - 1] + "…") or None


def _measure(column: Column, highest: int) -> Callable[[str], tuple[str, int, str]]:
    """A function: text → what is written of it, its lines (one more than may be shown where there are more), its digest. The
    words of a column repeat, so the last results are cached."""
    wraps = column.kind in ("text", "long")

    @lru_cache(maxsize=512)
    def measured(value: str) -> tuple[str, int, str]:
        text = clean(value)
        return text, _lines(text, column.width, highest + 1) if wraps else 1, cell_checksum(cell_text(text))

    return measured


def _lines(text: str, wide: float, highest: int) -> int:
    """How many lines a text takes in a column of this width, at most `highest`; wide characters count two, as they do in
    the bytes of GB 18030 (emoji more, which does no harm)."""
    room, count = max(1, int(wide)), 0
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    for line in text[: room * highest].split("\n", highest):
        count += max(1, -(-width(line) // room))
    return min(count, highest)


def _drop_down(page: Worksheet, n: int, column: Column, last: int) -> None:
    if column.choices:
        page.data_validation(1, n, last, n, {
            "validate": "list", "source": list(column.choices), "error_title": "请从列表中选择",
            "error_message": "可选：" + "、".join(column.choices) + "。要说明别的情况，请写在备注里。",
        })


def _on_paper(page: Worksheet, sheet: Sheet, title: str, made: str) -> None:
    """Sets up printing: A4 landscape, fitted to width, the heading on every page."""
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    page.fit_to_pages(sheet.pages, 0)
    page.repeat_rows(0)
    if sheet.pages > 1:
        page.repeat_columns(1, sheet.frozen - 1)
        page.print_across()
    page.set_header(f"&L&10 {title.replace('&', '&&')[:80]}&R&10 {sheet.name.replace('&', '&&')}")
    page.set_footer(f"&L&9 {made}&R&9 第 &P 页，共 &N 页")
