"""Compares a copy with what it was built with: returns every cell that somebody changed, and everything a person should be told.

Rows are matched by their key and columns by their heading, never by position. What a clerk cannot have meant (a long number that
lost its end, a cell of the machine) becomes a change that says why it is not taken: nothing is dropped without being reported.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from config.model import MASKED
from reports.edits.column_match import located
from reports.edits.copy_model import Change, Copy, CopySheet, Typed
from reports.edits.own_sheets import own_sheets
from reports.workbook.build_plan import OWN_COLUMN, OWN_ROW, Built, PlanColumn, PlanSheet
from reports.workbook.cell_text import cell_checksum, cell_text, spoilt
from reports.workbook.columns import FIELDS

MACHINE = f"系统列，已恢复原值；要更正读到的内容，请填“{FIELDS.name}”表的“更正值”"
SHORTENED = f"此处银行账号已遮盖，不收回改动；请在“{FIELDS.name}”表填写更正值"
DELETED_ROW, DELETED_ROWS, DELETED_SHEET = "（删除了整行）", "（删除了{n}行）", "（删除了整张表）"
RESTORED = "删除不撤回任何内容：已恢复，其中填写的内容都保留。要撤回填写，请清空相应的格"
OUR_COLUMN = "系统的列总在下一版中恢复，其中已收回的填写都保留；要新增内容请另加一列"
SHOWN_ONLY = "此处不收回填写"
MOVED = ("此行的编号等与隐藏的键列不符（可能只选了部分列排序或粘贴），不能确定填给哪一行，未采用；"
         "请在对应的行重新填写。排序请用表头的筛选按钮")
IDENTITY = ("case_no", "field")
SURELY = 2
"""Cells of the machine that have another row's value; one is enough where it says which row it is."""
MOST_NAMED = 5
LONGEST_KEY = 300


def compare(
    copy: Copy, built: Built | None, whole: bool = True, again: Collection[tuple[str, str, str]] = ()
) -> Typed:
    """What the copy says that its build did not. `built`: what it was built with, None where that is no longer known.
    `whole`: the copy is a workbook; else only some sheets of one, so that the others are not missing;
    `again`: cells (sheet, row, column) to report even when they say what their build said."""
    changes: list[Change] = []
    notices: list[str] = []
    ours = _ours(copy)
    for name, sheets in ours.items():
        plan = built.sheet(name) if built else None
        if plan is None:
            notices.append(f"表“{name}”不属于已知的版本，其中的填写按新填处理")
            plan = PlanSheet(name, ())
        one = _Sheet(plan, built.rows.get(name, {}) if built else None, {cell[1:] for cell in again if cell[0] == name})
        changes += one.changes(sheets)
        notices += one.notices
    changes += _shown_only(copy, built)
    if built is not None and ours and whole:
        gone = [s.name for s in built.plan.sheets if s.keyed and s.name not in ours and built.rows.get(s.name)]
        notices += [f"表“{name}”被删除，已恢复" for name in gone]
        changes += [_restored(name, "", DELETED_SHEET) for name in gone]
    own, own_notices = own_sheets(copy, built) if whole else ([], [])
    return Typed((*changes, *own), tuple(dict.fromkeys((*notices, *own_notices))))


def _ours(copy: Copy) -> dict[str, list[CopySheet]]:
    by_name: dict[str, list[CopySheet]] = {}
    for sheet in copy.sheets:
        if sheet.ours:
            by_name.setdefault(sheet.ours, []).append(sheet)
    return by_name


@dataclass(slots=True)
class _Row:
    """One row of a copy: its texts and typed values by column key."""

    texts: dict[str, str]
    values: dict[str, Any]


class _Sheet:
    """One sheet of ours, all copies of it in the workbook together."""

    def __init__(self, plan: PlanSheet, rows: Mapping[str, str] | None, again: Collection[tuple[str, str]]) -> None:
        self.plan, self.built, self.again = plan, rows, again
        self.index = {column.key: n for n, column in enumerate(plan.columns)}
        self.columns = {column.key: column for column in plan.columns}
        self.notices: list[str] = []
        self.values: dict[int, Collection[str]] = {}

    def changes(self, sheets: Sequence[CopySheet]) -> list[Change]:
        rows: dict[str, list[_Row]] = {}
        whole, seen_columns, undone = True, set[str](), list[str]()
        for sheet in sheets:
            layout = located(self.plan, [cell_text(v) for v in sheet.rows[sheet.head]], sheet)
            undone += layout.undone
            seen_columns |= set(layout.columns)
            for key, row in self._rows(sheet, layout.columns):
                rows.setdefault(key, []).append(row)
        twice = [key for key, several in rows.items() if len(several) > 1]
        if twice:
            self._tell(f"有{len(twice)}行重复（复制的行）", twice)
        made = [change for key, several in rows.items() for change in self._row(key, several)]
        return made + self._columns_back(undone) + self._deleted(rows, whole) + self._dropped_columns(seen_columns)

    def _rows(self, sheet: CopySheet, columns: Mapping[str, int]) -> Iterator[tuple[str, _Row]]:
        inserted: dict[str, int] = defaultdict(int)
        items = list(columns.items())
        for cells in sheet.rows[sheet.head + 1 :]:
            width = len(cells)
            values = {key: cells[n] for key, n in items if n < width}
            key = cell_text(cells[sheet.key]) if sheet.key < width else ""
            if not key or key.startswith("键·") or len(key) > LONGEST_KEY:
                texts = {k: text for k, v in values.items() if (text := cell_text(v))}
                if not texts or key.startswith("键·"):
                    continue
                same = json.dumps([self.plan.name, sorted(texts.items())], ensure_ascii=False)
                inserted[same] += 1
                digest = hashlib.sha256(f"{same}{inserted[same]}".encode("utf-8", "replace")).hexdigest()[:12]
                key = OWN_ROW + digest
                yield key, _Row(texts, values)
                continue
            yield key, _Row({k: cell_text(v) for k, v in values.items()}, values)

    def _row(self, key: str, several: Sequence[_Row]) -> Iterator[Change]:
        marks = self._marks(key)
        if len(several) == 1 and self._moved(several[0], marks, key):
            yield from self._left_where_it_lies(key, several[0], marks)
            return
        for column in dict.fromkeys(c for row in several for c in row.texts):
            base = self._base(marks, column, key)
            typed = {row.texts[column]: row.values[column] for row in several if column in row.texts}
            same = len(typed) == 1 and base is not None and cell_checksum(next(iter(typed))) == base
            if same and (key, column) not in self.again:
                continue
            yield from self._cell(key, column, typed, base, marks)

    def _moved(self, row: _Row, marks: Sequence[str] | None, key: str) -> bool:
        """Whether the row's cells are another row's: columns were sorted or pasted without the hidden key. What a program writes
        otherwise than we did (a date, a number) is no other row's value."""
        if marks is None or self.built is None or key.startswith(OWN_ROW):
            return False
        strange = 0
        for n, column in enumerate(self.plan.columns):
            text = "" if column.staff or column.watch else row.texts.get(column.key, "")
            if text and n < len(marks) and (mark := cell_checksum(text)) != marks[n] and mark in self._values_of(n):
                strange += SURELY if column.key in IDENTITY else 1
        return strange >= SURELY

    def _values_of(self, n: int) -> Collection[str]:
        """The digests of all values of a column when it was built."""
        if n not in self.values:
            lines = (line.split(",") for line in (self.built or {}).values())
            self.values[n] = {line[n] for line in lines if n < len(line)}
        return self.values[n]

    def _left_where_it_lies(self, key: str, row: _Row, marks: Sequence[str] | None) -> Iterator[Change]:
        """What staff's cells say in such a row, refused: nobody can tell which row they are meant for."""
        for column in (c for c in row.texts if (plan := self.columns.get(c)) is None or plan.staff):
            text = row.texts[column]
            if text and cell_checksum(text) != self._base(marks, column, key):
                yield Change(self.plan.name, key, column, text, None, why=MOVED)

    def _cell(
        self, key: str, column: str, typed: Mapping[str, Any], base: str | None, marks: Sequence[str] | None
    ) -> Iterator[Change]:
        plan = self.columns.get(column) or PlanColumn(column, column.removeprefix(OWN_COLUMN), staff=True)
        rests = self._base(marks, plan.basis, key) if plan.basis else None
        # rows with one key: if only one of them has a new value where nothing was, that counts; else a person must say which is
        # meant
        rival = len(typed) > 1 and (base != "" or sum(text != "" for text in typed) > 1)
        for text, value in typed.items():
            if base is not None and cell_checksum(text) == base and (len(typed) > 1 or (key, column) not in self.again):
                continue
            if base is None and not text:
                continue
            change = Change(self.plan.name, key, column, text, base, rests, rival=rival)
            if key.startswith(OWN_ROW) or plan.staff:
                yield replace(change, why=spoilt(value, plan.field))
            elif plan.watch:
                yield replace(change, why=spoilt(value, plan.field), kind="watch")
            elif base is not None:
                yield replace(change, why=SHORTENED if plan.field in MASKED else MACHINE)

    def _marks(self, key: str) -> Sequence[str] | None:
        if self.built is None:
            return None
        line = self.built.get(key)
        return line.split(",") if line is not None else None

    def _base(self, marks: Sequence[str] | None, column: str, key: str) -> str | None:
        """The digest of this cell when it was built; "" for a cell that was not there; None where the row is not known."""
        if marks is None:
            return "" if key.startswith(OWN_ROW) and self.built is not None else None
        at = self.index.get(column)
        return marks[at] if at is not None and at < len(marks) else ""

    def _deleted(self, rows: Mapping[str, object], whole: bool) -> list[Change]:
        if self.built is None or not whole:
            return []
        gone = [key for key in self.built if key not in rows]
        if restored := [key for key in gone if not key.startswith(OWN_ROW)]:
            self._tell(f"删除了{len(restored)}行，已恢复", restored)
        made: list[Change] = []
        for key in gone:
            if key.startswith(OWN_ROW):
                marks = self.built[key].split(",")
                made += [Change(self.plan.name, key, c.key, "", marks[n]) for n, c in enumerate(self.plan.columns)
                         if n < len(marks) and marks[n]]
        if made:
            self.notices.append(f"表“{self.plan.name}”：自行插入的行已按删除处理，历史保留")
        if len(restored) > MOST_NAMED:
            return [*made, _restored(self.plan.name, "", DELETED_ROWS.format(n=len(restored)))]
        return made + [_restored(self.plan.name, key, DELETED_ROW) for key in restored]

    def _dropped_columns(self, seen: set[str]) -> list[Change]:
        """A column of the staff's own that was in the build and is gone: they removed it."""
        if self.built is None:
            return []
        gone = [c for c in self.plan.columns if c.key.startswith(OWN_COLUMN) and c.key not in seen]
        for column in gone:
            self.notices.append(f"表“{self.plan.name}”：自行添加的列“{column.head}”已按删除处理，历史保留")
        return [
            Change(self.plan.name, key, column.key, "", marks[self.index[column.key]])
            for column in gone for key, line in self.built.items()
            if self.index[column.key] < len(marks := line.split(",")) and marks[self.index[column.key]]
        ]

    def _columns_back(self, undone: Sequence[str]) -> list[Change]:
        """The answer to who deleted or renamed a column of ours."""
        self.notices += [f"表“{self.plan.name}”：{what}" for what in undone]
        return [Change(self.plan.name, "", "", f"（{what}）", None, why=OUR_COLUMN) for what in dict.fromkeys(undone)]

    def _tell(self, what: str, keys: Sequence[str]) -> None:
        named = "、".join(key[:40] for key in keys[:MOST_NAMED]) + (" 等" if len(keys) > MOST_NAMED else "")
        self.notices.append(f"表“{self.plan.name}”：{what}（{named}）")


def _restored(sheet: str, row: str, what: str) -> Change:
    """The answer to who deleted a row (without a row: several, or the sheet), which takes nothing back."""
    return Change(sheet, row, "", what, None, why=RESTORED)


# --- sheets that are only shown, and sheets of their own -------------------------------------------------------------


def _shown_only(copy: Copy, built: Built | None) -> list[Change]:
    """Words typed into a sheet that is only shown: reported with the place, so that they can be found again."""
    made: list[Change] = []
    for sheet in copy.sheets:
        plan = built.sheet(sheet.name) if built and not sheet.ours else None
        if plan is None or plan.keyed or built is None:
            continue
        rows = built.rows.get(sheet.name, {})
        checksums = {m for line in rows.values() for m in line.split(",")}
        for number, cells in enumerate(sheet.rows, 1):
            for n, value in enumerate(cells):
                text = cell_text(value)
                if text and cell_checksum(text) not in checksums:
                    made.append(Change(sheet.name, f"第{number}行", f"第{n + 1}列", text, "", why=SHOWN_ONLY))
    return made
