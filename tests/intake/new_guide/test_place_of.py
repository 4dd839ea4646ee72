"""Where a new guide goes: beside the one of the settings, never over something, and under no name that is a path."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import PROJECT
from config.model import WrongSettings
from intake.new_guide.make_folder import named_guide, place_of


def test_it_stands_beside_the_guide_of_the_settings(tmp_path: Path) -> None:
    assert place_of("2027-青年", tmp_path / "guides" / "2024") == tmp_path / "guides" / "2027-青年"
    (tmp_path / "guides" / "2027").mkdir(parents=True)
    assert named_guide(Path("2027"), tmp_path / "guides" / "2024") == tmp_path / "guides" / "2027"
    assert named_guide(Path("2024"), tmp_path / "guides" / "none") == PROJECT / "config" / "guides" / "2024"


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".", "..", "-x", "a b", "x" * 41, "a\nb", "~"])
def test_a_name_that_is_none(name: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSettings):
        place_of(name, tmp_path / "2024")


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "taken").symlink_to(tmp_path / "nowhere")
    with pytest.raises(WrongSettings, match="taken"):
        place_of("taken", tmp_path / "2024")
