"""A mailbox that breaks off, is busy, or gives a uid to another mail: what is tried again, and what is not."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from intake.mailbox import connection, open_mailbox
from intake.mailbox.imap import ImapMailbox
from intake.mailbox.providers import login_advice, shown_in_part
from intake.model import LoginRefused, MailboxOutage
from tests.servers.coremail import HOME, Coremail, mail, run, settings
from tests.servers.imap import scripted_server

Send = Callable[[bytes], None]


class Shaky(Coremail):
    """Hangs up in the middle of every `every`th answer that carries a mail."""

    every, answers, logins = 3, 0, 0

    def do_login(self, tag: str, command: str, send: Send) -> bool:
        self.logins += 1
        self.identified = False
        return super().do_login(tag, command, send)

    def do_fetch(self, tag: str, command: str, send: Send) -> bool:
        self.answers += "BODY" in command
        if "BODY" in command and self.answers % self.every == 0:
            send(b"* 1 FETCH (UID 7 BODY[] {5000}\r\nonly the beginning")
            return False
        return super().do_fetch(tag, command, send)


def test_a_large_mail_goes_on_where_the_line_broke() -> None:
    script = Shaky({7: mail(1, 20_000), 8: mail(2, 20_000)})
    got = run(script, chunk_bytes=1000)
    assert [data for _, data in got] == [mail(1, 20_000), mail(2, 20_000)]
    assert script.logins > 10
    chunks = [command for command in script.seen if "BODY" in command]
    assert len(chunks) < 2 * len(set(chunks)), "what arrived is not fetched again"


def test_id_is_sent_on_every_connection() -> None:
    script = Shaky({7: mail(1), 8: mail(2), 9: mail(3)})
    script.every = 2
    assert len(run(script, batch_bytes=1)) == 3
    assert sum(command.startswith("ID") for command in script.seen) == script.logins > 1


def test_a_line_that_always_breaks_is_an_outage_in_the_end() -> None:
    script = Shaky({7: mail(1)})
    script.every = 1
    with pytest.raises(MailboxOutage, match="的会话中断"):
        run(script, retries=3)
    assert script.logins == 4
    script = Shaky({uid: mail(uid) for uid in range(7, 99)})
    script.every = 2
    with pytest.raises(MailboxOutage, match="的会话中断"):
        run(script, batch_bytes=1, reconnects=5)


class MadeAnew(Shaky):
    """Is another folder after the first drop."""

    def do_examine(self, tag: str, command: str, send: Send) -> bool:
        send(b"* OK [UIDVALIDITY %d] UIDs valid" % self.logins)
        send(f"{tag} OK [READ-ONLY] EXAMINE completed".encode())
        return True


def test_a_folder_made_anew_in_between_is_not_read_on() -> None:
    script = MadeAnew({7: mail(1), 8: mail(2)})
    script.every = 2
    with pytest.raises(MailboxOutage, match="被重建"):
        run(script, batch_bytes=1)


class Busy(Coremail):
    words, left = "[LIMIT] too many requests, try again later", 2

    def do_fetch(self, tag: str, command: str, send: Send) -> bool:
        if "BODY" in command and self.left:
            self.left -= 1
            send(f"{tag} NO {self.words}".encode())
            return True
        return super().do_fetch(tag, command, send)


@pytest.mark.parametrize("words", [Busy.words, "System busy!", "Temporary authentication failure"])
def test_a_busy_server_is_given_time(words: str) -> None:
    script = Busy({7: mail(1), 8: mail(2)})
    script.words = words
    assert len(run(script)) == 2
    assert sum("LOGIN" in command for command in script.seen) == 1, "waiting needs no new line"


def test_each_pause_is_longer_than_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(connection, "time", type("Clock", (), {"sleep": slept.append}))
    script = Busy({7: mail(1)})
    script.left = 4
    run(script, pause_seconds=2)
    assert slept == [2, 6, 18, 54]


def test_a_server_that_stays_busy_is_an_outage() -> None:
    script = Busy({7: mail(1)})
    script.left = 99
    with pytest.raises(MailboxOutage, match="LIMIT"):
        run(script, retries=2)


def test_a_refused_login_is_not_tried_again() -> None:
    class Refusing(Coremail):
        def do_login(self, tag: str, command: str, send: Send) -> bool:
            send(f"{tag} NO LOGIN Login error or password error".encode())
            return True

    script = Refusing({})
    with pytest.raises(LoginRefused, match="password error"):
        run(script)
    assert sum("LOGIN" in command for command in script.seen) == 1


class Trickle(Coremail):
    """Sends everything a few bytes at a time."""

    drip = 20


class Dripping(Coremail):
    """Gives a byte now and then, for ever."""

    connections = 0

    def do_login(self, tag: str, command: str, send: Send) -> bool:
        self.connections += 1
        return super().do_login(tag, command, send)

    def do_fetch(self, tag: str, command: str, send: Send) -> bool:
        while "BODY" in command:
            send(b"* OK still here")
            time.sleep(0.05)
        return super().do_fetch(tag, command, send)


def test_a_server_that_drips_for_ever_does_not_hold_the_run() -> None:
    script = Dripping({7: mail(1)})
    with pytest.raises(MailboxOutage, match="的会话中断：收取邮件"):
        run(script, answer_seconds=0.5, retries=1)
    assert script.connections == 2


class Chatty(Coremail):
    """Says much that nobody asked for, in between."""

    def answer(self, number: int, uid: int, command: str) -> bytes:
        chatter = b"* 17 EXISTS\r\n* 0 RECENT\r\n* OK still here\r\n* 1 FETCH (FLAGS (\\Seen))\r\n"
        return chatter + super().answer(number, uid, command)


@pytest.mark.parametrize("script", [Trickle, Chatty])
def test_slow_and_talkative_servers_give_the_same_mails(script: type[Coremail]) -> None:
    got = run(script({7: mail(1), 8: mail(2)}))
    assert [data for _, data in got] == [mail(1), mail(2)]


# --- the same uid, another mail ------------------------------------------------------------------------------------------


def again(script: Coremail, known: dict[str, str], recheck: bool) -> list[str]:
    with scripted_server(script) as server, open_mailbox(settings(server), HOME) as box:
        return [arrival.origin.uid for arrival in box.arrivals(lambda f, v: known, recheck)]


def test_a_uid_given_anew_is_found_by_the_recheck() -> None:
    script = Coremail({7: mail(1), 8: mail(2)})
    known = {arrival.origin.uid: arrival.origin.announced for arrival, _ in run(script)}
    assert again(script, known, recheck=True) == []
    script.mails[8] = mail(3, 900)
    assert again(script, known, recheck=False) == []
    assert again(script, known, recheck=True) == ["8"]
    assert again(script, known | {"8": ""}, recheck=True) == [], "of a mail nothing was told of, nothing can differ"


# --- folders and advice --------------------------------------------------------------------------------------------------


class Folders(Coremail):
    def do_list(self, tag: str, command: str, send: Send) -> bool:
        send(b'* LIST (\\HasNoChildren) "/" "INBOX"\r\n* LIST (\\Junk) "/" "&V4NXPpCuTvY-"')
        send(f'* LIST () "/" "&Xn9USpCuTvY-"\r\n{tag} OK LIST completed'.encode())
        return True


def test_folders_are_found_by_name_and_by_special_use(caplog: pytest.LogCaptureFixture) -> None:
    script = Folders({7: mail(1)})
    got = run(script, folders=("\\Junk", "广告邮件", "订阅邮件", "\\Archive"))
    assert [arrival.origin.folder for arrival, _ in got] == ["INBOX", "垃圾邮件", "广告邮件"]
    assert "订阅邮件" in caplog.text and "Archive" in caplog.text


def test_advice_names_the_way_to_the_authorisation_code() -> None:
    assert "授权码" in login_advice("imap.126.com") and "开启 IMAP" in login_advice("imap.126.com")
    assert "账户" in login_advice("imap.exmail.qq.com")
    assert "授权码" in login_advice("mail.example.org") and "网易" not in login_advice("126.com.example.org")


def test_no_open_range_is_ever_asked_for() -> None:
    """`UID n:*` above the top gives the last mail again."""
    script = Trickle({7: mail(1), 9: mail(2)})
    got = run(script)
    assert [arrival.origin.uid for arrival, _ in got] == ["7", "9"]
    known = {arrival.origin.uid: arrival.origin.announced for arrival, _ in got}
    script.mails[12] = mail(3)
    assert again(script, known, recheck=False) == ["12"] and not [said for said in script.seen if "*" in said]


class Recent(Coremail):
    """Shows nothing older than a week."""

    def answer(self, number: int, uid: int, command: str) -> bytes:
        week = (datetime.now(UTC) - timedelta(days=7)).strftime("%d-%b-%Y %H:%M:%S +0000").encode()
        return super().answer(number, uid, command).replace(b"05-Mar-2024 10:00:00 +0800", week)


@pytest.mark.parametrize(("script", "told"), [(Recent, 1), (Coremail, 0)])
def test_a_mailbox_that_shows_thirty_days_says_so_after_it_was_read(script: type[Coremail], told: int) -> None:
    with scripted_server(script({7: mail(1)})) as server, open_mailbox(settings(server), HOME) as box:
        assert isinstance(box, ImapMailbox)
        box.host = "imap.126.com"
        assert len(list(box.arrivals(lambda f, v: {}))) == 1
        assert len(box.notices()) == told


def test_thirty_days_shown_are_noticed_on_netease_alone() -> None:
    now = datetime(2024, 5, 1, tzinfo=UTC)
    assert "30天" in shown_in_part("imap.126.com", now - timedelta(days=20), now)[0]
    assert not shown_in_part("imap.126.com", now - timedelta(days=60), now)
    assert not shown_in_part("imap.126.com", None, now)
    assert not shown_in_part("imap.qq.com", now - timedelta(days=2), now)
