"""A guide of the first format: it runs on defaults, is upgraded with its comments kept, and must give what behaviour needs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from config.load import PROJECT, load_guide
from config.model import PRIVATE, Meaning, WrongSettings
from config.model.guide import FORMAT
from config.upgrade import lacking, upgraded
from intake.commands.guide import upgrade
from intake.operations.checked_settings import guide_problems
from intake.operations.doctor import guide_format
from parsers.checks.problems import problems
from parsers.model.rule_kind import RuleKind
from tests import installation
from tests.guide_faults import first_faults

pytestmark = pytest.mark.usefixtures("english")
"""What each complaint says is asked in one language; tests/test_language.py holds the other against it."""

FIRST = PROJECT / "tests" / "samples" / "guides" / "2024-first"


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A copy of the guide as the first release shipped it."""
    return Path(shutil.copytree(FIRST, tmp_path / "2024"))


def test_a_guide_of_the_first_format_runs_on_defaults_and_doctor_says_so(first: Path) -> None:
    guide = load_guide(first)
    assert (guide.format, guide_problems(guide)) == (1, [])
    now = load_guide(Path("2024"))
    ids = {rule.id for rule in guide.rules}
    assert [(r.id, r.kind) for r in guide.rules] == [(r.id, r.kind) for r in now.rules if r.id in ids], "no rule has gone"
    since = {RuleKind.FILE_UNASSIGNED, RuleKind.CONTENT_UNCLAIMED, RuleKind.ACCOUNT_CHANGED}
    assert not since & {rule.kind for rule in guide.rules}, "kinds that the first format does not know"
    assert guide.prefix_without_form == now.prefix_without_form
    ((fine, line),) = guide_format(installation.settings(first, first), guide)
    assert not fine and "guide upgrade 2024" in line
    assert list(guide_format(installation.settings(first, first), now)) == []


def test_an_upgrade_adds_what_is_lacking_and_keeps_every_comment(first: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (first / "guide.toml").read_text("utf-8")
    assert upgrade(first) == 0
    after = (first / "guide.toml").read_text("utf-8")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == ['kind = "given"'] * 2
    assert "prefix_without_form" in capsys.readouterr().out
    guide, now = load_guide(first), load_guide(Path("2024"))
    assert (guide.format, guide_problems(guide)) == (FORMAT, [])
    assert [[(f.key, f.meaning) for f in form.fields] for form in guide.forms] == [
        [(f.key, f.meaning) for f in form.fields] for form in now.forms], "not by their keys any longer"
    assert not upgraded(first) and upgrade(first) == 0 and (first / "guide.toml").read_text("utf-8") == after
    assert "nothing is missing" in capsys.readouterr().out


def test_the_guides_that_ship_lack_nothing() -> None:
    for name in ("2024", "2025-demo"):
        assert list(lacking(PROJECT / "config" / "guides" / name)) == []


# --- errors ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["secret-mark", "sender-unverified", "possible-duplicate"])
def test_a_guide_without_a_rule_that_behaviour_rests_on_is_told_so_in_words(kind: str) -> None:
    guide = load_guide(Path("2024"))
    without = tuple(rule for rule in guide.rules if rule.kind != kind)
    some = [{"forms": ("exchange",)}, {"fields": ("project_name",)}, {"categories": ("conference",)}]
    narrow = [tuple(r.model_copy(update=to) if r.kind == kind else r for r in guide.rules) for to in some]
    for rules in (without, *narrow):
        told = first_faults(guide.model_copy(update={"rules": rules}))
        assert any(f"no rule of kind '{kind}' for all forms" in line for line in told), told


@pytest.mark.parametrize("key", ["province", "province_words", "host", "cities_list", "recommender_lists", "senders_list"])
def test_a_guide_of_this_format_says_whose_call_it_is(key: str, first: Path) -> None:
    assert upgrade(first) == 0
    text = (first / "guide.toml").read_text("utf-8")
    (first / "guide.toml").write_text(re.sub(rf"(?m)^{key} = .*\n", "", text, count=1), "utf-8")
    (told,) = first_faults(load_guide(first))
    assert f"guide.toml: {key}: is missing" in told and "`guide upgrade` adds it" in told
    assert upgrade(first) == 0 and problems(load_guide(first)) == []


def test_a_guide_of_the_first_format_needs_these_rules_too(first: Path) -> None:
    text = (first / "guide.toml").read_text("utf-8")
    narrow = text.replace('id = "secret-mark"', 'id = "secret-mark"\nfields = ["project_name"]')
    (first / "guide.toml").write_text(narrow, "utf-8")
    assert any("no rule of kind 'secret-mark'" in line for line in first_faults(load_guide(first)))


@pytest.mark.parametrize("meaning", PRIVATE)
def test_what_is_hidden_from_experts_is_given_or_said_not_to_be_asked_for(meaning: Meaning) -> None:
    guide = load_guide(Path("2024"))
    form = guide.forms[0]
    fields = tuple(f.model_copy(update={"meaning": None}) if f.meaning == meaning else f for f in form.fields)
    lacks = {"lacks": (meaning,)}
    for change, told in (({"fields": fields}, True), ({"fields": fields, **lacks}, False), (lacks, True)):
        lines = problems(guide.model_copy(update={"forms": (form.model_copy(update=change), *guide.forms[1:])}))
        assert (f'"{meaning}"' in " ".join(lines)) is told, lines


@pytest.mark.parametrize("key", ["cities_list", "recommender_lists", "senders_list"])
def test_a_list_that_is_not_there_is_named(key: str, first: Path) -> None:
    text = (first / "guide.toml").read_text("utf-8")
    named = '["towns"]' if key == "recommender_lists" else '"towns"'
    (first / "guide.toml").write_text(f"{key} = {named}\n{text}", "utf-8")
    with pytest.raises(WrongSettings, match=f"{key}: no such list: towns"):
        load_guide(first)


def test_a_guide_of_a_later_release_and_one_that_is_no_toml_are_refused(first: Path) -> None:
    text = (first / "guide.toml").read_text("utf-8")
    (first / "guide.toml").write_text(f"format = {FORMAT + 1}\n" + text, "utf-8")
    with pytest.raises(WrongSettings, match="format"):
        load_guide(first)
    (first / "guide.toml").write_text("[[rules\n" + text, "utf-8")
    with pytest.raises(WrongSettings, match="not valid TOML"):
        upgrade(first)
    assert (first / "guide.toml").read_text("utf-8") == "[[rules\n" + text
