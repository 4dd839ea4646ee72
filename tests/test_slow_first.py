"""The order in which the tests run names modules that are there."""

from __future__ import annotations

from config.load import PROJECT
from tests.slow_first import SLOW, rank


def test_every_module_that_goes_first_is_there_and_named_once() -> None:
    assert [path for path in SLOW if not (PROJECT / "tests" / path).is_file()] == [] and len(set(SLOW)) == len(SLOW)


def test_the_others_follow() -> None:
    assert rank(SLOW[0]) == 0 and rank("stories/test_samples.py") == len(SLOW)
