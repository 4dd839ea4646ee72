"""Planted defects are found, and complete applications in any writing need no correction: a small version of the benchmark."""

from __future__ import annotations

import pytest

from tests.bench.planted.defects import DEFECTS
from tests.bench.planted.hints import hints
from tests.bench.planted.shapes import SHAPES
from tests.bench.planted.trial import OURS_ALONE, Score, trial
from tests.parsers.rules.builders import guide

EVERY = len(DEFECTS) + len(SHAPES) + len(hints(guide()))


@pytest.fixture(scope="module")
def score() -> Score:
    """Each defect once, and two dozen complete applications."""
    return trial(EVERY, 24, 7, guide())


def test_planted_defects_are_found(score: Score) -> None:
    assert score.missed == {}, score.lost


def test_complete_applications_are_left_alone(score: Score) -> None:
    assert score.alarms == {}, score.lost


def test_every_rule_of_the_guide_was_planted_but_those_no_package_shows(score: Score) -> None:
    assert {rule.id for rule in guide().rules} - {rule for rule, _ in score.found} == set(OURS_ALONE)
