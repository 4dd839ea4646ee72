"""A finding is identified by rule, field, file and discriminator, never by its wording."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from config.load import load_guide
from parsers.checks.identity import carried, discriminator_of, numbered_apart
from parsers.checks.rule import Hit
from parsers.model.finding import Finding
from parsers.model.package import Package, PackageFile
from parsers.model.record import Record, Value

GUIDE = load_guide(Path("2024"))
BLANK = Finding("r", "fix", "address", "x", "R1", "a.docx", file="1" * 64)


def package(digest: str, address: str | None) -> Package:
    record = Record("f", {"address": Value(address, address)}, {}, {})
    return Package((PackageFile("a.docx", digest, 1, "form_word", "x", record=record),))


def test_a_kind_that_gives_nothing_is_told_apart_by_the_sentence_it_rests_on() -> None:
    assert discriminator_of(Hit("a", quote="一句\n 话")) == "一句 话"
    assert discriminator_of(Hit("a", quote="一句话", discriminator="option")) == "option"
    assert discriminator_of(Hit(document="b.pdf", quote="附件：b.pdf")) == "", "the file says that already"


def test_findings_alike_in_all_but_words_get_numbers() -> None:
    other = replace(BLANK, discriminator="x")
    found = numbered_apart([BLANK, other, replace(BLANK, message="y"), BLANK])
    assert [one.discriminator for one in found] == ["", "x", "#2", "#3"]


def test_a_field_that_says_the_same_in_a_new_file_is_known_by_the_old_one() -> None:
    new = replace(BLANK, file="2" * 64)
    (found,) = carried((new,), package("2" * 64, ""), (BLANK,), package("1" * 64, ""), GUIDE)
    assert found.file == BLANK.file
    (again,) = carried((replace(BLANK, file="3" * 64),), package("3" * 64, ""), (found,), package("2" * 64, ""), GUIDE)
    assert again.file == BLANK.file


def test_new_words_an_unreadable_field_and_a_file_that_is_still_there_are_judged_anew() -> None:
    new = replace(BLANK, file="2" * 64)
    for now, then in (("长沙", "湘潭"), (None, None), ("", None)):
        assert carried((new,), package("2" * 64, now), (BLANK,), package("1" * 64, then), GUIDE) == (new,)
    both = Package((*package("2" * 64, "").files, *package("1" * 64, "").files))
    assert carried((new,), both, (BLANK,), package("1" * 64, ""), GUIDE) == (new,)
    whole = replace(new, field=None)
    assert carried((whole,), package("2" * 64, ""), (replace(BLANK, field=None),), package("1" * 64, ""), GUIDE) == (whole,)
