"""The ledger: every mail ever seen, its cases and its letters. All SQL of the product is in this folder.

Modules here are functions over a SQLAlchemy connection. The Ledger below gives connections, one transaction each.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, func, insert, inspect, select, text
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError, SQLAlchemyError

from config.language import say
from config.model import WrongSettings
from config.os_errors import why
from config.places import PROGRAM
from intake.database_words import of_database
from intake.ledger import change_counter, integrity, tables
from intake.model import LedgerDamaged, LedgerOutage
from intake.store.vault import private_folder

BUSY_SECONDS = 30
WRITER, RUN = 7_201_845_001, 7_201_845_002
"""PostgreSQL's advisory locks of this program: one for a writing transaction, one for a whole run."""

_SINCE = """SELECT min(backend_start) FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND (classid::bigint << 32) + objid::bigint = :lock"""


class Ledger:
    """One database. `write()` and `read()` each give one transaction; trouble of the database is raised as LedgerOutage."""

    def __init__(self, url: str) -> None:
        self.url = url
        if (path := integrity.path_of(url)) is not None:
            _private_file(path)
            integrity.OPENED[path] = None
        self._engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS} if url.startswith("sqlite") else {})
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _on_connect)
        event.listen(self._engine, "begin", _on_begin_sqlite if self._engine.dialect.name == "sqlite" else _on_begin_server)
        change_counter.watch(self._engine)
        self._rehearsal: Connection | None = None

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Undoes at the end everything that was written inside; inside it can be read. A dry run uses it to do its work and take
        it back."""
        with self._guarded(), self._engine.connect().execution_options(writing=True) as connection:
            transaction = connection.begin()
            self._rehearsal = connection
            try:
                yield
            finally:
                self._rehearsal = None
                transaction.rollback()

    @property
    def rehearsing(self) -> bool:
        """Whether what is written now will be undone."""
        return self._rehearsal is not None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A writing transaction: committed whole when the block ends, or not at all. Raises LedgerOutage."""
        if self._rehearsal is not None:
            with self._rehearsal.begin_nested():
                yield self._rehearsal
            return
        with self._guarded(), self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            change_counter.begin(connection)
            yield connection
            change_counter.count(connection)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A reading transaction: one consistent view. Raises LedgerOutage."""
        if self._rehearsal is not None:
            yield self._rehearsal
            return
        with self._guarded(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def run_lock(self) -> Iterator[str | None]:
        """Holds PostgreSQL's lock of a run inside the block. Yields None, or the time since when another run holds it (ISO
        8601)."""
        with self._guarded(), self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({RUN})").scalar():
                yield None
                return
            since = connection.execute(text(_SINCE), {"lock": RUN}).scalar()
        yield since.isoformat(timespec="seconds") if since else ""

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            if integrity.damaged(error):
                raise LedgerDamaged(_plain(error)) from error
            if isinstance(error, OperationalError):
                raise LedgerOutage(say(f"台账不能用：{_plain(error)}", f"the ledger cannot be used: {_plain(error)}")) from error
            raise

    def empty(self) -> bool:
        """True when no run ever started here. A run enters itself before it fetches, so even a run that was killed early is
        known."""
        with self.read() as connection:
            return connection.execute(select(func.max(tables.runs.c.id))).scalar() is None

    @contextmanager
    def erasing(self) -> Iterator[Connection]:
        """As `write`, and what is removed inside is overwritten in the file of a SQLite ledger, not only marked as free."""
        with self._guarded(), self._engine.connect().execution_options(writing=True) as connection:
            if self._engine.dialect.name == "sqlite":
                connection.connection.cursor().execute("PRAGMA secure_delete=ON")
            with connection.begin():
                change_counter.begin(connection)
                yield connection
                change_counter.count(connection)

    def compact(self) -> None:
        """Writes the database anew without what was removed, also from the log beside it. Raises LedgerOutage."""
        server = self._engine.dialect.name != "sqlite"
        tables_ = [f'VACUUM FULL "{table.name}"' for table in tables.metadata.sorted_tables]
        with self._guarded():
            connection = self._engine.raw_connection()
            try:
                if server:
                    connection.driver_connection.autocommit = True  # type: ignore[union-attr]
                cursor = connection.cursor()
                log = "PRAGMA wal_checkpoint(TRUNCATE)"
                for statement in tables_ if server else (log, "VACUUM", log):
                    cursor.execute(statement)
                cursor.close()
            except Exception as error:
                if isinstance(error, self._engine.dialect.loaded_dbapi.Error):
                    raise LedgerOutage(say(f"台账不能重写：{of_database(error)}",
                                           f"the ledger cannot be written anew: {of_database(error)}")) from error
                raise
            finally:
                connection.invalidate()

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()


def open_ledger(url: str, upgrade: bool = False) -> Ledger:
    """The ledger at this URL, created where there is none. A ledger of an older release is upgraded to today's schema:
    automatically where the steps only add, else only with `upgrade`.

    Raises LedgerOutage when it cannot be opened, WrongSettings when a newer release wrote it, when an older one did and a person
    must order the upgrade, or when the URL is not a URL.
    """
    try:
        ledger = Ledger(url)
        with ledger.read() as connection:
            schema = _schema(connection)
        if schema != tables.SCHEMA:
            _bring(ledger, upgrade)
    except OSError as error:
        raise LedgerOutage(say(f"台账不能用：{why(error)}", f"the ledger cannot be used: {why(error)}")) from error
    except DBAPIError as error:
        if integrity.damaged(error):
            raise LedgerDamaged(_plain(error)) from error
        raise LedgerOutage(say(f"台账不能用：{_plain(error)}", f"the ledger cannot be used: {_plain(error)}")) from error
    except ModuleNotFoundError as missing:
        driver = f"{missing.name}[binary]" if missing.name == "psycopg" else str(missing.name)
        raise WrongSettings(["ledger.url: " + say(f"没有安装这种数据库的驱动：请在 .venv 中运行 pip install '{driver}'",
                                                  "the driver of this database is not installed: run pip "
                                                  f"install '{driver}' in .venv")]) from missing
    except (SQLAlchemyError, ImportError) as error:
        raise WrongSettings(["ledger.url: " + say(f"不是本机能用的数据库地址（{type(error).__name__}）：写作 sqlite:///路径 或 "
                                                  "postgresql+psycopg://…",
                                                  "not a database this installation can use "
                                                  f"({type(error).__name__}): sqlite:///PATH or "
                                                  "postgresql+psycopg://…")]) from error
    return ledger


def _schema(connection: Connection) -> int:
    """The schema of a ledger, 0 where there is none yet."""
    if not inspect(connection).has_table("meta"):
        return 0
    return int(connection.execute(select(tables.meta.c.value).where(tables.meta.c.name == "schema")).scalar() or 0)


def _bring(ledger: Ledger, upgrade: bool) -> None:
    """Makes the tables, or upgrades those of an older release, in one transaction: two programs at once do it only once."""
    with ledger.write() as connection:
        schema = _schema(connection)
        if schema > tables.SCHEMA:
            raise WrongSettings(["ledger.url: " + say(f"台账由更新的版本写成（第 {schema} 版，本程序只到第 {tables.SCHEMA} "
                                                      "版）：请先升级程序",
                                                      f"written by a newer release (schema {schema}, this one knows "
                                                      f"{tables.SCHEMA})")])
        if schema == 0:
            tables.metadata.create_all(connection)
            connection.execute(insert(tables.meta).values(name="schema", value=str(tables.SCHEMA)))
        elif schema < tables.SCHEMA:
            from intake.ledger import migrations

            if not (upgrade or migrations.automatic(schema)):
                raise WrongSettings([
                    "ledger.url: " + say(f"台账由旧版本写成（第 {schema} 版，本程序需要第 {tables.SCHEMA} 版）：请先备份，"
                                         f"再运行 {PROGRAM} ledger upgrade",
                                         f"written by an older release (schema {schema}, this one needs {tables.SCHEMA}): "
                                         f"make a backup, then run: {PROGRAM} ledger upgrade")])
            migrations.upgrade(connection, schema)


def _plain(error: DBAPIError) -> str:
    """What the driver complains of: SQLAlchemy's message would contain the statement and its values."""
    return of_database(error.orig)


def _private_file(path: Path) -> None:
    """Creates the file ourselves: SQLite would make it readable for others."""
    private_folder(path.parent)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _on_connect(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # we send BEGIN ourselves: the driver's own comes too late and is deferred
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _on_begin_sqlite(connection: Connection) -> None:
    # a deferred BEGIN that reads and then writes fails at once with "database is locked", whatever the busy timeout
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")


def _on_begin_server(connection: Connection) -> None:
    if connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT":
        return
    # one writer at a time, as with SQLite: settling a mail must see every case there is; and each reader sees one state
    if connection.get_execution_options().get("writing"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
