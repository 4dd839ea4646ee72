"""The wheel in an environment of its own, from another folder: everything that the program reads came with it."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests import installation, wheels


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network."""
    return wheels.built(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command that a wheel brings, in an environment of its own."""
    return wheels.install(wheels.environment(tmp_path_factory.mktemp("bare")), wheel)


def call(program: Path, folder: Path, *arguments: str | Path, **words: str) -> subprocess.CompletedProcess[str]:
    here = {"PATH": "/usr/bin:/bin", "TMPDIR": str(folder)} | words
    return subprocess.run([str(program), *map(str, arguments)], cwd=folder, env=here, capture_output=True, text=True, timeout=300,
                          check=False)  # fmt: skip


def test_the_wheel_packs_every_file_of_the_rooms_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if ".dist-info/" not in name}
    call = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *wheels.PACKED]
    listed = subprocess.run(call, cwd=installation.PROJECT, capture_output=True, text=True, check=True).stdout.splitlines()
    there = {name for name in listed if (installation.PROJECT / name).is_file()}
    mails = {f"intake/commands/sample_mailbox/{path.name}" for path in installation.MAILBOX.iterdir()}
    assert names == there | mails | {"run_intake.py"}
    assert "config/settings.local.toml" not in names and not [name for name in names if name.endswith(".pyc")]


def test_what_needs_no_settings_works_from_another_folder(program: Path, tmp_path: Path) -> None:
    shown = call(program, tmp_path, "--help")
    assert shown.returncode == 0 and "用法：grant-intake [" in shown.stdout and "run_intake.py" not in shown.stdout
    assert "没有发现问题" in call(program, tmp_path, "guide", "check", "2024").stdout
    (tmp_path / "mail.eml").write_bytes((installation.MAILBOX / "05-missing-fields.eml").read_bytes())
    seen = call(program, tmp_path, "check", "mail.eml", "--json", INTAKE_SCANS__PAGES="0")
    assert [case["form"] for case in json.loads(seen.stdout)["cases"]] == ["exchange"], seen.stderr
    assert call(program, tmp_path, "form", "--help").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mail.eml"]


def test_the_demo_runs_in_a_temporary_folder_that_it_names(program: Path, tmp_path: Path) -> None:
    result = call(program, tmp_path, "demo", INTAKE_SCANS__PAGES="0", INTAKE_OUTPUT__PAGE_PICTURES="0")
    assert result.returncode == 0, result.stderr
    assert "22 封新邮件" in result.stdout
    home = next(tmp_path.glob("grant-intake-demo-*"))
    assert f"示例在临时文件夹中运行：{home}\n" in result.stdout
    assert (home / "output" / "审查表.xlsx").exists() and (home / "output" / "pages" / "index.html").exists()
    assert home.stat().st_mode & 0o777 == 0o700


def test_with_a_settings_file_relative_paths_start_at_its_folder(program: Path, tmp_path: Path) -> None:
    office, elsewhere = tmp_path / "office", tmp_path / "elsewhere"
    (office / "box").mkdir(parents=True)
    elsewhere.mkdir()
    (office / "settings.toml").write_text('[mailbox]\nurl = "folder:box"\n', "utf-8")
    result = call(program, elsewhere, "doctor", INTAKE_SETTINGS=str(office / "settings.toml"))
    assert "好  设置和指南数据没有问题" in result.stdout, result.stderr
    assert (office / "var" / "ledger.sqlite").exists() and not list(elsewhere.iterdir())
    by_option = call(program, tmp_path, "--settings", "office/settings.toml", "status")
    assert by_option.returncode == 0 and "邮件  共 0" in by_option.stdout


# --- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["run", "status", "doctor", "report", "letters list", "backup there"])
def test_without_a_settings_file_what_touches_state_stops(command: str, program: Path, tmp_path: Path) -> None:
    result = call(program, tmp_path, *command.split())
    assert (result.returncode, result.stdout) == (78, "")
    assert result.stderr.startswith("没有设置文件：请先运行 grant-intake init 文件夹") and result.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_relative_home_is_not_taken_from_the_current_folder(program: Path, tmp_path: Path) -> None:
    result = call(program, tmp_path, "demo", INTAKE_HOME="here")
    assert result.returncode == 78 and "INTAKE_HOME" in result.stderr
    assert not list(tmp_path.iterdir())
