"""What a backup keeps elsewhere, and what a purge removes for good."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from config.model import Settings, WrongSettings
from intake.ledger import open_ledger
from intake.ledger.copy_database import copy_ledger
from intake.ledger.tables import metadata
from intake.model import DiskOutage, LedgerOutage
from intake.operations.backup import back_up
from intake.operations.doctor import vault_against_ledger
from intake.operations.installation import open_installation
from intake.operations.progress import Narrator
from intake.operations.purge import purge
from intake.operations.status import standing
from intake.store.vault import Vault
from tests import installation

NOW = datetime(2026, 11, 30, tzinfo=UTC)
ENV = {**os.environ, "PYTHONPATH": str(installation.PROJECT)}


def told(these: Settings) -> dict[str, object]:
    with closing(open_ledger(these.ledger.url)) as ledger:
        return standing(ledger)


def verified(these: Settings) -> list[bool]:
    return [fine for fine, _ in vault_against_ledger(these, installation.guide())]


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


def test_a_backup_is_a_state_folder_that_works(mine: Settings, tmp_path: Path) -> None:
    copied = back_up(mine, tmp_path / "backup", NOW)
    assert copied.fresh == copied.blobs > 22 and copied.workbooks == 1
    restored = installation.settings(tmp_path / "backup", installation.MAILBOX)
    assert told(restored) == told(mine) and all(verified(restored))
    facts, code = installation.run(restored)
    assert (facts.fetched, facts.letters_sent, code) == (0, 0, 0), "nothing is new, nobody is answered twice"
    assert {p.stat().st_mode & 0o077 for p in (tmp_path / "backup").rglob("*") if "output" not in p.parts} == {0}


def test_a_second_backup_copies_only_what_is_new(mine: Settings, tmp_path: Path) -> None:
    back_up(mine, tmp_path / "backup", NOW)
    assert back_up(mine, tmp_path / "backup", NOW).fresh == 0


def test_a_backup_taken_while_a_run_is_at_work_is_whole(tmp_path: Path) -> None:
    these = installation.settings(tmp_path / "home", installation.MAILBOX)
    words = {"INTAKE_HOME": str(these.home), "INTAKE_MAILBOX__URL": these.mailbox.url, "INTAKE_LETTERS__MAX_AGE_DAYS": "0",
             "INTAKE_SCANS__PAGES": "0", "INTAKE_OUTPUT__PAGE_PICTURES": "0"}
    running = subprocess.Popen([sys.executable, str(installation.PROJECT / "run_intake.py")], env=ENV | words,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    taken = 0
    while running.poll() is None:
        try:
            back_up(these, tmp_path / f"backup{taken}", NOW)
        except LedgerOutage:  # too early: there is no ledger yet
            continue
        taken += 1
        last = tmp_path / f"backup{taken - 1}"
        assert all(verified(installation.settings(last, installation.MAILBOX))), "every row finds its bytes"
        shutil.rmtree(last)
    assert running.returncode == 0


def test_a_damaged_blob_is_not_copied_as_if_it_were_whole(mine: Settings, tmp_path: Path) -> None:
    blob = next(path for path in (mine.home / "vault" / "mails").rglob("*") if path.is_file())
    blob.chmod(0o600)
    blob.write_bytes(b"rotten")
    with pytest.raises(DiskOutage, match="已损坏"):
        back_up(mine, tmp_path / "backup", NOW)


@pytest.mark.parametrize(("count", "named"), [(1, 1), (4, 4), (5, 5), (6, 5)])
def test_of_damaged_files_the_number_and_up_to_five_names_are_told(mine: Settings, count: int, named: int) -> None:
    blobs = sorted(path for path in (mine.home / "vault" / "mails").rglob("*") if path.is_file())[:count]
    for blob in blobs:
        blob.chmod(0o600)
        blob.write_bytes(b"rotten")
    fine, told = next(vault_against_ledger(mine, installation.guide()))
    assert not fine and f" {count} 个文件已损坏" in told
    assert sum(blob.name[:12] in told for blob in blobs) == told.count("、") + 1 == named


def test_a_backup_into_the_state_folder_is_refused(mine: Settings) -> None:
    with pytest.raises(WrongSettings):
        back_up(mine, mine.home / "backup", NOW)


# --- purge -------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def anywhere(mine: Settings, either_database: None) -> Settings:
    """The same state folder with its ledger in every database."""
    there = installation.settings(mine.home, installation.MAILBOX)
    if there.ledger.url != mine.ledger.url:
        copy_ledger(mine.ledger.url, there.ledger.url)
    return there


def swept(these: Settings, before: str, really: bool) -> tuple[int, int, int]:
    opened = open_installation(these, installation.guide(), Narrator(quiet=True))
    with closing(opened.ledger):
        gone = purge(opened, before, really)
    return gone.cases, gone.mails, gone.blobs


def test_without_yes_nothing_is_touched(anywhere: Settings) -> None:
    before = told(anywhere)
    assert swept(anywhere, "2030-01-01", really=False)[0] == 17
    assert told(anywhere) == before and all(verified(anywhere))


def test_a_purge_leaves_the_numbers_and_no_names(anywhere: Settings) -> None:
    cases, mails, blobs = swept(anywhere, "2030-01-01", really=True)
    assert (cases, mails) == (17, 22) and blobs > 22
    with closing(open_ledger(anywhere.ledger.url)) as ledger, ledger.read() as connection:
        said = "\n".join(str(row) for table in metadata.sorted_tables for row in connection.execute(select(table)))
    assert "GJ2024-0001" in said and "example" not in said and "申报" not in said.replace("申报材料", "")
    for vault in ("mails", "files"):
        assert Vault(anywhere.home / "vault" / vault).empty()
    assert not [path for path in (anywhere.home / "output").rglob("*") if path.is_file() and path.suffix != ".xlsx"]


def test_the_same_mail_is_not_new_after_a_purge(anywhere: Settings) -> None:
    swept(anywhere, "2030-01-01", really=True)
    facts, code = installation.run(anywhere)
    assert (facts.fetched, facts.new_cases, facts.letters_sent, code) == (0, 0, 0, 0)
    assert all(verified(anywhere))


def test_what_came_later_stays_whole(anywhere: Settings) -> None:
    some = swept(anywhere, "2024-04-01T00:00:00+00:00", really=True)[0]
    assert 0 < some < 17
    assert all(verified(anywhere))
    facts, _ = installation.run(anywhere)
    assert facts.fetched == 0
    assert sum(told(anywhere)["cases"].values()) == 17 - some  # type: ignore[attr-defined]
