"""Mail over IMAP: from a real server over a socket, and from servers that behave badly."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from imapclient import IMAPClient

from config.model import LimitSettings, MailboxSettings
from intake.mailbox import check_login, mailbox_problems, open_mailbox
from intake.mailbox.imap import quiet
from intake.model import Arrival, MailboxOutage, WrongSettings
from tests.servers.imap import DOVECOT, PASSWORD, Script, Server, dovecot_server, fill, pymap_server, scripted_server

HOME = Path("/nowhere")


def mail(number: int, size: int = 300) -> bytes:
    head = f"From: a{number}@example.com\r\nSubject: mail {number}\r\nMessage-ID: <{number}@example.com>\r\n\r\n".encode()
    line = f"{number:010d} 湖南".encode().ljust(70, b".") + b"\r\n"
    return head + line * max(1, (size - len(head)) // len(line))


def settings(server: Server, scheme: str = "imap", **others: object) -> MailboxSettings:
    words = {"url": server.url(scheme), "password": server.password, "timeout_seconds": 20, "ca_file": server.ca_file} | others
    return MailboxSettings.model_validate(words)


def fetch(chosen: MailboxSettings, known: Callable[[str, str], set[str]] = lambda f, v: set()) -> list[tuple[Arrival, bytes]]:
    with open_mailbox(chosen, LimitSettings(), HOME) as box:
        return [(arrival, b"".join(arrival.chunks())) for arrival in box.arrivals(known)]


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
    known = {arrival.origin.uid for arrival, _ in got}
    assert fetch(settings(server), lambda folder, validity: known) == []


def test_known_is_asked_with_folder_and_validity(server: Server) -> None:
    asked: list[tuple[str, str]] = []

    def known(folder: str, validity: str) -> set[str]:
        asked.append((folder, validity))
        return set()

    fetch(settings(server, folders=("广告邮件",)), known)
    assert [folder for folder, _ in asked] == ["INBOX", "广告邮件"]
    assert all(validity.isdigit() for _, validity in asked)


def test_other_folders_with_chinese_names_are_read_too(server: Server) -> None:
    got = fetch(settings(server, folders=("广告邮件", "INBOX")))
    assert [arrival.origin.folder for arrival, _ in got] == ["INBOX"] * 3 + ["广告邮件"]


def test_batches_and_chunks_give_the_same_bytes(server: Server) -> None:
    assert [data for _, data in fetch(settings(server, batch_bytes=1, chunk_bytes=64))] == [mail(1), mail(2, 5000), mail(3)]
    arrivals = fetch(settings(server, batch_bytes=500, chunk_bytes=1000))
    assert [data for _, data in arrivals] == [mail(1), mail(2, 5000), mail(3)]
    with open_mailbox(settings(server, chunk_bytes=1000), LimitSettings(), HOME) as box:
        assert all(len(piece) <= 1000 for arrival in box.arrivals(lambda f, v: set()) for piece in arrival.chunks())


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
    with pytest.raises(MailboxOutage, match=r"cannot be reached \(SSL"):
        fetch(settings(dovecot[1], "imaps", ca_file=None))


# --- errors -----------------------------------------------------------------------------------------------------------


def test_a_wrong_password_is_an_outage_without_the_password(server: Server) -> None:
    with pytest.raises(MailboxOutage, match="refused the login") as caught:
        fetch(settings(server, password="wrong-9d1c"))
    assert "wrong-9d1c" not in str(caught.value)


def test_nobody_listens() -> None:
    with pytest.raises(MailboxOutage, match="cannot be reached"):
        fetch(settings(Server(1, "office", "x")))


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "mailbox.url: must be"),
        ("pop3://a@b", "mailbox.url: must be"),
        ("imaps://host", "mailbox.url: names no user"),
        ("imaps://u@host:99999/INBOX", "mailbox.url: must look like"),
        ("imaps://u@[host", "mailbox.url: must look like"),
        ("imaps://u:pw-77@host", "mailbox.url: holds a password"),
        ("imaps://u@host", "mailbox.password: no password"),
        ("folder:", "mailbox.url: folder: needs a path"),
    ],
)
def test_wrong_settings_are_told_before_any_login(url: str, told: str) -> None:
    problems = mailbox_problems(MailboxSettings(url=url))
    assert len(problems) == 1 and problems[0].startswith(told) and "pw-77" not in problems[0]
    with pytest.raises(WrongSettings):
        open_mailbox(MailboxSettings(url=url), LimitSettings(), HOME)


def test_a_password_file_that_is_not_there(tmp_path: Path) -> None:
    problems = mailbox_problems(MailboxSettings(url="imaps://u@host", password_file=tmp_path / "none", ca_file=tmp_path / "ca"))
    assert [line.partition(" ")[0] for line in problems] == ["mailbox.password_file:", "mailbox.ca_file:"]


def test_imapclient_still_has_the_switch_that_makes_it_fast(server: Server) -> None:
    with IMAPClient("127.0.0.1", server.port, ssl=False) as client:
        assert client._imap.debug == 5
        quiet(client)
        assert client._imap.debug == 0


class Coremail:
    """A server with NetEase's ways: ID or nothing, UIDVALIDITY 1, no UIDNEXT. Subclasses misbehave further."""

    capability = "IMAP4rev1 XLIST SPECIAL-USE ID LITERAL+ STARTTLS UIDPLUS X-CM-EXT-1"

    def __init__(self, mails: dict[int, bytes]) -> None:
        self.mails = mails
        self.seen: list[str] = []
        self.identified = False

    def __call__(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        word = command.split(" ")[0].upper()
        self.seen.append(command)
        if word == "UID":
            word = command.split(" ")[1].upper()
        return getattr(self, "do_" + word.lower(), self.unknown)(tag, command, send)

    def unknown(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(f"{tag} BAD unknown command".encode())
        return True

    def do_capability(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(f"* CAPABILITY {self.capability}\r\n{tag} OK done".encode())
        return True

    def do_login(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(f"{tag} OK LOGIN completed".encode())
        return True

    def do_id(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        self.identified = True
        send(f'* ID ("name" "Coremail Imap")\r\n{tag} OK ID completed'.encode())
        return True

    def do_examine(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        if not self.identified:
            send(f"{tag} NO EXAMINE Unsafe Login. Please contact kefu@188.com for help".encode())
            return True
        send(b"* %d EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] UIDs valid" % len(self.mails))
        send(b"* FLAGS (\\Answered \\Seen \\Deleted \\Draft \\Flagged)\r\n* OK [PERMANENTFLAGS ()] Limited")
        send(f"{tag} OK [READ-ONLY] EXAMINE completed".encode())
        return True

    def do_search(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(f"* SEARCH {' '.join(map(str, self.mails))}\r\n{tag} OK SEARCH completed".encode())
        return True

    def do_fetch(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        asked = [int(uid) for uid in command.split(" ")[2].split(",") if int(uid) in self.mails]
        for number, uid in enumerate(asked, 1):
            send(self.answer(number, uid, command))
        send(f"{tag} OK FETCH completed".encode())
        return True

    def answer(self, number: int, uid: int, command: str) -> bytes:
        data = self.mails[uid]
        if "RFC822.SIZE" in command:
            told = f'* {number} FETCH (UID {uid} RFC822.SIZE {len(data)} INTERNALDATE "05-Mar-2024 10:00:00 +0800")'
            return told.encode()
        if "<" in command:
            at, length = map(int, command.partition("<")[2].partition(">")[0].split("."))
            data = data[at : at + length]
            return b"* %d FETCH (UID %d BODY[]<%d> {%d}\r\n%b)" % (number, uid, at, len(data), data)
        return b"* %d FETCH (UID %d BODY[] {%d}\r\n%b)" % (number, uid, len(data), data)

    def do_logout(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(f"* BYE\r\n{tag} OK LOGOUT completed".encode())
        return False


def run(script: Script, **others: object) -> list[tuple[Arrival, bytes]]:
    with scripted_server(script) as server:
        return fetch(settings(server, **({"timeout_seconds": 5} | others)))


def test_netease_gets_login_and_id_before_any_folder_and_few_other_commands() -> None:
    script = Coremail({7: mail(1), 9: mail(2)})
    got = run(script)
    assert [data for _, data in got] == [mail(1), mail(2)]
    assert got[0][0].received == "2024-03-05T10:00:00+08:00" and got[0][0].origin.uidvalidity == "1"
    words = [" ".join(command.split(" ")[: 2 if command.startswith("UID") else 1]).upper() for command in script.seen]
    wanted = ["LOGIN", "ID", "EXAMINE", "UID SEARCH", "UID FETCH", "UID FETCH", "LOGOUT"]
    assert [word for word in words if word != "CAPABILITY"] == wanted


def test_a_server_without_id_is_not_bothered_with_it() -> None:
    script = Coremail({7: mail(1)})
    script.capability, script.identified = "IMAP4rev1", True
    assert len(run(script)) == 1
    assert not any(command.startswith("ID") for command in script.seen)


def test_the_answer_to_a_refused_folder_reaches_the_person() -> None:
    script = Coremail({})
    script.capability = "IMAP4rev1"
    with pytest.raises(MailboxOutage, match="Unsafe Login"):
        run(script)


class Drop(Coremail):
    def do_fetch(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        if "BODY" not in command:
            return super().do_fetch(tag, command, send)
        send(b"* 1 FETCH (UID 7 BODY[] {5000}\r\nonly the beginning")
        return False


def test_a_line_cut_in_the_middle_of_a_mail_is_an_outage() -> None:
    with pytest.raises(MailboxOutage, match="broke off"):
        run(Drop({7: mail(1)}))
    with pytest.raises(MailboxOutage, match="broke off"):
        run(Drop({7: mail(1)}), chunk_bytes=100)


class Bye(Coremail):
    def do_search(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(b"* BYE too many connections")
        return False


def test_a_server_that_says_goodbye_is_an_outage() -> None:
    with pytest.raises(MailboxOutage, match="broke off: the list of mails"):
        run(Bye({7: mail(1)}))
    with pytest.raises(MailboxOutage), scripted_server(Coremail({}), b"* BYE busy") as server:
        fetch(settings(server))


class Silent(Coremail):
    def do_search(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        return True


def test_a_silent_server_does_not_hold_the_run_for_ever() -> None:
    with pytest.raises(MailboxOutage, match="broke off"):
        run(Silent({7: mail(1)}), timeout_seconds=0.5)


class Odd(Coremail):
    found = ""

    def do_search(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(f"{self.found}{tag} OK done".encode())
        return True


@pytest.mark.parametrize(("found", "count"), [("", 0), ("* SEARCH\r\n", 0), ("* SEARCH 9 7 7\r\n", 2)])
def test_odd_answers_to_search(found: str, count: int) -> None:
    script = Odd({7: mail(1), 9: mail(2)})
    script.found = found
    assert [arrival.origin.uid for arrival, _ in run(script)] == ["7", "9"][:count]


@pytest.mark.parametrize("found", ["* SEARCH seven\r\n", "* SEARCH 7\r\n* SEARCH 9\r\n", "* SEARCH (7\r\n"])
def test_nonsense_in_search_is_an_outage_and_not_a_crash(found: str) -> None:
    script = Odd({7: mail(1)})
    script.found = found
    with pytest.raises(MailboxOutage):
        run(script)


class Vanishing(Coremail):
    gone = (8,)

    def do_search(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(f"* SEARCH 7 8 9\r\n{tag} OK done".encode())
        return True

    def answer(self, number: int, uid: int, command: str) -> bytes:
        return super().answer(number, uid, command) if uid not in self.gone or "BODY" not in command else b"* 1 RECENT"


@pytest.mark.parametrize("chunk_bytes", [100, 1 << 20])
def test_a_mail_that_vanished_is_left_out_and_told(chunk_bytes: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "intake.mailbox")
    got = run(Vanishing({7: mail(1), 8: mail(2), 9: mail(3)}), chunk_bytes=chunk_bytes)
    assert [arrival.origin.uid for arrival, _ in got] == ["7", "9"]
    assert "left the mailbox" in caplog.text and "example.com" not in caplog.text


class Refusing(Coremail):
    def do_fetch(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        if "BODY" in command and "8" in command.split(" ")[2]:
            send(f"{tag} NO internal error".encode())
            return True
        return super().do_fetch(tag, command, send)


def test_one_mail_the_server_cannot_give_does_not_block_the_rest() -> None:
    got = run(Refusing({7: mail(1), 8: mail(2), 9: mail(3)}))
    assert [(arrival.origin.uid, data) for arrival, data in got] == [("7", mail(1)), ("9", mail(3))]


class WholeOnly(Coremail):
    """Ignores the range of a partial fetch, and tells no size."""

    def answer(self, number: int, uid: int, command: str) -> bytes:
        if "RFC822.SIZE" in command:
            return f"* {number} FETCH (UID {uid} RFC822.SIZE 0)".encode()
        data = self.mails[uid]
        return b"* %d FETCH (UID %d BODY[] {%d}\r\n%b)" % (number, uid, len(data), data)


def test_ranges_ignored_and_sizes_untold_still_give_the_whole_mail() -> None:
    got = run(WholeOnly({7: mail(1, 5000)}), chunk_bytes=1000)
    assert [data for _, data in got] == [mail(1, 5000)] and got[0][0].received == ""


def test_secrets_never_stand_in_a_message() -> None:
    class Echo(Coremail):
        def do_login(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
            send(f"{tag} NO cannot {command}".encode())
            return True

    with pytest.raises(MailboxOutage) as caught:
        run(Echo({}))
    assert PASSWORD not in str(caught.value)
