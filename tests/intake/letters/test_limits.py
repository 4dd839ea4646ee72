"""When a letter goes out, waits or is held: each limit one below, at it, and one above; the same of the breaker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, update

from config.model import Settings
from intake.ledger import Ledger, letters, mails, open_ledger, runs
from intake.ledger.cases import open_case
from intake.ledger.letters import Draft
from intake.ledger.mails import Sighting
from intake.ledger.tables import case_mails
from intake.ledger.tables import mails as mail_table
from intake.letters.outbox import APPROVE, OFF, OLD, capped, draft, send_due
from intake.letters.retry import next_attempt
from intake.mime.mail_kind import Kind
from intake.model import Origin
from intake.operations.installation import open_installation
from intake.operations.progress import Narrator
from intake.pipeline.run import hold_if_strange
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
    assert send_due(ledger, settings(tmp_path), NOW - early) == []
    assert len(installation.letters(tmp_path)) == sent


@pytest.mark.parametrize(("tries", "shelved"), [(1, False), (2, False), (3, True)])
def test_a_mail_that_failed_three_times_is_shelved(tries: int, shelved: bool, ledger: Ledger) -> None:
    with ledger.write() as connection:
        mail = seen(connection, 1)
        assert [mails.tried(connection, mail, "Fault") for _ in range(tries)][-1] is shelved
        assert mails.state_of(connection, mail) == ("shelved" if shelved else "waiting")


# --- the breaker --------------------------------------------------------------------------------------------------------


def handled(connection: Connection, good: int, failed: int, formless: int, finished: datetime) -> None:
    """Mails handled since a run finished, the good ones in its last second; one from before, one that nobody tried to read
    yet, and a letter that waits."""
    number = runs.start(connection, text_of(finished))
    runs.finish(connection, number, text_of(finished), 0, "{}")
    for n in range(good + formless):
        mail = seen(connection, n)
        mails.settle(connection, mail, "settled", Kind("submission", True, ""), text_of(finished))  # type: ignore[arg-type]
        if n >= good:
            case = open_case(connection, f"WD2024-{n:04}")
            connection.execute(case_mails.insert().values(mail=mail, part=0, case_id=case, revision=1, relation="new"))
    for n in range(failed):
        mails.tried(connection, seen(connection, 100 + n), "Fault", shelve=n % 2 == 0)
    older = seen(connection, 200)
    mails.settle(connection, older, "settled", Kind("submission", True, ""), text_of(finished - SECOND))  # type: ignore[arg-type]
    seen(connection, 201)  # arrived while the run went on: nobody tried to read it yet
    letter(connection, older, "k")


@pytest.mark.parametrize(("good", "failed", "formless", "held"), [
    (0, 4, 0, False), (0, 5, 0, True), (0, 0, 4, False), (0, 0, 5, True), (0, 2, 2, False), (0, 2, 3, True),  # at least five
    (4, 5, 0, True), (5, 5, 0, False), (6, 5, 0, False), (5, 6, 0, True), (6, 3, 3, False), (5, 3, 3, True),  # more than half
    (0, 0, 0, False), (10, 0, 0, False),
])  # fmt: skip
def test_letters_are_held_when_more_than_half_of_five_or_more_are_in_trouble(
    good: int, failed: int, formless: int, held: bool, tmp_path: Path
) -> None:
    opened = open_installation(settings(tmp_path), installation.guide(), Narrator(quiet=True))
    with closing(opened.ledger):
        with opened.ledger.write() as connection:
            handled(connection, good, failed, formless, NOW)
        why = hold_if_strange(opened)
        with opened.ledger.read() as connection:
            states = letters.counts(connection)
    assert why == (f"{good + failed + formless} 封邮件中有 {failed + formless} 封未能识别或处理" if held else "")
    assert (states["held"], states["queued"]) == ((1, 0) if held else (0, 1))


@pytest.mark.parametrize(("least", "share", "held"), [(4, 0.2, True), (4, 0.4, False), (4, 0.39, True), (5, 0.2, False)])
def test_the_breaker_of_an_office_of_its_own(least: int, share: float, held: bool, tmp_path: Path) -> None:
    """Four of ten."""
    these = settings(tmp_path, breaker={"least": least, "share": share})
    opened = open_installation(these, installation.guide(), Narrator(quiet=True))
    with closing(opened.ledger):
        with opened.ledger.write() as connection:
            handled(connection, 6, 4, 0, NOW)
        assert bool(hold_if_strange(opened)) is held
