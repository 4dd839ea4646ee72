"""Identifies a finding by rule, field, file and discriminator instead of by its wording, and adds a table of successors of
keys."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from alembic import op
from sqlalchemy import Column, Connection, Index, Integer, MetaData, Table, bindparam, column, func, insert, select, table, update

from intake.ledger.migrations.schema3_findings import new_keys, old_keys, with_identity
from intake.ledger.tables import Text

revision = "0004"
down_revision = "0003"
metadata = MetaData()

successors = Table(
    "successors", metadata,
    Column("id", Integer, primary_key=True), Column("build", Integer, nullable=False),
    Column("sheet", Text, nullable=False), Column("row", Text, nullable=False), Column("column", Text, nullable=False),
    Column("to_sheet", Text, nullable=False), Column("to_row", Text, nullable=False), Column("to_column", Text, nullable=False),
    Index("successors_build", "build"),
)
revisions = table("revisions", column("case_id"), column("revision"), column("package"), column("findings"))
cases = table("cases", column("id"), column("case_no"))
edits = table("edits", column("id"), column("row"))
builds = table("builds", column("id"))


def upgrade() -> None:
    """Adds a table; gives kept findings their identity; moves what staff wrote about them to their new keys. The table keeps
    these keys for workbooks that were built before and come back later."""
    metadata.create_all(op.get_bind(), checkfirst=False)
    connection = op.get_bind()
    newest = connection.execute(select(func.max(builds.c.id))).scalar() or 0
    for number, case_id in connection.execute(select(cases.c.case_no, cases.c.id).order_by(cases.c.id)).all():
        moved = {f"{number}|{old}": f"{number}|{new}" for old, new in _of_case(connection, case_id).items()}
        if moved:
            connection.execute(insert(successors), [
                {"build": newest, "sheet": "", "row": old, "column": "", "to_sheet": "", "to_row": new, "to_column": ""}
                for old, new in moved.items()])
            _move_edits(connection, number, moved)


def _of_case(connection: Connection, case_id: int) -> dict[str, str]:
    """Rewrites the findings of a case, oldest revision first. Returns old key → new key: where two keys belong to one finding in
    two wordings, the one with the later wording, so that no two rows become one."""
    keys: list[tuple[list[str], list[str]]] = []
    before: list[Any] = []
    old: dict[str, Any] = {}
    for number, package, kept in _revisions(connection, case_id):
        findings = with_identity(kept, package, before, old)
        keys.append((old_keys(kept), new_keys(findings)))
        connection.execute(update(revisions).where(revisions.c.case_id == case_id, revisions.c.revision == number).values(
            findings=json.dumps(findings, ensure_ascii=False, separators=(",", ":"))))
        before, old = findings, package
    moved: dict[str, str] = {}
    for olds, news in reversed(keys):
        taken = set(moved.values())
        moved |= {old: new for old, new in zip(olds, news, strict=True) if old not in moved and new not in taken}
    return moved


def _revisions(connection: Connection, case_id: int) -> Iterator[tuple[int, Any, Any]]:
    query = select(revisions.c.revision, revisions.c.package, revisions.c.findings).where(revisions.c.case_id == case_id)
    for number, package, findings in connection.execute(query.order_by(revisions.c.revision)).all():
        yield number, json.loads(package), json.loads(findings)


def _move_edits(connection: Connection, number: str, moved: dict[str, str]) -> None:
    about = (edits.c.row > f"{number}|", edits.c.row < f"{number}}}")  # "}" follows "|"
    by_row: dict[str, list[int]] = defaultdict(list)
    for key, row in connection.execute(select(edits.c.id, edits.c.row).where(*about)).all():
        if row in moved:
            by_row[row].append(key)
    changed = [{"of": key, "known": moved[row]} for row, keys in by_row.items() for key in keys]
    if changed:
        connection.execute(update(edits).where(edits.c.id == bindparam("of")).values(row=bindparam("known")), changed)
