"""Reads again on every run what fuzzing found once, and checks briefly that the fuzzer itself works."""

from __future__ import annotations

from random import Random

import pytest

from tests.fuzz.mutations import Change, Wild
from tests.fuzz.targets import SAMPLES, TARGETS

FOUND = sorted(path for path in SAMPLES.iterdir() if path.name.partition("-")[0] in TARGETS)


def test_what_was_found_once_is_no_more() -> None:
    for path in FOUND:  # no parameters: an empty set of them would be a skipped test
        TARGETS[path.name.partition("-")[0]].check(path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_some_wild_inputs(name: str) -> None:
    target, chance = TARGETS[name], Random(name)
    seeds = target.seeds()[:6]
    for number in range(12):
        changes = tuple(Change(chance.random(), chance.choice((0, 1, 8)), chance.choice(target.words), 1) for _ in range(3))
        target.check(Wild(number, changes, chance.choice((None, 0, 2))).bytes_of(seeds))
