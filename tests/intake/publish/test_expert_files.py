"""Which files in a folder are score sheets: whatever case their ending has, no lock files, and no more than are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.model import Guide
from intake.publish import expert_files
from intake.publish.expert_files import collect
from reports.experts.scores import score_sheet
from tests.reports import sample_desk

CASES = (sample_desk.case(sample_desk.guide(), "conference", 1),)


@pytest.fixture(scope="module")
def guide() -> Guide:
    return sample_desk.guide()


def taken(folder: Path, guide: Guide, *names: str) -> list[str]:
    """Experts whose sheets are taken; each file is the sheet of an expert of its own name."""
    folder.mkdir()
    for name in names:
        (folder / name).write_bytes(score_sheet(name.split(".")[0].strip("~$") or "无名", CASES, guide))
    return [one.expert for one in collect(folder, CASES, guide, folder.parent / "output")[1]]


def test_a_sheet_is_one_whatever_case_its_ending_has(tmp_path: Path, guide: Guide) -> None:
    assert taken(tmp_path / "in", guide, "甲.xlsx", "乙.XLSX", "丙.Xlsx") == ["丙", "乙", "甲"]


def test_as_many_sheets_as_are_told_are_taken_in_the_order_of_their_names(
    tmp_path: Path, guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expert_files, "MOST_SHEETS", 3)
    assert taken(tmp_path / "two", guide, "b.xlsx", "a.xlsx") == ["a", "b"]
    assert taken(tmp_path / "three", guide, "c.xlsx", "b.xlsx", "a.xlsx") == ["a", "b", "c"]
    assert taken(tmp_path / "four", guide, "d.xlsx", "c.xlsx", "b.xlsx", "a.xlsx") == ["a", "b", "c"]


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_lock_files_and_other_files_are_no_sheets(tmp_path: Path, guide: Guide) -> None:
    assert taken(tmp_path / "in", guide, "甲.xlsx", "~$甲.xlsx", ".~lock.甲.xlsx", "说明.docx", "xlsx") == ["甲"]


def test_a_file_beyond_the_size_is_named_and_not_opened(tmp_path: Path, guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = score_sheet("甲", CASES, guide)
    (tmp_path / "甲.xlsx").write_bytes(sheet)
    for most, problems in ((len(sheet), ()), (len(sheet) - 1, ("甲.xlsx：文件过大，未计入",))):
        monkeypatch.setattr(expert_files, "MOST_BYTES", most)
        _, sheets, told = collect(tmp_path, CASES, guide, tmp_path / "output")
        assert (len(sheets), tuple(one for one in told if "文件" in one)) == (1 - len(problems), problems)
