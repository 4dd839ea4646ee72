"""Every guide with a mistake is refused before anything runs, with the place and the likely mend; none breaks later."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from config.load import load_guide
from config.model import WrongSettings
from intake.operations.checked_settings import guide_problems
from reports.guide_trial.rule_trial import problems as trial
from tests.guide_desk import GUIDES, Desk
from tests.intake.guide_files.broken import CELLS, FILES


def complaints(folder: Path) -> list[str]:
    """What `guide check` says."""
    try:
        return guide_problems(load_guide(folder))
    except WrongSettings as wrong:
        return wrong.problems


def told(lines: list[str], words: tuple[str, ...]) -> bool:
    return any(all(word in line for word in words) for line in lines)


@pytest.mark.parametrize("name", FILES)
def test_a_mistake_in_a_file_is_told_with_its_place_and_mend(name: str, tmp_path: Path) -> None:
    file, old, new, words = FILES[name]
    shutil.copytree(GUIDES / "2024", tmp_path / "2024")
    text = (tmp_path / "2024" / file).read_text("utf-8")
    assert old in text
    (tmp_path / "2024" / file).write_text(text.replace(old, new, 1), "utf-8")
    lines = complaints(tmp_path / "2024")
    assert told(lines, words), lines
    assert len(lines) == len(set(lines)) and "Traceback" not in "\n".join(lines)


@pytest.mark.parametrize("name", CELLS)
def test_a_mistake_in_a_cell_is_told_with_its_place_and_mend(name: str, tmp_path: Path) -> None:
    edit, words = CELLS[name]
    desk = Desk(tmp_path)
    edit(desk)
    lines = desk.refused()
    assert told(lines, words), lines


def test_there_are_forty_and_more() -> None:
    assert len(FILES) + len(CELLS) >= 40


@pytest.mark.parametrize("guide", ["2024", "2025-demo"])
def test_the_shipped_guides_pass_and_run(guide: str) -> None:
    assert complaints(GUIDES / guide) == []
    assert list(trial(load_guide(GUIDES / guide))) == []
