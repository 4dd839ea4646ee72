"""What of a day's letters those may take for whose senders nobody vouches, and what a person let go while others wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from intake.ledger import Ledger, letters, mails, open_ledger
from intake.ledger.letters import APPROVED, UNSENT, Draft
from intake.ledger.mails import Sighting
from intake.letters import outbox
from intake.letters.breaker import HELD, Breaker
from intake.letters.provider_verdicts import note
from intake.letters.recipients import BARE, BY_A_PERSON, DOUBTED, LATER, OVER, RECEIPT
from intake.model import Origin
from intake.timestamps import text_of
from parsers.model.mail import Proof
from tests import installation
from tests.servers.smtp import Script, smtp_server

NOW = datetime(2024, 4, 20, 12, 0, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Outbox:
    """A ledger with letters, and a server that takes them."""

    def __init__(self, home: Path) -> None:
        self.home, self.script = home, Script()
        self.ledger: Ledger = open_ledger(f"sqlite:///{home / 'ledger.sqlite'}")

    def keeps(self, key: str, recipient: str = "", state: str = "queued", why: str = "", at: datetime = NOW) -> str:
        with self.ledger.write() as connection:
            number = len(letters.rows(connection))
            key, digest = f"{key}{number:03}", f"{number:064x}"
            mails.see(connection, [Sighting(Origin("imap", "INBOX", "1", str(number), ""), digest, 1, "")], at)
            letters.keep(connection, Draft(key, digest, "receipt", recipient or f"p@u{number}.example", f"<{key}@x>", "回执",
                                           b"Subject: x\r\n\r\nx", state, why), text_of(at))  # type: ignore[arg-type]
        return key

    def sends(self, now: datetime = NOW, **smtp: float) -> list[str]:
        """A run. Returns the kinds of the letters that left in it, in their order."""
        before = len(self.script.letters)
        with smtp_server(self.script) as port:
            these = installation.settings(self.home, self.home / "box", smtp={"url": f"smtp://127.0.0.1:{port}"} | smtp)
            outbox.send_due(self.ledger, these, now, Breaker(self.ledger, these, Path))
        return [str(letter.rcpt_tos[0]).partition("@")[0] for letter in self.script.letters[before:]]

    @property
    def states(self) -> dict[str, tuple[str, str]]:
        with self.ledger.read() as connection:
            return {row.key: (str(row.state), row.why) for row in letters.rows(connection)}


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Outbox]:
    made = Outbox(tmp_path)
    with closing(made.ledger):
        yield made


def fill(box: Outbox, key: str, count: int, at: datetime = NOW) -> None:
    for n in range(count):
        box.keeps(key, f"{key}{n}@unit{n}.example", at=at)


def kinds(sent: list[str]) -> dict[str, int]:
    return {key: sum(one.startswith(key) for one in sent) for key in (RECEIPT, DOUBTED, BARE)}


@pytest.mark.parametrize(("share", "unvouched", "vouched"), [(0.5, 5, 5), (0.2, 2, 8), (0.05, 1, 9), (1, 10, 0)])
def test_forgeries_of_the_morning_leave_the_rest_of_the_day_to_applicants(
    share: float, unvouched: int, vouched: int, box: Outbox
) -> None:
    """Fifteen letters to senders for whom nobody vouches in the morning, twenty to others at noon, ten letters a day."""
    fill(box, DOUBTED, 12)
    fill(box, BARE, 3)
    assert kinds(box.sends(per_day=10, unvouched_share=share)) == {RECEIPT: 0, DOUBTED: unvouched, BARE: 0}
    fill(box, RECEIPT, 20, NOW + HOUR)
    assert kinds(box.sends(NOW + HOUR, per_day=10, unvouched_share=share)) == {RECEIPT: vouched, DOUBTED: 0, BARE: 0}
    assert {state for state, _ in box.states.values()} == {"sent", "queued"}, "none is lost or held: it leaves another day"
    later = kinds(box.sends(NOW + DAY + 2 * HOUR, per_day=30, unvouched_share=1))
    assert sum(later.values()) == 25 and later[BARE] == 3


def test_within_one_run_those_go_first_for_whom_the_provider_vouches(box: Outbox) -> None:
    fill(box, DOUBTED, 4)
    fill(box, BARE, 1)
    fill(box, RECEIPT, 3)
    sent = box.sends(per_day=20, unvouched_share=0.1)
    assert [one[:5] for one in sent] == ["recei"] * 3 + ["unpro"] * 2


def test_where_the_provider_judges_nothing_every_letter_may_leave(box: Outbox) -> None:
    """Then all keys are those of a plain receipt."""
    fill(box, RECEIPT, 10)
    assert len(box.sends(per_day=10, unvouched_share=0.1)) == 10


@pytest.mark.parametrize("word", [APPROVED, UNSENT])
def test_what_a_person_let_go_leaves_beyond_the_share(word: str, box: Outbox) -> None:
    fill(box, DOUBTED, 3)
    key = box.keeps(DOUBTED, "let-go@unit.example", "held")
    with box.ledger.write() as connection:
        letters.move(connection, [key], ("held",), "queued", text_of(NOW), word)  # type: ignore[arg-type]
    assert "let-go" in box.sends(per_day=10, unvouched_share=0.1) and len(box.script.letters) == 2


# --- the breaker, and what a person let go ------------------------------------------------------------------------------


@pytest.mark.parametrize("word", [APPROVED, UNSENT])
def test_what_a_person_let_go_stays_so_when_the_server_puts_it_off(
    word: str, box: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Breaker, "_strange", lambda *_: "程序有故障")
    let_go, other = box.keeps(RECEIPT, "a@unit.example", why=word), box.keeps(RECEIPT, "b@unit.example")
    box.script.rcpt = "451 4.7.1 greylisted"
    for tries in range(2):
        assert box.sends(NOW + tries * HOUR) == []
        state, why = box.states[let_go]
        assert state == "queued" and why.startswith(f"{word}（451 4.7.1") and why.count(word) == 1
        assert box.states[other] == ("held", HELD + "程序有故障")
    box.script.rcpt = "250 OK"
    assert box.sends(NOW + 3 * HOUR) == ["a"]


def test_what_was_interrupted_in_a_folder_stays_let_go(box: Outbox) -> None:
    let_go, other = box.keeps(RECEIPT, why=APPROVED), box.keeps(RECEIPT, why="451 later")
    with box.ledger.write() as connection:
        letters.move(connection, [let_go, other], ("queued",), "sending", text_of(NOW))  # type: ignore[arg-type]
    outbox.recover(box.ledger, installation.settings(box.home, box.home / "box"), NOW)
    assert box.states == {let_go: ("queued", APPROVED), other: ("queued", "")}


def test_the_breaker_opens_within_the_limits_of_each_recipient(box: Outbox) -> None:
    """What a person let go meanwhile, and what was kept under other settings, counts."""
    these = installation.settings(box.home, box.home / "box", mailbox={"authority": "126.com"},
                                  letters={"per_recipient_day": {"vouched": 2}}, smtp={"per_day": 20})
    for _ in range(3):
        box.keeps(DOUBTED, "a@unit.example", "sent", "250 OK")
    held = [box.keeps(key, to, "held", HELD + "x") for key, to in (
        (DOUBTED, "a@unit.example"), (RECEIPT, "a@unit.example"), (RECEIPT, "A@unit.example"), (RECEIPT, "a@unit.example"),
        (BARE, "b@b.example"), (BARE, "c@c.example"), (BARE, "d@d.example"), ("decision-", "e@e.example"))]
    with box.ledger.write() as connection:
        note(connection, Proof("126.com", "pass"), text_of(NOW), these, NOW)
    assert Breaker(box.ledger, these, Path).open(NOW) == 5
    bare = box.states[held[6]][1]
    assert [box.states[key] for key in held] == [
        ("held", BY_A_PERSON), ("queued", ""), ("queued", ""), ("held", LATER), ("queued", ""), ("queued", ""), ("held", bare),
        ("queued", "")]
    assert bare and not bare.startswith((OVER, HELD))
