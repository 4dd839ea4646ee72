"""How many letters an address gets within a day: each limit one below, at it and above, however the address is spelt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from config.model import Settings
from intake.ledger import Ledger, letters, mails, open_ledger, runs
from intake.ledger.letters import Draft
from intake.ledger.mails import Sighting
from intake.letters import provider_verdicts
from intake.letters.recipients import (
    BARE,
    BARE_OVER,
    BY_A_PERSON,
    DOUBTED,
    LATER,
    SenderClass,
    held_back,
    sender_class,
)
from intake.mime.same_mailbox import mailbox_behind, spelt
from intake.model import Origin
from intake.timestamps import text_of
from parsers.model.mail import Proof
from tests import installation

NOW = datetime(2024, 4, 20, 12, 0, 0, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
ADDRESS = "li.na@unit.example"


def settings(home: Path, **changes: Any) -> Settings:
    return installation.settings(home, home / "box", **changes)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")) as opened:
        yield opened


def had(ledger: Ledger, *recipients: str, state: str = "queued", at: datetime = NOW, key: str = "k") -> None:
    """Letters that are kept already."""
    with ledger.write() as connection:
        for recipient in recipients:
            number = len(letters.rows(connection))
            digest = f"{number:064x}"
            mails.see(connection, [Sighting(Origin("imap", "INBOX", "1", str(number), ""), digest, 1, "")], at)
            letters.keep(connection, Draft(f"{key}{number}", digest, "receipt", recipient, f"<{number}@x>", "回执", b"x",
                                           state), text_of(at))  # type: ignore[arg-type]


def asked(ledger: Ledger, these: Settings, sender: SenderClass, address: str = ADDRESS) -> str:
    with ledger.write() as connection:
        return held_back(connection, address, sender, these, NOW)


@pytest.mark.parametrize(("sender", "most", "why"), [
    (SenderClass.VOUCHED, 200, LATER), (SenderClass.UNVERIFIED, 3, BY_A_PERSON), (SenderClass.DISPROVED, 1, BY_A_PERSON),
    (SenderClass.NO_VERDICTS, 50, BY_A_PERSON),
])  # fmt: skip
def test_an_address_has_so_many_letters_a_day(sender: SenderClass, most: int, why: str, ledger: Ledger, tmp_path: Path) -> None:
    these = settings(tmp_path)
    had(ledger, *[ADDRESS] * (most - 1), "lina@other.example", "another@unit.example")
    assert asked(ledger, these, sender) == ""
    had(ledger, ADDRESS.upper())
    assert asked(ledger, these, sender) == why


@pytest.mark.parametrize(("state", "ago", "counts"), [
    ("queued", 9 * DAY, True), ("sending", 9 * DAY, True), ("sent", DAY, True), ("unknown", DAY, True),
    ("sent", DAY + SECOND, False), ("held", 0 * DAY, False), ("failed", 0 * DAY, False), ("dropped", 0 * DAY, False),
])  # fmt: skip
def test_letters_count_that_go_or_went_within_a_day(
    state: str, ago: timedelta, counts: bool, ledger: Ledger, tmp_path: Path
) -> None:
    had(ledger, ADDRESS, state=state, at=NOW - ago)
    assert asked(ledger, settings(tmp_path), SenderClass.DISPROVED) == (BY_A_PERSON if counts else "")


@pytest.mark.parametrize(("other", "vouched", "doubted"), [
    ("LI.NA@Unit.Example", True, True), ("li.na+1@unit.example", False, True), ("l.i.n.a@unit.example", False, True),
    ("li.na@sub.unit.example", False, False), ("li-na@unit.example", False, False), ("li_na@unit.example", False, False),
    ("li.na@unit.example.", True, True), ("ali.na@unit.example", False, False),
])  # fmt: skip
def test_another_spelling_is_the_same_address(other: str, vouched: bool, doubted: bool, ledger: Ledger, tmp_path: Path) -> None:
    """A plus and dots lead into one mailbox: they count together where nobody vouches for the sender."""
    these = settings(tmp_path, letters={"per_recipient_day": {"vouched": 1, "unverified": 1}})
    had(ledger, ADDRESS)
    assert bool(asked(ledger, these, SenderClass.VOUCHED, other)) is vouched
    assert bool(asked(ledger, these, SenderClass.UNVERIFIED, other)) is doubted


def test_a_chinese_domain_has_two_spellings(ledger: Ledger, tmp_path: Path) -> None:
    assert spelt("A@例子.中国") == spelt("a@xn--fsqu00a.xn--fiqs8s") and mailbox_behind("+x@a.example") == "+x@a.example"
    had(ledger, "a@例子.中国")
    assert asked(ledger, settings(tmp_path), SenderClass.DISPROVED, "a@xn--fsqu00a.xn--fiqs8s") == BY_A_PERSON


def test_bare_receipts_are_a_tenth_of_the_letters_of_a_day(ledger: Ledger, tmp_path: Path) -> None:
    these = settings(tmp_path, smtp={"per_day": 30})
    had(ledger, "a@a.example", "b@b.example", key=BARE)
    had(ledger, "c@c.example", "d@d.example")
    assert asked(ledger, these, SenderClass.DISPROVED) == ""
    had(ledger, "e@e.example", key=BARE)
    assert asked(ledger, these, SenderClass.DISPROVED) == BARE_OVER
    assert asked(ledger, these, SenderClass.UNVERIFIED) == ""


@pytest.mark.parametrize("key", [DOUBTED, BARE])
def test_a_forger_takes_no_receipt_of_an_applicant(key: str, ledger: Ledger, tmp_path: Path) -> None:
    """Letters that answer forged mails count against the forger's limit alone; vouched ones against both."""
    these = settings(tmp_path, letters={"per_recipient_day": {"vouched": 2, "unverified": 3}})
    had(ledger, *[ADDRESS] * 3, key=key)
    had(ledger, ADDRESS)
    assert asked(ledger, these, SenderClass.VOUCHED) == "" and asked(ledger, these, SenderClass.UNVERIFIED) == BY_A_PERSON
    had(ledger, ADDRESS)
    assert asked(ledger, these, SenderClass.VOUCHED) == LATER


# --- what the provider says ---------------------------------------------------------------------------------------------

OURS, OTHERS = "mx.126.com", "mx.evil.example"


def judged(ledger: Ledger, these: Settings, proof: Proof | None, at: datetime = NOW) -> str:
    """How far the sender of a mail is vouched for that is settled now, and arrived then."""
    with ledger.write() as connection:
        provider_verdicts.note(connection, proof, text_of(at), these, NOW)
        return sender_class(connection, proof, text_of(at), these, NOW)


def judging(home: Path, authority: str = "126.com") -> Settings:
    return settings(home, mailbox={"authority": authority})


def test_what_a_provider_says(ledger: Ledger, tmp_path: Path) -> None:
    these = judging(tmp_path)
    assert judged(ledger, these, Proof(OURS, "pass")) == "vouched"
    assert judged(ledger, these, Proof(OURS, "fail")) == "disproved"
    assert judged(ledger, these, Proof(OURS, "")) == "unverified", "all three mails that came were judged"
    assert judged(ledger, these, None) == "no_verdicts", "three of four are few"
    for _ in range(2):
        judged(ledger, these, Proof(OURS, "pass"))
    assert judged(ledger, these, None) == judged(ledger, these, Proof(OTHERS, "pass")) == "unverified"


@pytest.mark.parametrize(("strays", "others", "told"), [
    (1, 0, "no_verdicts"), (1, 30, "no_verdicts"), (4, 0, "no_verdicts"), (5, 4, "unverified"), (5, 5, "no_verdicts"),
    (19, 40, "no_verdicts"), (40, 2, "unverified"),
])  # fmt: skip
def test_a_provider_judges_where_half_of_the_mails_carry_its_verdict(
    strays: int, others: int, told: str, ledger: Ledger, tmp_path: Path
) -> None:
    """A stray header, which anybody may write where the provider writes none, costs no applicant a letter."""
    these = judging(tmp_path)
    for proof, count in ((Proof(OURS, ""), strays), (None, others)):
        for n in range(count):
            judged(ledger, these, proof, NOW - n % 29 * DAY)
    assert judged(ledger, these, None) == told


@pytest.mark.parametrize(("ago", "told"), [(30, "unverified"), (31, "no_verdicts")])
def test_a_provider_that_judged_no_mail_for_thirty_days_judges_none(ago: int, told: str, ledger: Ledger, tmp_path: Path) -> None:
    these = judging(tmp_path)
    for _ in range(6):
        judged(ledger, these, Proof(OURS, ""), NOW - ago * DAY)
    assert judged(ledger, these, None) == told
    assert judged(ledger, judging(tmp_path, "163.com"), None) == "no_verdicts"


def test_what_an_older_release_kept_counts_for_nothing(ledger: Ledger, tmp_path: Path) -> None:
    with ledger.write() as connection:
        runs.remember(connection, f"{provider_verdicts.JUDGED} 126.com", text_of(NOW))
    assert judged(ledger, judging(tmp_path), None) == "no_verdicts"
    assert judged(ledger, judging(tmp_path), Proof(OURS, "pass")) == "vouched"


def test_where_no_provider_is_known_nobody_judges(ledger: Ledger, tmp_path: Path) -> None:
    these = settings(tmp_path, smtp={"from": ""})
    assert judged(ledger, these, Proof(OURS, "pass")) == "no_verdicts"


def test_a_date_that_is_to_come_does_not_last(ledger: Ledger, tmp_path: Path) -> None:
    these = judging(tmp_path)
    judged(ledger, these, Proof(OURS, ""), NOW + 9000 * DAY)
    with ledger.write() as connection:
        later = NOW + 31 * DAY
        provider_verdicts.note(connection, None, text_of(later), these, later)
        assert sender_class(connection, None, text_of(later), these, later) == "no_verdicts"
