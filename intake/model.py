"""Types that the modules of intake share, and the errors that are the world's (Outage) or ours (Fault)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from config.language import say
from config.model import WrongSettings

__all__ = [
    "Arrival", "ClusterOutage", "DiskOutage", "LedgerDamaged", "LedgerOutage", "LetterLoginRefused", "LetterOutage",
    "LoginRefused", "MailboxOutage", "Origin", "Outage", "WrongSettings",
]  # fmt: skip


class Outage(Exception):
    """The world failed us: mailbox, database or disk. The run stops with exit 2, nothing half done; cron tries again."""


class MailboxOutage(Outage):
    """The mailbox cannot be reached, refused the login or broke off."""


class LoginRefused(MailboxOutage):
    """The mailbox's server does not accept this user or this password."""


class LetterOutage(Outage):
    """The letter server cannot be reached, refused the login, or broke off before a letter went out."""


class LetterLoginRefused(LetterOutage):
    """The letter server does not accept this user or this password."""


class LedgerOutage(Outage):
    """The database cannot be opened, is locked for too long, or is full."""


class LedgerDamaged(LedgerOutage):
    """The ledger's file is damaged. `what` is the database's own complaint."""

    def __init__(self, what: str, good: str = "") -> None:
        newest = say(f"（最近完好的一份：{good}）", f" (the newest whole one: {good})") if good else ""
        super().__init__(say(f"台账文件已损坏（{what}）。请先停用定时任务，再运行 restore 备份文件夹，恢复最近一份完好的台账",
                             f"the ledger's file is damaged ({what}). Stop the timer, then run restore DIR to bring "
                             "back the newest whole ledger") + newest)
        self.what = what


class ClusterOutage(Outage):
    """The cluster that reads cannot be reached, has no workers, or its workers cannot read for us."""


class DiskOutage(Outage):
    """The state folder cannot be written."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The place of a mail in its mailbox. Only a cursor: never its identity. For Maildir and folders `uid` is the file name.
    `announced`: size and arrival as an IMAP server gave them; another answer later means that the uid was given to another
    mail."""

    account: str
    folder: str
    uidvalidity: str
    uid: str
    announced: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail that will be fetched: its place, arrival time (ISO 8601 with zone, "" when the mailbox does not tell), size in
    bytes if known, and its raw bytes in pieces of at most `chunk_bytes`. `chunks` may raise Outage at any piece.

    `short` is asked after the bytes were taken: whether they are less than the whole mail. `asked`: the mailbox was asked for it
    in every way there is."""

    origin: Origin
    received: str
    size: int | None
    chunks: Callable[[], Iterator[bytes]]
    short: Callable[[], bool] = lambda: False
    asked: bool = False
