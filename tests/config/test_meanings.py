"""Fields are found by their meaning: each shipped form gives meanings, an older form uses the table of first meanings, and a
message says what a guide lacks that behaviour needs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from config.load import PROJECT, load_guide
from config.model import NEEDED, Guide, Meaning
from config.model.meanings_by_key import MEANINGS_BY_KEY
from intake.operations.checked_settings import guide_problems
from tests.guide_faults import faults

pytestmark = pytest.mark.usefixtures("english")
"""What each complaint says is asked in one language; tests/test_language.py holds the other against it."""

GUIDES = ("2024", "2025-demo")


def without_meanings(guide: Guide) -> Guide:
    forms = [form.model_copy(update={"fields": tuple(f.model_copy(update={"meaning": None}) for f in form.fields)})
             for form in guide.forms]
    return guide.model_copy(update={"forms": tuple(forms)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROJECT / "config" / "guides" / "2024", tmp_path / "2024"))


def rewrite(folder: Path, old: str, new: str) -> None:
    form = folder / "forms" / "haizhi.toml"
    text = form.read_text("utf-8")
    assert old in text, "the test is out of date"
    form.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("name", GUIDES)
def test_a_shipped_form_means_what_its_keys_meant_before(name: str) -> None:
    guide = load_guide(Path(name))
    assert all(form.gives_meanings for form in guide.forms)
    before = without_meanings(guide)
    for form, old in zip(guide.forms, before.forms, strict=True):
        assert not old.gives_meanings
        assert {m: form.key_of(m) for m in Meaning} == {m: old.key_of(m) for m in Meaning}
    assert guide_problems(before) == []


def test_every_meaning_is_given_by_a_shipped_form() -> None:
    guides = [load_guide(Path(name)) for name in GUIDES]
    assert {f.meaning for guide in guides for form in guide.forms for f in form.fields} - {None} == {*Meaning}
    assert {*MEANINGS_BY_KEY.values()} == {*Meaning}


def test_a_key_is_found_by_form_and_for_a_mail_without_one() -> None:
    guide = load_guide(Path("2024"))
    assert guide.key_of("exchange", Meaning.CREDIT_CODE) == "uscc"
    assert guide.key_of("haizhi", Meaning.CREDIT_CODE) == ""
    assert guide.key_of(None, Meaning.RECOMMENDER) == guide.key_of("of another year", Meaning.RECOMMENDER) == "recommender"
    assert guide.keys_of(Meaning.CONTENT) == {"main_content", "overview"}


def test_a_form_that_gives_one_meaning_gives_all_of_them(folder: Path) -> None:
    rewrite(folder, 'meaning = "recommender"\n', "")
    told = faults(folder)
    assert 'forms[haizhi].fields: no field has meaning = "recommender"' in told
    assert "required = false" in told and "exchange" not in told


@pytest.mark.parametrize("meaning", NEEDED)
def test_a_form_of_before_with_a_key_of_its_own_is_told_what_it_lacks(folder: Path, meaning: Meaning) -> None:
    for form in (folder / "forms").glob("*.toml"):
        text = re.sub(r'meaning = ".*"\n', "", form.read_text("utf-8"))
        key = next(key for key, one in MEANINGS_BY_KEY.items() if one is meaning)
        form.write_text(re.sub(rf'"{key}"', '"another"', text), "utf-8")
    assert f'no field has meaning = "{meaning}"' in faults(folder)


@pytest.mark.parametrize(("old", "new", "said"), [
    ('meaning = "leader"', 'meaning = "contact"', "meaning contact is given to 2 fields (contact_person, project_leader)"),
    ('meaning = "leader"', 'meaning = "ledaer"', "meaning"),
    ('kind = "person"\nmeaning = "leader"', 'kind = "person"\nmeaning = "areas"', "areas needs a field of kind options"),
])  # fmt: skip
def test_a_meaning_that_cannot_be(folder: Path, old: str, new: str, said: str) -> None:
    rewrite(folder, old, new)
    assert said in faults(folder)


def test_a_signed_part_that_a_rule_goes_by_must_be_in_a_form(folder: Path) -> None:
    for form in (folder / "forms").glob("*.toml"):
        text = form.read_text("utf-8")
        assert 'area = "office_opinion"\n' in text
        form.write_text(text.replace('area = "office_opinion"\n', ""), "utf-8")
    told = [line for line in faults(folder).splitlines() if "area" in line]
    assert len(told) == 1 and 'no form that this rule asks about has a slot with area = "office_opinion"' in told[0]
