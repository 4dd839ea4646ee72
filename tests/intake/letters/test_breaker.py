"""When no letter may leave: each limit one below, at it, and one above; whose mails count; how it opens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, update

from intake.ledger import Ledger, letters, mails, open_ledger
from intake.ledger.cases import open_case
from intake.ledger.letters import Draft
from intake.ledger.mails import Sighting
from intake.ledger.tables import case_mails, revisions
from intake.ledger.tables import mails as mail_table
from intake.letters import breaker, outbox
from intake.letters.breaker import Breaker, holding
from intake.mime.mail_kind import Kind
from intake.model import Origin
from intake.timestamps import text_of
from tests import installation

NOW = datetime(2024, 4, 20, 12, 0, 0, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


class World:
    """A ledger, mails that somebody sent, and the breaker over them."""

    def __init__(self, home: Path, **limits: float) -> None:
        self.home, self.count = home, 0
        self.ledger: Ledger = open_ledger(f"sqlite:///{home / 'ledger.sqlite'}")
        self.settings = installation.settings(home, home / "box", breaker=limits)
        self.breaker = self.again()

    def again(self) -> Breaker:
        return Breaker(self.ledger, self.settings, lambda sha256: self.home / sha256)

    def mail(self, connection: Connection, sender: str, at: datetime) -> str:
        self.count += 1
        digest = f"{self.count:064x}"
        origin = Origin("imap", "INBOX", "1", str(self.count), "")
        mails.see(connection, [Sighting(origin, digest, 100, text_of(at))], at)
        connection.execute(update(mail_table).where(mail_table.c.sha256 == digest).values(sender=sender))
        return digest

    def good(self, *senders: str, at: datetime = NOW, formless: bool = False, disproved: bool = False) -> None:
        with self.ledger.write() as connection:
            for sender in senders:
                mail = self.mail(connection, sender, at)
                mails.settle(connection, mail, "settled", Kind("submission", True, ""), text_of(at))  # type: ignore[arg-type]
                if formless:
                    case = open_case(connection, f"WD2024-{self.count:04}")
                    connection.execute(insert(case_mails).values(mail=mail, part=0, case_id=case, revision=1, relation="new"))
                    connection.execute(insert(revisions).values(
                        case_id=case, revision=1, mail=mail, part=0, fingerprint="", own="", package="", findings="",
                        status="unclear", disproved=int(disproved)))

    def failed(self, *senders: str, at: datetime = NOW, trouble: str = "Fault", shelve: bool = True) -> list[str]:
        with self.ledger.write() as connection:
            made = [self.mail(connection, sender, at) for sender in senders]
            for mail in made:
                mails.tried(connection, mail, trouble, shelve)
        return made

    def letter(self, key: str) -> None:
        with self.ledger.write() as connection:
            letters.keep(connection, Draft(key, self.mail(connection, "", NOW), "receipt", "a@unit.example", f"<{key}@x>", "回执",
                                           b"Subject: x\r\n\r\nx", "queued"), text_of(NOW))  # type: ignore[arg-type]

    def send(self, now: datetime = NOW) -> list[str]:
        return outbox.send_due(self.ledger, self.settings, now, self.again())

    @property
    def states(self) -> dict[str, tuple[str, str]]:
        with self.ledger.read() as connection:
            return {row.key: (str(row.state), row.why) for row in letters.rows(connection)}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    with closing(made.ledger):
        yield made


def people(count: int, name: str = "p") -> list[str]:
    return [f"{name}{n}@unit.example" for n in range(count)]


@pytest.mark.parametrize(("good", "failed", "formless", "held"), [
    (0, 4, 0, False), (0, 5, 0, True), (0, 0, 4, False), (0, 0, 5, True), (0, 2, 2, False), (0, 2, 3, True),  # at least five
    (4, 5, 0, True), (5, 5, 0, False), (6, 5, 0, False), (5, 6, 0, True), (6, 3, 3, False), (5, 3, 3, True),  # more than half
    (0, 0, 0, False), (10, 0, 0, False),
])  # fmt: skip
def test_it_holds_when_more_than_half_of_five_or_more_senders_are_in_trouble(
    good: int, failed: int, formless: int, held: bool, world: World
) -> None:
    world.good(*people(good, "g"))
    world.failed(*people(failed, "f"))
    world.good(*people(formless, "w"), formless=True)
    world.letter("k")
    why = world.breaker.ask(NOW)
    told = f"最近来信的 {good + failed + formless} 个发件人中有 {failed + formless} 个的邮件未能识别或处理"
    assert why == (told if held else "")
    assert world.states == {"k": ("held", breaker.HELD + told) if held else ("queued", "")}


@pytest.mark.parametrize(("least", "share", "held"), [(4, 0.2, True), (4, 0.4, False), (4, 0.39, True), (5, 0.2, False)])
def test_the_breaker_of_an_office_of_its_own(least: int, share: float, held: bool, tmp_path: Path) -> None:
    """Four of ten."""
    world = World(tmp_path, least=least, share=share)
    with closing(world.ledger):
        world.good(*people(6))
        world.failed(*people(4, "f"))
        assert bool(world.breaker.ask(NOW)) is held


def test_many_bad_mails_of_one_stranger_stop_nobody(world: World) -> None:
    world.failed(*["bad@evil.example"] * 5, *["Bad@Evil.Example"] * 5)
    world.good(*["worse@evil.example"] * 5, formless=True)
    assert world.breaker.ask(NOW) == ""


def test_a_sender_whose_mail_could_not_be_read_is_told_by_its_head(world: World) -> None:
    for n, mail in enumerate(world.failed(*[""] * 10)):
        (world.home / mail).write_bytes(b"Subject: x\r\nFrom: =?utf-8?B?5p2O?=\r\n <one@evil.example>\r\n\r\nFrom: <%d@b>" % n)
    assert world.breaker.ask(NOW) == ""
    for n, mail in enumerate(world.failed(*[""] * 10)):
        (world.home / mail).write_bytes(b"from: %d@unit.example\n\nx" % n)
    assert world.breaker.ask(NOW).startswith("最近来信的 11 个发件人中有 11 个")


@pytest.mark.parametrize("head", [
    "From: one@evil.example, other%d@unit.example", "From: one@evil.example\r\nFrom: two%d@unit.example",
    "FROM : =?utf-8?q?a%d=40b.example?= <ONE@evil.example>", "From: (%d@x.example)\r\n\to.ne+%d@evil.example",
    'From: "%d@unit.example" <one@evil.example>',
])  # fmt: skip
def test_a_writer_with_many_names_is_one(head: str, world: World) -> None:
    for n, mail in enumerate(world.failed(*[""] * 6)):
        (world.home / mail).write_bytes(head.replace("%d", str(n)).encode() + b"\r\n\r\nx")
    assert world.breaker.ask(NOW) == ""


def test_bytes_that_are_not_here_are_our_fault(world: World) -> None:
    world.failed(*[""] * 5)
    assert world.breaker.ask(NOW)


def test_the_newest_mail_of_a_sender_counts(world: World) -> None:
    world.failed(*people(6), at=NOW - HOUR)
    world.good(*people(6))
    assert world.breaker.ask(NOW) == ""


@pytest.mark.parametrize(("ago", "held"), [(DAY - SECOND, True), (DAY, True), (DAY + SECOND, False)])
def test_what_is_older_than_a_day_counts_no_more(ago: timedelta, held: bool, world: World) -> None:
    world.failed(*people(6), at=NOW - ago)
    assert bool(world.breaker.ask(NOW)) is held


@pytest.mark.parametrize(("later", "held"), [(44, True), (45, False), (60, False)])
def test_only_the_last_fifty_count(later: int, held: bool, tmp_path: Path) -> None:
    """Six in trouble, then mails of one who is not: of the last fifty as many as are left are in trouble."""
    world = World(tmp_path, least=6)
    with closing(world.ledger):
        world.failed(*people(6), at=NOW - HOUR)
        world.good(*["g@unit.example"] * later)
        assert bool(world.breaker.ask(NOW)) is held


def test_a_mail_over_the_limit_and_a_forged_one_count_for_nothing(world: World) -> None:
    """Also where the limit was raised since, and the mails were not read again."""
    world.failed(*people(6), trouble=mails.TOO_LARGE)
    world.good(*people(6, "w"), formless=True, disproved=True)
    assert world.breaker.ask(NOW) == ""


# --- before each letter, and how it opens -----------------------------------------------------------------------------


def test_it_is_asked_before_each_letter(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("k1", "k2", "k3"):
        world.letter(key)
    asked = iter(["", "", "程序有故障"])

    def answer(breaker: Breaker, connection: Connection, now: datetime) -> str:
        return next(asked)

    monkeypatch.setattr(Breaker, "_strange", answer)
    assert world.send() == []
    assert [state for _, (state, _) in sorted(world.states.items())] == ["sent", "sent", "held"]


def test_what_a_person_approves_leaves_and_what_staff_hold_stays(world: World) -> None:
    world.failed(*people(6))
    for key in ("approved", "held", "left"):
        world.letter(key)
    world.send()
    assert {state for state, _ in world.states.values()} == {"held"}
    with world.ledger.write() as connection:
        assert letters.move(connection, ["approved"], ("held",), "queued", text_of(NOW), letters.APPROVED)  # type: ignore[arg-type]
        assert outbox.hold(connection, ["held"], text_of(NOW)) == 1
    world.send()
    assert {key: state for key, (state, _) in world.states.items()} == {"approved": "sent", "held": "held", "left": "held"}
    assert world.again().open(NOW + HOUR) == 1
    world.send(NOW + HOUR)
    assert {key: state for key, (state, _) in world.states.items()} == {"approved": "sent", "held": "held", "left": "sent"}
    assert world.states["held"][1] == outbox.BY_STAFF


def test_once_open_it_looks_at_nothing_from_before(world: World) -> None:
    world.failed(*people(6))
    assert world.breaker.ask(NOW)
    world.breaker.open(NOW)
    assert world.breaker.ask(NOW) == "", "mails of the same second are from before"
    world.failed(*people(6), at=NOW + HOUR)
    assert world.breaker.ask(NOW + HOUR)


def test_two_runs_that_went_well_open_it(world: World) -> None:
    world.failed(*people(6), at=NOW - HOUR)
    world.letter("k")
    assert world.breaker.ask(NOW)
    later = NOW + HOUR

    def run() -> bool:
        world.again().after_settling(later, later)
        with world.ledger.read() as connection:
            return holding(connection) is not None

    assert run(), "a run without mail says nothing"
    world.good("a@unit.example", at=later)
    assert run()
    world.failed(*people(2, "f"), at=later)
    assert run(), "a run that went badly: one sees two that went well after it"
    later += HOUR
    world.good("b@unit.example", at=later)
    assert run() and not run()
    assert world.states == {"k": ("queued", "")}
