"""The same ledger on PostgreSQL: the same pass, the same cases; two machines at once; a copy that is compared with its source."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select

from config.model import WrongSettings
from intake.ledger import letters, mails, migrations, open_ledger, tables
from intake.ledger.copy_database import copy_ledger
from intake.operations.lock import Held, run_lock
from intake.publish.workbook_data import all_cases
from tests import installation
from tests.intake.ledger.test_migrations import RELEASED, old_ledger, shape
from tests.servers.postgres import database

MAILS = ("01-conference", "05-missing-fields", "06-enquiry", "13-again", "16-corrected")


def box(folder: Path) -> Path:
    (folder / "box").mkdir()
    for name in MAILS:
        shutil.copy2(installation.MAILBOX / f"{name}.eml", folder / "box")
    return folder / "box"


def story(url: str) -> tuple[Any, ...]:
    """What a ledger tells, without the moments and the machine."""
    with closing(open_ledger(url)) as ledger, ledger.read() as connection:
        known = all_cases(connection, installation.guide(), every_revision=True)
        cases = [(c.case_no, c.revision, c.status, c.package, c.findings, c.mails) for c in known]
        read = connection.execute(select(tables.readings).order_by(tables.readings.c.sha256)).all()
        return mails.counts(connection), letters.counts(connection), cases, [tuple(row) for row in read]


def test_a_pass_makes_of_the_same_mails_the_same_ledger(server: Path, tmp_path: Path) -> None:
    mailbox, url = box(tmp_path), database(server)
    for name, ledger in (("one", f"sqlite:///{tmp_path / 'ledger.sqlite'}"), ("two", url)):
        these = installation.settings(tmp_path / name, mailbox, ledger={"url": ledger})
        assert installation.run(these)[1] == 0
        facts, code = installation.run(these)
        assert (code, facts.fetched, facts.letters_sent) == (0, 0, 0), "a second pass finds nothing new"
    assert story(url) == story(f"sqlite:///{tmp_path / 'ledger.sqlite'}")


def test_two_machines_at_once_settle_every_mail_once(server: Path, tmp_path: Path) -> None:
    mailbox, url = box(tmp_path), database(server)
    fork = multiprocessing.get_context("spawn")
    machines = [fork.Process(target=_machine, args=(tmp_path / f"machine{n}", mailbox, url)) for n in range(2)]
    for machine in machines:
        machine.start()
    for machine in machines:
        machine.join(120)
    codes = sorted(machine.exitcode or 0 for machine in machines)
    assert codes in ([0, 0], [0, 75]), codes
    counts = story(url)[0]
    assert counts["seen"] == len(MAILS) and counts["waiting"] == 0
    sent = [path for n in range(2) for path in installation.letters(tmp_path / f"machine{n}")]
    assert len(sent) == story(url)[1]["sent"]


def _machine(home: Path, mailbox: Path, url: str) -> None:
    try:
        os._exit(installation.run(installation.settings(home, mailbox, ledger={"url": url}))[1])
    except Held:
        os._exit(75)


def test_the_lock_of_a_run_holds_across_machines_and_ends_with_it(server: Path, tmp_path: Path) -> None:
    url = database(server)
    with run_lock(tmp_path / "a", url), pytest.raises(Held) as held, run_lock(tmp_path / "b", url):
        raise AssertionError("two runs at once")
    assert held.value.since.startswith("20")
    with run_lock(tmp_path / "b", url):
        pass


def test_a_ledger_moves_to_a_server_and_goes_on_there(server: Path, tmp_path: Path) -> None:
    mailbox, url = box(tmp_path), database(server)
    last = mailbox / "16-corrected.eml"
    last.rename(tmp_path / "later.eml")
    old = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    installation.run(installation.settings(tmp_path, mailbox))
    assert copy_ledger(old, url)["mails"] == len(MAILS) - 1
    assert story(url) == story(old)
    with pytest.raises(WrongSettings, match="已有台账"):
        copy_ledger(old, url)
    (tmp_path / "later.eml").rename(last)
    facts, code = installation.run(installation.settings(tmp_path, mailbox, ledger={"url": url}))
    assert (code, facts.fetched) == (0, 1)


def test_steps_end_where_a_fresh_ledger_begins_on_a_server_too(server: Path, tmp_path: Path) -> None:
    stepped, fresh = database(server), database(server)
    engine = create_engine(stepped)
    with engine.begin() as connection:
        baseline = migrations.first().module.metadata
        baseline.create_all(connection)
        connection.execute(tables.meta.insert().values(name="schema", value="1"))
    open_ledger(stepped, upgrade=True).close()
    open_ledger(fresh).close()
    assert shape(engine) == shape(create_engine(fresh))


def test_what_was_upgraded_can_be_copied(server: Path, tmp_path: Path) -> None:
    url = database(server)
    old = old_ledger(tmp_path, RELEASED[0])
    with pytest.raises(WrongSettings, match="ledger upgrade"):
        copy_ledger(old, url)
    open_ledger(old, upgrade=True).close()
    assert copy_ledger(old, url)["mails"] == 3
