"""What every kind of mailbox must do, whatever it reads from. A new kind is added by a Place and a line in PLACES."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from imapclient import IMAPClient

from config.model import MailboxSettings, WrongSettings
from intake.mailbox import check_login, host_of, mailbox_problems, open_mailbox
from intake.mailbox.interface import KINDS, known_kinds
from intake.model import Arrival, MailboxOutage
from intake.timestamps import moment_of
from tests.servers.coremail import mail
from tests.servers.imap import Server, fill, pymap_server

FURTHER = "Junk"
MAILS = [mail(1), mail(2, 5000), mail(3)]


@dataclass(frozen=True)
class Place:
    """A mailbox to be tried: its settings, and what others do to it. `touched` is what must never change by reading."""

    settings: MailboxSettings
    deliver: Callable[[bytes, str], None]
    remove: Callable[[int], None]
    touched: Callable[[], Any]
    missing: MailboxSettings


class Files:
    """Mails as files, one after another."""

    def __init__(self, url: str, root: Path, inbox: Path, further: Path, ending: str) -> None:
        self.root, self.ending, self.folders = root, ending, {"INBOX": inbox, FURTHER: further}
        self.count = 0
        for folder in self.folders.values():
            folder.mkdir(parents=True, exist_ok=True)
        self.place = Place(MailboxSettings(url=url), self.deliver, self.remove, self.touched,
                           MailboxSettings(url=url + "-none"))  # fmt: skip

    def deliver(self, data: bytes, folder: str) -> None:
        self.count += 1
        (self.folders[folder] / f"170000{self.count}{self.ending}").write_bytes(data)

    def remove(self, number: int) -> None:
        (self.folders["INBOX"] / f"170000{number}{self.ending}").unlink()

    def touched(self) -> list[tuple[str, bytes]]:
        return sorted((str(path), path.read_bytes()) for path in self.root.rglob("*") if path.is_file())


@contextmanager
def folder(home: Path) -> Iterator[Place]:
    root = home / "box"
    yield Files(f"folder:{root}", root, root, root / FURTHER, ".eml").place


@contextmanager
def maildir(home: Path) -> Iterator[Place]:
    root = home / "box"
    (root / "cur").mkdir(parents=True)
    yield Files(f"maildir:{root}", root, root / "new", root / f".{FURTHER}" / "new", ".M1.host").place


@contextmanager
def imap(home: Path) -> Iterator[Place]:
    del home
    with pymap_server() as server:
        given = {"password": server.password, "pause_seconds": 0, "retries": 0, "timeout_seconds": 20}
        chosen = MailboxSettings.model_validate({"url": server.url()} | given)
        nobody = MailboxSettings.model_validate({"url": replace(server, port=1).url()} | given)
        yield Place(chosen, lambda data, folder: fill(server, [data], folder), lambda number: _expunge(server, number),
                    lambda: _flags(server), nobody)  # fmt: skip


@contextmanager
def _inbox(server: Server) -> Iterator[IMAPClient]:
    with IMAPClient("127.0.0.1", server.port, ssl=False) as client:
        client.login(server.user, server.password)
        client.select_folder("INBOX")
        yield client


def _expunge(server: Server, number: int) -> None:
    with _inbox(server) as client:
        client.delete_messages([sorted(client.search("ALL"))[number - 1]])
        client.expunge()


def _flags(server: Server) -> dict[int, list[bytes]]:
    with _inbox(server) as client:
        flags = client.get_flags(client.search("ALL")).items()
        return {uid: sorted(flag for flag in told if flag != b"\\Recent") for uid, told in flags}


PLACES: Mapping[str, Callable[[Path], AbstractContextManager[Place]]] = {"imap": imap, "maildir": maildir, "folder": folder}
THE_SAME = {"imaps": "imap"}
"""A scheme that is another kind's but for what carries it; test_imap tries that."""


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with PLACES[request.param](tmp_path) as opened:
        yield opened


def fetch(settings: MailboxSettings, known: Mapping[str, str] | None = None) -> list[tuple[Arrival, bytes]]:
    with open_mailbox(settings, Path("/")) as box:
        return [(arrival, b"".join(arrival.chunks())) for arrival in box.arrivals(lambda folder, validity: known or {})]


def told(got: list[tuple[Arrival, bytes]]) -> dict[str, str]:
    return {arrival.origin.uid: arrival.origin.announced for arrival, _ in got}


def filled(place: Place) -> Place:
    for data in MAILS:
        place.deliver(data, "INBOX")
    return place


def test_every_kind_is_tried() -> None:
    assert {THE_SAME.get(scheme, scheme) for scheme in KINDS} == set(PLACES)


def test_an_empty_mailbox_gives_nothing(place: Place) -> None:
    assert fetch(place.settings) == []


def test_every_mail_comes_byte_for_byte_in_order_and_once(place: Place) -> None:
    got = fetch(filled(place).settings)
    assert [data for _, data in got] == MAILS
    assert len({arrival.origin.uid for arrival, _ in got}) == len(MAILS)
    assert fetch(place.settings, told(got)) == []


def test_what_is_told_of_a_mail_is_true(place: Place) -> None:
    with open_mailbox(filled(place).settings, Path("/")) as box:
        account = box.account
    got = fetch(place.settings)
    assert len(got) == len(MAILS)
    for arrival, data in got:
        assert arrival.origin.account == account and arrival.origin.folder == "INBOX"
        assert arrival.size in (None, len(data))
        assert not arrival.received or ((moment := moment_of(arrival.received)) is not None and moment.tzinfo is not None)


def test_a_mail_that_comes_later_is_new_and_no_other(place: Place) -> None:
    known = told(fetch(filled(place).settings))
    place.deliver(mail(4), "INBOX")
    assert [data for _, data in fetch(place.settings, known)] == [mail(4)]


def test_a_recheck_gives_nothing_anew_where_nothing_changed(place: Place) -> None:
    known = told(fetch(filled(place).settings))
    with open_mailbox(place.settings, Path("/")) as box:
        assert list(box.arrivals(lambda folder, validity: known, recheck=True)) == []


def test_a_further_folder_is_asked_for_by_its_name(place: Place) -> None:
    filled(place).deliver(mail(9), FURTHER)
    asked: list[str] = []

    def known(folder: str, validity: str) -> dict[str, str]:
        asked.append(folder)
        return {}

    with open_mailbox(place.settings.model_copy(update={"folders": (FURTHER,)}), Path("/")) as box:
        got = [(arrival.origin.folder, b"".join(arrival.chunks())) for arrival in box.arrivals(known)]
        assert box.listed == {"INBOX": len(MAILS), FURTHER: 1}
    assert asked == ["INBOX", FURTHER]
    assert got == [("INBOX", data) for data in MAILS] + [(FURTHER, mail(9))]


def test_pieces_are_no_larger_than_the_settings_say(place: Place) -> None:
    place.deliver(mail(1, 30_000), "INBOX")
    with open_mailbox(place.settings.model_copy(update={"chunk_bytes": 1000}), Path("/")) as box:
        pieces = [list(arrival.chunks()) for arrival in box.arrivals(lambda folder, validity: {})]
    assert [b"".join(one) for one in pieces] == [mail(1, 30_000)] and max(map(len, pieces[0])) <= 1000


def test_reading_touches_nothing(place: Place) -> None:
    before = filled(place).touched()
    fetch(place.settings)
    with open_mailbox(place.settings, Path("/")) as box:
        box.sent()
        box.survey()
    assert place.touched() == before


def test_sent_mail_is_told_or_said_to_be_unknown(place: Place) -> None:
    with open_mailbox(filled(place).settings, Path("/")) as box:
        list(box.arrivals(lambda folder, validity: {}))
        sent, notices = box.sent(), box.notices()
    assert sent is None or all(one.message_id for one in sent)
    assert all(isinstance(line, str) for line in notices)


def test_a_survey_says_how_much_there_is(place: Place) -> None:
    assert "3封邮件" in check_login(filled(place).settings)


def test_right_settings_have_no_problems(place: Place) -> None:
    assert mailbox_problems(place.settings) == []
    assert host_of(place.settings) in ("", "127.0.0.1")


# --- what goes wrong ------------------------------------------------------------------------------------------------


def test_a_mail_that_is_gone_when_its_turn_comes_is_left_out(place: Place) -> None:
    small = {"batch_bytes": 1, "chunk_bytes": 1000}
    with open_mailbox(filled(place).settings.model_copy(update=small), Path("/")) as box:
        arrivals = box.arrivals(lambda folder, validity: {})
        got = [b"".join(next(arrivals).chunks())]
        place.remove(3)
        got += [b"".join(arrival.chunks()) for arrival in arrivals]
    assert got in (MAILS[:2], MAILS), "what was asked for ahead may still come; nothing else is lost for it"


def test_a_mailbox_that_is_not_there_is_an_outage(place: Place) -> None:
    with pytest.raises(MailboxOutage):
        fetch(place.missing)
    with pytest.raises(MailboxOutage):
        check_login(place.missing)


@pytest.mark.parametrize("scheme", KINDS)
def test_a_url_without_the_rest_is_told_before_anything_is_contacted(scheme: str) -> None:
    wrong = MailboxSettings(url=f"{scheme}:")
    assert mailbox_problems(wrong) and all(line.startswith("mailbox.") for line in mailbox_problems(wrong))
    with pytest.raises(WrongSettings):
        open_mailbox(wrong, Path("/"))


def test_an_unknown_scheme_is_told_with_the_known_ones() -> None:
    assert mailbox_problems(MailboxSettings(url="gopher://x")) == [f"mailbox.url: 应写作 {known_kinds()} 之一"]
    assert all(f"{scheme}:" in known_kinds() for scheme in KINDS)
