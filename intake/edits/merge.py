"""Merges what a copy says into the ledger. Three values of every cell are known (what the copy was built with, what it says now,
what counts by now), and none of them is ever lost.

A cell that only the copy changed is taken. A cell that others changed too is a conflict: the value that counts stays, and both
values are shown until a person decides. copy_relation.py tells whether the others' copy was an earlier save of this one.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from intake.edits.copy_relation import CopyRelation, copy_relations, unsaid
from intake.ledger import edits as rows
from intake.ledger.edits import Cell, Entry, Source
from reports.case import Edit
from reports.edits.choices import CHOICES, chosen
from reports.edits.copy_model import Change, Copy
from reports.edits.workbook_diff import compare
from reports.states import EditState
from reports.workbook.build_plan import OWN_SHEET, Built
from reports.workbook.cell_text import cell_checksum
from reports.workbook.columns import CHANGES, FIELDS

EMPTIED = f"清空此处不改变读到的值；如应为空白，请在“{FIELDS.name}”表的更正值填“（空白）”"
RIVAL = "同一行在文件中出现多次，内容不同"
MEANWHILE = "另一份文件已先改过此格"
PERHAPS = "同一期表的另一份文件里此格是原样，可能是改回的；现值未动，确要改回请选“采用此值”"
CORRECTION = "staff_value"
NOT_YET_NUMBERED = sys.maxsize
"""The number of an edit before the ledger gives it one: newer than all that have one."""
ADOPT, KEEP, ADOPTED, CONFIRMED = "采用此值", "保留现值", "人工采用", "人工确认"


@dataclass(frozen=True, slots=True)
class Taken:
    """The result of one copy: the cells that now say something else, and lines for a person."""

    cells: tuple[Cell, ...]
    messages: tuple[str, ...]


def merge(connection: Connection, copy: Copy, source: Source, now: str, lying: Collection[str] = ()) -> Taken:
    """Takes a copy in; `lying`: names of the files in the output folder. The caller's transaction keeps all or nothing."""
    cells: list[Cell] = []
    messages: list[str] = []
    builds = sorted({sheet.build for sheet in copy.sheets if sheet.ours}, reverse=True)
    for build in builds:
        part = copy if build == copy.build else replace(copy, sheets=tuple(s for s in copy.sheets if s.build == build))
        if build == copy.build and len(builds) > 1:
            part = replace(copy, sheets=tuple(s for s in copy.sheets if not s.ours or s.build == build))
        built, high = rows.read_build(connection, build)
        part = rows.successors_of(connection, build).copy(part)
        at = replace(source, build=build)
        merging = _Merging(connection, built, high, at)
        typed = compare(part, built, build == copy.build, merging.words)
        entries = list(merging.all([_understood(change) for change in typed.changes], lying))
        rows.add(connection, entries, at, now)
        cells += [entry.cell for entry in entries if entry.state == EditState.ACTIVE]
        messages += typed.notices
        messages += _counted(entries)
    return Taken(tuple(dict.fromkeys(cells)), tuple(dict.fromkeys(messages)))


def _understood(change: Change) -> Change:
    """The change with the word of the drop-down that was meant: “通过。” is 通过. Any other word stays as it was typed."""
    word = chosen(change.value, CHOICES.get((change.sheet, change.column), ()))
    return change if word is None or unsaid(change) else replace(change, value=word)


def _counted(entries: list[Entry]) -> Iterator[str]:
    states = Counter(entry.state for entry in entries)
    if states[EditState.CONFLICT]:
        yield f"{states[EditState.CONFLICT]}处填写与他人不一致，见“改动”表，请处理"
    if states[EditState.REFUSED]:
        yield f"{states[EditState.REFUSED]}处改动未采用，原因见“改动”表"


class _Merging:
    """Compares one copy of one build with what counts now."""

    def __init__(self, connection: Connection, built: Built | None, high: int, source: Source) -> None:
        self.built, self.high, self.source = built, high, source
        self.current = rows.current(connection)
        # what copies of the same workbook brought; a decision about two values is not a person's word in a cell
        self.words = {cell: edit for cell, edit in self.current.items()
                      if edit.build == source.build and edit.why not in (ADOPTED, CONFIRMED)}
        self.relations: dict[Cell, CopyRelation] = {}
        self.torn: set[tuple[str, str]] = set()
        """Rows of which a cell is in conflict: what rests on the same state waits with it, a verdict with its reason."""
        self.refused_before = rows.refused_before(connection, source.build)

    def all(self, changes: Sequence[Change], lying: Collection[str]) -> Iterator[Entry]:
        """The entries that the copy's changes become."""
        placed = [(self._target(change)[0], change) for change in changes]
        # a field corrected in its own cell leaves 更正值 unchanged, which does not mean that the correction is taken back
        elsewhere = {cell for cell, change in placed if change.kind == "watch"}
        placed = [(cell, change) for cell, change in placed if not (cell in elsewhere and unsaid(change))]
        self.relations = copy_relations(placed, self.words, self.source, lying)
        for cell, change in placed:
            if not unsaid(change) or self.relations.get(cell) != CopyRelation.OTHER_COPY:
                yield from self.entries(change)

    def entries(self, change: Change) -> Iterator[Entry]:
        """The entries of one change: none where it is known, else an entry that counts, is open or is refused."""
        cell, basis = self._target(change)
        kept = self.current.get(cell)
        now = kept.value if kept else ""
        entry = Entry(cell, change.value, now, EditState.ACTIVE, basis=basis or "")
        if change.kind == "watch":
            entry = self._watched(entry, change, kept)
        if change.why:
            entry = replace(entry, state=EditState.REFUSED, why=change.why)
        elif entry.state != EditState.REFUSED and entry.value == now and not (change.rival and kept is None):
            return
        elif change.rival:
            entry = replace(entry, state=EditState.CONFLICT, why=RIVAL)
        elif kept is not None and kept.id > self.high and self.relations.get(cell) != CopyRelation.LATER_SAVE:
            conflict = replace(entry, state=EditState.CONFLICT, why=self._against(change))
            entry = self._beside(entry) if cell[0] == OWN_SHEET else conflict
        if entry.state == EditState.ACTIVE and change.basis is not None and (change.sheet, change.row) in self.torn:
            entry = replace(entry, state=EditState.CONFLICT, why=MEANWHILE)
        if entry.state == EditState.CONFLICT:
            self.torn.add((change.sheet, change.row))
        if entry.state != EditState.ACTIVE and (entry.cell, entry.value) in self.refused_before:
            return
        if entry.state == EditState.ACTIVE:
            self.relations.pop(entry.cell, None)
            self.current[entry.cell] = Edit(
                NOT_YET_NUMBERED, *entry.cell, entry.value, now, EditState.ACTIVE, "", "", basis=entry.basis)
        else:
            self.refused_before.add((entry.cell, entry.value))
        yield entry

    def _against(self, change: Change) -> str:
        return PERHAPS if unsaid(change) else MEANWHILE

    def _target(self, change: Change) -> tuple[Cell, str | None]:
        """The cell that a change is about, and the value it rests on: a changed field cell is a correction in 字段."""
        if change.kind != "watch":
            return (change.sheet, change.row, change.column), change.basis
        row = change.row if change.sheet == FIELDS.name else f"{change.row}|{change.column.removeprefix('field_')}"
        basis = self.built.checksum_of(FIELDS.name, row, "value") if self.built else None
        return (FIELDS.name, row, CORRECTION), basis

    def _watched(self, entry: Entry, change: Change, kept: Edit | None) -> Entry:
        """A field cell that was emptied, or says again what was read, takes its correction back; without a correction it is
        none."""
        standing = kept is not None and kept.value != ""
        if change.value and not (standing and cell_checksum(change.value) == entry.basis):
            return entry
        return replace(entry, value="") if standing else replace(entry, state=EditState.REFUSED, why=EMPTIED)

    def _beside(self, entry: Entry) -> Entry:
        """A whole sheet that somebody else changed too: both are kept, under two names."""
        sheet, row, column = entry.cell
        for n in range(2, 100):
            beside = (sheet, f"{row[:25]}（{n}）", column)
            other = self.current.get(beside)
            if other is None or other.value in ("", entry.value):
                return replace(entry, cell=beside, before="")
        return replace(entry, state=EditState.CONFLICT, why=MEANWHILE)


def decide(connection: Connection, cells: tuple[Cell, ...], source: Source, now: str) -> tuple[Cell, ...]:
    """Carries out what staff chose in 改动. Returns the cells that now say something else."""
    chosen = [cell for cell in cells if cell[0] == CHANGES.name and cell[2] == "staff_choice" and cell[1].isdigit()]
    if not chosen:
        return ()
    built, _ = rows.read_build(connection, source.build)
    choices = rows.current(connection, (CHANGES.name,))
    changed: list[Cell] = []
    for cell in chosen:
        edit = rows.find(connection, int(cell[1]))
        if edit is not None and choices[cell].value in (ADOPT, KEEP):  # with any other word nobody has decided yet
            changed += _decided(connection, edit, choices[cell].value == ADOPT, built, source, now)
    return tuple(changed)


def _decided(
    connection: Connection, edit: Edit, adopt: bool, built: Built | None, source: Source, now: str
) -> list[Cell]:
    """For a conflict, adopts the other value where staff chose it; for a correction or verdict whose form changed since,
    confirms it or takes it back. Where nothing waits, nothing is done: "keep" on a cell that counts is no order to empty it."""
    cell = (edit.sheet, edit.row, edit.column)
    kept = rows.current(connection, (edit.sheet,)).get(cell)
    if edit.state == EditState.CONFLICT:
        if adopt:
            before, basis = kept.value if kept else "", _basis(built, cell) or edit.basis
            entry = Entry(cell, edit.value, before, EditState.ACTIVE, ADOPTED, basis)
            rows.add(connection, [entry], source, now)
        rows.settle(connection, edit.id)
        return [cell]
    shown = _basis(built, cell)
    if edit.state == EditState.ACTIVE and kept is not None and kept.id == edit.id and shown not in (None, edit.basis):
        entry = Entry(cell, edit.value if adopt else "", edit.value, EditState.ACTIVE, CONFIRMED, shown or "")
        rows.add(connection, [entry], source, now)
        return [cell]
    return []


def _basis(built: Built | None, cell: Cell) -> str | None:
    """The value that the cell rests on in the workbook in which the clerk decided."""
    plan = built.sheet(cell[0]) if built else None
    column = next((column for column in plan.columns if column.key == cell[2]), None) if plan else None
    return built.checksum_of(cell[0], cell[1], column.basis) if built and column and column.basis else None
