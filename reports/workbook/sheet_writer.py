"""A sheet's table and its frame onto paper: every cell written by its type, applicants' text never as a formula or a link.

Bounds of Excel that are kept: 32,767 characters and 253 line breaks a cell, 65,530 links a sheet.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.image import Image
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from parsers.model.finding import Severity
from reports.edits.cell_text import cell_text, mark
from reports.state_words import EDIT_STATE, FILL, LETTER_STATE, MAIL_STATE, SEVERITY, STATUS
from reports.states import EditState, LetterState, MailState, Status
from reports.workbook.columns import Column, Sheet

FONT = "微软雅黑"
MOST_TEXT, MOST_LINES, MOST_LINKS = 32_000, 240, 65_000
LINE_POINTS = 15
PICTURE_LINES, MOST_PIXELS = 5, 4_000
"""How many lines high a picture is shown, and how many pixels wide or high one may be."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "good": {"font_color": "#1B5E20", "bg_color": "#DDF0DF"},
    "bad": {"font_color": "#8A1C12", "bg_color": "#FBDAD5", "bold": True},
    "look": {"font_color": "#6B4300", "bg_color": "#FFEBC2", "bold": True},
    "mild": {"font_color": "#1F4E79", "bg_color": "#DCE9F7"},
    "grey": {"font_color": "#6B6B6B", "bg_color": "#E4E4E4", "italic": True},
}
_PALETTES: Mapping[str, Mapping[str, str]] = {
    "status": {
        STATUS[Status.COMPLETE]: "good", STATUS[Status.INCOMPLETE]: "bad", STATUS[Status.UNCLEAR]: "look",
        STATUS[Status.SUPERSEDED]: "grey", STATUS[Status.DUPLICATE]: "grey", STATUS[Status.WITHDRAWN]: "grey"},
    "severity": {SEVERITY[Severity.FIX]: "bad", SEVERITY[Severity.VERIFY]: "look", SEVERITY[Severity.REMIND]: "mild",
                 SEVERITY[Severity.NOTE]: "grey"},
    "mail_state": {
        MAIL_STATE[MailState.SETTLED]: "good", MAIL_STATE[MailState.WAITING]: "mild", MAIL_STATE[MailState.SHELVED]: "bad",
        MAIL_STATE[MailState.NOT_APPLICATION]: "grey"},
    "letter_state": {
        LETTER_STATE[LetterState.SENT]: "good", LETTER_STATE[LetterState.QUEUED]: "mild",
        LETTER_STATE[LetterState.SENDING]: "mild", LETTER_STATE[LetterState.HELD]: "look",
        LETTER_STATE[LetterState.FAILED]: "bad", LETTER_STATE[LetterState.UNKNOWN]: "bad"},
    "edit_state": {
        EDIT_STATE[EditState.ACTIVE]: "good", EDIT_STATE[EditState.CONFLICT]: "bad", EDIT_STATE[EditState.STALE]: "look",
        EDIT_STATE[EditState.REFUSED]: "grey", EDIT_STATE[EditState.SETTLED]: "grey"},
    "change": {"状态": "look", "栏目": "mild", "文件": "mild", "首次提交": "grey", "未见变化": "grey"},
    "verdict": {"通过": "good", "补正": "look", "不予受理": "bad", "误报": "grey", "是": "good", "无问题": "good",
                "有问题": "bad", "取消推荐资格": "bad", "待核": "look", "待联系": "look"},
    "lacking": {"✓ 已齐": "good", "未登记": "grey"},
    "fill": {FILL["blank"]: "bad", FILL["unreadable"]: "look", FILL["doubt"]: "look"},
}


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads somewhere: its words, and a target of our own making (`internal:'总览'!B2`, or a relative path)."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture in a cell, as PNG; it moves and sorts with its row."""

    data: bytes


def file_link(text: str, path: str | None) -> Link | str:
    """A link to a kept file by its path relative to the workbook; the bare words where there is none. A path that Excel
    would understand otherwise than we do (absolute, upwards, with # or %) is not linked."""
    if not path or path.startswith(("/", "\\")) or re.search(r"[#%:\"<>|?*\x00-\x1f]|(?:^|[/\\])\.\.(?:[/\\]|$)", path):
        return text
    return Link(text, f"external:{path}")


def row_link(text: str, sheet: Sheet, row: int | None) -> Link | str:
    """A link to the number cell of a row of a sheet, rows counted from 0 with the heading; the bare words without a row."""
    return text if row is None else Link(text, f"internal:'{sheet.name}'!B{row + 1}")


def clean(text: str) -> str:
    """A text that XML and Excel can hold: illegal characters gone, line breaks plain and few, not too long."""
    if len(text) <= MOST_TEXT // 2 and text.isprintable():  # most are: nothing illegal, and no break
        return text
    text = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.count("\n") > MOST_LINES:
        head, tail = text.split("\n", MOST_LINES)[:MOST_LINES], text.split("\n", MOST_LINES)[MOST_LINES]
        text = "\n".join(head) + "\n" + tail.replace("\n", " ")
    if len(text) > MOST_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > MOST_TEXT:
        text = text.encode("utf-16-le")[: 2 * MOST_TEXT].decode("utf-16-le", "ignore") + "…（全文见原件）"
    return text


class Brush:
    """The workbook under way, with its formats. One a build."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **look: Any) -> Format:
        """The format of this look, made once."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"font_name": FONT, "font_size": 10, "valign": "vcenter", **look})
        return self._formats[key]

    def condition(self, name: str) -> Format:
        """The look a condition lays over a cell."""
        if (("condition", name),) not in self._formats:
            self._formats[("condition", name),] = self.book.add_format(dict(_LOOKS[name]))
        return self._formats[("condition", name),]

    def head(self, column: Column) -> Format:
        """Headings: dark blue above the machine's columns, ochre above the staff's."""
        return self.format(bold=True, font_color="#FFFFFF", bg_color="#B8650B" if column.staff else "#2F4B66", border=1,
                           border_color="#FFFFFF", text_wrap=True, align="center")

    def cell(self, column: Column, link: bool = False, cut: bool = False) -> Format:
        """Cells: the machine's tinted, the staff's white; text formatted as text, so that long numbers stay what they are.
        `cut`: the text is higher than its row, so that it must show its beginning and not its middle."""
        look: dict[str, Any] = {"border": 1, "border_color": "#CBD3DE", "num_format": _NUMBER_FORMATS.get(column.kind, "@")}
        if not column.staff:
            look["bg_color"] = "#EAF0F6"
        if column.kind in ("text", "long"):
            look |= {"text_wrap": True, "valign": "top" if cut else "vcenter"}
        if column.kind in ("short", "number", "share", "time"):
            look["align"] = "center"
        if link:
            look |= {"font_color": "#0B57A4", "underline": 1}
        return self.format(**look)


_NUMBER_FORMATS = {"number": "#,##0", "money": "#,##0.0###", "share": "0%", "time": "yyyy-mm-dd hh:mm"}


def paint(
    brush: Brush, sheet: Sheet, frame: pd.DataFrame, title: str, made: str, key: str = "键",
    remarks: Mapping[tuple[str, str], str] | None = None,
) -> dict[str, str]:
    """One sheet, whole: heading, rows, drop-downs, colours, filter, frozen head and print setup.

    `frame` has the table's column keys; staff columns it lacks stay empty. `title` and `made` stand on the printed page; `key`
    is the heading of the key's column; `remarks`: (row key, column key) → a comment on that cell. Returns the marks of every
    row's cells by its key, in the order of the columns, joined by commas: what the sheet showed when it was built."""
    page = brush.book.add_worksheet(sheet.name)
    last = max(len(frame), 1)
    for n, column in enumerate(sheet.columns):
        page.set_column(n, n, column.width, None, {"hidden": True} if column.kind == "key" else {})
        page.write_string(0, n, key if column.kind == "key" else column.head, brush.head(column))
        _drop_down(page, n, column, last)
        _colours(brush, page, n, column, last)
    page.set_row(0, 32)
    marks = _rows(brush, page, sheet, frame.reindex(columns=[column.key for column in sheet.columns]), remarks or {})
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    page.print_area(0, 1, last, len(sheet.columns) - 1)
    page.freeze_panes(1, sheet.frozen)
    page.set_tab_color(sheet.tab)
    page.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(last, len(sheet.columns))}"})
    _on_paper(page, sheet, title, made)
    return marks


def _rows(
    brush: Brush, page: Worksheet, sheet: Sheet, frame: pd.DataFrame, remarks: Mapping[tuple[str, str], str]
) -> dict[str, str]:
    room = _Room()
    writers = [_writer(brush, page, n, column, sheet.lines, room) for n, column in enumerate(sheet.columns)]
    told = {key for key, _ in remarks}
    marks: dict[str, str] = {}
    for row, values in enumerate(frame.itertuples(index=False, name=None), 1):
        highest, shown = 1, []
        for write, value in zip(writers, values, strict=True):
            lines, known = write(row, value)
            if lines > highest:
                highest = lines
            shown.append(known)
        page.set_row(row, 4 + LINE_POINTS * highest)
        marks[str(values[0])] = ",".join(shown)
        if values[0] in told:
            for n, column in enumerate(sheet.columns):
                if (values[0], column.key) in remarks:
                    page.write_comment(row, n, clean(remarks[values[0], column.key]), {"x_scale": 2, "font_size": 9})
    return marks


class _Room:
    """How many links a sheet may still get."""

    def __init__(self) -> None:
        self.links = MOST_LINKS


def _writer(
    brush: Brush, page: Worksheet, n: int, column: Column, highest: int, room: _Room
) -> Callable[[int, Any], tuple[int, str]]:
    """The function that writes this column's cells and answers how many lines each needs, and the mark of its text."""
    plain, linked, cut = brush.cell(column), brush.cell(column, link=True), brush.cell(column, cut=True)
    string, blank, measured = page.write_string, page.write_blank, _measure(column, highest)

    def write(row: int, value: Any) -> tuple[int, str]:
        if value is None or value == "":
            blank(row, n, None, plain)
            return 1, ""
        if isinstance(value, Link):
            text = clean(value.text)
            if room.links > 0 and text:
                room.links -= 1
                page.write_url(row, n, value.target, linked, text[:1000])
                return _lines(text, column.width, highest), mark(cell_text(text[:1000]))
            value = text
        if isinstance(value, str) and value:
            text, lines, known = measured(value)
            string(row, n, text, plain if lines <= highest else cut)
            return lines if lines <= highest else highest, known
        return other(row, value)

    def other(row: int, value: Any) -> tuple[int, str]:
        if isinstance(value, Picture):
            blank(row, n, None, plain)
            return (PICTURE_LINES if _insert(page, row, n, column.width, value) else 1), ""
        if isinstance(value, datetime):
            page.write_datetime(row, n, value, plain)
            return 1, mark(cell_text(value))
        if isinstance(value, int | float) and value == value:
            page.write_number(row, n, value, plain)
            return 1, mark(cell_text(value))
        blank(row, n, None, plain)
        return 1, ""

    return write


def _measure(column: Column, highest: int) -> Callable[[str], tuple[str, int, str]]:
    """A function: text → what is written of it, its lines (one more than may be shown where there are more), its mark. The
    words of a column come again and again, so that the last ones are remembered."""
    wraps = column.kind in ("text", "long")

    @lru_cache(maxsize=512)
    def measured(value: str) -> tuple[str, int, str]:
        text = clean(value)
        return text, _lines(text, column.width, highest + 1) if wraps else 1, mark(cell_text(text))

    return measured


def _insert(page: Worksheet, row: int, n: int, width: float, picture: Picture) -> bool:
    """The picture into its cell, shrunk to fit. False where the bytes are no picture of a usable size."""
    try:
        image = Image(BytesIO(picture.data))
    except (XlsxWriterException, struct.error, ValueError, IndexError):
        return False
    wide, high = image.width * 96 / image.x_dpi, image.height * 96 / image.y_dpi
    if not (0 < image.width <= MOST_PIXELS and 0 < image.height <= MOST_PIXELS and image.image_type == "PNG"):
        return False
    scale = min((7 * width - 4) / wide, ((4 + LINE_POINTS * PICTURE_LINES) * 96 / 72 - 8) / high, 2.0)
    page.insert_image(row, n, image, {"x_scale": scale, "y_scale": scale, "x_offset": 4, "y_offset": 4, "object_position": 1})
    return True


def _lines(text: str, wide: float, highest: int) -> int:
    """How many lines a text takes in a column of this width, at most `highest`; wide characters count two, as they do in
    the bytes of GB 18030 (emoji more, which does no harm)."""
    room, count = max(1, int(wide)), 0
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    for line in text[: room * highest].split("\n", highest):
        count += max(1, -(-width(line) // room))
    return min(count, highest)


def width(line: str) -> int:
    """How many characters wide a line is; wide ones count two."""
    return len(line) if line.isascii() else len(line.encode("gb18030", "replace"))


def _drop_down(page: Worksheet, n: int, column: Column, last: int) -> None:
    if column.choices:
        page.data_validation(1, n, last, n, {
            "validate": "list", "source": list(column.choices), "error_title": "请从列表中选择",
            "error_message": "可选：" + "、".join(column.choices) + "。要说明别的情况，请写在备注里。",
        })


def _colours(brush: Brush, page: Worksheet, n: int, column: Column, last: int) -> None:
    """Colour by word, darker letters too, so that a grey print and colour-blind eyes see the difference."""
    words = _PALETTES.get(column.palette, {})
    conditions: list[tuple[dict[str, Any], str]] = [
        ({"type": "cell", "criteria": "==", "value": f'"{word}"', "stop_if_true": True}, look) for word, look in words.items()
    ]
    if column.palette == "count":
        conditions.append(({"type": "cell", "criteria": ">", "value": 0}, "bad"))
    if column.palette in ("trouble", "lacking"):
        conditions.append(({"type": "no_blanks"}, "look"))
    for condition, look in conditions:
        page.conditional_format(1, n, last, n, condition | {"format": brush.condition(look)})


def _on_paper(page: Worksheet, sheet: Sheet, title: str, made: str) -> None:
    """A4 landscape, fitted to width, the heading on every page."""
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
