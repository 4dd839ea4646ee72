"""Turns a workbook that people edited, and the guide it came from, into what the guide's files should say, or into what is wrong
with it, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from config.complaints import meant
from config.language import say
from reports.guide_workbook.cells import plain, shown, taken
from reports.guide_workbook.entry_values import choice_value, is_help, rule_settings, set_at
from reports.guide_workbook.guide_tables import FORMS, MAIN, Tables, at, entries
from reports.guide_workbook.layout import BASIC, BASICS, SHEETS, Column, Holds, Sheet, Where
from reports.guide_workbook.reader import Line, Page, SavedWorkbook
from reports.guide_workbook.row_order import Row, in_file_order, sorted_rows
from reports.guide_workbook.rows import BASIC_HEADS, heads
from reports.guide_workbook.terms import Terms, Unfit, folded

NAME = re.compile(r"[\w][\w.-]{0,60}")
"""What can be the name of a file or of a list."""


@dataclass(slots=True)
class Taken:
    """What was taken: the tables as they should be; what is wrong; and where each entry of a table stands (sheet, row)."""

    tables: Tables
    problems: list[str] = field(default_factory=list)
    places: dict[tuple[str, str, str], tuple[Page, int]] = field(default_factory=dict)
    """(file, table, what it is known by) → its row."""


class Taker:
    """One workbook while it is taken."""

    def __init__(self, book: SavedWorkbook, base: Tables) -> None:
        self.book, self.base = book, base
        self.taken = Taken(deepcopy(base))
        self.pages: dict[str, Page] = {}
        for sheet in SHEETS:
            self.sheet(sheet.name, heads(sheet), [c.head for c in sheet.columns if c.holds is not Holds.ORDER])
        self.terms = self._terms()

    def wrong(self, page: Page, line: int, head: str, why: str) -> None:
        """Notes what is wrong with a cell."""
        self.taken.problems.append(f"{page.name}!{page.cell(line, head)}（{head}）：{why}")

    def sheet(self, name: str, all_heads: Sequence[str], needed: Sequence[str]) -> Page | None:
        """The sheet of this name; what it lacks is noted."""
        page = self.book.page(name, all_heads)
        if page is None:
            near = meant(name, [one for one in self.book.names.values() if folded(one) != folded(name)])
            self.taken.problems.append(say(f"缺少表“{name}”或它的列名", f"there is no sheet “{name}”, or it has no heads") + near)
            return None
        for head in needed:
            if folded(head) not in page.columns:
                self.taken.problems.append(say(f"{page.name}：缺少列“{head}”", f"{page.name}: there is no column “{head}”")
                                           + meant(head, [one for one in page.columns if one]))
        page.lines = [line for line in page.lines if not is_help(line, name)]
        self.pages[name] = page
        return page

    def _lines(self, name: str) -> Sequence[Line]:
        return self.pages[name].lines if name in self.pages else ()

    def _terms(self) -> Terms:
        """The names of what this workbook has; names of before are understood too."""
        terms = self.base.terms()
        old = {family: dict(terms.names[family]) for family in ("form", "category", "field")}
        terms.learn("form", ((line.text("代号").strip(), line.text("名称").strip()) for line in self._lines("申报书")))
        terms.learn("category", ((line.text("代号").strip() or line.text("名称").strip(), line.text("名称").strip())
                                 for line in self._lines("小类")))
        terms.learn("field", ((line.text("代号").strip() or line.text("栏目").strip(), line.text("栏目").strip())
                              for line in self._lines("栏目")))
        terms.names["option"] = terms.names["category"]
        if lists := self.book.page("名单", ("名单", "类别")):
            terms.learn("list", ((key, key) for key in dict.fromkeys(
                line.text("名单").strip() for line in lists.lines) if not key.startswith("名单的名称")))
        terms.old = {family: {folded(name): key for key, name in names.items() if key in terms.names[family]}
                     for family, names in old.items()}
        terms.old["option"] = terms.old["category"]
        return terms

    def take(self) -> Taken:
        """Everything but lists and letters, which have no columns of their own."""
        self._basics()
        rows = {id(sheet): self._rows(sheet) for sheet in SHEETS}
        for sheet in SHEETS:
            if sheet.name in self.pages and sheet.where is not Where.RULES:
                self._put(sheet, rows[id(sheet)])
        if all(sheet.name in self.pages for sheet in SHEETS if sheet.where is Where.RULES):
            self._put_rules([row for sheet in SHEETS if sheet.where is Where.RULES for row in rows[id(sheet)]])
        return self.taken

    def _basics(self) -> None:
        page = self.sheet(BASIC, BASIC_HEADS, BASIC_HEADS[:2])
        if page is None:
            return
        lines = {folded(line.text("项目")): line for line in page.lines}
        main = self.taken.tables.toml.setdefault(MAIN, {})
        for column in BASICS:
            line = lines.get(folded(column.head))
            if line is None:
                self.taken.problems.append(say(f"{page.name}：缺少一行“{column.head}”", f"{page.name}: no row “{column.head}”"))
                continue
            self.taken.places[MAIN, "", column.key] = page, line.number
            self._cell(page, line, column, main, "内容")

    def _cell(self, page: Page, line: Line, column: Column, values: dict[str, Any], head: str) -> None:
        """Puts what a cell says into the values, where it says something else than they do."""
        cell = line.cells.get(folded(head))
        if plain(cell) == plain(shown(at(values, column.key), column, self.terms)):
            return
        try:
            value = taken(cell, column, self.terms)
        except Unfit as why:
            self.wrong(page, line.number, head, str(why))
            return
        set_at(values, column, None if value == column.default else value)

    def _rows(self, sheet: Sheet) -> list[Row]:
        """The rows of a sheet, each with what its entry should say."""
        page = self.pages.get(sheet.name)
        known = {(path if sheet.where is not Where.RULES else "", *names): (path, entry)
                 for path, names, entry in entries(sheet, self.base)}
        if sheet.where is Where.RULES:  # a rule may have been moved to another sheet, or be of another kind now
            known = {("", str(one.get("id", ""))): (path, one) for path in self.base.rule_files
                     for one in self.base.toml.get(path, {}).get("rules", ())}
        repeated: dict[tuple[str, ...], list[tuple[str, dict[str, Any]]]] = {}
        for path, names, entry in entries(sheet, self.base):
            repeated.setdefault((path, *names), []).append((path, entry))
        rows = []
        for line in page.lines if page else ():
            if self._only_order(sheet, line) or page is None:
                continue
            where = self._where(sheet, page, line)
            if where is None:
                continue
            path, names = where
            if sheet.where is Where.RULES:
                found = known.get(("", *names))
            else:
                found = repeated[path, *names].pop(0) if repeated.get((path, *names)) else None
            rows.append(self._row(sheet, page, line, where, found))
        return rows

    @staticmethod
    def _only_order(sheet: Sheet, line: Line) -> bool:
        quiet = {folded(column.head) for column in sheet.columns if column.holds is Holds.ORDER}
        return all(not plain(cell).strip() for head, cell in line.cells.items() if head not in quiet)

    def _row(self, sheet: Sheet, page: Page, line: Line, where: tuple[str, tuple[str, ...]],
             found: tuple[str, dict[str, Any]] | None) -> Row:
        path, names = where
        values = deepcopy(found[1]) if found else {}
        row = Row(path, names, values, line.number)
        self.taken.places[path, sheet.table, names[-1]] = page, line.number
        if sheet.where is Where.CHOICES:
            self._choice(page, line, values, found is not None)
            return row
        for column in sheet.columns:
            if column.holds is Holds.ORDER:
                row.order = self._order(page, line, column)
            elif column.key and folded(column.head) in page.columns:
                self._cell(page, line, column, values, column.head)
        key = sheet.names[-1]
        if not values.get(key):
            values[key] = names[-1]
        if sheet.where is Where.RULES:
            rule_settings(values, page, line, self.terms, self.wrong)
        return row

    def _choice(self, page: Page, line: Line, values: dict[str, Any], known: bool) -> None:
        if not known:
            self.wrong(page, line.number, "编号", say("这个表不能加行", "rows cannot be added to this sheet"))
            return
        try:
            choice_value(values, line.text("取值"), self.terms)
        except Unfit as why:
            self.wrong(page, line.number, "取值", str(why))

    def _order(self, page: Page, line: Line, column: Column) -> float | None:
        try:
            value = taken(line.cells.get(folded(column.head)), column, self.terms)
        except Unfit as why:
            self.wrong(page, line.number, column.head, str(why))
            return None
        return None if value is None else float(value)

    def _where(self, sheet: Sheet, page: Page, line: Line) -> tuple[str, tuple[str, ...]] | None:
        """The file an entry belongs to, and what it is known by; None where that is wrong, which is noted."""
        if sheet.where is Where.FORM:
            key = line.text("代号").strip()
            if not NAME.fullmatch(key):
                self.wrong(page, line.number, "代号", say("写一个由字母、数字组成的短名",
                                                          "give a short name of letters and digits"))
                return None
            return self._form_path(key), (key,)
        if sheet.where in (Where.IN_FORM, Where.OPTIONS):
            return self._within_form(sheet, page, line)
        name = next(column for column in sheet.columns if column.key == sheet.names[-1])
        word = line.text(name.head).strip()
        if sheet.table == "categories":
            word = word or line.text("名称").strip()
        if name.terms and word:
            word = self._term(page, line, name.head, name.terms) or ""
        if not word:
            self.wrong(page, line.number, name.head, say("没有写", "is missing"))
            return None
        if sheet.where is not Where.RULES:
            return self.base.main(sheet.table)[0], (word,)
        return self._rule_file(page, line, word)

    def _rule_file(self, page: Page, line: Line, rule: str) -> tuple[str, tuple[str, ...]] | None:
        home = next((path for path in self.base.rule_files
                     if any(one.get("id") == rule for one in self.base.toml.get(path, {}).get("rules", ()))), MAIN)
        path = line.text("所在文件").strip() or home
        if not (NAME.fullmatch(path) and path.endswith(".toml")) or path not in (MAIN, *self.base.rule_files):
            self.wrong(page, line.number, "所在文件", say(f"没有文件“{path[:40]}”", f"there is no file “{path[:40]}”")
                       + meant(path, self.base.rule_files))
            return None
        return path, (rule,)

    def _form_path(self, key: str) -> str:
        return next((path for path in self.base.forms if self.base.toml[path].get("key") == key), f"{FORMS}{key}.toml")

    def _term(self, page: Page, line: Line, head: str, family: str) -> str | None:
        try:
            return self.terms.key(family, line.text(head))
        except Unfit as why:
            self.wrong(page, line.number, head, str(why))
            return None

    def _within_form(self, sheet: Sheet, page: Page, line: Line) -> tuple[str, tuple[str, ...]] | None:
        forms = self.terms.names["form"]
        only = next(iter(forms)) if len(forms) == 1 and not line.text("申报书").strip() else None
        form = only or self._term(page, line, "申报书", "form")
        if form is None:
            return None
        if sheet.where is Where.OPTIONS:
            owner = self._term(page, line, "栏目", "field")
            return None if owner is None else (self._form_path(form), (form, owner, line.text("选项").strip()))
        head = next(column.head for column in sheet.columns if column.key == sheet.names[-1])
        word = line.text(head).strip() or (line.text("栏目").strip() if sheet.table == "fields" else "")
        if not word:
            self.wrong(page, line.number, head, say("没有写", "is missing"))
            return None
        return self._form_path(form), (form, word)

    def _put(self, sheet: Sheet, rows: list[Row]) -> None:
        """Puts the rows of a sheet into the tables."""
        toml = self.taken.tables.toml
        if sheet.where is Where.FORM:
            for path in self.base.forms:
                if path not in {row.path for row in rows}:
                    del toml[path]
            for row in rows:
                toml[row.path] = {**row.values, **{key: toml.get(row.path, {}).get(key, []) for key in ("slots", "fields")}}
        elif sheet.where is Where.OPTIONS:
            self._put_options(rows)
        elif sheet.where is Where.IN_FORM:
            for path in [path for path in toml if path.startswith(FORMS)]:
                toml[path][sheet.table] = [row.values for row in sorted_rows([row for row in rows if row.path == path])]
        else:
            path, old = self.base.main(sheet.table)
            new = [row.values for row in (sorted_rows(rows) if sheet.where is Where.MAIN else rows)]
            if new or old:
                toml[path][sheet.table] = new

    def _put_options(self, rows: list[Row]) -> None:
        for path in [path for path in self.taken.tables.toml if path.startswith(FORMS)]:
            for one in self.taken.tables.toml[path].get("fields", ()):
                own = [row for row in rows if row.path == path and row.names[1] == one.get("key")]
                options = [row.values for row in sorted_rows(own)]
                if options or one.get("options"):
                    one["options"] = options
                    if not options:
                        del one["options"]

    def _put_rules(self, rows: list[Row]) -> None:
        """Puts the rules into their files: those that were there in the order of the file, new ones behind the row above them."""
        toml = self.taken.tables.toml
        for path in self.base.rule_files:
            old = [str(one.get("id", "")) for one in self.base.toml.get(path, {}).get("rules", ())]
            own = [row for row in rows if row.path == path]
            new = list(in_file_order(own, old))
            if new or old:
                toml[path]["rules"] = new
