"""Planted defects are found, and complete applications are not asked to mend anything: the bench in small."""

from __future__ import annotations

from tests.bench.rules import trial
from tests.parsers.rules.builders import guide


def test_planted_defects_are_found_and_complete_applications_left_alone() -> None:
    recall, alarms, _ = trial(24, 24, 7, guide())
    assert [key for key in recall if key[2] == "missed"] == []
    assert [key for key in alarms if key[1] == "fix"] == []
