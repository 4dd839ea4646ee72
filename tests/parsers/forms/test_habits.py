"""Forms filled by the habits of people in offices are read as they are meant: a small version of the benchmark, in Word alone."""

from __future__ import annotations

import pytest

from tests.bench.habits.trial import HABITS, Read, made, read

SEED, EVERY, FROM = 7, 7, 3
"""Every seventh document, from one on: other habits than the first are drawn beside them, so that most are among them."""


@pytest.fixture(scope="module")
def readings() -> list[Read]:
    count = sum("word" in habit.media for habit in HABITS)
    return [read(made(number, "word", SEED)) for number in range(FROM, count, EVERY)]


def test_nobody_is_asked_to_mend_what_is_right(readings: list[Read]) -> None:
    assert [(one.made.number, one.false_fix) for one in readings if one.false_fix] == []


def test_no_field_is_lost_or_wrong(readings: list[Read]) -> None:
    assert {one.made.number: one.wrong for one in readings if one.wrong} == {}


def test_what_is_wrong_beside_them_is_told(readings: list[Read]) -> None:
    planted = [one for one in readings if one.made.defect]
    assert len(planted) > 5
    assert [one.made.number for one in planted if not one.told] == []


def test_a_habit_has_a_name_of_its_own_and_a_sentence() -> None:
    names = [habit.name for habit in HABITS]
    assert len(names) == len(set(names)) >= 60
    assert all(habit.sentence.endswith(".") and habit.touches for habit in HABITS)
