"""A backup keeps whole ledgers, a damaged one is found everywhere and spreads nowhere, and a restore answers nobody again."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

import run_intake
from config.model import Settings, WrongSettings
from intake.ledger import integrity, open_ledger
from intake.letters.send_log import SendLog
from intake.model import LedgerDamaged, LedgerOutage
from intake.operations import restore as restoring
from intake.operations.backup import back_up
from intake.operations.generations import generations, whole
from intake.publish.workbook_data import all_cases
from tests import installation
from tests.program import program

NOW = datetime(2026, 11, 30, tzinfo=UTC)
PAGE = 4096


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    these = installation.settings(tmp_path_factory.mktemp("home"), installation.MAILBOX, scans={"pages": 0})
    installation.run(these)
    return these


@dataclass
class Machine:
    """A state folder of its own after one run, and a folder for backups."""

    settings: Settings
    folder: Path

    @property
    def ledger(self) -> Path:
        path = integrity.path_of(self.settings.ledger.url)
        assert path is not None
        return path

    def back_up(self, hours: float = 0) -> None:
        if (newest := self.folder / "ledger.sqlite").exists():  # as if it was taken before
            moment = newest.stat().st_mtime - 3600 * (hours or 1)
            os.utime(newest, (moment, moment))
        back_up(self.settings, self.folder, NOW)

    def overwrite(self, page: int, seed: int = 0) -> None:
        self.ledger.with_name(self.ledger.name + "-wal").unlink(missing_ok=True)
        with self.ledger.open("r+b") as file:
            file.seek(page * PAGE)
            file.write(Random(seed).randbytes(PAGE))

    def call(self, *command: str) -> tuple[int, str]:
        words = {"INTAKE_HOME": str(self.settings.home), "INTAKE_MAILBOX__URL": self.settings.mailbox.url,
                 "INTAKE_LETTERS__MAX_AGE_DAYS": "0", "INTAKE_SCANS__PAGES": "0"}
        done = program(command, {**os.environ, **words})
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def machine(ran: Settings, tmp_path: Path) -> Machine:
    shutil.copytree(ran.home, tmp_path / "home")
    return Machine(installation.settings(tmp_path / "home", installation.MAILBOX), tmp_path / "backup")


# --- damage ------------------------------------------------------------------------------------------------------------


def test_a_whole_ledger_has_no_damage(machine: Machine) -> None:
    assert integrity.damage(machine.ledger) == integrity.damage(machine.ledger, quick=True) == ""


@pytest.mark.parametrize("seed", range(12))
def test_a_page_overwritten_anywhere_is_found(machine: Machine, seed: int) -> None:
    machine.overwrite(Random(seed).randrange(machine.ledger.stat().st_size // PAGE), seed)
    assert integrity.damage(machine.ledger)


@pytest.mark.parametrize("content", [b"", b"not a ledger at all" * 1000, b"SQLite format 3\0" + bytes(5000)])
def test_what_is_no_ledger_is_damaged(machine: Machine, content: bytes) -> None:
    machine.ledger.write_bytes(content)
    assert integrity.damage(machine.ledger)


def test_a_short_file_is_damaged(machine: Machine) -> None:
    os.truncate(machine.ledger, machine.ledger.stat().st_size // 2 // PAGE * PAGE)
    assert integrity.damage(machine.ledger)


@pytest.mark.parametrize("command", [("run",), ("status",), ("export",), ("letters", "list"), ("backup", "DIR"), ("report",)])
def test_a_command_on_a_damaged_ledger_says_what_to_do(machine: Machine, command: tuple[str, ...]) -> None:
    machine.back_up()
    for page in range(1, machine.ledger.stat().st_size // PAGE):
        machine.overwrite(page, page)
    code, said = machine.call(*(str(machine.folder) if word == "DIR" else word for word in command))
    assert code == 2 and "台账文件已损坏" in said and "restore" in said and "Traceback" not in said
    code, said = machine.call("doctor")
    assert code == 1 and "台账文件已损坏" in said


# --- generations ----------------------------------------------------------------------------------------------------------


def test_a_backup_keeps_the_last_generations_and_no_more(machine: Machine) -> None:
    for hours in range(9):
        machine.back_up(10 - hours)
    assert len(generations(machine.folder)) == machine.settings.backup.keep == 7
    assert all(integrity.damage(one.path) == "" for one in generations(machine.folder))
    assert sorted(one.taken for one in generations(machine.folder))[::-1] == [one.taken for one in generations(machine.folder)]


def test_a_damaged_ledger_replaces_no_backup(machine: Machine) -> None:
    machine.back_up()
    before = {path: path.stat().st_mtime_ns for path in machine.folder.rglob("*.sqlite")}
    machine.overwrite(3)
    with pytest.raises(LedgerDamaged, match=r"ledger\.sqlite"):
        back_up(machine.settings, machine.folder, NOW)
    assert {path: path.stat().st_mtime_ns for path in machine.folder.rglob("*.sqlite")} == before
    assert not list(machine.folder.rglob("*.part"))


def test_an_empty_home_and_another_installations_replace_no_backup(machine: Machine, tmp_path: Path) -> None:
    machine.back_up()
    empty = installation.settings(tmp_path / "empty", installation.MAILBOX)
    with pytest.raises(LedgerOutage):
        back_up(empty, machine.folder, NOW)
    other = installation.settings(tmp_path / "other", installation.MAILBOX)
    installation.run(other, limit=1)
    with pytest.raises(WrongSettings, match="另一个安装"):
        back_up(other, machine.folder, NOW)
    assert len(generations(machine.folder)) == 1
    with pytest.raises(WrongSettings, match="另一个安装"):
        restoring.plan(other, machine.folder)


# --- restore ----------------------------------------------------------------------------------------------------------------


def test_a_restore_looks_before_it_replaces(machine: Machine) -> None:
    machine.back_up()
    machine.overwrite(2)
    damaged = machine.ledger.read_bytes()
    code, said = machine.call("restore", str(machine.folder))
    assert code == 0 and "--yes" in said and machine.ledger.read_bytes() == damaged
    code, said = machine.call("restore", str(machine.folder), "--yes")
    assert code == 0 and integrity.damage(machine.ledger) == ""
    (kept,) = (machine.settings.home / "replaced").rglob("ledger.sqlite")
    assert kept.read_bytes() == damaged and str(kept) in said
    facts, code = installation.run(machine.settings)
    assert (facts.fetched, facts.letters_sent, code) == (0, 0, 0)


def test_a_restore_by_another_user_than_the_states_own_is_refused(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The ledger would be that user's, and the program could not write it again."""
    machine.back_up()
    before = machine.ledger.read_bytes()
    monkeypatch.setenv("INTAKE_HOME", str(machine.settings.home))
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    assert run_intake.main(["restore", str(machine.folder), "--yes"]) == 78
    assert "runuser" in capsys.readouterr().err and machine.ledger.read_bytes() == before


def test_a_restore_takes_the_newest_that_is_whole(machine: Machine) -> None:
    machine.back_up()
    machine.back_up(30)
    newest, older = generations(machine.folder)
    newest.path.write_bytes(b"rotten" * 1000)
    chosen = restoring.plan(machine.settings, machine.folder)
    assert chosen.generation == older == whole(machine.folder) and [name for name, _ in chosen.skipped] == [newest.name]
    with pytest.raises(LedgerOutage):
        restoring.plan(machine.settings, machine.folder, newest.name)
    with pytest.raises(WrongSettings):
        restoring.plan(machine.settings, machine.folder, "ledger-20200101T000000Z")
    with pytest.raises(WrongSettings):
        restoring.plan(machine.settings, machine.settings.home / "nowhere")


def test_letters_that_left_after_the_backup_leave_no_second_time(tmp_path: Path) -> None:
    """The ledger is as it was before the letters; a server would take them all again."""
    machine = Machine(installation.settings(tmp_path / "home", installation.MAILBOX, letters={"send": "approve"}), tmp_path / "b")
    installation.run(machine.settings)
    machine.back_up()
    free = installation.settings(tmp_path / "home", installation.MAILBOX)
    code, said = machine.call("letters", "approve", "--kind", "receipt")
    assert code == 0, said
    machine.call("letters", "send")
    sent = installation.letters(machine.settings.home)
    assert len(sent) > 10
    shutil.rmtree(sent[0].parent)  # as with a server: what is there already does not stop a second one
    chosen = restoring.plan(free, machine.folder)
    restoring.restore(free, machine.folder, chosen, NOW)
    machine.call("letters", "approve", "--kind", "receipt")
    machine.call("letters", "send")
    assert not installation.letters(machine.settings.home)


def test_a_case_keeps_the_number_that_its_sender_was_told(tmp_path: Path) -> None:
    """Two cases of different passes are settled again in one, in the order of their mails, which is another one; and a case that
    is new then gets none of theirs."""
    (box := tmp_path / "box").mkdir()
    these = installation.settings(tmp_path / "home", box)
    for name in ("06-enquiry", "02-cooperation-gbk", "01-conference"):
        shutil.copy(installation.MAILBOX / f"{name}.eml", box)
        installation.run(these)
        if name == "06-enquiry":
            back_up(these, tmp_path / "backup", NOW)
    told = numbers(these)
    assert sorted(told) == ["GJ2024-0001", "GJ2024-0002"]
    restoring.restore(these, tmp_path / "backup", restoring.plan(these, tmp_path / "backup"), NOW)
    (box / "01-conference.eml").unlink()  # the vault has it, and is asked later
    shutil.copy(installation.MAILBOX / "14-city.eml", box)
    installation.run(these, limit=1, dry_run=True)
    installation.run(these)
    assert {number: ids for number, ids in numbers(these).items() if number in told}.items() <= told.items()
    shutil.copy(installation.MAILBOX / "01-conference.eml", box)
    installation.run(these)
    now = numbers(these)
    assert {number: now[number] for number in told} == told and set(now) - set(told) == {"GJ2024-0003", "HZ2024-0001"}
    assert (these.home / "letters-sent").read_text("utf-8").count(" GJ2024-0003\n") == 1, "a dry run gives none"


def numbers(these: Settings) -> dict[str, tuple[str, ...]]:
    """Each case with the Message-IDs of its mails."""
    with closing(open_ledger(these.ledger.url)) as ledger, ledger.read() as connection:
        return {case.case_no or "": case.message_ids for case in all_cases(connection, installation.guide())}


@pytest.mark.parametrize("logged", [False, True])
def test_a_restore_cut_off_before_its_last_step_leaves_what_stood_there(
    machine: Machine, logged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that comes then finds the old ledger, with what a killed run had left in the log beside it."""
    machine.back_up()
    with closing(sqlite3.connect(machine.ledger)) as writer:
        writer.execute("INSERT INTO meta VALUES ('later', 'yes')")
        writer.commit()
        beside = {path: path.read_bytes() for path in machine.ledger.parent.glob("ledger.sqlite*")}
    for path, data in beside.items() if logged else ():
        path.write_bytes(data)
    assert machine.ledger.with_name("ledger.sqlite-wal").exists() is logged

    def cut_off(path: Path, to: Path) -> Path:
        if to == machine.ledger:
            raise KeyboardInterrupt
        return rename(path, to)

    rename = Path.rename
    monkeypatch.setattr(Path, "rename", cut_off)
    chosen = restoring.plan(machine.settings, machine.folder)
    with pytest.raises(KeyboardInterrupt):
        restoring.restore(machine.settings, machine.folder, chosen, NOW)
    monkeypatch.undo()
    with closing(sqlite3.connect(machine.ledger)) as reader:
        assert reader.execute("SELECT value FROM meta WHERE name = 'later'").fetchall() == [("yes",)]
    restoring.restore(machine.settings, machine.folder, chosen, NOW)
    with closing(sqlite3.connect(machine.ledger)) as reader:
        assert not reader.execute("SELECT value FROM meta WHERE name = 'later'").fetchall()
    assert integrity.damage(machine.ledger) == ""


def test_on_a_machine_without_the_log_older_mails_wait_for_a_person(machine: Machine) -> None:
    machine.back_up()
    (machine.settings.home / "letters-sent").unlink()
    (machine.folder / "letters-sent").unlink()
    restoring.restore(machine.settings, machine.folder, restoring.plan(machine.settings, machine.folder), NOW)
    assert SendLog(machine.settings.home).unsure_until == NOW.isoformat(timespec="seconds")


# --- how old -----------------------------------------------------------------------------------------------------------------


def test_status_says_how_old_the_last_backup_is(machine: Machine) -> None:
    code, said = machine.call("status")
    assert code == 0 and "还没有备份过" in said and "请注意" not in said
    machine.back_up()
    code, said = machine.call("status")
    assert f"上次备份  2026-11-30 08:00:00（{machine.folder}）" in said and "T0" not in said
    from intake.operations.last_backup import overdue

    began = (NOW - timedelta(days=30)).isoformat()
    assert overdue(machine.settings.home, began, 8, NOW + timedelta(days=7.9)) == ""
    assert "9 天前" in overdue(machine.settings.home, began, 8, NOW + timedelta(days=9))
    assert overdue(machine.settings.home, began, 0, NOW + timedelta(days=99)) == ""
