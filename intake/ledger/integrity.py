"""Tells whether a SQLite ledger is whole: its pages, its references, and every value that it keeps.

SQLite keeps no checksums. `PRAGMA integrity_check` finds pages that are none, lost or named twice; reading every value finds
texts that are no UTF-8 any more, which is what overwritten bytes become. A changed letter within a text is found by neither.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from config.language import say
from intake.database_words import of_database
from intake.ledger.tables import SCHEMA
from intake.model import LedgerDamaged, LedgerOutage

SCHEME = "sqlite:///"
OPENED: dict[Path, None] = {}
"""The SQLite ledgers that this process has opened, for whoever must tell a fault of the program from a damaged file."""
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_FULL = (
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP,
)  # fmt: skip
"""What SQLite says where it could not write beside the ledger, which says nothing of the ledger."""
BUSY_SECONDS = 30
_LONGEST = 120


def path_of(url: str) -> Path | None:
    """The file of a SQLite ledger; None for a server, which looks after its pages itself."""
    return Path(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None


def damage(path: Path, quick: bool = False) -> str:
    """What is wrong with the ledger in this file, in the words of SQLite; "" where it is whole. `quick`: only the structure of
    its pages. Raises OSError where there is no such file, and LedgerOutage where the disk is full, so that nothing can be told. A
    file that is locked for too long counts as whole."""
    if path.stat().st_size == 0:
        return say("文件是空的", "the file is empty")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as connection:
            (said,) = connection.execute("PRAGMA quick_check(1)" if quick else "PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                return _short(said)
            if quick:
                return ""
            if lost := connection.execute("PRAGMA foreign_key_check").fetchone():
                return say(f"表 {lost[0]} 的一行引用了表 {lost[2]} 中不存在的行",
                           f"a row of {lost[0]} refers to one of {lost[2]} that is not there")
            return _unread(connection)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return ""
        if error.sqlite_errorcode in _FULL:
            raise LedgerOutage(say(f"磁盘已满或不可写，无法核对台账（{of_database(error)}）",
                                   "the disk is full or not writable, the ledger cannot be checked "
                                   f"({of_database(error)})")) from error
        return of_database(error)
    except sqlite3.DatabaseError as error:
        return of_database(error)


def _unread(connection: sqlite3.Connection) -> str:
    """Reads every value of every table. Text that is no UTF-8 raises OperationalError, of which only the table is told: the
    message would show the text."""
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        quoted = '"' + table.replace('"', '""') + '"'
        try:
            for _ in connection.execute(f"SELECT * FROM {quoted}"):  # noqa: S608  a name out of the schema, quoted
                pass
        except sqlite3.OperationalError:
            return say(f"表 {table} 中有文字读不出来", f"a text in table {table} cannot be read")
    return ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a ledger says of itself: the id of its installation ("" where none was given yet), its schema, how many runs it
    knows, and the digests of its mails."""

    installation: str
    schema: int
    runs: int
    mails: frozenset[str]

    @property
    def readable(self) -> bool:
        """Whether this release can read it."""
        return 0 < self.schema <= SCHEMA


def contents(path: Path) -> Contents | None:
    """What the ledger in this file says of itself; None where that cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as connection:
            meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
            runs = connection.execute("SELECT count(*) FROM runs").fetchone()[0]
            mails = frozenset(row[0] for row in connection.execute("SELECT sha256 FROM mails"))
            return Contents(str(meta.get("installation", "")), int(meta.get("schema", 0)), int(runs), mails)
    except (sqlite3.Error, ValueError):
        return None


def copy_whole(source: Path, target: Path) -> None:
    """Copies a ledger through SQLite itself, which waits for writers and sees one state; a plain copy would miss the log beside
    the file. Raises LedgerDamaged where the source or the copy is not whole, LedgerOutage."""
    if what := damage(source):
        raise LedgerDamaged(what)
    try:
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as ours, \
                closing(sqlite3.connect(target)) as copy:
            ours.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise LedgerOutage(say(f"台账无法复制（{of_database(error)}）",
                               f"the ledger cannot be copied ({of_database(error)})")) from error
    if what := damage(target):
        raise LedgerDamaged(say(f"复制件：{what}", f"the copy: {what}"))


def take_in_log(path: Path) -> None:
    """Writes the log that a killed program left beside a whole ledger into the ledger, as SQLite would at the next opening. A
    damaged ledger stays as it is, and so does one that is in use."""
    try:
        if not damage(path):
            with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except (sqlite3.Error, OSError, LedgerOutage):
        return


def damaged(error: DBAPIError) -> bool:
    """Whether the database's own complaint is that its file is damaged."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return isinstance(code, int) and code & 0xFF in _DAMAGE


def check(url: str, quick: bool = False) -> None:
    """Raises LedgerDamaged where the ledger at this URL is a SQLite file that is not whole."""
    path = path_of(url)
    if path is not None and path.exists() and (what := damage(path, quick)):
        raise LedgerDamaged(what)


def fault_of_a_ledger() -> str:
    """What is wrong with a ledger that this process has opened; "" where all are whole. For an error that nobody expected."""
    for path in OPENED:
        try:
            if what := damage(path):
                return what
        except (OSError, LedgerOutage):
            continue
    return ""


def _short(said: str) -> str:
    return " ".join(str(said).split())[:_LONGEST]
