"""Whatever breaks, and whenever: afterwards every mail is accounted for, each case is there once, each letter was sent once.

A fixed tenth of the trials of each kind; `make prove` makes all of them, `python -m tests.faults` thousands.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.laboratory import Laboratory, laboratory
from tests.faults.trials import TRIALS
from tests.faults.world import OUTAGE
from tests.long_trials import trials


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laboratory]:
    with laboratory(tmp_path_factory.mktemp("faults")) as made:
        yield made


@pytest.mark.parametrize("name", [name for name in TRIALS if name != "kill_at_every_step"])
def test_nothing_is_lost_and_nothing_doubled(lab: Laboratory, name: str) -> None:
    endings: set[int] = set()
    for number in trials(20):
        codes, wrong = lab.trial(name, number)
        assert wrong == []
        endings |= set(codes)
    assert endings != {0} or name == "two_at_once", "at least one of the runs was really broken"


def test_an_outage_is_told_as_one(lab: Laboratory) -> None:
    world = lab.fresh()
    world.peers.cut_mail.value = 10
    assert world.run() == OUTAGE
