"""One installation whose commands are called as a person and cron call them, each in a forked process that may be killed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import event
from sqlalchemy.engine import Engine

import run_intake
from tests import installation
from tests.faults.breaking import Steps
from tests.faults.peers import Peers, kill_self
from tests.faults.world import Fault, World, _fork, _Here, ended

Rows = dict[str, list[tuple[object, ...]]]


@dataclass
class Machine:
    """A state folder, a folder for backups and one for an installation, beside each other in `place`; and the peers."""

    place: Path
    peers: Peers

    @property
    def home(self) -> Path:
        """The state folder."""
        return self.place / "home"

    @property
    def backups(self) -> Path:
        """Where `backup` copies to."""
        return self.place / "backup"

    @property
    def ledger(self) -> Path:
        """The ledger of the state folder."""
        return self.home / "ledger.sqlite"

    @property
    def world(self) -> World:
        """The same installation for runs without a command line, and for what must be true of it."""
        return World(self.home, self.peers)

    def call(self, arguments: list[str], *faults: Fault, **words: str) -> int:
        """One command in a process of its own. Returns its exit code; -9: killed. `words`: more settings (LETTERS__SEND)."""
        process = _fork.Process(target=_command, args=(arguments, self._settings() | words, faults))
        process.start()
        return ended(process)

    def _settings(self) -> dict[str, str]:
        return {
            "HOME": str(self.home), "MAILBOX__URL": f"imap://office@127.0.0.1:{self.peers.mailbox}/INBOX",
            "MAILBOX__PASSWORD": "x", "MAILBOX__PAUSE_SECONDS": "0", "MAILBOX__RETRIES": "1", "MAILBOX__TIMEOUT_SECONDS": "5",
            "MAILBOX__RECHECK_DAYS": "0", "SMTP__URL": f"smtp://127.0.0.1:{self.peers.letters}", "SMTP__SPACING_SECONDS": "0",
            "SMTP__TIMEOUT_SECONDS": "5", "LETTERS__MAX_AGE_DAYS": "0", "SCANS__PAGES": "0", "OUTPUT__PAGE_PICTURES": "0",
        }  # fmt: skip

    def keep(self, name: str) -> None:
        """Remembers how everything is now, what the letter server took included."""
        kept = self.place.with_name(f"{self.place.name}-{name}")
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(self.place, kept, symlinks=True)
        if self.peers.arrived.exists():
            shutil.copy(self.peers.arrived, kept / "arrived")

    def back_to(self, name: str) -> None:
        """Makes everything as it was when that was kept."""
        kept = self.place.with_name(f"{self.place.name}-{name}")
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(kept, self.place, symlinks=True)
        self.peers.calm()
        self.peers.arrived.unlink(missing_ok=True)
        if (self.place / "arrived").exists():
            (self.place / "arrived").rename(self.peers.arrived)


def rows(path: Path) -> Rows:
    """Every row of every table of a ledger."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}


class EveryStep(Steps):
    """Steps of a command: those of a run, and each file that is removed, linked or written to, and each statement to the
    ledger that is no question."""

    def __call__(self, stack: ExitStack) -> None:
        super().__call__(stack)
        for name in ("unlink", "link", "write", "mkdir", "replace"):
            stack.enter_context(patch.object(os, name, self._counted(getattr(os, name))))
        stack.enter_context(_statements(self))


@contextmanager
def _statements(steps: EveryStep) -> Iterator[None]:
    def told(_: object, __: object, statement: str, *___: object) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "BEGIN", "PRAGMA")):
            steps._step()

    event.listen(Engine, "before_cursor_execute", told)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", told)


def steps_of(machine: Machine, arguments: list[str]) -> int:
    """How many steps a command has; it is carried out."""
    told = _fork.Value("q", 0)
    machine.call(arguments, EveryStep(-1, kill_self, told))
    return int(told.value)


def _command(arguments: list[str], words: dict[str, str], faults: tuple[Fault, ...]) -> None:
    code = run_intake.FAULT
    try:
        for name in [name for name in os.environ if name.startswith("INTAKE_")]:
            del os.environ[name]
        os.environ |= installation.SETTINGS | {f"INTAKE_{name}": value for name, value in words.items()}
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        if "FAULTS_TOLD" not in os.environ:
            os.dup2(silent, 2)
        sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
        with ExitStack() as stack:
            for module in ("run", "replay"):
                stack.enter_context(patch(f"intake.pipeline.{module}.open_reader", _Here))
            for fault in faults:
                fault(stack)
            code = run_intake.main(arguments)
    finally:
        os._exit(code)
