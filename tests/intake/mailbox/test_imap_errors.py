"""Mail over IMAP from servers that behave badly, and settings that cannot work."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from config.model import MailboxSettings
from intake.mailbox import mailbox_problems, open_mailbox
from intake.model import MailboxOutage, WrongSettings
from tests.servers.coremail import HOME, Coremail, fetch, mail, run, settings
from tests.servers.imap import PASSWORD, Server, scripted_server
from tests.servers.tls import certificate


def test_nobody_listens() -> None:
    with pytest.raises(MailboxOutage, match="连接不上"):
        fetch(settings(Server(1, "office", "x")))


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "mailbox.url: 应写作"),
        ("pop3://a@b", "mailbox.url: 应写作"),
        ("imaps://host", "mailbox.url: 没有写用户名"),
        ("imaps://u@host:99999/INBOX", "mailbox.url: 应写作 imaps://用户@服务器"),
        ("imaps://u@[host", "mailbox.url: 应写作 imaps://用户@服务器"),
        ("imaps://u:pw-77@host", "mailbox.url: 网址里写了密码"),
        ("imaps://u@host", "mailbox.password: 没有密码"),
        ("folder:", "mailbox.url: folder: 后面要写路径"),
    ],
)
def test_wrong_settings_are_told_before_any_login(url: str, told: str) -> None:
    problems = mailbox_problems(MailboxSettings(url=url))
    assert len(problems) == 1 and problems[0].startswith(told) and "pw-77" not in problems[0]
    with pytest.raises(WrongSettings):
        open_mailbox(MailboxSettings(url=url), HOME)


def test_a_password_file_that_is_not_there(tmp_path: Path) -> None:
    problems = mailbox_problems(MailboxSettings(url="imaps://u@host", password_file=tmp_path / "none", ca_file=tmp_path / "ca"))
    assert [line.partition(" ")[0] for line in problems] == ["mailbox.password_file:", "mailbox.ca_file:"]


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


def test_no_password_goes_over_an_open_line_when_starttls_is_wanted(tmp_path: Path) -> None:
    script = Coremail({7: mail(1)})
    script.capability = "IMAP4rev1 ID"
    with pytest.raises(MailboxOutage, match="不支持 STARTTLS"):
        run(script, ca_file=certificate(tmp_path)[0])
    assert not any("LOGIN" in command for command in script.seen)


class Drop(Coremail):
    def do_fetch(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        if "BODY" not in command:
            return super().do_fetch(tag, command, send)
        send(b"* 1 FETCH (UID 7 BODY[] {5000}\r\nonly the beginning")
        return False


def test_a_line_cut_in_the_middle_of_a_mail_is_an_outage() -> None:
    with pytest.raises(MailboxOutage, match="的会话中断"):
        run(Drop({7: mail(1)}))
    with pytest.raises(MailboxOutage, match="的会话中断"):
        run(Drop({7: mail(1)}), chunk_bytes=100)


class Bye(Coremail):
    def do_search(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(b"* BYE too many connections")
        return False


def test_a_server_that_says_goodbye_is_an_outage() -> None:
    with pytest.raises(MailboxOutage, match="的会话中断：列出邮件"):
        run(Bye({7: mail(1)}))
    with pytest.raises(MailboxOutage), scripted_server(Coremail({}), b"* BYE busy") as server:
        fetch(settings(server))


class Silent(Coremail):
    def do_search(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        return True


def test_a_silent_server_does_not_hold_the_run_for_ever() -> None:
    with pytest.raises(MailboxOutage, match="的会话中断"):
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
    """One mail leaves after its size was told."""

    gone = (8,)
    sized = 0

    def do_search(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        send(f"* SEARCH 7 8 9\r\n{tag} OK done".encode())
        return True

    def answer(self, number: int, uid: int, command: str) -> bytes:
        if uid not in self.gone or ("SIZE" in command and not self.sized):
            return super().answer(number, uid, command)
        return b"* 1 RECENT"

    def do_fetch(self, tag: str, command: str, send: Callable[[bytes], None]) -> bool:
        going = super().do_fetch(tag, command, send)
        self.sized += "SIZE" in command
        return going


@pytest.mark.parametrize("chunk_bytes", [100, 1 << 20])
def test_a_mail_that_vanished_is_left_out_and_told(chunk_bytes: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "intake.mailbox")
    got = run(Vanishing({7: mail(1), 8: mail(2), 9: mail(3)}), chunk_bytes=chunk_bytes)
    assert [arrival.origin.uid for arrival, _ in got] == ["7", "9"]
    assert "已不在邮箱" in caplog.text and "example.com" not in caplog.text


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


def test_what_courier_serves_for_mails_that_are_gone_is_no_mail_and_one_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "intake.mailbox")
    gone = (b"From: System Administrator <root@localhost>\r\nSubject: message unavailable\r\n\r\n"
            b"This message is no longer available on the server.\r\n")  # fmt: skip
    quoted = mail(9) + b"This message is no longer available on the server.\r\n"
    got = run(Coremail({7: mail(1), **dict.fromkeys(range(100, 900), gone), 901: quoted}))
    assert [data for _, data in got] == [mail(1), quoted]
    assert len(caplog.records) == 1 and "800 封邮件在收取前已不在邮箱" in caplog.text
