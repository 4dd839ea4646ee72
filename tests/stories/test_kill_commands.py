"""kill -9 at any step of any command that writes: nothing is lost, nothing doubles, no good backup goes, no ledger is half.

A few kills of some; the long trial is `python -m tests.bench.kills`.
"""

from __future__ import annotations

from pathlib import Path

from tests.faults.kills import bench

LAST = 5
"""A command replaces what was there in its last steps."""


def test_killed_commands_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    with bench(tmp_path) as made:
        for name in ("restore over a whole one", "purge --person"):
            result = made.trial(name, 1, most=3)
            assert (result.lost, result.doubled, result.broken) == ([], [], []) and result.kills
        for name in ("restore over a whole one", "backup, one more", "ledger upgrade"):
            steps = made.steps_of(name)
            assert steps > 10
            for step in range(steps - LAST, steps + 1):
                assert made.a_kill_at(name, step) == []
