"""What offices of other calls want of an application, as rules of a guide: each hits, is silent at what is nearly that, and says
nothing where there is nothing to check. What stands in `across.toml` is about several cases at once."""

from __future__ import annotations

from typing import Any

import pytest

from parsers.checks.across.engine import check_across
from parsers.checks.engine import check
from parsers.checks.problems import problems
from parsers.checks.registry import RULES
from parsers.checks.rule import Circumstances
from parsers.checks.selection import settings_of
from parsers.checks.words.kinds import KINDS
from parsers.checks.words.settings import SETTINGS
from parsers.model.finding import Finding
from parsers.model.rule_kind import RuleKind
from tests.parsers.rules.wanted.call import ALONE, TOGETHER, guide, package, toml

LEAST_LISTED, LEAST_EXPRESSED = 60, 56
CALL = Circumstances(received="2024-04-10T09:00:00+08:00", deadline="2024-04-30T18:00:00+08:00")
Story = dict[str, Any]


def stories(*names: str) -> list[Story]:
    return [{**one, "rule": {**one["rule"], "id": f"{name.removesuffix('.toml')}-{number}"}}
            for name in names for number, one in enumerate(toml(name)["wanted"], 1)]


ONES, SEVERAL = stories(*ALONE), stories(TOGETHER)


def found(story: Story, which: str) -> list[Finding]:
    """What the story's rule reports of one application, or of all those that it is told with."""
    asked = guide([story["rule"]])
    if isinstance(story[which], list):
        packages = {f"KY2024-{number:04}": package(changes) for number, changes in enumerate(story[which], 1)}
        every = check_across(packages, asked)
        return [one for number in packages for one in every.get(number, ())]
    return [one for one in check(package(story[which]), asked, CALL) if one.rule == story["rule"]["id"]]


def test_sixty_are_listed_and_those_that_cannot_be_written_have_their_reason() -> None:
    left = toml("not_expressed.toml")["wanted"]
    wanted = [one["ask"] for one in (*ONES, *SEVERAL)]
    assert len(set(wanted)) == len(wanted)
    assert len(wanted) + len(left) >= LEAST_LISTED and len(wanted) >= LEAST_EXPRESSED
    assert all(one["why"] for one in left)


def test_the_gate_passes_all_of_them_in_one_guide() -> None:
    assert problems(guide(one["rule"] for one in (*ONES, *SEVERAL))) == []


@pytest.mark.parametrize("story", [*ONES, *SEVERAL], ids=lambda story: story["ask"])
def test_it_hits_is_near_and_is_silent(story: Story) -> None:
    hits = found(story, "hit")
    assert hits and all(one.kind == story["rule"]["kind"] and "{" not in one.message for one in hits)
    assert any(story["said"] in one.message for one in hits), [one.message for one in hits]
    assert {one.severity for one in hits} <= {story.get("severity", story["rule"]["severity"])}
    assert [one.message for one in found(story, "near")] == []
    assert [one.message for one in found(story, "silent")] == []


def test_the_good_application_is_good() -> None:
    asked = guide(one["rule"] for one in ONES)
    own = {one["rule"]["id"] for one in ONES if one.get("good", True)}
    said = [one.message for one in check(package({"_files": toml("papers.toml")["good"], "_name": toml("papers.toml")["name"]}),
                                         asked, CALL) if one.rule in own]
    assert said == []


NEW = list(RuleKind)[list(RuleKind).index(RuleKind.TABLE_ROWS):]


def test_each_new_kind_is_wanted_by_somebody() -> None:
    assert set(NEW) <= {one["rule"]["kind"] for one in (*ONES, *SEVERAL)}


@pytest.mark.parametrize("kind", NEW)
def test_a_kind_and_each_of_its_settings_has_a_name_for_the_office(kind: RuleKind) -> None:
    assert KINDS[kind].name and not set(settings_of(RULES[kind])) - set(SETTINGS)
