"""What every kind of ledger must do, in SQLite and in PostgreSQL: transactions, order, and what is kept."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect, select

from config.model import WrongSettings
from intake.ledger import Ledger, change_counter, letters, mails, open_ledger, runs, tables
from intake.ledger.case_numbers import DIGITS, next_number
from intake.ledger.cases import open_case
from intake.ledger.letters import Draft
from intake.ledger.mails import Sighting
from intake.model import LedgerOutage, Origin
from tests.servers.postgres import database

NOW = datetime(2024, 4, 1, tzinfo=UTC)
LATER = "2024-04-02T00:00:00+00:00"


def _sqlite(request: pytest.FixtureRequest, folder: Path) -> str:
    del request
    return f"sqlite:///{folder / 'ledger.sqlite'}"


def _postgresql(request: pytest.FixtureRequest, folder: Path) -> str:
    del folder
    return database(request.getfixturevalue("server"))


KINDS = {"sqlite": _sqlite, "postgresql": _postgresql}


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    return KINDS[request.param](request, tmp_path)


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    with closing(open_ledger(url)) as opened:
        yield opened


def sighting(n: int, uid: str = "", told: str = "") -> Sighting:
    return Sighting(Origin("imap:a@b", "INBOX", "1", uid or str(n), told), f"{n:064x}", 100 + n, "2024-03-05T02:00:00+00:00")


def letter(key: str, kind: str = "receipt", state: str = "queued") -> Draft:
    return Draft(key, f"{1:064x}", kind, "a@b.example", f"<{key}@x>", "回执", b"bytes \x00\xff", state)


def test_a_ledger_is_made_where_there_is_none_and_found_again(url: str) -> None:
    with closing(open_ledger(url)) as first:
        assert first.empty()
        with first.write() as connection:
            runs.start(connection, "2024-04-01T00:00:00+00:00")
    with closing(open_ledger(url)) as again, again.read() as connection:
        assert not again.empty()
        assert set(tables.metadata.tables) <= set(inspect(connection).get_table_names())


def test_what_is_written_is_read_by_others_once_it_is_whole(ledger: Ledger, url: str) -> None:
    with closing(open_ledger(url)) as other:
        with ledger.write() as connection:
            mails.see(connection, [sighting(1)], NOW)
            with other.read() as reading:
                assert mails.waiting(reading) == ()
        with other.read() as reading:
            assert [mail.sha256 for mail in mails.waiting(reading)] == [f"{1:064x}"]


def test_a_reader_sees_one_state_to_its_end(ledger: Ledger, url: str) -> None:
    with closing(open_ledger(url)) as other, other.read() as reading:
        assert mails.waiting(reading) == ()
        with ledger.write() as connection:
            mails.see(connection, [sighting(1)], NOW)
        assert mails.waiting(reading) == ()


def test_mails_keep_the_order_of_the_mailbox_and_are_new_once(ledger: Ledger) -> None:
    with ledger.write() as connection:
        assert mails.see(connection, [sighting(3), sighting(1), sighting(2)], NOW) == 3
        assert mails.see(connection, [sighting(1, "77", "other")], NOW) == 0
    with ledger.read() as connection:
        assert [mail.sha256 for mail in mails.waiting(connection)] == [f"{n:064x}" for n in (3, 1, 2)]
        assert mails.known_uids(connection, "imap:a@b", "INBOX", "1") == {"3": "", "1": "", "2": "", "77": "other"}
        assert mails.known_uids(connection, "imap:a@b", "INBOX", "2") == {}


def test_letters_keep_their_bytes_and_one_of_a_kind(ledger: Ledger) -> None:
    with ledger.write() as connection:
        mails.see(connection, [sighting(1)], NOW)
        assert letters.keep(connection, letter("one"), LATER)
        assert not letters.keep(connection, letter("two"), LATER), "this mail has its receipt"
        assert letters.move(connection, ["one"], ("queued",), "sending", LATER) == 1
        assert letters.move(connection, ["one"], ("queued",), "sending", LATER) == 0, "somebody was faster"
    with ledger.read() as connection:
        assert letters.bytes_of(connection, "one") == ("a@b.example", "<one@x>", b"bytes \x00\xff")
        assert letters.in_state(connection, "sending") == ("one",)


def test_case_numbers_are_counted_by_prefix_and_year_beyond_their_digits(ledger: Ledger) -> None:
    with ledger.write() as connection:
        assert next_number(connection, "GJ2024-") == "GJ2024-0001"
        for number in ("GJ2024-0001", "GJ2025-0007", "HZ2024-0003", f"GJ2024-{'9' * DIGITS}"):
            open_case(connection, number)
        assert next_number(connection, "GJ2024-") == "GJ2024-10000"
        open_case(connection, "GJ2024-10000")
        assert next_number(connection, "GJ2024-") == "GJ2024-10001"
        assert next_number(connection, "GJ2025-") == "GJ2025-0008"
        assert next_number(connection, "WD2024-") == "WD2024-0001"


def test_facts_are_remembered_and_replaced(ledger: Ledger) -> None:
    with ledger.write() as connection:
        runs.remember(connection, "name", "湖南")
        runs.remember(connection, "name", "再记")
        assert runs.recall(connection, "name") == "再记" and runs.recall(connection, "none") == ""


def test_every_change_is_counted_and_reading_is_none(ledger: Ledger) -> None:
    with ledger.read() as connection:
        before = change_counter.changes(connection)
    with ledger.write() as connection:
        mails.see(connection, [sighting(1)], NOW)
    with ledger.read() as connection:
        after = change_counter.changes(connection)
    with ledger.read() as connection:
        assert before != after == change_counter.changes(connection)


def test_a_rehearsal_leaves_nothing(ledger: Ledger) -> None:
    with ledger.rehearsal():
        with ledger.write() as connection:
            mails.see(connection, [sighting(1)], NOW)
        with ledger.read() as connection:
            assert len(mails.waiting(connection)) == 1
    with ledger.read() as connection:
        assert mails.waiting(connection) == ()


# --- what goes wrong ------------------------------------------------------------------------------------------------


def test_a_write_that_fails_leaves_nothing(ledger: Ledger) -> None:
    with pytest.raises(KeyError), ledger.write() as connection:
        mails.see(connection, [sighting(1)], NOW)
        raise KeyError
    with ledger.read() as connection:
        assert mails.waiting(connection) == ()


def test_a_step_of_a_rehearsal_that_fails_is_taken_back_alone(ledger: Ledger) -> None:
    with ledger.rehearsal():
        with ledger.write() as connection:
            mails.see(connection, [sighting(1)], NOW)
        with pytest.raises(KeyError), ledger.write() as connection:
            mails.see(connection, [sighting(2)], NOW)
            raise KeyError
        with ledger.read() as connection:
            assert [mail.sha256 for mail in mails.waiting(connection)] == [f"{1:064x}"]


def test_one_writes_at_a_time_and_the_other_waits(ledger: Ledger, url: str) -> None:
    told: list[str] = []

    def second() -> None:
        with closing(open_ledger(url)) as other, other.write() as connection:
            told.append(runs.recall(connection, "who"))
            runs.remember(connection, "who", "second")

    with ledger.write() as connection:
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.5)
        assert told == []
        runs.remember(connection, "who", "first")
    thread.join(60)
    assert told == ["first"]


def test_a_ledger_of_a_newer_release_is_left_alone(ledger: Ledger, url: str) -> None:
    with ledger.write() as connection:
        connection.execute(tables.meta.update().where(tables.meta.c.name == "schema").values(value=str(tables.SCHEMA + 1)))
    with pytest.raises(WrongSettings, match="更新的版本"):
        open_ledger(url)
    with ledger.read() as connection:
        told = connection.execute(select(tables.meta.c.value).where(tables.meta.c.name == "schema")).scalar()
    assert told == str(tables.SCHEMA + 1)


def test_a_driver_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(WrongSettings, match=r"pip install 'psycopg\[binary\]'"):
        open_ledger("postgresql+psycopg://x@/none?host=/nowhere")


@pytest.mark.parametrize("wrong", ["sqlite:////proc/none/ledger.sqlite", "postgresql+psycopg://x@/none?host=/nowhere"])
def test_a_database_that_cannot_be_reached_is_an_outage(wrong: str) -> None:
    with pytest.raises(LedgerOutage):
        open_ledger(wrong)


@pytest.mark.parametrize("wrong", ["nonsense", "oracle://x/y"])
def test_a_url_that_names_no_database_is_wrong_settings(wrong: str) -> None:
    with pytest.raises(WrongSettings, match=r"ledger\.url"):
        open_ledger(wrong)
