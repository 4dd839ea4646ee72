"""kill -9 at any moment: afterwards every mail is settled once, every case is there once, every letter is there once."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from email import message_from_bytes
from pathlib import Path

import pytest

from config.load import PROJECT
from intake.ledger import letters, mails, open_ledger
from intake.publish.workbook_data import all_cases
from intake.store.vault import Vault
from tests import installation
from tests.long_trials import trials

pytestmark = pytest.mark.usefixtures("either_database")

KILLS = 100


def start(home: Path, box: Path = installation.MAILBOX) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "INTAKE_HOME": str(home), "INTAKE_MAILBOX__URL": f"folder:{box}", "INTAKE_LETTERS__MAX_AGE_DAYS": "0",
        "INTAKE_LEDGER__URL": installation.LEDGER_OF[-1](home),
    }
    return subprocess.Popen(
        [sys.executable, str(PROJECT / "run_intake.py")], env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")


def whole_run(home: Path, box: Path = installation.MAILBOX) -> float:
    began = time.monotonic()
    process = start(home, box)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 0, said.decode()
    return time.monotonic() - began


def test_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    seconds = whole_run(tmp_path / "clean")
    home, box, chance, killed = tmp_path / "killed", tmp_path / "box", random.Random(20240320), 0
    box.mkdir()
    mails_left = sorted(installation.MAILBOX.glob("*.eml"))
    while killed < len(trials(KILLS)):
        if mails_left:  # a mail more each time, so that there is always something to be killed at
            shutil.copy2(mails_left.pop(0), box)
        process = start(home, box)
        time.sleep(chance.uniform(0.1, 0.6) * min(seconds, 2.5 if mails_left else 1.0))  # a pass over one mail, or over none
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        killed += process.returncode == -signal.SIGKILL
    for mail in mails_left:
        shutil.copy2(mail, box)
    whole_run(home, box)
    assert facts(home) == facts(tmp_path / "clean")
    arrived = Counter(message_from_bytes(path.read_bytes())["Message-ID"] for path in installation.letters(home))
    assert set(arrived.values()) == {1}
    assert set(arrived) == {message_from_bytes(p.read_bytes())["Message-ID"] for p in installation.letters(tmp_path / "clean")}
    assert not list(Vault(home / "vault" / "mails").damaged())
    assert not list(Vault(home / "vault" / "files").damaged())


def facts(home: Path) -> tuple[dict[str, int], dict[str, int], list[tuple[object, ...]]]:
    """What must be the same however often a run was killed: mails and letters by state, cases with their findings."""
    with closing(open_ledger(installation.LEDGER_OF[-1](home))) as ledger, ledger.read() as connection:
        cases = [
            (c.case_no, c.revision, c.status, c.message_ids, tuple((f.rule, f.field) for f in c.findings))
            for c in all_cases(connection, installation.guide(), every_revision=True)
        ]
        return mails.counts(connection), letters.counts(connection), cases
