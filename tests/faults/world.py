"""One installation in a trial: runs in forked processes, each with a fault of its own, and what must be true afterwards."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pydantic import TypeAdapter

import intake.ledger
import intake.pipeline.fetch
import intake.pipeline.run
from config.model import Settings, WrongSettings
from intake.ledger import letters, mails, open_ledger
from intake.model import Outage
from intake.operations.lock import Held
from intake.operations.progress import Narrator
from intake.pipeline.run import run_pass
from intake.publish.workbook_data import all_cases
from intake.sandbox.read_mail import read_mail
from intake.sandbox.worker_setup import Bench
from intake.store.vault import Vault
from parsers.model.mail import Reading
from tests import installation
from tests.faults.peers import Peers

_fork = multiprocessing.get_context("fork")
OUTAGE, FAULT, KILLED = 2, 70, -9
LATER = timedelta(days=3)
"""A letter refused for now waits at most so long for its next attempt."""

Fault = Callable[[ExitStack], None]
"""Breaks something inside the process of one run, for as long as the stack stands."""


@dataclass
class World:
    """A state folder, its peers, and the truth: what a run without any fault makes of the same mails."""

    home: Path
    peers: Peers

    @property
    def settings(self) -> Settings:
        """Settings that go through the peers' lines, patient for no longer than a trial needs."""
        box = f"imap://office@127.0.0.1:{self.peers.mailbox}/INBOX"
        return installation.settings(
            self.home, box, smtp={"url": f"smtp://127.0.0.1:{self.peers.letters}", "timeout_seconds": 5},
            mailbox={"url": box, "password": "x", "pause_seconds": 0, "retries": 1, "timeout_seconds": 5, "recheck_days": 0},
            scans={"pages": 0}, output={"page_pictures": False})  # what lies on paper is tried elsewhere, and costs minutes

    def run(self, *faults: Fault, later: timedelta = timedelta()) -> int:
        """One run in a process of its own. Returns its exit code; -9: killed."""
        return ended(self.start(*faults, later=later))

    def start(self, *faults: Fault, later: timedelta = timedelta()) -> Any:
        """Begin a run; `ended` waits for it."""
        process = _fork.Process(target=_pass, args=(self.settings, faults, later))
        process.start()
        return process

    def recover(self) -> None:
        """Runs without faults until all is done that will be done."""
        self.peers.calm()
        for _ in range(4):
            code = self.run(later=LATER)
            assert code in (0, 1), f"a run without faults ended with {code}"
        assert not [s for s in ("queued", "sending") if self.states()["letters"][s]], self.states()

    def states(self) -> dict[str, Any]:
        """Mails and letters by state, cases with their findings."""
        with closing(open_ledger(self.settings.ledger.url)) as ledger, ledger.read() as connection:
            return {
                "mails": mails.counts(connection), "letters": letters.counts(connection),
                "cases": [(c.case_no, c.revision, c.status, c.message_ids, tuple((f.rule, f.field) for f in c.findings))
                          for c in all_cases(connection, installation.guide(), every_revision=True)],
                "fates": {row.key: row.state for row in letters.rows(connection)},
            }


def ended(process: Any) -> int:
    """Wait for a run; its exit code."""
    process.join(300)
    assert process.exitcode is not None, "a run hangs"
    return int(process.exitcode)


def violations(world: World, truth: dict[str, Any]) -> list[str]:
    """What went wrong for good, after recovery: empty is what every fault must leave."""
    found, states = [], world.states()
    for what in ("mails", "cases"):
        if states[what] != truth[what]:
            found.append(f"{what} differ: {states[what]} instead of {truth[what]}")
    if set(states["fates"]) != set(truth["fates"]):
        found.append("not every mail has its letter")
    arrived = Counter(message_id for message_id, _ in world.peers.letters_arrived())
    if any(n > 1 for n in arrived.values()):
        found.append("a letter arrived twice")
    with closing(open_ledger(world.settings.ledger.url)) as ledger, ledger.read() as connection:
        for row in letters.rows(connection):
            told = letters.bytes_of(connection, row.key)
            if row.state == "sent" and told and arrived[told[1]] != 1:
                found.append("a letter called sent did not arrive")
    for vault in ("mails", "files"):
        found += [f"{vault}: a blob is damaged" for _ in Vault(world.home / "vault" / vault).damaged()]
    return found


# --- inside the process of one run -------------------------------------------------------------------------------------------

_readings: dict[str, str] = {}
_reading = TypeAdapter(Reading)


def _here(digests: Sequence[str], bench: Bench) -> Iterator[tuple[str, str]]:
    """Readings made in this process and remembered: what the sandbox does is tried elsewhere, and costs a process each time."""
    for digest in digests:
        if digest not in _readings:
            raw = Vault(bench.mails).path(digest).read_bytes()
            reading, files = read_mail(raw, bench.guide, bench.limits)
            _readings[digest] = _reading.dump_json(reading).decode()
            _files[digest] = [file.data for file in files if file.data]
        for data in _files[digest]:
            Vault(bench.files).put([data])
        yield digest, _readings[digest]


class _Here:
    """A reader in this process."""

    def __init__(self, bench: Bench) -> None:
        self._bench, self._queue = bench, list[str]()

    def __enter__(self) -> _Here:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    @property
    def left(self) -> int:
        return len(self._queue)

    def expect(self) -> None:
        return None

    def offer(self, digests: Sequence[str]) -> None:
        self._queue.extend(digests)

    def finished(self, block: bool) -> list[tuple[str, str]]:
        return list(_here([self._queue.pop(0)], self._bench)) if block and self._queue else []


_files: dict[str, list[bytes]] = {}


def warm(settings: Settings, raw: Sequence[bytes], folder: Path) -> None:
    """Read the trial's mails once, so that the forked runs inherit the readings."""
    vault = Vault(folder / "mails")
    bench = Bench(installation.guide(), settings.limits, settings.workers, vault.root, folder / "files")
    for _ in _here([vault.put([mail])[0] for mail in raw], bench):
        pass


def rehearse(settings: Settings) -> None:
    """One run in this process, so that the forked ones inherit all that a run loads and compiles."""
    code = _run(settings, (), timedelta())
    assert code == 0, f"the rehearsal ended with {code}"


def _pass(settings: Settings, faults: Sequence[Fault], later: timedelta) -> None:
    code = FAULT
    gc.freeze()  # what the tests have loaded is not this run's garbage
    try:
        code = _run(settings, faults, later)
    finally:
        os._exit(code)


def _run(settings: Settings, faults: Sequence[Fault], later: timedelta) -> int:
    try:
        with ExitStack() as stack:
            stack.enter_context(patch("intake.pipeline.run.open_reader", _Here))
            for module in (intake.pipeline.run, intake.pipeline.fetch):
                stack.enter_context(patch.object(module, "datetime", _clock(later)))
            for fault in faults:
                fault(stack)
            return run_pass(settings, installation.guide(), Narrator(quiet=True))[1]
    except Held:
        return 0
    except Outage:
        return OUTAGE
    except WrongSettings:
        return 78


def _clock(later: timedelta) -> type[datetime]:
    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + later

    return Shifted
