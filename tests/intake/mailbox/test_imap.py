"""Mail over IMAP from real servers over a socket: pymap, and Dovecot with TLS."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from imapclient import IMAPClient

from intake.mailbox import check_login, open_mailbox
from intake.mailbox.connection import quiet
from intake.model import MailboxOutage
from tests.servers.coremail import HOME, fetch, mail, settings
from tests.servers.imap import DOVECOT, Server, dovecot_server, fill, pymap_server


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with pymap_server() as running:
        fill(running, [mail(1), mail(2, 5000), mail(3)])
        fill(running, [mail(9)], "广告邮件")
        yield running


def test_every_mail_arrives_byte_for_byte_and_once(server: Server) -> None:
    got = fetch(settings(server))
    assert [data for _, data in got] == [mail(1), mail(2, 5000), mail(3)]
    first = got[0][0]
    assert (first.origin.account, first.origin.folder, first.size) == ("imap:office@example.com@127.0.0.1", "INBOX", len(mail(1)))
    assert datetime.fromisoformat(first.received).tzinfo is not None
    known = {arrival.origin.uid: arrival.origin.announced for arrival, _ in got}
    assert fetch(settings(server), lambda folder, validity: known) == []


def test_known_is_asked_with_folder_and_validity(server: Server) -> None:
    asked: list[tuple[str, str]] = []

    def known(folder: str, validity: str) -> dict[str, str]:
        asked.append((folder, validity))
        return {}

    fetch(settings(server, folders=("广告邮件",)), known)
    assert [folder for folder, _ in asked] == ["INBOX", "广告邮件"]
    assert all(validity.isdigit() for _, validity in asked)


def test_a_further_folder_that_is_not_there_does_not_keep_the_others_waiting(server: Server) -> None:
    assert len(fetch(settings(server, folders=("没有这个文件夹",)))) == 3


def test_other_folders_with_chinese_names_are_read_too(server: Server) -> None:
    got = fetch(settings(server, folders=("广告邮件", "INBOX")))
    assert [arrival.origin.folder for arrival, _ in got] == ["INBOX"] * 3 + ["广告邮件"]


def test_batches_and_chunks_give_the_same_bytes(server: Server) -> None:
    assert [data for _, data in fetch(settings(server, batch_bytes=1, chunk_bytes=64))] == [mail(1), mail(2, 5000), mail(3)]
    arrivals = fetch(settings(server, batch_bytes=500, chunk_bytes=1000))
    assert [data for _, data in arrivals] == [mail(1), mail(2, 5000), mail(3)]
    with open_mailbox(settings(server, chunk_bytes=1000), HOME) as box:
        assert all(len(piece) <= 1000 for arrival in box.arrivals(lambda f, v: {}) for piece in arrival.chunks())


def test_nothing_is_ever_marked(server: Server) -> None:
    fetch(settings(server))
    fetch(settings(server, chunk_bytes=64))
    with IMAPClient("127.0.0.1", server.port, ssl=False) as client:
        client.login(server.user, server.password)
        client.select_folder("INBOX", readonly=True)
        assert client.search("UNSEEN") == [int(a.origin.uid) for a, _ in fetch(settings(server))]
        assert len(client.search("ALL")) == 3


def test_a_look_round_for_the_doctor(server: Server) -> None:
    said = check_login(settings(server))
    assert "登录成功" in said and "广告邮件" in said and "“INBOX”中有3封邮件，最早一封收于20" in said


def test_password_from_a_file(server: Server, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(server.password + "\n")
    assert len(fetch(settings(server, password=None, password_file=tmp_path / "secret"))) == 3


def test_a_wrong_password_is_an_outage_without_the_password(server: Server) -> None:
    with pytest.raises(MailboxOutage, match="拒绝登录") as caught:
        fetch(settings(server, password="wrong-9d1c"))
    assert "wrong-9d1c" not in str(caught.value)


def test_imapclient_still_has_the_switch_that_makes_it_fast(server: Server) -> None:
    with IMAPClient("127.0.0.1", server.port, ssl=False) as client:
        assert client._imap.debug == 5
        quiet(client)
        assert client._imap.debug == 0


# --- Dovecot, TLS -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def dovecot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server]]:
    if DOVECOT is None:
        pytest.skip("Dovecot is not installed")
    with dovecot_server(tmp_path_factory.mktemp("dovecot")) as running:
        fill(running[0], [mail(1), mail(2, 3_000_000), mail(3)])
        fill(running[0], [mail(9)], "广告邮件")
        yield running


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_tls_with_a_private_ca(dovecot: tuple[Server, Server], host: str) -> None:
    secure = dovecot[1]
    got = fetch(settings(secure, "imaps", url=secure.url("imaps", host), folders=("广告邮件",)))
    assert [data for _, data in got] == [mail(1), mail(2, 3_000_000), mail(3), mail(9)]


def test_starttls(dovecot: tuple[Server, Server]) -> None:
    assert len(fetch(settings(dovecot[0]))) == 3


def test_dovecot_marks_nothing(dovecot: tuple[Server, Server]) -> None:
    fetch(settings(dovecot[1], "imaps"))
    with IMAPClient("127.0.0.1", dovecot[0].port, ssl=False) as client:
        client.login(dovecot[0].user, dovecot[0].password)
        client.select_folder("INBOX", readonly=True)
        assert len(client.search("UNSEEN")) == 3
        assert not client.search("KEYWORD $Forwarded")


def test_a_certificate_nobody_vouches_for_is_refused(dovecot: tuple[Server, Server]) -> None:
    with pytest.raises(MailboxOutage, match="连接不上（对方的证书不可信"):
        fetch(settings(dovecot[1], "imaps", ca_file=None))
