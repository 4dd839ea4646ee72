"""The order of arrival: which mail comes first decides numbers, duplicates and revisions."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from intake.ledger import mails, open_ledger
from intake.ledger.mails import Sighting
from intake.model import Origin

NOW = datetime(2024, 4, 18, 9, 0, 0, tzinfo=UTC)
SECOND = "2024-04-18T08:59:00+00:00"


def sighting(uid: int, sha256: str, received: str = SECOND) -> Sighting:
    return Sighting(Origin("office", "INBOX", "1", str(uid)), sha256, 1000, received)


def test_mails_of_one_second_are_settled_in_the_order_of_the_mailbox(tmp_path: Path) -> None:
    """A city association sends three at once: the mailbox tells no more than the second."""
    with closing(open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")) as ledger, ledger.write() as connection:
        assert mails.see(connection, [sighting(9, "c"), sighting(10, "a"), sighting(11, "b")], NOW) == 3
        assert [mail.sha256 for mail in mails.waiting(connection)] == ["c", "a", "b"]
        assert [mail.sha256 for mail in mails.everyone(connection)] == ["c", "a", "b"]


def test_the_same_bytes_twice_in_one_group_stand_where_they_lay_first(tmp_path: Path) -> None:
    with closing(open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")) as ledger, ledger.write() as connection:
        assert mails.see(connection, [sighting(9, "c"), sighting(10, "a"), sighting(11, "c")], NOW) == 2
        assert [mail.sha256 for mail in mails.waiting(connection)] == ["c", "a"]


def test_an_earlier_arrival_goes_first_whenever_it_was_seen(tmp_path: Path) -> None:
    with closing(open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")) as ledger, ledger.write() as connection:
        mails.see(connection, [sighting(9, "c"), sighting(10, "a", "2024-04-18T08:58:59+00:00")], NOW)
        assert [mail.sha256 for mail in mails.waiting(connection)] == ["a", "c"]
