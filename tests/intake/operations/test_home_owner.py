"""A state folder is worked on by the user to whom it belongs, and by nobody else."""

from __future__ import annotations

import getpass
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

import run_intake
from intake.operations import home_owner
from tests import installation


def test_the_owner_and_a_folder_yet_to_be_made_are_fine(tmp_path: Path) -> None:
    assert home_owner.problems(tmp_path) == home_owner.problems(tmp_path / "new") == []


def test_a_system_without_such_users_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home_owner, "os", SimpleNamespace())
    assert home_owner.problems(tmp_path) == []


# --- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["run", "status", "report", "letters list", "doctor", "export", "backup there"])
def test_another_user_is_told_the_right_one_and_changes_nothing(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INTAKE_HOME", str(tmp_path))
    monkeypatch.setenv("INTAKE_MAILBOX__URL", f"folder:{installation.MAILBOX}")
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    assert run_intake.main(command.split()) == 78
    told = capsys.readouterr().err
    assert f"属于用户 {getpass.getuser()}，现在的用户是 #54321" in told and f"runuser -u {getpass.getuser()}" in told
    assert not list(tmp_path.iterdir())


def test_a_folder_that_this_user_cannot_enter_is_not_taken_for_a_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refused)
    assert "进不去状态目录" in home_owner.problems(tmp_path / "state")[0]
