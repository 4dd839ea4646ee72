"""Sheets that the staff added to the workbook, under names that are free."""

from __future__ import annotations

import pytest

from reports.workbook.staff_sheets import _free


@pytest.mark.parametrize(("name", "shown"), [
    ("统计", "统计"), ("Notes", "Notes(2)"), ("NOTES", "NOTES(2)"), ("more", "more"), ("甲" * 31, "甲" * 31),
    ("甲" * 40, "甲" * 31), ("a/b:c", "abc"), ("/", "自建表"), ("", "自建表"),
])  # fmt: skip
def test_a_sheet_keeps_its_name_where_no_other_has_it(name: str, shown: str) -> None:
    """Excel takes Notes and NOTES for one name, and opens no workbook that has both."""
    assert _free(name, {"notes", "总览"}) == shown


def test_the_third_of_one_name_counts_on_and_is_not_too_long() -> None:
    taken = {"甲" * 31, "甲" * 27 + "(2)"}
    assert _free("甲" * 31, taken) == "甲" * 27 + "(3)"
