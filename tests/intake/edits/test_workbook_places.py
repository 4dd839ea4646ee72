"""Which files in a folder are workbooks of the staff, what tells that one is open, and the names of those put away."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.edits.workbook_places import ENDINGS, OLD, dated, into_taken, lock_of, put_away, workbooks

NOON = datetime(2024, 5, 1, 4, 0, tzinfo=UTC)
"""Noon in China."""


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("written", [str.lower, str.upper, str.title])
def test_a_workbook_is_one_whatever_case_its_ending_has(tmp_path: Path, ending: str, written: type[str]) -> None:
    """Phones and mail programs write 审查表.XLSX."""
    (tmp_path / f"审查表{written(ending)}").touch()
    assert [path.suffix for path in workbooks(tmp_path)] == [written(ending)]


def test_workbooks_come_by_name(tmp_path: Path) -> None:
    for name in ("c.xlsx", "a.xlsx", "b.ods"):
        (tmp_path / name).touch()
    assert [path.name for path in workbooks(tmp_path)] == ["a.xlsx", "b.ods", "c.xlsx"]


@pytest.mark.parametrize("lock", ["~$审查表.xlsx", "~$表.xlsx", ".~lock.审查表.xlsx#", ".~审查表.xlsx"])
def test_a_lock_file_of_any_office_program_shows_that_a_workbook_is_open(tmp_path: Path, lock: str) -> None:
    """Word and Excel leave out the first two letters of a long name."""
    path = tmp_path / "审查表.xlsx"
    assert lock_of(path) is None
    (tmp_path / lock).touch()
    assert lock_of(path) == tmp_path / lock


def test_of_the_replaced_workbooks_the_newest_stay(tmp_path: Path) -> None:
    for hour in range(4):
        path = tmp_path / "审查表.xlsx"
        path.write_text(str(hour))
        os.utime(path, (hour, hour))
        put_away(path, tmp_path, NOON.replace(hour=hour), 2)
    assert [path.read_text() for path in workbooks(tmp_path / OLD)] == ["2", "3"]


# --- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [".审查表.xlsx", "~$审查表.xlsx", "审查表.xlsx.part", "审查表.docx", "xlsx"])
def test_lock_files_files_in_part_and_others_are_no_workbooks(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    (tmp_path / "folder.xlsx").mkdir()
    assert list(workbooks(tmp_path)) == [] == list(workbooks(tmp_path / "no such folder"))


def test_names_that_are_taken_get_a_number(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        names.append(dated(NOON, tmp_path).name)
        (tmp_path / names[-1]).touch()
    assert names == ["审查表-20240501-120000.xlsx", "审查表-20240501-120000-2.xlsx", "审查表-20240501-120000-3.xlsx"]


def test_a_workbook_handed_in_under_the_same_name_again_is_kept_beside_the_first(tmp_path: Path) -> None:
    for words in ("one", "two", "three"):
        (tmp_path / "李明.xlsx").write_text(words)
        into_taken(tmp_path / "李明.xlsx")
    kept = {path.name: path.read_text() for path in (tmp_path / "已收").iterdir()}
    assert kept == {"李明.xlsx": "one", "李明(2).xlsx": "two", "李明(3).xlsx": "three"}
