"""What cannot be told because a list of the guide is empty: every reader of every list, by the guide's own data."""

from __future__ import annotations

from typing import Any

import pytest

from config.model import Guide
from reports.empty_lists import sentence, unanswerable
from tests import installation


def guide(**lists: tuple[str, ...]) -> Guide:
    """The guide that ships, with these lists instead of its own."""
    shipped = installation.guide()
    return shipped.model_copy(update={"lists": dict.fromkeys(shipped.lists, ("某单位",)) | lists})


def clauses(name: str, of: Guide) -> str:
    return " ".join(reader.clause for reader in unanswerable(of).get(name, ()))


def test_a_guide_without_an_empty_list_lacks_nothing() -> None:
    assert unanswerable(guide()) == {}


@pytest.mark.parametrize(("name", "wanted"), [
    ("bases", "R30 R31 R32 R60 R61"), ("parks", "R62"), ("uncovered_cities", "R71"), ("direct", "R84 R81"), ("sanctioned", "R87"),
    ("recommenders", "R36"), ("cities", "R82 R84 R37"), ("counties", "R82 R27"), ("countries", "R6 R14 R78 R33 R38"),
    ("foreign_words", "R6 R78"), ("societies", "R30"), ("council", "R30"), ("affiliated", "R30"),
])  # fmt: skip
def test_an_empty_list_names_the_clauses_that_go_by_it(name: str, wanted: str) -> None:
    told = unanswerable(guide(**{name: ()}))
    assert list(told) == [name], "and no list that is filled"
    assert set(clauses(name, guide(**{name: ()})).split()) >= set(wanted.split())


def test_each_empty_list_of_the_guide_that_ships_is_one_sentence() -> None:
    shipped = installation.guide()
    told = unanswerable(shipped)
    assert set(told) == {name for name, entries in shipped.lists.items() if not entries} and len(told) >= 8
    for name, readers in told.items():
        line = sentence(name, "单位名称", readers, shipped)
        assert name in line and "单位名称" in line and "\n" not in line and "{" not in line and "“”" not in line
        assert len(set(readers)) == len(readers)


# --- guides of one's own --------------------------------------------------------------------------------------------------


def changed(rule: dict[str, Any], **lists: tuple[str, ...]) -> Guide:
    """A guide whose only reader of these lists is one rule."""
    base = guide()
    one = base.rules[0].model_copy(update={"arguments": {}} | rule)
    keys = {"cities_list": "", "senders_list": "", "recommender_lists": (), "recommender_classes": (), "rules": (one,)}
    return base.model_copy(update=keys | {"lists": lists})


@pytest.mark.parametrize(("arguments", "gone"), [
    ({"places_list": "mine"}, ["mine"]), ({"place_lists": ["mine", "full"]}, ["mine"]), ({"on_lists": {"mine": "册"}}, ["mine"]),
    ({"foreign_lists": ()}, []), ({"places_list": "full"}, []), ({"places_list": "elsewhere"}, []),
    ({"listless": "mine"}, []), ({"some_list": 3}, []), ({"some_list": None}, []), ({"on_lists": {}}, []),
])  # fmt: skip
def test_any_setting_that_names_a_list_is_a_reader(arguments: dict[str, Any], gone: list[str]) -> None:
    told = unanswerable(changed({"kind": "made-up", "arguments": arguments}, mine=(), full=("某市",)))
    assert list(told) == gone


def test_a_rule_without_a_topic_is_told_by_how_its_message_begins() -> None:
    words = {"topic": "", "message": "{label}不在册，请核对。", "clause": "", "arguments": {"a_list": "mine"}}
    (readers,) = unanswerable(changed(words, mine=())).values()
    assert [reader.what for reader in readers] == ["…不在册"] and "（）" not in sentence("mine", "", readers, changed(words))


def test_a_class_of_recommenders_reads_its_patterns_lists_too() -> None:
    shipped = guide()
    words = {"name": "某类", "clause": "Z9", "patterns": ("^{mine}科协$",), "lists": ()}
    kind = shipped.recommender_classes[0].model_copy(update=words)
    base = changed({}, mine=()).model_copy(update={"recommender_classes": (kind,)})
    assert [(one.clause, "某类" in one.what) for one in unanswerable(base)["mine"]] == [("Z9", True)]
