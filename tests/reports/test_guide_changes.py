"""What changed between two guides, in a line a change."""

from __future__ import annotations

import pytest

from config.model import Guide, Severity
from reports.guide_changes import changes
from tests import installation

OLD = installation.guide()


def with_first_rule(**changed: object) -> Guide:
    return OLD.model_copy(update={"rules": (OLD.rules[0].model_copy(update=changed), *OLD.rules[1:])})


@pytest.mark.parametrize(("length", "shown"), [(1, 1), (119, 119), (120, 120), (121, 120), (500, 120)])
def test_a_long_value_is_cut_to_a_readable_length(length: int, shown: int) -> None:
    (line,) = changes(with_first_rule(message="旧"), with_first_rule(message="长" * length))
    word = line.partition(" → ")[2]
    assert line.endswith("说明 旧 → " + word)
    assert (len(word), word.endswith("…")) == (shown, length > shown)


def test_what_changed_is_told_in_the_words_of_the_office() -> None:
    kind = OLD.categories[0].model_copy(update={"money_wan": None})
    before = OLD.model_copy(update={"categories": (kind, *OLD.categories[1:])})
    (line,) = changes(before, OLD)
    assert line == "小类 国际科技交流会议（conference）：额度（万元） （无） → 5.0—30.0"
    (line,) = changes(OLD, with_first_rule(severity=Severity.REMIND))
    assert line == f"规则 {OLD.rules[0].id}：程度 核验 → 提醒"


def test_a_rule_that_is_gone_or_new_is_named_alone() -> None:
    fewer = OLD.model_copy(update={"rules": OLD.rules[1:]})
    assert [line.rpartition("：")[2] for line in changes(OLD, fewer)] == [f"删去 {OLD.rules[0].id}"]
    assert [line.rpartition("：")[2] for line in changes(fewer, OLD)] == [f"新增 {OLD.rules[0].id}"]
    assert list(changes(OLD, OLD)) == []


@pytest.mark.parametrize(("key", "said"), [("lists", "名单"), ("letters", "信函模板")])
def test_changes_of_lists_and_letters_come_by_name(key: str, said: str) -> None:
    """A set has another order in each run of the program; the same two guides are told the same way each time."""
    names = [f"{letter}{number}" for letter in "zyxcba" for number in "92"]
    told = list(changes(OLD, OLD.model_copy(update={key: {**getattr(OLD, key), **dict.fromkeys(names, ("甲",))}})))
    assert [line.partition("：")[0].removeprefix(said) for line in told] == sorted(names)


def test_labels_that_are_new_or_gone_come_by_their_words() -> None:
    form = OLD.forms[0]
    slots = tuple(slot.model_copy(update={"label": f"新{slot.label}"}) for slot in form.slots)
    told = list(changes(OLD, OLD.model_copy(update={"forms": (form.model_copy(update={"slots": slots}), *OLD.forms[1:])})))
    gone, new = ([line for line in told if word in line] for word in ("不再印有", "新印有"))
    assert len(gone) == len(new) > 9 and gone == sorted(gone) and new == sorted(new)


def test_what_a_list_lost_and_won_is_counted() -> None:
    name = next(name for name, names in OLD.lists.items() if len(names) > 2)
    other = {**OLD.lists, name: (*OLD.lists[name][2:], "新单位")}
    assert list(changes(OLD, OLD.model_copy(update={"lists": other}))) == [f"名单{name}：删去2个，增加1个"]
