"""How high a row becomes: a text that fills its column exactly stands on one line, one character more on two."""

from __future__ import annotations

import pytest

from reports.workbook.sheet_writer import _lines


@pytest.mark.parametrize(("text", "lines"), [
    ("", 1), ("a", 1), ("a" * 20, 1), ("a" * 21, 2), ("a" * 40, 2), ("a" * 41, 3),
    ("甲" * 10, 1), ("甲" * 10 + "a", 2), ("甲" * 11, 2), ("甲" * 20, 2), ("甲" * 21, 3),
    ("甲\n乙", 2), ("\n甲", 2), ("甲" * 11 + "\n乙", 3), ("甲\n\n乙", 3),
])  # fmt: skip
def test_a_text_takes_as_many_lines_as_its_column_is_narrow(text: str, lines: int) -> None:
    assert _lines(text, 20, 9) == _lines(text, 20.9, 9) == lines


def test_signs_that_take_more_bytes_than_two_fit_by_their_width() -> None:
    assert _lines("😀" * 10, 20, 9) == 1


# --- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("highest", [1, 2, 5])
@pytest.mark.parametrize("text", ["甲" * 10_000, "\n" * 10_000, "甲\n" * 10_000])
def test_a_text_of_any_length_is_no_higher_than_a_row_may_be(text: str, highest: int) -> None:
    assert _lines(text, 20, highest) == highest


@pytest.mark.parametrize("wide", [0.0, 0.5, 1.0])
def test_a_column_that_staff_made_as_narrow_as_it_goes_holds_a_character_a_line(wide: float) -> None:
    assert _lines("abc", wide, 9) == 3
