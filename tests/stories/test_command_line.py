"""The command line as cron, scripts and people meet it: what it prints, and its exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config.load import PROJECT
from tests import installation
from tests.program import program

FORMULA = installation.MAILBOX / "20-formula.eml"


def call(home: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program from another folder, as cron does."""
    words = {"INTAKE_HOME": str(home), "INTAKE_MAILBOX__URL": f"folder:{installation.MAILBOX}",
             "INTAKE_LETTERS__MAX_AGE_DAYS": "0", "INTAKE_SCANS__PAGES": "0", "INTAKE_OUTPUT__PAGE_PICTURES": "0",
             **installation.SETTINGS}
    if len(installation.LEDGER_OF) > 1:  # see every_database in conftest
        words["INTAKE_LEDGER__URL"] = installation.LEDGER_OF[-1](home)
    return program(arguments, words | environment)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of one finished pass; tests only look at it."""
    folder = tmp_path_factory.mktemp("state")
    result = call(folder)
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture
def again(home: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to go on with."""
    return Path(shutil.copytree(home, tmp_path / "state"))


@pytest.fixture
def few(tmp_path: Path) -> dict[str, str]:
    """The setting of a mailbox with four mails: two applications, an enquiry, and one of the two once more."""
    for name in ("01-conference", "05-missing-fields", "06-enquiry", "13-again"):
        (tmp_path / "box").mkdir(exist_ok=True)
        shutil.copy(installation.MAILBOX / f"{name}.eml", tmp_path / "box")
    return {"INTAKE_MAILBOX__URL": f"folder:{tmp_path / 'box'}"}


def test_help_lists_every_command_and_loads_nothing_heavy(tmp_path: Path) -> None:
    from run_intake import COMMANDS

    result = call(tmp_path, "--help")
    assert result.returncode == 0
    assert all(f"  {name}" in result.stdout for name in COMMANDS)
    timed = [sys.executable, "-X", "importtime", str(PROJECT / "run_intake.py"), "--help"]
    lines = subprocess.run(timed, capture_output=True, text=True, check=True).stderr.splitlines()
    assert not {"pandas", "sqlalchemy", "lxml", "pydantic", "typer"} & {line.split("|")[-1].strip() for line in lines}


def test_a_run_prints_where_things_are(home: Path) -> None:
    result = call(home)
    assert result.returncode == 0
    assert "没有新邮件" in result.stdout
    assert str(home / "output" / "审查表.xlsx") in result.stdout


def test_status_adds_up(home: Path) -> None:
    told = json.loads(call(home, "status", "--json").stdout)
    mails = told["mails"]
    assert mails["seen"] == 22 == mails["settled"] + mails["waiting"] + mails["shelved"] + mails["not_application"]
    assert told["last_run"]["exit_code"] == 0
    assert "22 ＝" in call(home, "status").stdout


def test_export_gives_a_case_a_line(home: Path) -> None:
    cases = [json.loads(line) for line in call(home, "export").stdout.splitlines()]
    assert len(cases) == 17
    assert all(case["case_no"] and case["received"] and case["sender"] for case in cases)
    every = [json.loads(line) for line in call(home, "export", "--all").stdout.splitlines()]
    assert len(every) == 19
    assert [case["status"] for case in every].count("superseded") == 2


def test_csv_is_safe_to_open(home: Path) -> None:
    text = call(home, "export", "--format", "csv").stdout
    assert "HYPERLINK" in text
    assert ",=HYPERLINK" not in text
    assert ',"=HYPERLINK' not in text


def test_check_of_a_mail_tells_kind_and_cases(tmp_path: Path) -> None:
    seen = json.loads(call(tmp_path, "check", "--json", FORMULA).stdout)
    assert seen["schema"] == 1
    assert (seen["mail"]["kind"], seen["mail"]["reply"]) == ("submission", True)
    assert [case["case_no"] for case in seen["cases"]] == [None]
    assert not (tmp_path / "ledger.sqlite").exists(), "check keeps nothing"


def test_check_of_an_enquiry_is_no_case(tmp_path: Path) -> None:
    seen = json.loads(call(tmp_path, "check", "--json", installation.MAILBOX / "06-enquiry.eml").stdout)
    assert (seen["cases"], seen["mail"]["kind"], seen["mail"]["reply"]) == ([], "enquiry", False)


def test_check_speaks_to_people_too(tmp_path: Path) -> None:
    text = call(tmp_path, "check", installation.MAILBOX / "05-missing-fields.eml").stdout
    assert "必改" in text
    assert "法人代表" in text


def test_a_dry_run_tells_and_does_nothing(tmp_path: Path) -> None:
    result = call(tmp_path, "run", "--dry-run")
    assert result.returncode == 0
    assert "17 个新项目" in result.stdout
    assert not (tmp_path / "output").exists()
    assert not (tmp_path / "letters").exists()
    told = json.loads(call(tmp_path, "status", "--json").stdout)
    assert (told["mails"]["waiting"], told["cases"]) == (22, {})
    assert "17 个新项目" in call(tmp_path).stdout, "the next run does what was told"


def test_limit_takes_so_many_mails(tmp_path: Path, few: dict[str, str]) -> None:
    assert "收取 3 封" in call(tmp_path / "state", "run", "--limit", "3", **few).stdout
    assert "收取 1 封" in call(tmp_path / "state", **few).stdout


def test_replay_keeps_numbers_and_sends_nothing_again(again: Path) -> None:
    before = call(again, "export", "--all").stdout
    letters = installation.letters(again)
    assert before and letters
    result = call(again, "replay", "--all")
    assert result.returncode == 0, result.stderr
    assert call(again, "export", "--all").stdout == before
    call(again)
    assert installation.letters(again) == letters


def test_letters_wait_for_approval(tmp_path: Path, few: dict[str, str]) -> None:
    home = tmp_path / "state"
    call(home, INTAKE_LETTERS__SEND="approve", **few)
    listed = call(home, "letters", "list").stdout.splitlines()
    assert len(listed) == 3
    key = listed[0].split()[0]
    shown = call(home, "letters", "show", key).stdout
    assert "Subject:" in shown
    assert "2024-0" in shown
    assert call(home, "letters", "approve", key).returncode == 0
    assert call(home, "letters", "send", **few).returncode == 0
    assert len(installation.letters(home)) == 1
    assert call(home, "letters", "approve", "--kind", "receipt").returncode == 0
    call(home, **few)
    assert len(installation.letters(home)) == 3


def test_doctor_is_pleased_with_a_sound_house(home: Path) -> None:
    result = call(home, "doctor", "--verify")
    assert "邮件库完好" in result.stdout
    assert "台账可用" in result.stdout


def test_the_demo_shows_its_work(tmp_path: Path) -> None:
    result = call(tmp_path, "demo")
    assert result.returncode == 0, result.stderr
    assert "22 封新邮件" in result.stdout
    assert (tmp_path / "demo" / "output" / "审查表.xlsx").exists()


# --- what goes wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", ["nonsense", "run --nonsense", "check", "letters show", "replay", "--settings"])
def test_wrong_usage_is_64(tmp_path: Path, arguments: str) -> None:
    result = call(tmp_path, *arguments.split())
    assert result.returncode == 64
    assert "Traceback" not in result.stderr


def test_wrong_settings_are_all_named_before_any_login(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[mailbox]\nurl = "imaps://nobody@mail.example:993/INBOX"\nurk = 1\n[letters]\nsend = "sometimes"\n')
    result = call(tmp_path / "state", "--settings", wrong, "run")
    assert result.returncode == 78
    assert "wrong.toml: mailbox.urk: 没有这一项设置（是否指 url？）" in result.stderr
    assert "wrong.toml: letters.send" in result.stderr
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize("command", ["run", "report", "replay --all"])
def test_a_guide_whose_workbook_could_not_be_written_is_78(command: str, tmp_path: Path) -> None:
    guide = Path(shutil.copytree(PROJECT / "config" / "guides" / "2024", tmp_path / "2024"))
    written = (guide / "guide.toml").read_text("utf-8")
    (guide / "guide.toml").write_text(written.replace('sheet = "国内海智基地"', 'sheet = "海外工作站"'), "utf-8")
    result = call(tmp_path / "state", *command.split(), INTAKE_GUIDE__PATH=str(guide))
    assert result.returncode == 78
    assert "categories[overseas_station].sheet: '海外工作站' 已是一个表的名称" in result.stderr
    assert not (tmp_path / "state").exists()


def test_a_mailbox_without_a_password_is_78(tmp_path: Path) -> None:
    result = call(tmp_path, INTAKE_MAILBOX__URL="imaps://office%40example.com@127.0.0.1:993/INBOX")
    assert result.returncode == 78
    assert "mailbox.password" in result.stderr


def test_a_mailbox_that_is_away_is_2(tmp_path: Path) -> None:
    result = call(tmp_path, INTAKE_MAILBOX__URL=f"folder:{tmp_path / 'nowhere'}")
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_an_empty_ledger_beside_a_full_vault_is_78(tmp_path: Path) -> None:
    call(tmp_path, "run", "--limit", "1")
    for file in tmp_path.glob("ledger.sqlite*"):
        file.unlink()
    result = call(tmp_path)
    assert result.returncode == 78
    assert "ledger" in result.stderr


def test_a_second_run_says_so_and_is_done(tmp_path: Path) -> None:
    from intake.operations.lock import run_lock

    with run_lock(tmp_path):
        result = call(tmp_path)
    assert result.returncode == 0
    assert "另一次运行正在进行" in result.stdout


def test_what_check_cannot_read_is_1(tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 and no more")
    assert call(tmp_path, "check", tmp_path / "broken.docx").returncode == 1
    assert call(tmp_path, "check", tmp_path / "nothing.docx").returncode == 1


def test_a_ledger_that_is_no_database_is_an_outage(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"this is no database" * 100)
    result = call(tmp_path)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
