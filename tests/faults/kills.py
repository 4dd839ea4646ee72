"""Kills a command again and again, lets cron and a person go on, and counts what was lost, what doubled, and what broke."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import intake
import reports
from intake.operations.doctor import vault_against_ledger
from tests import installation
from tests.faults.breaking import killed_after
from tests.faults.commands import KINDS, Kind, before
from tests.faults.machine import EveryStep, Machine, steps_of
from tests.faults.peers import kill_self, peers
from tests.faults.world import KILLED, LATER, OUTAGE, Fault, violations, warm

MAILS = ("05-missing-fields", "06-enquiry", "14-city", "15-supplement", "16-corrected")
EACH = 6
"""Kills in one trial, at most."""
SECONDS = 0.6
"""A command killed at a moment, not at a step, is killed within so long."""


UNACCOMPANIED = ("run", "ledger upgrade", "purge --person")
"""Commands between whose kills cron does not run: its pass may bring the person's next mail, and whether that is removed with the
others depends on which of the two came first."""


@dataclass
class Result:
    """What came of the kills of one kind: how many, and what was lost, doubled or broken."""

    kills: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def add(self, lines: list[str]) -> None:
        """Enters what is wrong where it belongs."""
        for line in lines:
            (self.doubled if "twice" in line else self.broken if line.startswith(("backup", "restore", "upgrade", "init", "call"))
             else self.lost).append(line)

    def join(self, other: Result) -> None:
        """Adds what came of more kills."""
        self.kills += other.kills
        self.lost += other.lost
        self.doubled += other.doubled
        self.broken += other.broken


@dataclass(frozen=True)
class Unbroken:
    """What a life without a kill makes of a machine, and what is not right even then: letters of a ledger that was made
    elsewhere never arrived here."""

    states: dict[str, Any]
    wrong: list[str]


@dataclass
class Bench:
    """A machine, and what is known of each command so far."""

    machine: Machine
    steps: dict[str, int] = field(default_factory=dict)
    unbroken: dict[str, Unbroken] = field(default_factory=dict)

    def steps_of(self, name: str) -> int:
        """How many steps this command has."""
        if name not in self.steps:
            self.made_ready(name)
            self.steps[name] = max(1, steps_of(self.machine, KINDS[name].command(self.machine)))
        return self.steps[name]

    def truth(self, name: str) -> Unbroken:
        """The end of a life in which this command was not killed."""
        if name not in self.unbroken:
            self.made_ready(name)
            done = Result()
            self.to_the_end(KINDS[name], done)
            assert not done.broken, (name, done)
            states = self.machine.world.states()
            self.unbroken[name] = Unbroken(states, self._wrong(states))
        return self.unbroken[name]

    def trial(self, name: str, number: int, seed: int = 0, most: int = EACH) -> Result:
        """Kills this command up to `most` times, until it came to its end, calls it once more, and looks."""
        kind, machine, chance, result = KINDS[name], self.machine, Random(f"{seed}/{name}/{number}"), Result()
        truth = self.truth(name)
        self.steps_of(name)  # counted before the machine is made ready: counting takes the command to its end
        self.made_ready(name)
        for turn in range(most):
            was = before(machine)
            at = killed_after(chance.uniform(0, SECONDS)) if turn % 3 == 2 else self._at_a_step(name, number, turn, chance)
            code = machine.call(kind.command(machine), at)
            result.kills += code == KILLED
            result.add(kind.look(machine, was))
            if code != KILLED:
                break
            if name not in UNACCOMPANIED and chance.random() < 0.3:  # cron goes on in between
                code = machine.call(["run"])
                result.add([] if code in (0, 1, OUTAGE) else [f"call: a run in between ended with {code}"])
        self.to_the_end(kind, result)
        result.add([f"{name} {number}: {line}" for line in self._wrong(truth.states) if line not in truth.wrong])
        return result

    def _at_a_step(self, name: str, number: int, turn: int, chance: Random) -> Fault:
        """The first kill of each trial goes through the steps one after another; each later one comes at any."""
        steps = self.steps_of(name)
        return EveryStep(1 + (chance.randrange(steps) if turn else number * 7 % steps), kill_self)

    def a_kill_at(self, name: str, step: int) -> list[str]:
        """One kill of a machine made ready. Returns what is wrong right after it."""
        self.made_ready(name)
        was = before(self.machine)
        assert self.machine.call(KINDS[name].command(self.machine), EveryStep(step, kill_self)) == KILLED
        return KINDS[name].look(self.machine, was)

    def _wrong(self, truth: dict[str, Any]) -> list[str]:
        checks = vault_against_ledger(self.machine.world.settings, installation.guide())
        return violations(self.machine.world, truth) + [line for fine, line in checks if not fine]

    def made_ready(self, name: str) -> None:
        """The machine stands as it must before this kind of kill."""
        self.machine.back_to("ready")
        KINDS[name].ready(self.machine)

    def to_the_end(self, kind: Kind, result: Result) -> None:
        """The command is called until its end, then runs follow until all is done that will be done."""
        code = self.machine.call(kind.command(self.machine))
        if code not in kind.codes:
            result.add([f"call: {kind.command(self.machine)[:2]} ended with {code}"])
        for _ in range(2):
            code = self.machine.world.run(later=LATER)
            if code not in (0, 1):
                result.add([f"call: a run at the end ended with {code}"])


def _load() -> None:
    """Imports all that the commands import where they use it, so that the forked processes inherit it."""
    for package in (intake, reports):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "cluster" not in found.name and "migrations" not in found.name and not found.name.endswith("__main__"):
                importlib.import_module(found.name)


@contextmanager
def bench(folder: Path) -> Iterator[Bench]:
    """A machine that took in some mails, was backed up, and took in more, with two still to come."""
    _load()
    raw = [(installation.MAILBOX / f"{name}.eml").read_bytes() for name in MAILS]
    with peers(raw, folder) as running:
        machine = Machine(folder / "machine", running)
        machine.place.mkdir()
        warm(machine.world.settings, raw, folder / "warm")
        assert machine.call(["run", "--limit", "2"]) == 0
        assert machine.call(["backup", str(machine.backups)]) == 0
        assert machine.call(["run", "--limit", "1"]) == 0
        machine.keep("ready")
        yield Bench(machine)
