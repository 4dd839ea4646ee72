"""`init`: an installation that runs by itself, and that a second `init` leaves as it is."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

import run_intake
from config.load import load_settings
from tests import installation
from tests.cron import by_cron, line_of, set_to

STRANGE = "湖南 100% it's $HOME"


def init(folder: Path, *options: str) -> int:
    return run_intake.main(["init", str(folder), *options])


def tree(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    return {str(path): (path.stat().st_mode, path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
            for path in folder.rglob("*")}  # fmt: skip


def unit(folder: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(folder / "deploy" / "grant-intake.service", "utf-8")
    return parser["Service"]


def test_an_installation_is_made_and_a_second_call_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office, before = tmp_path / "office", os.umask(0o077)
    try:
        assert init(office) == 0
    finally:
        os.umask(before)
    assert capsys.readouterr().out.count("新建") == 10
    modes = {path.name: path.stat().st_mode & 0o777 for path in [office, *office.iterdir()]}
    assert modes == {"office": 0o755, "guides": 0o755, "deploy": 0o755, "secrets": 0o700, "state": 0o700, "settings.toml": 0o644}
    assert (office / "guides" / "2024" / "guide.toml").stat().st_mode & 0o777 == 0o644
    made = tree(office)
    assert init(office) == 0
    assert capsys.readouterr().out == f"{office} 已经装好，没有改动\n"
    assert tree(office) == made


def test_its_settings_hold_also_those_that_are_not_in_use_yet(tmp_path: Path) -> None:
    office = tmp_path / STRANGE
    init(office)
    settings = load_settings(office / "settings.toml")
    assert (settings.home, settings.guide.path) == (office / "state", office / "guides" / "2024")
    assert settings.mailbox.password_file == office / "secrets" / "mailbox.password"
    assert (settings.letters.send, settings.office) == ("approve", load_settings().office)
    text = (office / "settings.toml").read_text("utf-8")
    every, count = re.subn(r"(?m)^# (\w+ = )", r"\1", text)
    assert count >= 8
    (office / "settings.toml").write_text(every, "utf-8")
    assert load_settings(office / "settings.toml").mailbox.folders
    comments = [line for line in text.splitlines() if line.startswith("# ") and " = " not in line]
    assert comments and all(re.search(r"[\u4e00-\u9fff]", line) and re.search("[A-Za-z]{3,} [a-z]", line) for line in comments)


@pytest.mark.parametrize("name", ["office", STRANGE])
def test_the_line_of_the_crontab_runs_from_anywhere_without_an_environment(name: str, tmp_path: Path) -> None:
    office, box = tmp_path / name, tmp_path / "box"
    init(office)
    box.mkdir()
    shutil.copy(installation.MAILBOX / "06-enquiry.eml", box)
    set_to(office, "url", f"folder:{box}")
    assert "INTAKE" not in line_of(office)
    result = by_cron(office)
    assert result.returncode == 0, (result.stdout, result.stderr)
    assert (office / "state" / "output" / "审查表.xlsx").exists()
    told = run_intake.main(["--settings", str(office / "settings.toml"), "status"])
    assert told == 0, "by hand the same state is found"


def test_what_a_run_says_goes_to_the_log_and_a_failure_to_the_mail_too(tmp_path: Path) -> None:
    office, bin_, log = tmp_path / "office", tmp_path / "bin", tmp_path / "log"
    init(office)
    bin_.mkdir()
    (bin_ / "logger").write_text(f'#!/bin/sh\necho "$@" >> {log}\ncat >> {log}\n', "utf-8")
    (bin_ / "logger").chmod(0o755)
    (tmp_path / "box").mkdir()
    set_to(office, "url", f"folder:{tmp_path / 'box'}")
    fine = by_cron(office, f"PATH={bin_}:/usr/bin:/bin")
    assert (fine.returncode, fine.stdout, fine.stderr) == (0, "", ""), "cron sends no mail of it"
    assert log.read_text("utf-8").startswith("-t grant-intake\n") and "没有新邮件" in log.read_text("utf-8")
    (tmp_path / "box").rmdir()
    away = by_cron(office, f"PATH={bin_}:/usr/bin:/bin")
    assert away.returncode == 2 and "因外部故障停止" in away.stdout
    assert "因外部故障停止" in log.read_text("utf-8")
    lost = by_cron(office, "PATH=/nowhere")
    assert lost.returncode == 2 and "因外部故障停止" in lost.stdout, "a machine without logger loses nothing"
    text = (office / "deploy" / "crontab").read_text("utf-8")
    assert re.search(r"(?m)^MAILTO=\S+$", text) and ">>" not in text


def test_the_unit_may_write_to_what_the_settings_name_and_to_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = tmp_path / "office"
    init(office, "--home", str(tmp_path / "state"))
    assert unit(office)["ReadWritePaths"] == str(tmp_path / "state")
    text = (office / "settings.toml").read_text("utf-8")
    shown = text.replace('# path = "/srv/share/审查"', f'path = "{tmp_path}/a share"')
    (office / "settings.toml").write_text(shown.replace('# path = "/var/lib/node', 'path = "/var/lib/node'), "utf-8")
    before = tree(office)
    capsys.readouterr()
    assert init(office) == 0
    told = capsys.readouterr().out
    assert "grant-intake.service 与现在的设置或本机的路径不一致" in told and "新建" not in told and tree(office) == before
    (office / "deploy" / "grant-intake.service").unlink()
    init(office)
    assert shlex.split(unit(office)["ReadWritePaths"]) == [
        str(tmp_path / "state"), f"-{tmp_path}/a share", "-/var/lib/node_exporter/textfile"]
    assert unit(office)["ProtectSystem"] == "strict" and "StandardOutput" in unit(office)


def test_units_are_such_that_systemd_takes(tmp_path: Path) -> None:
    office = tmp_path / STRANGE
    init(office)
    words = unit(office)
    assert shlex.split(words["ExecStart"])[-1] == str(office / "settings.toml").replace("%", "%%").replace("$", "$$")
    if shutil.which("systemd-analyze"):
        call = ["systemd-analyze", "verify", *sorted((office / "deploy").glob("grant-intake.*"))]
        said = subprocess.run(call, capture_output=True, text=True, timeout=60, check=False)
        assert "grant-intake" not in said.stderr, said.stderr


def test_the_environment_of_whoever_calls_decides_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_HOME", str(tmp_path / "other"))
    init(tmp_path / "office")
    assert unit(tmp_path / "office")["ReadWritePaths"] == str(tmp_path / "office" / "state")
    assert not (tmp_path / "other").exists() and os.environ["INTAKE_HOME"] == str(tmp_path / "other")


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_what_a_person_wrote_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office, mine = tmp_path / "office", tmp_path / "mine"
    (office / "guides" / "2024").mkdir(parents=True)
    (office / "settings.toml").write_text(f'home = "{mine}"\n', "utf-8")
    mine.mkdir(mode=0o755)
    assert init(office, "--home", str(tmp_path / "state")) == 0
    told = capsys.readouterr().out
    assert f"状态目录是 {mine}，没有改为 {tmp_path / 'state'}" in told and f"{mine} 的权限是 755" in told
    assert (office / "settings.toml").read_text("utf-8") == f'home = "{mine}"\n'
    assert not list((office / "guides" / "2024").iterdir()) and not (tmp_path / "state").exists()


def test_settings_that_are_wrong_stop_with_78(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "settings.toml").write_text("[mailbox\n", "utf-8")
    assert init(tmp_path) == 78 and "不符合 TOML 写法" in capsys.readouterr().err
    assert not (tmp_path / "state").exists()


def test_advice_on_a_link_names_where_it_leads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "shared").mkdir(mode=0o755)
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "secrets").symlink_to(tmp_path / "shared")
    assert init(tmp_path / "office") == 0
    assert f"{tmp_path / 'shared'} 的权限是 755" in capsys.readouterr().out
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o755


def test_a_copy_that_was_cut_short_is_made_whole(tmp_path: Path) -> None:
    (tmp_path / "guides" / ".2024.part" / "lists").mkdir(parents=True)
    assert init(tmp_path / "x" / "..") == 0
    assert [path.name for path in (tmp_path / "guides").iterdir()] == ["2024"] and not (tmp_path / "x").exists()
    assert run_intake.main(["guide", "check", str(tmp_path / "guides" / "2024")]) == 0


@pytest.mark.parametrize(("folder", "options"), [
    ("file/office", ()), ("office", ("--home", "/dev/null")), ("office", ("--user", "no-such-user")), ("a\nb", ()),
    ("office", ("--home", "a\tb")),
])  # fmt: skip
def test_what_cannot_be_is_wrong_usage(folder: str, options: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert init(tmp_path / folder, *options) == 64
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
