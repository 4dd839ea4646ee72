"""The commands that are killed, each with what stands before it and what must be true right after the kill; `KINDS` is the
table.

A backup that was killed has replaced no good generation. A restore that was killed left the ledger that was there, or the one
it brought back, and no third.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from config.load import PROJECT
from intake.ledger import integrity, letters, open_ledger
from intake.operations.generations import LEDGER, generations
from tests.faults.machine import Machine, Rows, rows

PAGE = 4096
CASE = "GJ2024-0001"
DUMPS = sorted((PROJECT / "tests" / "samples" / "ledgers").glob("schema-*.sql"))
APPROVE = {"LETTERS__SEND": "approve"}


@dataclass(frozen=True)
class Before:
    """What the ledger and the newest generation held before the kill, None where there was none or it could not be read; and
    the bytes of the ledger's file."""

    ledger: Rows | None
    generation: Rows | None
    bytes: bytes


@dataclass(frozen=True)
class Kind:
    """A command to kill. `ready`: what stands before it, from a machine with a backup and mails after it; `look`: what is wrong
    right after the kill; `codes`: how it may end when it is called again."""

    command: Callable[[Machine], list[str]]
    ready: Callable[[Machine], None] = lambda machine: None
    look: Callable[[Machine, Before], list[str]] = lambda machine, before: []
    codes: tuple[int, ...] = (0,)
    words: tuple[tuple[str, str], ...] = ()


def before(machine: Machine) -> Before:
    """How it is now."""
    return Before(_read(machine.ledger), _read(machine.backups / LEDGER),
                  machine.ledger.read_bytes() if machine.ledger.exists() else b"")  # fmt: skip


def _read(path: Path) -> Rows | None:
    if not path.exists() or integrity.damage(path):
        return None
    return rows(path)


# --- backup and restore -------------------------------------------------------------------------------------------------------


def earlier(machine: Machine) -> None:
    """The backup that is there was taken yesterday."""
    newest = machine.backups / LEDGER
    moment = newest.stat().st_mtime - 86400
    os.utime(newest, (moment, moment))


def none_yet(machine: Machine) -> None:
    """There is no backup."""
    shutil.rmtree(machine.backups)


def a_generation_is_good(machine: Machine, was: Before) -> list[str]:
    """What was good is still there, as the newest or among the older ones, and the newest is whole."""
    wrong, there = [], generations(machine.backups)
    if was.generation is not None and not any(_read(one.path) == was.generation for one in there):
        wrong.append("backup: the good generation is gone")
    if any(integrity.damage(one.path) for one in there):
        wrong.append("backup: a generation is damaged")
    newest = _read(machine.backups / LEDGER) if there else None
    if there and newest not in (was.generation, was.ledger):
        wrong.append("backup: the newest generation is neither the old one nor the new one")
    return wrong


def damaged(machine: Machine) -> None:
    """Pages of the ledger are overwritten."""
    machine.ledger.with_name(f"{LEDGER}-wal").unlink(missing_ok=True)
    chance = Random(7)
    with machine.ledger.open("r+b") as file:
        for page in range(1, machine.ledger.stat().st_size // PAGE, 3):
            file.seek(page * PAGE)
            file.write(chance.randbytes(PAGE))
    assert integrity.damage(machine.ledger)


def old_or_new(machine: Machine, was: Before) -> list[str]:
    """The ledger is the one that stood there or the one of the backup, whole."""
    if not machine.ledger.exists():
        return ["restore: there is no ledger"]
    now = _read(machine.ledger)
    if now is None:
        same = was.ledger is None and machine.ledger.read_bytes() == was.bytes
        return [] if same else ["restore: the ledger is damaged in a new way"]
    return [] if now in (was.ledger, was.generation) else ["restore: the ledger is neither the old one nor the new one"]


# --- one person, letters, an older release, an installation ---------------------------------------------------------------------


def approved(machine: Machine) -> None:
    """Letters that waited for a person are free to go."""
    assert machine.call(["run"], **APPROVE) == 0
    assert machine.call(["letters", "approve", "--kind", "receipt"], **APPROVE) == 0


def waiting(machine: Machine) -> None:
    """Letters wait for a person."""
    assert machine.call(["run"], **APPROVE) == 0


def unknown(machine: Machine) -> None:
    """A letter left, and the line broke before the server said so."""
    machine.peers.drop_after.value = 1
    machine.call(["run"])
    machine.peers.calm()


def key_in(machine: Machine, state: str) -> str:
    """A letter in this state."""
    with closing(open_ledger(f"sqlite:///{machine.ledger}")) as ledger, ledger.read() as connection:
        return next((row.key for row in letters.rows(connection) if row.state == state), "nothing")


def of_an_older_release(machine: Machine) -> None:
    """The ledger of an older release, which knows mails of its own."""
    shutil.rmtree(machine.home)
    machine.home.mkdir(mode=0o700)
    machine.peers.arrived.unlink(missing_ok=True)
    with closing(sqlite3.connect(machine.ledger)) as database:
        database.executescript(DUMPS[0].read_text("utf-8"))


def one_schema(machine: Machine, was: Before) -> list[str]:
    """Every table is as it was, or the ledger is one of today."""
    now = _read(machine.ledger)
    if now is None:
        return ["upgrade: the ledger is not whole"]
    today = dict(now["meta"]).get("schema") not in dict((was.ledger or {})["meta"]).values()  # type: ignore[call-overload]
    return [] if today or now == was.ledger else ["upgrade: half of a schema"]


def whole_settings(machine: Machine, was: Before) -> list[str]:
    """No file of an installation is cut short."""
    office = machine.place / "office"
    texts = [path for path in (office / "settings.toml", *office.glob("deploy/*")) if path.exists() and path.suffix != ".part"]
    return [f"init: {path.name} is empty" for path in texts if not path.name.startswith(".") and not path.stat().st_size]


KINDS: dict[str, Kind] = {
    "run": Kind(lambda machine: ["run"], codes=(0, 1)),
    "backup, the first": Kind(lambda machine: ["backup", str(machine.backups)], none_yet, a_generation_is_good),
    "backup, one more": Kind(lambda machine: ["backup", str(machine.backups)], earlier, a_generation_is_good),
    "restore over a whole one": Kind(lambda machine: ["restore", str(machine.backups), "--yes"], look=old_or_new),
    "restore over damage": Kind(lambda machine: ["restore", str(machine.backups), "--yes"], damaged, old_or_new),
    "purge --person": Kind(lambda machine: ["purge", "--person", CASE, "--yes"]),
    "letters approve": Kind(lambda machine: ["letters", "approve", "--kind", "receipt"], waiting, codes=(0, 1)),
    "letters hold": Kind(lambda machine: ["letters", "hold", key_in(machine, "queued")], approved, codes=(0, 64)),
    "letters settle": Kind(lambda machine: ["letters", "settle", key_in(machine, "unknown"), "sent"], unknown, codes=(0, 64)),
    "letters send": Kind(lambda machine: ["letters", "send"], approved, codes=(0, 1)),
    "ledger upgrade": Kind(lambda machine: ["ledger", "upgrade"], of_an_older_release, one_schema),
    "replay --all": Kind(lambda machine: ["replay", "--all"]),
    "report": Kind(lambda machine: ["report"]),
    "init": Kind(lambda machine: ["init", str(machine.place / "office")], look=whole_settings),
}
