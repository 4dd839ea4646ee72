"""Beginnings of case numbers: which a guide may have, and which it is told not to."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from config.case_prefixes import problems
from config.load import PROJECT, load_guide
from config.model import Guide, WrongSettings

pytestmark = pytest.mark.usefixtures("english")
"""What each complaint says is asked in one language; tests/test_language.py holds the other against it."""

GUIDE = load_guide(Path("2024"))


def beginning(first: str, second: str = "HZ", without: str = "WD") -> Guide:
    """The guide with these prefixes of its two forms, and of cases without a form."""
    forms = [form.model_copy(update={"prefix": prefix}) for form, prefix in zip(GUIDE.forms, (first, second), strict=True)]
    return GUIDE.model_copy(update={"forms": tuple(forms), "prefix_without_form": without})


@pytest.mark.parametrize("prefix", ["GJ", "", "2", "国际", "交流A", "gj_x", "HN-GJ", "Ж", "甲乙丙丁戊己庚辛壬癸子丑"])
def test_letters_digits_and_nothing_at_all_are_prefixes(prefix: str) -> None:
    assert list(problems(beginning(prefix))) == []


@pytest.mark.parametrize(("one", "other"), [("A", "AB"), ("", "GJ"), ("XM", "YM1"), ("XM", "XMA"), ("J", "GJ"), ("GJ", "GJ")])
def test_prefixes_that_are_told_apart_or_shared(one: str, other: str) -> None:
    assert list(problems(beginning(one, other))) == []


# --- errors ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [*"/\\.|=<>&:*?\"' \t\n\u3000\x00\u200b\u202e+@；", "\ud800"])
def test_a_sign_that_is_neither_letter_nor_digit_is_told(sign: str) -> None:
    (told,) = problems(beginning(f"G{sign}J"))
    assert told.startswith("forms/exchange.toml: prefix: ") and "letters, digits, - and _ only" in told
    assert told.isprintable()


@pytest.mark.parametrize("prefix", ["-GJ", "_GJ"])
def test_a_prefix_begins_with_a_letter_or_a_digit(prefix: str) -> None:
    assert len(list(problems(beginning(prefix)))) == 1


def test_a_prefix_that_is_too_long_is_told() -> None:
    assert list(problems(beginning("A" * 13))) == ["forms/exchange.toml: prefix: 'AAAAAAAAAAAAA' is longer than 12 characters"]


@pytest.mark.parametrize(("one", "other"), [
    ("A", "A2024-"), ("XM", "XM1"), ("XM1", "XM"), ("", "1X"),  # the year begins where the other goes on
    ("gj", "GJ"), ("ＧＪ", "GJ"),  # written alike by many
    ("GJ", "省GJ"), ("", "国"), ("GJ", "HN-GJ"),  # within a sentence the one is found in the other
])  # fmt: skip
def test_numbers_that_could_be_taken_for_others_are_told(one: str, other: str) -> None:
    (told,) = problems(beginning(one, other))
    assert told.startswith("forms/haizhi.toml: prefix: ") and repr(one) in told and repr(other) in told


def test_cases_without_a_form_have_a_prefix_of_their_own() -> None:
    told = list(problems(beginning("GJ", "HZ", "HZ2")))
    assert len(told) == 1 and told[0].startswith("guide.toml: prefix_without_form: ")


def test_a_guide_with_such_a_prefix_is_not_loaded(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PROJECT / "config" / "guides" / "2024", tmp_path / "2024"))
    form = folder / "forms" / "haizhi.toml"
    form.write_text(form.read_text("utf-8").replace('prefix = "HZ"', 'prefix = "H/Z"'), "utf-8")
    with pytest.raises(WrongSettings, match=r"2024/forms/haizhi\.toml: prefix: 'H/Z' may have letters"):
        load_guide(folder)
