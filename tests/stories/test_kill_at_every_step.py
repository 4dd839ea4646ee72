"""kill -9 before every step after which something is durable, then twice anywhere: nothing is lost and nothing doubled.

A fixed tenth of the steps; `make prove` makes all of them.
"""

from __future__ import annotations

from pathlib import Path

from tests.faults.breaking import steps_of
from tests.faults.laboratory import laboratory
from tests.faults.world import KILLED
from tests.long_trials import trials


def test_a_kill_before_every_durable_step(tmp_path: Path) -> None:
    with laboratory(tmp_path) as lab:
        steps = steps_of(lab.fresh())
        assert steps > 40
        for number in trials(steps):
            codes, wrong = lab.trial("kill_at_every_step", number)
            assert wrong == [] and codes[0] == KILLED
