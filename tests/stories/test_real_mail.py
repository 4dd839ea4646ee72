"""Mails that other people really wrote, through the whole pass: all accounted for, none shelved without a reason."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from intake.ledger import mails, open_ledger
from intake.operations.status import standing
from tests import installation

REAL = installation.SHARED / "real" / "mail"


@pytest.mark.skipif(not REAL.is_dir(), reason="the collection of real mails is not here")
def test_every_real_mail_is_accounted_for(tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    contents = {path.read_bytes() for path in REAL.iterdir()}
    for path in REAL.iterdir():
        shutil.copy(path, box / f"{path.name}.eml")
    these = installation.settings(tmp_path / "home", box)
    facts, _ = installation.run(these)
    with closing(open_ledger(these.ledger.url)) as ledger:
        told = standing(ledger)["mails"]
        with ledger.read() as connection:
            rows = mails.listing(connection)
    assert contents and told["seen"] == len(contents) == sum(n for state, n in told.items() if state != "seen")
    assert told["waiting"] == 0 and facts.letters_sent == 0
    assert all(row.trouble for row in rows if row.state == "shelved") and told["shelved"] == 0
    assert len(rows) == len(contents) and all(row.why for row in rows), "each says what it is"
    assert {row.kind for row in rows} >= {"submission", "enquiry", "automatic"}
