"""Which numbers cases were given is read from the log once, however often it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.letters.given_numbers import given_numbers
from intake.letters.send_log import ATTEMPTED, NAME, SendLog, opening

FIRST, SECOND = "1" * 64, "2" * 64


def test_what_was_noted_is_known_and_what_is_added_too(tmp_path: Path) -> None:
    log = SendLog(tmp_path)
    log.note_numbers({opening(FIRST, 0): "GJ2024-0007"})
    log.note(ATTEMPTED, "<a@b>")
    assert given_numbers(tmp_path).of(FIRST, 0) == "GJ2024-0007" and given_numbers(tmp_path).highest == {"GJ2024-": 7}
    log.note_numbers({opening(SECOND, 0): "GJ2024-10001", opening(SECOND, 1): "WD2024-0001"})
    known = given_numbers(tmp_path)
    assert known.highest == {"GJ2024-": 10001, "WD2024-": 1} and known.of(SECOND, 1) == "WD2024-0001"
    assert known.of(FIRST, 0) == "GJ2024-0007" and known.of(FIRST, 1) == "" and known.read == (tmp_path / NAME).stat().st_size


def test_two_state_folders_know_nothing_of_each_other(tmp_path: Path) -> None:
    for name, number in (("a", "GJ2024-0001"), ("b", "GJ2024-0002")):
        (tmp_path / name).mkdir()
        SendLog(tmp_path / name).note_numbers({opening(FIRST, 0): number})
    assert [given_numbers(tmp_path / name).of(FIRST, 0) for name in "aba"] == ["GJ2024-0001", "GJ2024-0002", "GJ2024-0001"]


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_without_a_log_there_are_none(tmp_path: Path) -> None:
    SendLog(tmp_path).note_numbers({opening(FIRST, 0): "GJ2024-0001"})
    assert given_numbers(tmp_path).highest
    (tmp_path / NAME).unlink()
    assert not given_numbers(tmp_path).highest and given_numbers(tmp_path).of(FIRST, 0) == ""


def test_another_file_in_its_place_is_read_from_its_beginning(tmp_path: Path) -> None:
    log = SendLog(tmp_path)
    log.note_numbers({opening(FIRST, 0): "GJ2024-0001", opening(SECOND, 0): "GJ2024-0002"})
    assert given_numbers(tmp_path).highest == {"GJ2024-": 2}
    (tmp_path / "other").write_text(f"n {opening(SECOND, 0)} GJ2024-0001\n")
    (tmp_path / "other").replace(tmp_path / NAME)
    known = given_numbers(tmp_path)
    assert (known.of(FIRST, 0), known.of(SECOND, 0), known.highest) == ("", "GJ2024-0001", {"GJ2024-": 1})


def test_a_line_that_is_not_whole_yet_waits_for_its_rest(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(f"n {opening(FIRST, 0)} GJ2024-00")
    assert not given_numbers(tmp_path).by_opening
    with (tmp_path / NAME).open("a") as log:
        log.write("12\n")
    assert given_numbers(tmp_path).of(FIRST, 0) == "GJ2024-0012"


@pytest.mark.parametrize("line", [
    "n", "n x", "n x GJ2024", "n x GJ2024-", "n x GJ2024-1x", "n x GJ2024-1234567890", "n x GJ2024-１", "s <a-1@b>", "h 2024-01",
    "\0", "n x -0001",
])  # fmt: skip
def test_other_lines_give_no_number(line: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(line + "\n", "utf-8")
    assert given_numbers(tmp_path).highest == {} == given_numbers(tmp_path).by_opening
