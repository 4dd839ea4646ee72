"""When a letter goes out, waits or is held: each limit one below, at it, and one above."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, update

from config.model import Settings
from intake.ledger import Ledger, letters, mails, open_ledger
from intake.ledger.cases import open_case
from intake.ledger.letters import Draft
from intake.ledger.mails import Sighting
from intake.ledger.tables import case_mails
from intake.ledger.tables import mails as mail_table
from intake.letters.breaker import Breaker
from intake.letters.outbox import APPROVE, OFF, OLD, capped, draft, send_due
from intake.letters.retry import next_attempt
from intake.model import Origin
from intake.timestamps import text_of
from parsers.model.mail import Head
from reports.case import Letter
from tests import installation

NOW = datetime(2024, 4, 20, 12, 0, 0, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
SENDER = "a@unit.example"


def settings(home: Path, **changes: Any) -> Settings:
    return installation.settings(home, home / "box", **changes)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")) as opened:
        yield opened


def seen(connection: Connection, number: int, received: datetime = NOW, sender: str = SENDER) -> str:
    """A mail of this sender that the ledger knows."""
    digest = f"{number:064x}"
    mails.see(connection, [Sighting(Origin("imap", "INBOX", "1", str(number), ""), digest, 100, text_of(received))], received)
    of_sender = {"sender": sender, "domain": mails.domain_of(sender)}
    connection.execute(update(mail_table).where(mail_table.c.sha256 == digest).values(of_sender))
    return digest


def letter(connection: Connection, mail: str, key: str, recipient: str = SENDER) -> None:
    letters.keep(connection, Draft(key, mail, "receipt", recipient, f"<{key}@x>", "回执", b"Subject: x\r\n\r\nx", "queued"),
                 text_of(NOW))  # type: ignore[arg-type]


# --- how old a mail may be ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "age", "state", "why"), [
    (14, 14 * DAY - SECOND, "queued", ""), (14, 14 * DAY, "queued", ""), (14, 14 * DAY + SECOND, "held", OLD),
    (1, DAY, "queued", ""), (1, DAY + SECOND, "held", OLD), (0, 1000 * DAY, "queued", ""), (14, -DAY, "queued", ""),
])  # fmt: skip
@pytest.mark.parametrize("hours", [0, 8, -5])
def test_an_old_mail_is_answered_by_a_person(days: int, age: timedelta, state: str, why: str, hours: int, tmp_path: Path) -> None:
    """The age is the same in every zone in which the arrival is written."""
    received = (NOW - age + timedelta(hours=hours)).replace(tzinfo=None).isoformat() + f"{hours:+03d}:00"
    made = draft("1" * 64, Head(sender=SENDER), Letter("回执", "您好", "<p>您好</p>"), received,
                 settings(tmp_path, letters={"max_age_days": days}), NOW)
    assert (made.state, made.why) == (state, why)


@pytest.mark.parametrize(("send", "received", "state", "why"), [
    ("auto", "", "held", OLD), ("auto", text_of(NOW), "queued", ""), ("off", text_of(NOW), "held", OFF),
    ("approve", text_of(NOW), "held", APPROVE),
])  # fmt: skip
def test_what_the_office_lets_go_out(send: str, received: str, state: str, why: str, tmp_path: Path) -> None:
    these = settings(tmp_path, letters={"max_age_days": 14, "send": send})
    made = draft("1" * 64, Head(sender=SENDER), Letter("回执", "您好", "<p>您好</p>"), received, these, NOW)
    assert (made.state, made.why) == (state, why)


# --- how many of a day ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("most", "had", "stop"), [(3, 2, False), (3, 3, True), (3, 4, True), (1, 0, False), (1, 1, True)])
def test_a_sender_has_so_many_letters_for_mails_that_bring_nothing(
    most: int, had: int, stop: bool, ledger: Ledger, tmp_path: Path
) -> None:
    these = settings(tmp_path, letters={"per_sender_a_day": most})
    with ledger.write() as connection:
        for number in range(had):
            letter(connection, seen(connection, number), f"k{number}")
        letter(connection, seen(connection, 90, sender="b@unit.example"), "another's", "b@unit.example")
        assert capped(connection, SENDER, text_of(NOW), these) is stop


@pytest.mark.parametrize(("ago", "stop"), [(DAY - SECOND, True), (DAY, True), (DAY + SECOND, False)])
def test_a_day_has_24_hours(ago: timedelta, stop: bool, ledger: Ledger, tmp_path: Path) -> None:
    these = settings(tmp_path, letters={"per_sender_a_day": 1})
    with ledger.write() as connection:
        letter(connection, seen(connection, 1, NOW - ago), "k")
        assert capped(connection, SENDER, text_of(NOW), these) is stop
        assert capped(connection, SENDER, "", these) is False


@pytest.mark.parametrize(("relation", "stop"), [("same", True), ("new", False), ("revision", False), ("supplement", False)])
def test_a_mail_that_brought_something_does_not_count(relation: str, stop: bool, ledger: Ledger, tmp_path: Path) -> None:
    these = settings(tmp_path, letters={"per_sender_a_day": 1})
    with ledger.write() as connection:
        mail = seen(connection, 1)
        letter(connection, mail, "k")
        case = open_case(connection, "GJ2024-0001")
        connection.execute(case_mails.insert().values(mail=mail, part=0, case_id=case, revision=1, relation=relation))
        assert capped(connection, SENDER, text_of(NOW), these) is stop


# --- when again -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("attempts", "minutes"), [
    (1, 5), (2, 10), (3, 20), (4, 40), (8, 640), (9, 1280), (10, None), (11, None),
])  # fmt: skip
def test_the_next_attempt(attempts: int, minutes: int | None) -> None:
    assert next_attempt(attempts, NOW) == (None if minutes is None else NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize(("early", "sent"), [(SECOND, 0), (0 * SECOND, 1), (-SECOND, 1)])
def test_a_letter_that_was_put_off_is_due_at_its_moment(early: timedelta, sent: int, ledger: Ledger, tmp_path: Path) -> None:
    with ledger.write() as connection:
        letter(connection, seen(connection, 1), "k")
        letters.move(connection, ("k",), ("queued",), "sending", text_of(NOW))  # type: ignore[arg-type]
        letters.put_off(connection, "k", text_of(NOW), "451", text_of(NOW))
    these = settings(tmp_path)
    assert send_due(ledger, these, NOW - early, Breaker(ledger, these, Path)) == []
    assert len(installation.letters(tmp_path)) == sent


@pytest.mark.parametrize(("tries", "shelved"), [(1, False), (2, False), (3, True)])
def test_a_mail_that_failed_three_times_is_shelved(tries: int, shelved: bool, ledger: Ledger) -> None:
    with ledger.write() as connection:
        mail = seen(connection, 1)
        assert [mails.tried(connection, mail, "Fault") for _ in range(tries)][-1] is shelved
        assert mails.state_of(connection, mail) == ("shelved" if shelved else "waiting")


def test_of_letters_of_one_second_the_one_leaves_first_whose_mail_came_first(ledger: Ledger) -> None:
    with ledger.write() as connection:
        for number, key in enumerate("cab"):
            letter(connection, seen(connection, 9 - number, NOW + number * SECOND), key)
        assert letters.due(connection, text_of(NOW)) == ("c", "a", "b")
