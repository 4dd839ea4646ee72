"""Faults inside the process of one run: it is killed, or finds the disk full, before a step; or its ledger fails."""

from __future__ import annotations

import errno
import multiprocessing
import os
import smtplib
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import event
from sqlalchemy.engine import Engine

import intake.ledger
from tests.faults.peers import kill_self
from tests.faults.world import Fault, World

_fork = multiprocessing.get_context("fork")


class Steps:
    """Counts the durable steps of a run (fsync, rename, commit, each word to and from the letter server) and does `act` just
    before step number `at`."""

    def __init__(self, at: int, act: Callable[[], None], told: Any = None) -> None:
        self.at, self.act, self.count, self.told = at, act, 0, told

    def __call__(self, stack: ExitStack) -> None:
        for owner, name in ((os, "fsync"), (os, "rename"), (smtplib.SMTP, "send"), (smtplib.SMTP, "getreply")):
            stack.enter_context(patch.object(owner, name, self._counted(getattr(owner, name))))
        stack.enter_context(_listening("commit", lambda *_: self._step()))

    def _counted(self, real: Any) -> Any:
        def counted(*arguments: Any, **words: Any) -> Any:
            self._step()
            return real(*arguments, **words)

        return counted

    def _step(self) -> None:
        self.count += 1
        if self.told is not None:
            self.told.value = self.count
        if self.count == self.at:
            self.act()


@contextmanager
def _listening(name: str, handler: Any) -> Iterator[None]:
    event.listen(Engine, name, handler)
    try:
        yield
    finally:
        event.remove(Engine, name, handler)


def steps_of(world: World) -> int:
    """How many durable steps a run of this world has."""
    told = _fork.Value("q", 0)
    assert world.run(Steps(-1, kill_self, told)) in (0, 1)
    return int(told.value)


def killed_at(step: int) -> Fault:
    """kill -9 just before this durable step."""
    return Steps(step, kill_self)


def full_at(step: int) -> Fault:
    """The disk is full at this durable step."""

    def full() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def break_it(stack: ExitStack) -> None:
        steps = Steps(step, full)
        for name in ("fsync", "rename"):
            stack.enter_context(patch.object(os, name, steps._counted(getattr(os, name))))

    return break_it


def ledger_full(stack: ExitStack) -> None:
    """The database finds no room for another page."""
    stack.enter_context(_listening("connect", lambda connection, _: connection.execute("PRAGMA max_page_count=1")))


def ledger_read_only(stack: ExitStack) -> None:
    """The database may not be written."""
    stack.enter_context(_listening("connect", lambda connection, _: connection.execute("PRAGMA query_only=ON")))


def impatient(stack: ExitStack) -> None:
    """Wait for a busy ledger no longer than a trial can."""
    stack.enter_context(patch.object(intake.ledger, "BUSY_SECONDS", 0.2))


@contextmanager
def busy_ledger(path: Path) -> Iterator[None]:
    """Somebody else is writing, and goes on and on."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def killed_after(seconds: float) -> Fault:
    """kill -9 after so long."""

    def break_it(_: ExitStack) -> None:
        import threading

        threading.Thread(target=lambda: (time.sleep(seconds), kill_self()), daemon=True).start()

    return break_it
