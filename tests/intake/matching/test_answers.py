"""Answers to our letters: corrected forms, and papers of several cases in one mail."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.matching.candidates import Verdict, plain
from parsers.model.package import Package
from tests.intake.matching.test_assign import ANSWER, FIRST, PROJECT, SENDER, UNIT, known, package, scan, verdict


@pytest.mark.parametrize("leader", ["", "李四"])
@pytest.mark.parametrize("project", ["", PROJECT])
def test_an_answer_that_mends_the_leader_is_a_revision(leader: str, project: str) -> None:
    """We asked for the leader, and our own subject says nothing of the project."""
    held = replace(FIRST, traits=replace(FIRST.traits, leader=plain(leader)))
    assert verdict(package(sha="c", project=project), replace(ANSWER, sender="a@unit.example"), held) == Verdict("revision", 1)


def test_the_same_text_with_another_leader_in_a_new_mail_is_shown_to_a_clerk() -> None:
    assert verdict(package(sha="c", project="", leader="李四"), SENDER, FIRST) == Verdict("new", suspects=("GJ2024-0001",))


def test_papers_of_several_cases_in_one_answer_join_none_and_of_another_case_that_one() -> None:
    """A city association answers its first mail with the scans of all."""
    second, third = known("GJ2024-0002", unit="长沙理工大学"), known("GJ2024-0003", unit="湖南大学")
    both = Package((*scan(f"{UNIT}盖章件.pdf").files, *scan("长沙理工大学盖章件.pdf", sha="d").files))
    head = replace(ANSWER, sender="a@unit.example")
    lone = [replace(case, letters=frozenset([f"<{case.case_no}>"])) for case in (second, third)]
    assert verdict(both, head, FIRST, *lone) == Verdict("new", suspects=("GJ2024-0001", "GJ2024-0002"), elsewhere=True)
    assert verdict(scan("长沙理工大学盖章件.pdf"), head, FIRST, *lone) == Verdict("supplement", 2)
