"""The kinds of fault, each a story over one installation; `TRIALS` is the table."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from tests.faults.breaking import (
    busy_ledger,
    full_at,
    impatient,
    killed_after,
    killed_at,
    ledger_full,
    ledger_read_only,
)
from tests.faults.disks import files_end_at, small_disk
from tests.faults.world import FAULT, KILLED, OUTAGE, World, ended

Trial = Callable[[World, random.Random, int], Iterator[int]]
"""(world, chance, number of the trial) → the exit codes of the runs it broke. The world is empty when it begins."""


def kill_at_every_step(world: World, chance: random.Random, number: int) -> Iterator[int]:
    """Killed before one durable step, then before two more, anywhere."""
    yield world.run(killed_at(number + 1))
    for _ in range(2):
        yield world.run(killed_at(chance.randint(1, 60)))


def kill_at_any_moment(world: World, chance: random.Random, number: int) -> Iterator[int]:
    """Killed three times, whenever."""
    for _ in range(3):
        yield world.run(killed_after(chance.uniform(0, 0.25)))


def mailbox_breaks_off(world: World, chance: random.Random, number: int) -> Iterator[int]:
    """The line to the mailbox is cut after any byte."""
    for most in (2_000, 60_000, 400_000):
        world.peers.cut_mail.value = chance.randint(1, most)
        yield world.run()


def letters_break_off(world: World, chance: random.Random, number: int) -> Iterator[int]:
    """The line to the letter server is cut after any byte, or after the letter was taken and before it said so."""
    for most in (200, 8_000, 30_000):
        world.peers.cut_letters.value = chance.randint(1, most)
        yield world.run(later=timedelta(hours=number % 50))
    world.peers.calm()
    world.peers.drop_after.value = 1
    yield world.run(later=timedelta(days=2))


def disk_is_full(world: World, chance: random.Random, number: int) -> Iterator[int]:
    """No room on the disk at any step."""
    for _ in range(3):
        code = world.run(full_at(chance.randint(1, 50)))
        assert code != FAULT, "a full disk is no fault of ours"
        yield code


def disk_is_small(world: World, chance: random.Random, number: int) -> Iterator[int]:
    """The disk runs full wherever it does, on a tiny file system or under a quota."""
    if number % 2:
        with small_disk(world.home, chance.randint(60, 5000)):
            for _ in range(3):
                yield _told(world.run())
    for _ in range(3):
        yield _told(world.run(partial(files_end_at, chance.randint(4_000, 400_000))))


def _told(code: int) -> int:
    assert code != FAULT, "a full disk is no fault of ours"
    return code


def ledger_is_out(world: World, chance: random.Random, number: int) -> Iterator[int]:
    """The ledger is full, may not be written, or is kept busy by somebody else."""
    yield world.run(killed_at(chance.randint(1, 60)))
    for fault in (ledger_full, ledger_read_only):
        code = world.run(fault)
        assert code in (OUTAGE, 0), code
        yield code
    path = world.home / "ledger.sqlite"
    if path.exists():
        with busy_ledger(path):
            code = world.run(impatient)
        assert code in (OUTAGE, 0), code
        yield code


def clock_moves(world: World, chance: random.Random, number: int) -> Iterator[int]:
    """The clock goes years back and forth between killed runs."""
    for _ in range(3):
        later = timedelta(days=chance.randint(-2000, 2000))
        yield world.run(killed_at(chance.randint(1, 90)), later=later)


def folder_made_anew(world: World, chance: random.Random, number: int) -> Iterator[int]:
    """The mailbox tells another UIDVALIDITY each time."""
    for _ in range(3):
        world.peers.validity.value = chance.randint(1, 1_000_000)
        yield world.run(killed_at(chance.randint(1, 90)))


def two_at_once(world: World, chance: random.Random, number: int) -> Iterator[int]:
    """Two runs start together, and one of them may be killed."""
    first, second = world.start(), world.start(*([killed_after(chance.uniform(0, 0.2))] if number % 2 else []))
    codes = ended(first), ended(second)
    assert all(code in (0, 1, KILLED) for code in codes), codes
    yield from codes


TRIALS: dict[str, Trial] = {
    trial.__name__: trial
    for trial in (
        kill_at_every_step, kill_at_any_moment, mailbox_breaks_off, letters_break_off, disk_is_full, disk_is_small,
        ledger_is_out, clock_moves, folder_made_anew, two_at_once,
    )
}
