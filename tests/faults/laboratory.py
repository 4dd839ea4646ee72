"""What all trials share: the mails, the servers, and the result of a run without any fault."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import installation
from tests.faults.peers import Peers, peers
from tests.faults.trials import TRIALS
from tests.faults.world import World, rehearse, violations, warm

MAILS = ("01-conference", "05-missing-fields", "06-enquiry", "12-out-of-office", "13-again", "14-city", "15-supplement",
         "16-corrected")  # fmt: skip


@dataclass
class Laboratory:
    """One set of peers for all trials; each trial has a state folder of its own."""

    folder: Path
    peers: Peers
    truth: dict[str, Any]

    def fresh(self) -> World:
        """An installation that has seen nothing yet."""
        home = self.folder / "home"
        shutil.rmtree(home, ignore_errors=True)
        self.peers.arrived.unlink(missing_ok=True)
        self.peers.calm()
        self.peers.validity.value = 1
        return World(home, self.peers)

    def trial(self, name: str, number: int, seed: int = 0) -> tuple[list[int], list[str]]:
        """Break runs in this way, recover, and look. Returns how the broken runs ended, and what is wrong for good."""
        world = self.fresh()
        codes = list(TRIALS[name](world, random.Random(f"{seed}/{name}/{number}"), number))
        world.recover()
        return codes, [f"{name} {number}: {line}" for line in violations(world, self.truth)]


@contextmanager
def laboratory(folder: Path) -> Iterator[Laboratory]:
    """Peers and truth, ready for trials in `folder`."""
    raw = [(installation.MAILBOX / f"{name}.eml").read_bytes() for name in MAILS]
    with peers(raw, folder) as running:
        lab = Laboratory(folder, running, {})
        world = lab.fresh()
        warm(world.settings, raw, folder / "warm")
        rehearse(world.settings)
        world = lab.fresh()
        world.recover()
        lab.truth = world.states()
        assert lab.truth["mails"]["seen"] == len(MAILS)
        yield lab
