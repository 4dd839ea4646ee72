"""The whole run between real servers: mail from IMAP, letters to SMTP, each once, whatever happens on the way."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.program import program
from tests.servers.imap import Server, fill, pymap_server
from tests.servers.smtp import Script, smtp_server

PROJECT = Path(__file__).resolve().parents[2]
MAILS = [PROJECT / "tests" / "samples" / "mailbox" / name for name in ("06-enquiry.eml", "15-supplement.eml", "16-corrected.eml")]


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Server]:
    with pymap_server() as server:
        fill(server, [mail.read_bytes() for mail in MAILS])
        yield server


def run(home: Path, mailbox: Server, smtp: int, **others: str) -> subprocess.CompletedProcess[str]:
    words = {
        "INTAKE_HOME": str(home), "INTAKE_MAILBOX__URL": mailbox.url(), "INTAKE_MAILBOX__PASSWORD": mailbox.password,
        "INTAKE_SMTP__URL": f"smtp://localhost:{smtp}", "INTAKE_SMTP__FROM": "hnkxgjb@example.org",
        "INTAKE_LETTERS__MAX_AGE_DAYS": "0", "INTAKE_SMTP__SPACING_SECONDS": "0",
    } | others  # fmt: skip
    return program(["run"], os.environ | words, seconds=120)


def identities(script: Script) -> list[str]:
    return [str(message_from_bytes(letter.content or b"")["Message-ID"]) for letter in script.letters]


def test_every_application_is_answered_once_and_an_enquiry_is_not(tmp_path: Path, mailbox: Server) -> None:
    script = Script()
    with smtp_server(script) as port:
        first = run(tmp_path, mailbox, port)
        sent = identities(script)
        second = run(tmp_path, mailbox, port)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert len(sent) == len(set(sent)) == 2 and identities(script) == sent


def test_a_letter_that_may_have_arrived_is_not_sent_again(tmp_path: Path, mailbox: Server) -> None:
    script = Script(drop=True)
    with smtp_server(script) as port:
        run(tmp_path, mailbox, port)
        assert len(identities(script)) == 1
        script.drop = False
        run(tmp_path, mailbox, port)
        run(tmp_path, mailbox, port)
    assert len(identities(script)) == len(set(identities(script))) == 2


def test_letters_wait_while_the_server_is_away(tmp_path: Path, mailbox: Server) -> None:
    away = run(tmp_path, mailbox, 1)
    assert away.returncode == 1 and "信件保留在队列中" in away.stdout
    script = Script()
    with smtp_server(script) as port:
        assert run(tmp_path, mailbox, port).returncode == 0
    assert len(set(identities(script))) == len(script.letters) == 2


def test_a_mailbox_that_is_away_is_exit_2_and_the_next_run_takes_up(tmp_path: Path, mailbox: Server) -> None:
    script = Script()
    with smtp_server(script) as port:
        away = run(tmp_path, mailbox, port, INTAKE_MAILBOX__URL="imap://office@127.0.0.1:1/INBOX")
        assert away.returncode == 2 and "Traceback" not in away.stderr and mailbox.password not in away.stderr + away.stdout
        assert run(tmp_path, mailbox, port).returncode == 0
    assert len(identities(script)) == 2
