"""Allows one run at a time. The lock ends with the process, so there is nothing to clean up after kill -9."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path

from config.language import say
from config.model.settings import BEIJING
from intake.store.vault import private_folder

BYTE = 1 << 20


class Held(Exception):
    """Another run holds the lock. `since` is when it took it, as that run wrote. `nothing_done`, `later`: what a command says
    that is no worse for it, or that must be run again."""

    def __init__(self, since: str) -> None:
        since = since or say("时间不明", "unknown")
        super().__init__(say(f"另一次运行正在进行（{since} 起）",
                             f"another run holds the lock since {since}"))
        self.since = since
        self.nothing_done = say(f"{self}，本次没有做任何事。", f"{self}; nothing to do")
        self.later = say(f"{self}，请等它结束后再试。", f"{self}; try again when it is over")


@contextmanager
def run_lock(home: Path, url: str = "") -> Iterator[None]:
    """Holds the run lock of this state folder and, where `url` is a PostgreSQL server, of the ledger there: other machines may
    use the same one. Raises Held at once, LedgerOutage."""
    with _file_lock(home), _ledger_lock(url) if url.startswith("postgresql") else nullcontext():
        yield


@contextmanager
def _ledger_lock(url: str) -> Iterator[None]:
    """Holds an advisory lock in its own session, which the server ends when we die."""
    from intake.ledger import open_ledger

    ledger = open_ledger(url)
    try:
        with ledger.run_lock() as since:
            if since is not None:
                raise Held(since)
            yield
    finally:
        ledger.close()


@contextmanager
def _file_lock(home: Path) -> Iterator[None]:
    """Holds the lock file of this state folder. The file stays; only the lock on it counts.

    The descriptor is close-on-exec, so converters and spawned workers cannot keep the lock alive after us.
    """
    private_folder(home)
    handle = os.open(home / "lock", os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        if not _locked(handle):
            os.lseek(handle, 0, os.SEEK_SET)
            raise Held(os.read(handle, 100).decode("ascii", "replace").strip())
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, datetime.now(BEIJING).isoformat(timespec="seconds").encode())
        yield
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    """Takes the lock on an open file, which ends when it is closed. Returns whether nobody else has it."""
    try:
        import fcntl
    except ImportError:
        import msvcrt  # Windows; a byte far behind the text, for nobody else could read a locked one

        os.lseek(handle, BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
