"""What changed between two guides, in a line a change."""

from __future__ import annotations

import pytest

from config.model import Guide
from reports.guide_changes import changes
from tests import installation

OLD = installation.guide()


def with_first_rule(**changed: object) -> Guide:
    return OLD.model_copy(update={"rules": (OLD.rules[0].model_copy(update=changed), *OLD.rules[1:])})


@pytest.mark.parametrize(("length", "shown"), [(1, 1), (119, 119), (120, 120), (121, 120), (500, 120)])
def test_a_long_value_is_cut_to_a_readable_length(length: int, shown: int) -> None:
    (line,) = changes(with_first_rule(message="旧"), with_first_rule(message="长" * length))
    word = line.partition(" → ")[2]
    assert line.endswith("message 旧 → " + word)
    assert (len(word), word.endswith("…")) == (shown, length > shown)


def test_a_rule_that_is_gone_or_new_is_named_alone() -> None:
    fewer = OLD.model_copy(update={"rules": OLD.rules[1:]})
    assert [line.rpartition("：")[2] for line in changes(OLD, fewer)] == [f"删去 {OLD.rules[0].id}"]
    assert [line.rpartition("：")[2] for line in changes(fewer, OLD)] == [f"新增 {OLD.rules[0].id}"]
    assert list(changes(OLD, OLD)) == []
