"""A number that grows whenever a transaction changes what the workbook shows. A caller who kept it sees at once that nothing is
new."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Delete, Engine, Insert, Update, event, insert, select, update

from intake.ledger.tables import case_mails, cases, edits, letters, mails, meta, owed, revisions

SHOWN = frozenset(table.name for table in (mails, cases, revisions, case_mails, letters, edits, owed))
"""The tables that the workbook and the case pages are made of (intake.publish.workbook_data)."""
NAME, TOUCHED = "changes", "touched"


def watch(engine: Engine) -> None:
    """Notes for every statement on this engine whether it changed one of those tables."""
    event.listen(engine, "after_execute", _note)


def _note(connection: Connection, statement: Any, *more: Any) -> None:
    if isinstance(statement, Insert | Update | Delete) and getattr(statement.table, "name", "") in SHOWN and more[-1].rowcount:
        connection.info[TOUCHED] = True


def changed(connection: Connection) -> None:
    """Notes a change that is shown and is in none of those tables."""
    connection.info[TOUCHED] = True


def begin(connection: Connection) -> None:
    """Forgets what an earlier transaction changed and did not commit."""
    connection.info.pop(TOUCHED, None)


def count(connection: Connection) -> None:
    """Adds one at the end of a writing transaction, if it changed anything that is shown."""
    if connection.info.pop(TOUCHED, False):
        number = str(changes(connection) + 1)
        if not connection.execute(update(meta).where(meta.c.name == NAME).values(value=number)).rowcount:
            connection.execute(insert(meta).values(name=NAME, value=number))


def changes(connection: Connection) -> int:
    """How many transactions changed what is shown."""
    return int(connection.execute(select(meta.c.value).where(meta.c.name == NAME)).scalar() or 0)
