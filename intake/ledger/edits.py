"""What staff changed, and what each workbook showed when it was built. Functions over one connection; the caller owns the
transaction.

`edits` only grows: the newest active row of a cell counts. The digests of a workbook's cells are kept by case, and only where
they differ from the build before. So any old copy can be compared with what it was built with.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, or_, select, update

from intake.ledger.kept_json import Kept
from intake.ledger.mails import batched
from intake.ledger.tables import builds, built, copies, edits, successors
from reports.case import Edit
from reports.states import EditState

if TYPE_CHECKING:
    from reports.edits.successors import Successors
    from reports.workbook.build_plan import Built, Plan

Cell = tuple[str, str, str]
"""sheet, row, column."""

OPEN = (EditState.CONFLICT, EditState.STALE)
BATCH = 5000
FEW = 100
"""Conditions of one statement."""


@cache
def _plan() -> Kept[Plan]:
    from reports.workbook.build_plan import Plan

    return Kept("plan of a workbook", Plan)


@dataclass(frozen=True, slots=True)
class Entry:
    """An edit that will be kept."""

    cell: Cell
    value: str
    before: str
    state: EditState
    why: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where edits come from: file name, who saved it and when as far as known, and the build it is a copy of."""

    name: str
    who: str = ""
    saved: str = ""
    build: int = 0


def add(connection: Connection, entries: Sequence[Entry], source: Source, now: str) -> None:
    """Enters edits, in this order. An active one closes what was open for its cell."""
    for start in range(0, len(entries), BATCH):
        connection.execute(insert(edits), [
            {"sheet": e.cell[0], "row": e.cell[1], "column": e.cell[2], "value": e.value, "before": e.before, "state": e.state,
             "why": e.why, "seen": now, "who": source.who, "saved": source.saved, "source": source.name, "basis": e.basis,
             "build": source.build}
            for e in entries[start : start + BATCH]])
    active = {e.cell for e in entries if e.state == EditState.ACTIVE}
    for edit in open_ones(connection):
        if (edit.sheet, edit.row, edit.column) in active:
            settle(connection, edit.id)


def settle(connection: Connection, number: int) -> None:
    """Closes an open edit."""
    where = (edits.c.id == number, edits.c.state == EditState.CONFLICT)
    connection.execute(update(edits).where(*where).values(state=EditState.SETTLED))


def current(connection: Connection, sheets: Collection[str] | None = None) -> dict[Cell, Edit]:
    """What counts: the newest active edit of every cell, emptied ones included."""
    newest = select(func.max(edits.c.id)).where(edits.c.state == EditState.ACTIVE).group_by(
        edits.c.sheet, edits.c.row, edits.c.column)
    if sheets is not None:
        newest = newest.where(edits.c.sheet.in_(tuple(sheets)))
    rows = connection.execute(select(edits).where(edits.c.id.in_(newest)).order_by(edits.c.id))
    return {(row.sheet, row.row, row.column): _edit(row) for row in rows}


def of_case(connection: Connection, number: str) -> tuple[Edit, ...]:
    """The edits that count for one case."""
    newest = select(func.max(edits.c.id)).where(edits.c.state == EditState.ACTIVE, _about(number)).group_by(
        edits.c.sheet, edits.c.row, edits.c.column)  # fmt: skip
    return tuple(map(_edit, connection.execute(select(edits).where(edits.c.id.in_(newest)).order_by(edits.c.id))))


def _about(number: str) -> ColumnElement[bool]:
    """The rows of sheets that belong to a case: its number, or its number and something behind a bar. "}" follows "|"."""
    return or_(edits.c.row == number, (edits.c.row >= f"{number}|") & (edits.c.row < f"{number}}}"))


def find(connection: Connection, number: int) -> Edit | None:
    """One edit by its number."""
    row = connection.execute(select(edits).where(edits.c.id == number)).first()
    return _edit(row) if row else None


def open_ones(connection: Connection) -> tuple[Edit, ...]:
    """Conflicts that nobody has decided."""
    return tuple(map(_edit, connection.execute(select(edits).where(edits.c.state == EditState.CONFLICT).order_by(edits.c.id))))


def newest(connection: Connection, most: int, also: Collection[int] = ()) -> tuple[Edit, ...]:
    """The newest edits, everything open, and those with these numbers; newest first."""
    start = (connection.execute(select(func.max(edits.c.id))).scalar() or 0) - most
    query = select(edits).where(or_(edits.c.id > start, edits.c.state == EditState.CONFLICT, edits.c.id.in_(tuple(also))))
    return tuple(map(_edit, connection.execute(query.order_by(edits.c.id.desc()))))


def last_id(connection: Connection) -> int:
    """Number of the newest edit, 0 where there is none."""
    return int(connection.execute(select(func.max(edits.c.id))).scalar() or 0)


def since(connection: Connection, number: int) -> tuple[Cell, ...]:
    """Cells that have an edit that counts and was entered after the edit of this number; oldest first."""
    query = select(edits.c.sheet, edits.c.row, edits.c.column).where(edits.c.id > number, edits.c.state == EditState.ACTIVE)
    return tuple(dict.fromkeys((sheet, row, column) for sheet, row, column in connection.execute(query.order_by(edits.c.id))))


def refused_before(connection: Connection, build: int) -> set[tuple[Cell, str]]:
    """(cell, value) that copies of this build already had refused or in conflict, so that nothing is told twice."""
    query = select(edits.c.sheet, edits.c.row, edits.c.column, edits.c.value).where(
        edits.c.build == build, edits.c.state.in_((EditState.REFUSED, EditState.CONFLICT, EditState.SETTLED)))
    return {((sheet, row, column), value) for sheet, row, column, value in connection.execute(query)}


def _edit(row: Row[Any]) -> Edit:
    return Edit(row.id, row.sheet, row.row, row.column, row.value, row.before, EditState(row.state), row.why, row.seen, row.who,
                row.saved, row.source, row.basis, row.build)


# --- what was built -------------------------------------------------------------------------------------------------


def reserve(connection: Connection, now: str) -> int:
    """The number of the next workbook."""
    key = connection.execute(insert(builds).values(made=now, edits=last_id(connection))).inserted_primary_key
    assert key is not None
    return int(key[0])


def keep_build(connection: Connection, made: Built, sha256: str, name: str) -> None:
    """Notes what a workbook shows, before it is written."""
    number = made.plan.build
    connection.execute(update(builds).where(builds.c.id == number).values(
        plan=_plan().write(made.plan), sha256=sha256, name=name))
    before = _bodies(connection, number)
    after = _grouped(made.rows)
    changed = [(key, body) for key, body in after.items() if before.get(key) != body]
    changed += [(key, "{}") for key, body in before.items() if key not in after and body != "{}"]
    for start in range(0, len(changed), BATCH):
        connection.execute(insert(built), [
            {"sheet": sheet, "grp": group, "build": number, "body": body}
            for (sheet, group), body in changed[start : start + BATCH]])


def read_build(connection: Connection, number: int) -> tuple[Built | None, int]:
    """What a workbook showed, in today's names, and the newest edit in it; None and 0 where that is not known."""
    row = connection.execute(select(builds).where(builds.c.id == number)).first()
    if row is None or not row.plan:
        return None, 0
    from reports.workbook.build_plan import Built  # here: a pass without news has no use for what a workbook shows

    rows: dict[str, dict[str, str]] = defaultdict(dict)
    for (sheet, _), body in _bodies(connection, number).items():
        rows[sheet].update(json.loads(body))
    return successors_of(connection, number).built(Built(_plan().read(row.plan), rows)), row.edits


def successors_of(connection: Connection, number: int) -> Successors:
    """What has another name now than in the workbook of this number."""
    from reports.edits.successors import Successor, Successors

    s = successors.c
    query = select(s.sheet, s.row, s.column, s.to_sheet, s.to_row, s.to_column).where(s.build >= number)
    return Successors(Successor(*line) for line in connection.execute(query.order_by(s.id)))


def _bodies(connection: Connection, number: int) -> dict[tuple[str, str], str]:
    latest = select(built.c.sheet, built.c.grp, func.max(built.c.build).label("build")).where(
        built.c.build <= number).group_by(built.c.sheet, built.c.grp).subquery()  # fmt: skip
    query = select(built.c.sheet, built.c.grp, built.c.body).join(
        latest, (latest.c.sheet == built.c.sheet) & (latest.c.grp == built.c.grp) & (latest.c.build == built.c.build))
    return {(sheet, group): body for sheet, group, body in connection.execute(query)}


def _grouped(rows: Mapping[str, Mapping[str, str]]) -> dict[tuple[str, str], str]:
    by_place: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for sheet, lines in rows.items():
        for key, line in lines.items():
            by_place[sheet, key.split("|", 1)[0]][key] = line
    return {place: json.dumps(lines, ensure_ascii=False, separators=(",", ":")) for place, lines in by_place.items()}


# --- copies taken in --------------------------------------------------------------------------------------------------


def known_bytes(connection: Connection, sha256: str) -> bool:
    """Whether these bytes are a workbook as we wrote it, or one that was already taken in."""
    ours = connection.execute(select(builds.c.id).where(builds.c.sha256 == sha256).limit(1)).scalar()
    return ours is not None or connection.execute(select(copies.c.name).where(copies.c.sha256 == sha256)).scalar() is not None


def as_written(connection: Connection, sha256: str) -> bool:
    """Whether these bytes are a workbook as we wrote it."""
    return connection.execute(select(builds.c.id).where(builds.c.sha256 == sha256).limit(1)).scalar() is not None


def keep_copy(connection: Connection, sha256: str, source: Source, messages: Sequence[str], now: str) -> None:
    """Notes a workbook that was taken in."""
    connection.execute(insert(copies).values(
        sha256=sha256, name=source.name, seen=now, build=source.build, who=source.who,
        messages=json.dumps(list(messages), ensure_ascii=False)))


def forget(connection: Connection, keys: Sequence[str]) -> None:
    """Removes what staff wrote in rows of these keys (of a case, a mail or a letter), and what workbooks showed of them."""
    for some in batched(keys):
        for start in range(0, len(some), FEW):
            connection.execute(delete(edits).where(or_(*map(_about, some[start : start + FEW]))))
        connection.execute(delete(built).where(built.c.grp.in_(some)))
        for key in some:
            connection.execute(delete(successors).where(successors.c.row >= f"{key}|", successors.c.row < f"{key}}}"))
