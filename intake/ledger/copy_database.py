"""Copies a ledger into another database, every row of every table, and then compares both."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing

from sqlalchemy import Connection, Row, Table, func, insert, select, text

from config.language import say
from config.model import WrongSettings
from intake.ledger import open_ledger, tables
from intake.model import LedgerOutage

ROWS = 500


def copy_ledger(source: str, target: str) -> dict[str, int]:
    """Copies the ledger at one URL into the empty one at another, in one transaction there. Returns the rows of each table.

    Raises WrongSettings when the target holds anything, LedgerOutage when one of them fails, or when the copy does not read back
    equal to the original: then nothing is kept.
    """
    with (closing(open_ledger(source)) as ours, closing(open_ledger(target)) as theirs,
          ours.read() as old, theirs.write() as new):  # fmt: skip
        if new.execute(select(func.count()).select_from(tables.mails)).scalar_one() or not theirs.empty():
            raise WrongSettings(["ledger copy: " + say("那个数据库中已有台账，没有复制",
                                                       "the other database holds a ledger already")])
        new.execute(tables.meta.delete())
        counts = {}
        for table in tables.metadata.sorted_tables:
            for rows in old.execute(_ordered(table)).partitions(ROWS):
                new.execute(insert(table), [dict(row._mapping) for row in rows])
            counts[table.name], digest = summary(old, table)
            if (counts[table.name], digest) != summary(new, table):
                raise LedgerOutage(say(f"表 {table.name} 复制后与原来不一致，未保留",
                                       f"the copy of the table {table.name} is not what was copied"))
        _go_on(new)
    return counts


def summary(connection: Connection, table: Table) -> tuple[int, str]:
    """How many rows a table has, and a digest of their whole content."""
    digest, count = hashlib.sha256(), 0
    for row in _rows(connection, table):
        count += 1
        digest.update(repr(tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)).encode())
    return count, digest.hexdigest()


def _rows(connection: Connection, table: Table) -> Iterator[Row[tuple[object, ...]]]:
    for rows in connection.execute(_ordered(table)).partitions(ROWS):
        yield from rows


def _ordered(table: Table):  # type: ignore[no-untyped-def]
    return select(table).order_by(*table.primary_key.columns).execution_options(yield_per=ROWS)


def _go_on(connection: Connection) -> None:
    """Moves a server's counters behind the copied numbers, which it did not give itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables.metadata.sorted_tables:
        column = table.autoincrement_column
        highest = connection.execute(select(func.max(column))).scalar() if column is not None else None
        if column is not None and highest:
            connection.execute(text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)"),
                               {"table": table.name, "column": column.name, "highest": highest})
