"""Random sequences of short, empty and growing answers: no mail is lost, and none becomes two."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from config.model import Settings
from intake.ledger import open_ledger, runs, tables
from intake.operations.installation import open_installation
from intake.operations.progress import Narrator
from intake.pipeline.fetch import fetch
from intake.store.vault import Vault
from reports.states import OwedState
from tests import installation
from tests.long_trials import trials
from tests.servers.coremail import mail
from tests.servers.imap import PASSWORD, scripted_server
from tests.servers.short_answers import EMPTY, WHOLE, Answer, Plan, ShortAnswers

MAILBOXES, MAILS = 60, 25
"""1,500 sequences of answers, one for each mail; a tenth of them in a run of the suite."""
PASSES = 5


def multipart(number: int, size: int) -> bytes:
    head = f'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="b{number}"\r\n\r\n--b{number}\r\n\r\n'.encode()
    return head + mail(number, size) + f"--b{number}--\r\n".encode()


def answers(dice: random.Random) -> list[Answer]:
    """What a server gives of one mail, time after time; mostly more than before."""
    shares = [dice.choice([*EMPTY, dice.random(), dice.random() ** 2, WHOLE]) for _ in range(dice.randint(1, 14))]
    if dice.random() < 0.5:
        shares = [*(s for s in shares if isinstance(s, str)), *sorted(s for s in shares if not isinstance(s, str))]
    return list(shares)


def take(chosen: Settings) -> None:
    opened = open_installation(chosen, installation.guide(), Narrator(quiet=True))
    with closing(opened.ledger):
        with opened.ledger.write() as connection:
            runs.start(connection, "2024-04-01T00:00:00+00:00")
        fetch(opened)


def told(chosen: Settings) -> tuple[list[bytes], list[tuple[str, str]]]:
    """The bytes of every mail of the ledger, and (uid, state) of all that is or was owed."""
    vault = Vault(chosen.home / "vault" / "mails")
    with closing(open_ledger(chosen.ledger.url)) as ledger, ledger.read() as connection:
        digests = connection.execute(select(tables.mails.c.sha256)).scalars().all()
        owed = connection.execute(select(tables.owed.c.uid, tables.owed.c.state)).all()
    return [vault.path(digest).read_bytes() for digest in digests], [(uid, state) for uid, state in owed]


@pytest.mark.parametrize("seed", trials(MAILBOXES))
def test_no_mail_is_lost_whatever_is_given(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    mails = {uid: dice.choice([mail, multipart])(uid, dice.randint(300, 20_000)) for uid in range(1, MAILS + 1)}
    script = ShortAnswers(mails, {uid: Plan(answers(dice)) for uid in mails})
    with scripted_server(script) as server:
        words = {"url": server.url(), "password": PASSWORD, "pause_seconds": 0, "timeout_seconds": 5,
                 "batch_bytes": dice.choice([1, 30_000, 8 << 20]), "chunk_bytes": dice.choice([500, 5000, 1 << 20])}
        chosen = installation.settings(tmp_path, server.url(), mailbox=words)
        for _ in range(PASSES):
            take(chosen)
            kept, owed = told(chosen)
            whole = {uid for uid, data in mails.items() if data in kept}
            asked = {int(uid) for uid, state in owed if state in (OwedState.ASKED, OwedState.KEPT)}
            assert whole | asked == set(mails), "every mail is here or owed"
        script.plans = {}
        take(chosen)
    kept, owed = told(chosen)
    assert sorted(kept) == sorted(mails.values()), "each once, byte for byte"
    assert {state for _, state in owed} <= {OwedState.GIVEN}
