"""Two folders on a real server, with whatever prefix it has: restart, expunge and a new UIDVALIDITY in the middle. Every mail
comes once, byte for byte what the server holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from imapclient import IMAPClient

from config.model import MailboxSettings
from intake.mailbox import open_mailbox
from tests.servers.coremail import HOME, mail, settings
from tests.servers.courier import COURIER, courier_server
from tests.servers.cyrus import CYRUS, cyrus_server
from tests.servers.imap import DOVECOT, Server, dovecot_server, fill

JUNK = "垃圾邮件"


@pytest.fixture(params=["dovecot", "courier", "cyrus"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Server, str]]:
    """A running server, and what it puts before the names of folders."""
    if request.param == "courier":
        if COURIER is None:
            pytest.skip("no Courier here (see tests/servers/courier.py)")
        with courier_server(tmp_path) as running:
            yield running, "INBOX."
    elif request.param == "cyrus":
        if CYRUS is None:
            pytest.skip("no Cyrus here (see tests/servers/cyrus.py)")
        with cyrus_server(tmp_path) as running:
            yield running, "INBOX."
    else:
        if DOVECOT is None:
            pytest.skip("Dovecot is not installed")
        with dovecot_server(tmp_path) as (running, _):
            yield running, ""


class Reader:
    """What was fetched so far, as the ledger would know it."""

    def __init__(self, chosen: MailboxSettings) -> None:
        self.chosen = chosen
        self.known: dict[tuple[str, str], dict[str, str]] = {}
        self.bytes: list[bytes] = []

    def take(self, most: int = 1000) -> None:
        """Fetches at most so many mails, and then leaves the connection."""
        with open_mailbox(self.chosen, HOME) as box:
            for arrival in box.arrivals(lambda folder, validity: self.known.get((folder, validity), {})):
                data = b"".join(arrival.chunks())
                assert not arrival.short() and len(data) == arrival.size
                place = self.known.setdefault((arrival.origin.folder, arrival.origin.uidvalidity), {})
                place[arrival.origin.uid] = arrival.origin.announced
                self.bytes.append(data)
                most -= 1
                if not most:
                    return
            assert box.missing() == ()


def removed(server: Server, folder: str, number: int) -> None:
    """Removes one mail for good."""
    with IMAPClient("127.0.0.1", server.port, ssl=False) as client:
        client.login(server.user, server.password)
        client.select_folder(folder)
        uid = sorted(client.search("ALL"))[number]
        client.delete_messages([uid])
        client.expunge()


def made_anew(server: Server, folder: str) -> None:
    """Deletes a folder and makes it again: its UIDVALIDITY is another one."""
    with IMAPClient("127.0.0.1", server.port, ssl=False) as client:
        client.login(server.user, server.password)
        client.delete_folder(folder)


@pytest.mark.parametrize("chunk_bytes", [1000, 1 << 20])
def test_every_mail_comes_once_whatever_happens_in_the_middle(server: tuple[Server, str], chunk_bytes: int) -> None:
    running, prefix = server
    first, junk = [mail(n, 400 * n) for n in range(1, 7)], [mail(n, 3000) for n in range(11, 15)]
    fill(running, first)
    fill(running, junk, prefix + JUNK)
    reader = Reader(settings(running, folders=(JUNK,), chunk_bytes=chunk_bytes, batch_bytes=1500))
    reader.take(3)
    removed(running, "INBOX", 4)
    reader.take()
    expected = [data for n, data in enumerate(first) if n != 4] + junk
    assert reader.bytes == expected, "once, in order, byte for byte"
    made_anew(running, prefix + JUNK)
    fill(running, [mail(21), mail(22)], prefix + JUNK)
    reader.take()
    assert reader.bytes == [*expected, mail(21), mail(22)]
    reader.take()
    assert len(reader.bytes) == len(expected) + 2, "nothing comes twice"
