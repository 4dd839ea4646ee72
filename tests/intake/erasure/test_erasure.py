"""One person's data, removed on request from the whole state folder, and what is said where it is not sure who is meant."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

import run_intake
from config.model import Settings
from intake.erasure.erase import Erased, erase
from intake.erasure.plan import Plan, plan
from intake.erasure.proof import Proof, prove
from intake.ledger import open_ledger
from intake.ledger.copy_database import copy_ledger
from intake.ledger.tables import edits, metadata
from intake.operations.backup import back_up
from intake.operations.doctor import vault_against_ledger
from intake.operations.installation import open_installation
from intake.operations.progress import Narrator
from intake.operations.status import standing
from intake.pipeline.replay import replay_mails
from tests import installation

NOW = datetime(2026, 11, 30, tzinfo=UTC)
SENDER, NAME, LEADER, CASE = "kjc@unit02.example.org", "程子墨", "孔国栋", "GJ2024-0002"
OTHER_WORDS = ("湖南罗霄生物医药股份有限公司", "19900009862", "8547442155217663", "91430300627315671X")
"""What else the person's form says."""


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    these = installation.settings(tmp_path_factory.mktemp("home"), installation.MAILBOX)
    installation.run(these)
    return these


@pytest.fixture
def mine(ran: Settings, tmp_path: Path) -> Settings:
    """A state folder of its own, after one run."""
    shutil.copytree(ran.home, tmp_path / "home")
    return installation.settings(tmp_path / "home", installation.MAILBOX)


def planned(these: Settings, word: str, everything: bool = False) -> Plan:
    opened = open_installation(these, installation.guide(), Narrator(quiet=True))
    with closing(opened.ledger):
        return plan(opened, word, everything)


def removed(these: Settings, word: str, everything: bool = False) -> tuple[Plan, Erased, Proof]:
    opened = open_installation(these, installation.guide(), Narrator(quiet=True))
    with closing(opened.ledger):
        found = plan(opened, word, everything)
        return found, erase(opened, found, NOW), prove(opened, found)


def rows(these: Settings) -> str:
    with closing(open_ledger(these.ledger.url)) as ledger, ledger.read() as connection:
        return "\n".join(str(row) for table in metadata.sorted_tables for row in connection.execute(select(table)))


def told(these: Settings) -> dict[str, int]:
    with closing(open_ledger(these.ledger.url)) as ledger:
        return standing(ledger)["cases"]  # type: ignore[no-any-return]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def typed(these: Settings, row: str, value: str) -> None:
    with closing(open_ledger(these.ledger.url)) as ledger, ledger.write() as connection:
        connection.execute(edits.insert().values(
            sheet="总览", row=row, column="staff_note", value=value, state="active", seen="2026-01-01T00:00:00+00:00"))


@pytest.fixture
def anywhere(mine: Settings, either_database: None) -> Settings:
    """The same state folder with its ledger in every database."""
    there = installation.settings(mine.home, installation.MAILBOX)
    if there.ledger.url != mine.ledger.url:
        copy_ledger(mine.ledger.url, there.ledger.url)
        for path in mine.home.glob("ledger.sqlite*"):
            path.unlink()
    return there


def test_an_address_takes_all_with_it_and_nothing_of_others(anywhere: Settings) -> None:
    typed(anywhere, CASE, f"{NAME}来过电话")
    typed(anywhere, "GJ2024-0001", "另一个项目的备注")
    found, erased, proof = removed(anywhere, SENDER.upper())
    assert found.gone.numbers == (CASE,) and len(found.gone.mails) == 2 and len(found.letters) == 2 and found.counts["edits"] == 1
    assert proof.clean, proof
    said = rows(anywhere)
    assert not [word for word in (SENDER, NAME, LEADER, *OTHER_WORDS) if word in said]
    assert "另一个项目的备注" in said and "kjc@unit01.example.org" in said and said.count(CASE) == 1, "its number stays"
    assert erased.letters == 2 and all(fine for fine, _ in vault_against_ledger(anywhere, installation.guide()))
    left = contents(anywhere.home)
    assert not [name for name in left if CASE in name or any(digest in name for digest in (*found.gone.mails, *found.files))]
    assert sum(told(anywhere).values()) == 16


def test_no_byte_of_it_stays_in_the_files_of_a_ledger(mine: Settings) -> None:
    removed(mine, SENDER)
    data = b"".join(path.read_bytes() for path in mine.home.glob("ledger.sqlite*"))
    assert not [word for word in (SENDER, NAME, LEADER, *OTHER_WORDS) if word.encode() in data]
    assert b"kjc@unit01.example.org" in data


def test_its_mails_are_no_new_ones_and_nobody_is_answered(anywhere: Settings) -> None:
    found, *_ = removed(anywhere, SENDER)
    with closing(open_ledger(anywhere.ledger.url)) as ledger, ledger.write() as connection:
        connection.execute(metadata.tables["origins"].delete())  # as if every mail lay under another number
    facts, code = installation.run(anywhere)
    assert (facts.fetched, facts.new_cases, facts.letters_sent, code) == (0, 0, 0, 0)
    assert not [digest for digest in found.gone.mails if list((anywhere.home / "vault" / "mails").rglob(digest))]
    _, code = replay_mails(anywhere, installation.guide(), Narrator(quiet=True), (), everything=True)
    assert code == 0 and CASE not in (anywhere.home / "output" / "pages" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("word", [NAME, LEADER, CASE])
def test_a_name_of_one_case_and_its_number_are_as_good_as_the_address(ran: Settings, word: str) -> None:
    found = planned(ran, word)
    assert found.gone.numbers == (CASE,) and len(found.gone.mails) == 2 and not found.unsure and not found.shared


@pytest.mark.parametrize("word", [
    "程子", "程子墨墨", "程_墨", "%", "程%", "' OR 1=1 --", 'a"b', "GJ2024-%", "GJ2024-9999", "unit02.example.org", "@"])
def test_what_fits_nobody_goes_with_nobody(ran: Settings, word: str) -> None:
    found = planned(ran, word)
    assert found.nobody and found.unknown and not found.unsure and not found.files


def test_a_name_that_fits_several_is_asked_about(ran: Settings) -> None:
    found = planned(ran, "湘潭市科学技术协会")
    several = found.gone.numbers
    assert len(several) > 1 and all(number in found.unsure for number in several) and "--all" in found.unsure
    assert not planned(ran, "湘潭市科学技术协会", everything=True).unsure


def test_an_address_in_the_forms_of_others_is_asked_about(ran: Settings) -> None:
    found = planned(ran, "haizhi810@post5.example.org")
    assert "HZ2024-0001" in found.unsure and found.nobody
    assert planned(ran, "haizhi810@post5.example.org", everything=True).gone.numbers == ("HZ2024-0001",)


def test_a_mail_of_two_cases_stays_and_is_told(mine: Settings) -> None:
    found, _, proof = removed(mine, "HZ2024-0006")
    mail, = found.gone.shared
    assert found.shared == {mail: ("GJ2024-0006",)} and not found.gone.mails and not proof.clean
    assert not proof.live and len(proof.kept) == 1 and "GJ2024-0006" in proof.kept[0] and mail[:12] in proof.kept[0]
    assert list((mine.home / "vault" / "mails").rglob(mail)), "its bytes are others' too"
    with pytest.raises(LookupError, match="已清除"):
        replay_mails(mine, installation.guide(), Narrator(quiet=True), (mail,), everything=False)
    _, code = replay_mails(mine, installation.guide(), Narrator(quiet=True), (), everything=True)
    assert code == 0 and sum(told(mine).values()) == 16 and rows(mine).count("HZ2024-0006") == 1, "only its number"


def test_what_others_still_say_is_told_and_makes_it_unclean(mine: Settings) -> None:
    typed(mine, "GJ2024-0001", f"与{NAME}联系")
    (mine.home / "output" / "笔记.txt").write_text(f"{NAME} 13900000000", "utf-8")
    _, _, proof = removed(mine, NAME)
    assert not proof.clean and any("edits" in line and "GJ2024-0001" in line for line in proof.live)
    assert any("笔记.txt" in line for line in proof.live) and NAME not in "".join(proof.live)
    assert (mine.home / "output" / "笔记.txt").exists() and "另一次" not in proof.live


def test_the_newest_backup_is_clean_and_older_ones_are_named(mine: Settings, tmp_path: Path) -> None:
    back_up(mine, tmp_path / "backup", NOW)
    found, erased, proof = removed(mine, CASE)
    assert proof.clean and len(proof.older) == 1 and proof.older[0].startswith("ledger-"), (proof, erased)
    with closing(sqlite3.connect(tmp_path / "backup" / "ledger.sqlite")) as copy:
        assert not [row for row in copy.execute("SELECT package FROM revisions") if LEADER in json.dumps(row, ensure_ascii=False)]
    assert not [name for name in contents(tmp_path / "backup" / "vault") if name[-64:] in (*found.gone.mails, *found.files)]


def test_a_removal_that_was_cut_off_is_finished_by_asking_again(mine: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.erasure.erase._sweep", lambda installation: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        removed(mine, CASE)
    monkeypatch.undo()
    found, _, proof = removed(mine, CASE)
    assert found.fits.gone and proof.clean and CASE not in str(sorted(contents(mine.home / "output")))
    assert all(fine for fine, _ in vault_against_ledger(mine, installation.guide()))


# --- the command ------------------------------------------------------------------------------------------------------


def called(these: Settings, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    for name, value in (("HOME", these.home), ("MAILBOX__URL", these.mailbox.url), ("SMTP__URL", these.smtp.url)):
        monkeypatch.setenv(f"INTAKE_{name}", str(value))
    return run_intake.main(["purge", *options])


@pytest.mark.parametrize(("options", "code", "said"), [
    ((), 64, "中选一个"), (("--person", "a@b.c", "--before", "2025-01-01"), 64, "中选一个"), (("--person", "  "), 64, "中选一个"),
    (("--person", "王"), 64, "2 至 200"), (("--before", "2025-01-01", "--all"), 64, "--all"),
    (("--person", "王某某"), 1, "台账中没有"), (("--person", "%' OR 1=1 --"), 1, "台账中没有"),
    (("--person", "湘潭市科学技术协会"), 1, "GJ2024-0003"), (("--person", "湘潭市科学技术协会", "--yes"), 1, "未清除任何内容"),
    (("--person", SENDER), 0, CASE),
])
def test_what_the_command_answers(
    ran: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...], code: int, said: str,
) -> None:
    before = rows(ran)
    assert called(ran, monkeypatch, *options) == code
    told_ = "".join(capsys.readouterr())
    assert said in told_ and not [word for word in (NAME, LEADER, *OTHER_WORDS) if word in told_]
    assert rows(ran) == before


def test_the_command_removes_and_proves(
    mine: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(mine, monkeypatch, "--person", SENDER, "--yes") == 0
    said = capsys.readouterr().out
    assert "以上各处都已没有" in said and CASE in said and not [word for word in (NAME, LEADER, *OTHER_WORDS) if word in said]
    assert called(mine, monkeypatch, "--person", SENDER, "--yes") == 1 and "台账中没有" in capsys.readouterr().out
    assert called(mine, monkeypatch, "--person", CASE) == 0 and "此前已清除" in capsys.readouterr().out
