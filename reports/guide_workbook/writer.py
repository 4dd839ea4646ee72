"""Turns the tables of a guide into a workbook (.xlsx) that people edit: drop-downs, help at each head, frozen heads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from parsers.checks.registry import RULES
from parsers.checks.rule import COMMON
from parsers.checks.selection import required_settings, settings_of
from parsers.checks.words.kinds import KINDS
from parsers.checks.words.settings import PLACEHOLDERS, SETTINGS
from reports.guide_workbook.cells import NO, YES, Cell
from reports.guide_workbook.guide_tables import Tables
from reports.guide_workbook.layout import BASIC, BASICS, KINDS_SHEET, LETTERS, LISTS, MENUS, READ_ME, SHEETS, Column, Holds
from reports.guide_workbook.layout import Sheet as Layout
from reports.guide_workbook.rows import (
    BASIC_HEADS,
    LETTER_HEADS,
    LIST_HEADS,
    basic_rows,
    heads,
    letter_rows,
    list_rows,
    rows,
)
from reports.guide_workbook.settings_cells import setting_name
from reports.guide_workbook.terms import FREE, Terms

FONT = "微软雅黑"
LINE, MOST_LINES = 14, 12
"""Points of a line, and the most lines of a row that are shown at once."""
SPARE = 500
"""Rows below the last one that have drop-downs, too."""
ORDER = (READ_ME, BASIC, *(sheet.name for sheet in SHEETS), LISTS, LETTERS, KINDS_SHEET)
KIND_HEADS = ("规则种类", "查什么", "说明的例子", "占位符", "设置", "写在哪个表")
GUIDE_HEAD = "指南文件夹"
_SETTING_WIDTHS = (16, 30)


def workbook(name: str, tables: Tables) -> bytes:
    """The workbook of the guide in the folder `name`."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"指南 {name}"})
    _Writer(book, name, tables).write()
    book.close()
    return target.getvalue()


class _Writer:
    """One workbook while it is written."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, tables: Tables) -> None:
        self.book, self.name, self.tables, self.terms = book, name, tables, tables.terms()
        base = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True}
        self.head: Format = book.add_format({**base, "bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1})
        self.help: Format = book.add_format({**base, "font_size": 9, "font_color": "#595959", "bg_color": "#F2F2F2", "border": 1})
        self.cell: Format = book.add_format({**base, "num_format": "General", "align": "left"})
        self.text: Format = book.add_format({**base, "num_format": "@"})
        self.title: Format = book.add_format({**base, "bold": True, "font_size": 14})
        self.menus: dict[str, str] = {}

    def write(self) -> None:
        """All sheets in their order, the hidden one of drop-downs last."""
        pages = {name: self.book.add_worksheet(name) for name in (*ORDER, MENUS)}
        for page in pages.values():
            page.set_landscape()
            page.set_paper(8)  # A3
            page.fit_to_pages(1, 0)
        self._menus(pages[MENUS])
        self._read_me(pages[READ_ME])
        self._kinds(pages[KINDS_SHEET])
        plain = [Column(head, "", "", width=width) for head, width in zip(BASIC_HEADS, (26, 46, 52, 26), strict=True)]
        self._table(pages[BASIC], plain, basic_rows(self.tables, self.terms), helped=False)
        for row, column in enumerate(BASICS, 1):
            self._menu(pages[BASIC], column, row, row, 1)
        for sheet in SHEETS:
            self._table(pages[sheet.name], _columns(sheet), rows(sheet, self.tables, self.terms))
        about = ("名单的名称，就是文件名。", "每个名单的第一行写“表头”。", *("名单的内容；同一名称的几种写法用“/”隔开。",) * 6)
        columns = [Column(head, "", text, width=46 if head == LIST_HEADS[2] else 20)
                   for head, text in zip(LIST_HEADS, about, strict=True)]
        self._table(pages[LISTS], columns, list_rows(self.tables))
        abouts = ("哪一封信的哪一部分。", "按此数排列；插入一行时可留空。", "信的一行；{{ }} 和 {% %} 中的字由程序填写，请保留。")
        wide = [Column(head, "", text, width=width) for head, text, width in
                zip(LETTER_HEADS, abouts, (20, 7, 110), strict=True)]
        self._table(pages[LETTERS], wide, letter_rows(self.tables))
        pages[MENUS].hide()
        pages[READ_ME].activate()

    def _table(self, page: Worksheet, columns: Sequence[Column], lines: Iterable[Sequence[Cell]], helped: bool = True) -> None:
        for at, column in enumerate(columns):
            page.set_column(at, at, column.width)
            page.write_string(0, at, column.head, self.head)
            if helped:
                example = f"例：{column.example}" if column.example else ""
                page.write_string(1, at, "\n".join(filter(None, (column.about, example))), self.help)
        first = 2 if helped else 1
        last = first - 1
        for last, line in enumerate(lines, first):
            page.set_row(last, _height(line, columns))
            for at, cell in enumerate(line):
                if isinstance(cell, int | float) and not isinstance(cell, bool):
                    page.write_number(last, at, cell, self.cell)
                elif cell not in ("", None):
                    page.write_string(last, at, str(cell), self.text)
        for at, column in enumerate(columns):
            self._menu(page, column, first, last + SPARE, at)
        page.freeze_panes(first, 0 if len(columns) < 4 else 2)
        if helped:
            page.set_row(1, _height([f"{column.about}{column.example}……" for column in columns], columns) + LINE)
            page.autofilter(1, 0, max(last, 1), len(columns) - 1)

    def _menu(self, page: Worksheet, column: Column, first: int, last: int, at: int) -> None:
        """The drop-down of a column of which each cell names one thing."""
        if column.holds is Holds.LIST:
            return
        source: Any = [YES, NO] if column.holds is Holds.YES_NO else f"={self.menus[column.terms]}" if column.terms else None
        if source is None:
            return
        page.data_validation(first, at, last, at, {
            "validate": "list", "source": source, "error_type": "warning" if column.terms in FREE else "stop",
            "error_title": column.head[:32], "error_message": "请从下拉选单中选一项。", "show_error": column.terms not in _OWN})

    def _menus(self, page: Worksheet) -> None:
        """The names of each family, one column each, on a hidden sheet."""
        families = {**self.terms.names, "setting": {name: setting_name(name) for name in SETTINGS}}
        for at, (family, names) in enumerate(families.items()):
            page.write_string(0, at, family)
            every = list(dict.fromkeys(names.values()))
            for row, name in enumerate(every, 1):
                page.write_string(row, at, name)
            letter = xl_col_to_name(at)
            self.menus[family] = f"'{MENUS}'!${letter}$2:${letter}${max(len(every), 1) + 1}"

    def _read_me(self, page: Worksheet) -> None:
        page.set_column(0, 0, 16)
        page.set_column(1, 1, 100)
        page.write_string(0, 0, GUIDE_HEAD, self.head)
        page.write_string(0, 1, self.name, self.title)
        said = [
            ("怎样修改", "在各表中改字、加行、删行，保存后运行：run_intake.py guide take 本文件.xlsx"),
            ("", "有错误时，程序指出在哪个表的哪一格、可能怎样改，指南保持原样；没有错误才写入，注释全部保留。"),
            ("", "每个表的第一行是列名，第二行是说明和例子；请不要改列名。列和表的位置可以移动。"),
            ("", "有下拉选单的格子请从中选择。全角半角、前后空格、数字写成文字都没有关系。"),
            ("另存", "可用 Excel、WPS、LibreOffice 打开；请保存为 .xlsx。"),
            *((sheet.name, sheet.about) for sheet in SHEETS),
            (LISTS, "各名单的内容，一行一个；每个名单的第一行是表头。"),
            (LETTERS, "回信的每一行。"),
            (KINDS_SHEET, "规则的种类、占位符和设置，只供查看。"),
        ]
        for row, (name, text) in enumerate(said, 2):
            page.write_string(row, 0, name, self.text)
            page.write_string(row, 1, text, self.text)

    def _kinds(self, page: Worksheet) -> None:
        columns = [Column(head, "", "", width=width) for head, width in
                   zip(KIND_HEADS, (22, 36, 46, 44, 50, 12), strict=True)]
        self._table(page, columns, (kind_row(key, self.terms) for key in RULES), helped=False)


_OWN = frozenset({"form", "category", "field", "list"})
"""Families whose names people add on other sheets of the same workbook: others than the drop-down's may be typed."""


def _height(line: Sequence[Cell], columns: Sequence[Column]) -> float:
    """How high a row must be for its texts, in points; very long ones are cut."""
    lines = 1
    for cell, column in zip(line, columns, strict=False):
        if isinstance(cell, str):
            wide = [len(part) + sum(sign > "\u2e80" for sign in part) for part in cell.split("\n")]
            lines = max(lines, sum(-(-max(width, 1) // max(column.width - 1, 1)) for width in wide))
    return LINE * min(lines, MOST_LINES) + 2


def _columns(sheet: Layout) -> list[Column]:
    """The columns of a sheet, with those of a rule's settings."""
    columns = list(sheet.columns)
    for head in heads(sheet)[len(columns):]:
        name = head.startswith("设置")
        about = "设置的名称；各种规则有哪些设置见表“规则种类”。" if name else "设置的值；几项之间用“；”隔开。"
        columns.append(Column(head, "", about, terms="setting" if name else "", width=_SETTING_WIDTHS[0 if name else 1]))
    return columns


def kind_row(key: str, terms: Terms) -> list[Cell]:
    """What people should know of a kind of rule: name, what it checks, an example, placeholders, settings, sheet."""
    words, kind = KINDS.get(key), RULES[key]
    placeholders = "；".join(f"{{{name}}} {PLACEHOLDERS.get(name, '')}" for name in (*COMMON, *kind.offers))
    needed = required_settings(kind)
    settings = "\n".join(f"{setting_name(name)}{'（必写）' if name in needed else ''}：{SETTINGS[name].about}"
                         for name in settings_of(kind) if name in SETTINGS)
    return [terms.name("kind", key), words.about if words else "", words.example if words else "", placeholders, settings,
            words.subject.value if words else ""]


def cell_name(row: int, column: int) -> str:
    """A cell as people call it: row 0 and column 0 are A1."""
    return str(xl_rowcol_to_cell(row, column))
