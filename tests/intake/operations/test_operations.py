"""What the operator sees: log lines, numbers for a monitor, and a mail to the office when something needs a person."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from config.model import Settings
from intake.operations import office_alert
from reports.run_summary import RunFacts
from tests import installation
from tests.program import program

pytestmark = pytest.mark.usefixtures("either_database")


def command(home: Path, **words: str) -> subprocess.CompletedProcess[str]:
    mine = {"INTAKE_HOME": str(home), "INTAKE_MAILBOX__URL": f"folder:{installation.MAILBOX}",
            "INTAKE_LETTERS__MAX_AGE_DAYS": "0"}
    return program([], os.environ | mine | words)


def test_logs_may_be_objects_a_line_for_a_collector(tmp_path: Path) -> None:
    ran = command(tmp_path, INTAKE_LOGS__FORMAT="json", INTAKE_LOGS__LEVEL="info")
    lines = [json.loads(line) for line in ran.stderr.splitlines()]
    assert ran.returncode == 0 and any("收取新邮件 22 封" in line["message"] for line in lines)
    assert all(set(line) == {"time", "level", "from", "message"} for line in lines)
    assert "@" not in ran.stderr and "大学" not in ran.stderr and "公司" not in ran.stderr


def test_numbers_for_a_monitor(tmp_path: Path) -> None:
    place = tmp_path / "textfile" / "grant_intake.prom"
    ran = command(tmp_path / "home", INTAKE_METRICS__PATH=str(place))
    assert ran.returncode == 0
    lines = place.read_text().splitlines()
    assert 'grant_intake_letters{state="sent"} 19' in lines and 'grant_intake_mails{state="settled"} 19' in lines
    assert "grant_intake_last_run_exit_code 0" in lines
    names = {line.split("{")[0].split(" ")[0] for line in lines if not line.startswith("#")}
    assert {line.split(" ")[2] for line in lines if line.startswith("# TYPE")} == names
    assert [path.name for path in place.parent.iterdir()] == [place.name]


# --- alerts ------------------------------------------------------------------------------------------------------------------


def settings(home: Path, **alerts: object) -> Settings:
    home.mkdir(exist_ok=True)
    return installation.settings(home, installation.MAILBOX, alerts={"to": "boss@example.org", "disk_mib": 0} | alerts)


def sent(home: Path) -> list[str]:
    letters = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in installation.letters(home)]
    return [str(letter["To"]) + "\n" + str(letter.get_content()) for letter in letters]


def test_a_calm_run_alarms_nobody(tmp_path: Path) -> None:
    these = settings(tmp_path)
    assert office_alert.reasons(RunFacts(fetched=3, settled=3, letters_held=4, waiting=0), these) == ()
    assert not office_alert.tell((), these, office_alert.now()) and sent(tmp_path) == []


def test_the_same_trouble_is_told_once_a_day_and_another_at_once(tmp_path: Path) -> None:
    these, now = settings(tmp_path), office_alert.now()
    first, more, other = (office_alert.reasons(f, these) for f in (
        RunFacts(shelved=1), RunFacts(shelved=2), RunFacts(shelved=2, letters_unknown=1)))
    assert office_alert.tell(first, these, now)
    assert not office_alert.tell(more, these, now + timedelta(hours=3))
    assert office_alert.tell(other, these, now + timedelta(hours=4))
    assert office_alert.tell(more, these, now + timedelta(hours=30))
    said = sent(tmp_path)
    assert len(said) == 3 and all(letter.startswith("boss@example.org") for letter in said)
    assert any("1 封邮件因系统原因搁置" in letter for letter in said)


@pytest.mark.parametrize(("seconds", "told"), [(-1, False), (0, True), (1, True)])
def test_a_reason_that_lasts_is_told_again_after_exactly_a_day(tmp_path: Path, seconds: int, told: bool) -> None:
    these, now = settings(tmp_path), office_alert.now().replace(microsecond=0)
    assert office_alert.tell(("x",), these, now)
    assert office_alert.tell(("x",), these, now + timedelta(days=1, seconds=seconds)) == told


def test_nobody_named_is_nobody_told(tmp_path: Path) -> None:
    assert not office_alert.tell(("x",), settings(tmp_path, to=""), office_alert.now())


def test_a_full_disk_is_a_reason(tmp_path: Path) -> None:
    assert "磁盘" in office_alert.reasons(RunFacts(), settings(tmp_path, disk_mib=1 << 30))[0]


@pytest.mark.parametrize("hours", ["0", "6"])
def test_an_outage_alarms_only_when_it_lasts(tmp_path: Path, hours: str) -> None:
    words = {"INTAKE_MAILBOX__URL": f"folder:{tmp_path / 'nowhere'}", "INTAKE_ALERTS__TO": "boss@example.org",
             "INTAKE_ALERTS__OUTAGE_HOURS": hours}  # fmt: skip
    home = tmp_path / "home"
    assert command(home, **words).returncode == 2
    assert len(installation.letters(home)) == (hours == "0")
    assert command(home).returncode == 0, "and a run that ends forgets it"
    assert not (home / office_alert.TROUBLE).exists()


def test_an_alert_that_cannot_leave_harms_nothing(tmp_path: Path) -> None:
    these = installation.settings(tmp_path, installation.MAILBOX, smtp={"url": "smtp://127.0.0.1:1"},
                                  alerts={"to": "boss@example.org"})
    assert not office_alert.tell(("x",), these, office_alert.now())
