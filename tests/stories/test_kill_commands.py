"""kill -9 at any step of any command that writes: nothing is lost, nothing doubles, no good backup goes, no ledger is half.

A fixed tenth of the trials; `make prove` makes all of them, `python -m tests.bench.kills` thousands.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.commands import KINDS
from tests.faults.kills import Bench, bench
from tests.long_trials import WHOLE, trials

LAST = 5
"""A command replaces what was there in its last steps."""
TRIALS = 70
REPLACES = ("restore over a whole one", "backup, one more", "ledger upgrade")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with bench(tmp_path_factory.mktemp("kills")) as one:
        yield one


@pytest.mark.parametrize("number", trials(TRIALS))
def test_killed_commands_lose_nothing_and_double_nothing(made: Bench, number: int) -> None:
    result = made.trial(list(KINDS)[number // 5], 1 + number % 5, most=3)
    assert (result.lost, result.doubled, result.broken) == ([], [], []) and result.kills


@pytest.mark.parametrize("name", REPLACES if WHOLE else REPLACES[:1])
def test_kills_at_the_last_steps_leave_the_old_or_the_new(made: Bench, name: str) -> None:
    steps = made.steps_of(name)
    assert steps > 10
    for step in range(steps - LAST, steps + 1):
        assert made.a_kill_at(name, step) == []
