"""Turns a column, its kind and its palette into the formats of its cells, and into the colours of conditional formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from parsers.model.finding import Severity
from reports.state_words import EDIT_STATE, FILL, LETTER_STATE, MAIL_STATE, SEVERITY, STATUS
from reports.states import EditState, LetterState, MailState, Status
from reports.workbook.columns import Column

FONT = "微软雅黑"

_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "good": {"font_color": "#1B5E20", "bg_color": "#DDF0DF"},
    "bad": {"font_color": "#8A1C12", "bg_color": "#FBDAD5", "bold": True},
    "look": {"font_color": "#6B4300", "bg_color": "#FFEBC2", "bold": True},
    "doubt": {"font_color": "#5B2D8A", "bg_color": "#ECE3F7", "bold": True},
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
        MAIL_STATE[MailState.BLOCKED]: "grey", MAIL_STATE[MailState.NOT_APPLICATION]: "grey"},
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
    "fill": {FILL["blank"]: "bad", FILL["unreadable"]: "look", FILL["doubt"]: "doubt"},
}


class SheetWriter:
    """The workbook being written, with its formats. One for each build."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **style: Any) -> Format:
        """The format with these properties, made once."""
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"font_name": FONT, "font_size": 10, "valign": "vcenter", **style})
        return self._formats[key]

    def condition(self, name: str) -> Format:
        """The format that a condition gives a cell."""
        if (("condition", name),) not in self._formats:
            self._formats[("condition", name),] = self.book.add_format(dict(_LOOKS[name]))
        return self._formats[("condition", name),]

    def head(self, column: Column) -> Format:
        """The format of headings: dark blue above the machine's columns, ochre above the staff's."""
        return self.format(bold=True, font_color="#FFFFFF", bg_color="#B8650B" if column.staff else "#2F4B66", border=1,
                           border_color="#FFFFFF", text_wrap=True, align="center")

    def cell(self, column: Column, link: bool = False, cut: bool = False) -> Format:
        """The format of cells: the machine's tinted, the staff's white; text formatted as text, so that long numbers stay
        unchanged. `cut`: the text is higher than its row, so that it must show its beginning and not its middle."""
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


def colours(writer: SheetWriter, page: Worksheet, n: int, column: Column, last: int) -> None:
    """Colours cells by word, with darker letters too, so that a gray print and colour-blind eyes show the difference."""
    words = _PALETTES.get(column.palette, {})
    conditions: list[tuple[dict[str, Any], str]] = [
        ({"type": "cell", "criteria": "==", "value": f'"{word}"', "stop_if_true": True}, look) for word, look in words.items()
    ]
    if column.palette == "count":
        conditions.append(({"type": "cell", "criteria": ">", "value": 0}, "bad"))
    if column.palette in ("trouble", "lacking"):
        conditions.append(({"type": "no_blanks"}, "look"))
    for condition, look in conditions:
        page.conditional_format(1, n, last, n, condition | {"format": writer.condition(look)})
