"""Reports of delivery and the letters they are about: delays stand until they end, another mail's return touches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from config.model import LimitSettings, Settings
from intake.ledger import letters, open_ledger, returned_letters
from intake.ledger.letters import Draft, keep, move
from intake.ledger.tables import mails
from intake.mime import parse
from intake.mime.mail_kind import kind
from intake.pipeline.mail_notes import BY_RECIPIENT, QUEUE_LIFE, returned
from reports.states import LetterState, MailState

MOMENT = datetime(2026, 11, 29, tzinfo=UTC)
NOW = MOMENT.isoformat()
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
ADDRESS = "zhang@unit.example"


def letter(number: int, address: str = ADDRESS) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "office@126.com", address, f"【已收到】GJ2024-000{number} 申报材料"
    made["Date"], made["Message-ID"] = f"Sun, 29 Nov 2026 10:42:0{number} +0800", f"<receipt-{number}@126.com>"
    made["In-Reply-To"] = f"<{number}@unit.example>"
    made.set_content("x")
    return made


@dataclass
class Desk:
    """An outbox of letters that have gone, newest last, and what reports do to them."""

    connection: Connection
    sent: list[EmailMessage] = field(default_factory=list)

    def send(self, address: str = ADDRESS) -> EmailMessage:
        made = letter(len(self.sent) + 1, address)
        self.sent.append(made)
        number = len(self.sent)
        self.connection.execute(insert(mails).values(sha256=f"m{number}", seen=NOW, size=1, state=MailState.SETTLED))
        keep(self.connection, Draft(f"k{number}", f"m{number}", "receipt", address, made["Message-ID"], made["Subject"],
                                    made.as_bytes(), LetterState.SENT), f"{NOW}{number}")  # fmt: skip
        return made

    def report(self, raw: bytes, moment: datetime = MOMENT) -> str:
        head, _ = parse(raw, LimitSettings())
        return returned(self.connection, head, kind(head, (), (), (), supplement=False), moment, Settings()).why

    def noted(self) -> list[str]:
        rows = {row.key: row.returned for row in letters.rows(self.connection)}
        return [rows[f"k{number}"] for number in range(1, len(self.sent) + 1)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    with ledger.write() as connection:
        yield Desk(connection)
    ledger.close()


def status(original: EmailMessage | None, action: str = "failed", code: str = "5.1.1", without: tuple[str, ...] = ()) -> bytes:
    """A report by the book about this mail, which returns its headers without some; None: about nobody's."""
    lines = [f"{name}: {value}" for name, value in (original or EmailMessage()).items() if name not in without]
    returned_part = ["--b", "Content-Type: text/rfc822-headers", "", *lines, ""] if original is not None else []
    return "\r\n".join([
        "Return-Path: <>", "From: MAILER-DAEMON@mx.example", "To: office@126.com", "Subject: Delivery report",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b", "", "--b",
        "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example", "",
        f"Final-Recipient: rfc822; {ADDRESS}", f"Action: {action}", f"Status: {code}", "", *returned_part, "--b--", ""]).encode()


def about(original: EmailMessage, *lines: str, action: str = "failed", words: str = "Sorry.") -> bytes:
    """A report about this mail with these lines for whom it did not reach, and these words before them."""
    raw = status(original, action).replace(f"Final-Recipient: rfc822; {ADDRESS}".encode(), "\r\n".join(lines).encode())
    part = f"\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n\r\n--b\r\n"
    return raw.replace(b"\r\n--b\r\n", part.encode(), 1)


def by_hand(**headers: str) -> EmailMessage:
    made = EmailMessage()
    made["Message-ID"], made["To"], made["Subject"] = "<staff-by-hand@126.com>", ADDRESS, "by hand"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    return made


def test_a_delay_stands_until_the_letter_comes_back(desk: Desk) -> None:
    first, _ = desk.send(), desk.send()
    assert desk.report(status(first, "delayed", "4.4.1")).startswith("投递延迟")
    assert desk.noted() == ["投递延迟（对方服务器连不上，4.4.1）", ""]
    assert returned_letters.counts(desk.connection) == {"returned": 0, "delayed": 1}
    assert desk.report(status(first, "failed", "4.4.7")).startswith("退信")
    assert desk.noted() == ["对方服务器连不上，4.4.7", ""]
    desk.report(status(first, "delayed", "4.4.1"))
    desk.report(status(first, "delivered", "2.0.0"))
    assert desk.noted() == ["对方服务器连不上，4.4.7", ""], "a report that comes late takes no failure back"
    assert returned_letters.counts(desk.connection) == {"returned": 1, "delayed": 0}


def test_a_delay_ends_with_the_delivery_of_this_letter_alone(desk: Desk) -> None:
    first, second = desk.send(), desk.send()
    desk.report(status(first, "delayed", "4.2.0"))
    desk.report(status(second, "delivered", "2.0.0"))
    desk.report(status(None, "delivered", "2.0.0"))
    assert desk.noted() == ["投递延迟（对方服务器暂未接收，4.2.0）", ""]
    desk.report(status(first, "delivered", "2.0.0"))
    assert desk.noted() == ["", ""]


def test_a_delay_ends_when_the_letter_is_sent_anew_and_a_failure_does_not(desk: Desk) -> None:
    first, second = desk.send(), desk.send()
    desk.report(status(first, "delayed", "4.4.1"))
    desk.report(status(second, "failed", "5.1.1"))
    for old, new in ((LetterState.SENT, LetterState.QUEUED), (LetterState.QUEUED, LetterState.SENDING)):
        move(desk.connection, ("k1", "k2"), (old,), new, NOW)
    assert desk.noted() == ["", "收件地址不存在，5.1.1"]


@pytest.mark.parametrize("action", ["failed", "delayed"])
@pytest.mark.parametrize("headers", [
    {}, {"In_Reply_To": "<receipt-2@126.com>"}, {"References": "<receipt-1@126.com> <receipt-2@126.com>"},
])  # fmt: skip
def test_another_mail_to_the_same_address_is_none_of_our_letters(desk: Desk, action: str, headers: dict[str, str]) -> None:
    desk.send()
    desk.send()
    why = desk.report(status(by_hand(**headers), action))
    assert desk.noted() == ["", ""] and "GJ2024" not in why


def test_a_report_without_headers_is_about_the_newest_letter_to_the_address(desk: Desk) -> None:
    for address in (ADDRESS, "Zhang@Unit.example", "li@unit.example"):
        desk.send(address)
    why = desk.report(status(None))
    assert desk.noted() == [f"收件地址不存在，5.1.1；{BY_RECIPIENT}", "", ""] and BY_RECIPIENT in why


@pytest.mark.parametrize(("ago", "tied"), [
    (0 * DAY, True), (5 * DAY, True), (QUEUE_LIFE - HOUR, True), (QUEUE_LIFE + HOUR, False), (90 * DAY, False),
    (SECOND - HOUR, True), (-2 * HOUR, False),
])  # fmt: skip
@pytest.mark.parametrize("action", ["failed", "delayed"])
def test_a_report_that_returns_nothing_is_about_no_letter_of_other_days(
    ago: timedelta, tied: bool, action: str, desk: Desk
) -> None:
    """Anybody can write it. One that names the letter counts whenever it comes."""
    sent = desk.send()
    desk.report(status(None, action), MOMENT + ago)
    assert [BY_RECIPIENT in text for text in desk.noted()] == [tied]
    desk.report(status(sent, "failed"), MOMENT + ago)
    assert desk.noted() == ["收件地址不存在，5.1.1"]


def test_a_forged_report_marks_one_letter_for_each_address_that_it_names(desk: Desk) -> None:
    for n in (1, 1, 1, 2, 2, 3):
        desk.send(f"p{n}@unit.example")
    named = "".join(f"p{n}@unit.example, P{n}@Unit.example\r\n" for n in range(1, 3))
    why = desk.report(f"From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered Mail\r\n\r\n550 no such user\r\n{named}".encode())
    assert [bool(text) for text in desk.noted()] == [False, False, True, False, True, False] and BY_RECIPIENT in why


@pytest.mark.parametrize(("without", "noted"), [
    (("Message-ID",), ["收件地址不存在，5.1.1", ""]), (("Message-ID", "Date"), ["收件地址不存在，5.1.1", ""]),
    (("Message-ID", "Subject"), ["", ""]), (("Message-ID", "Date", "In-Reply-To"), ["", ""]),
])  # fmt: skip
def test_headers_without_a_message_id_count_for_what_they_fit(desk: Desk, without: tuple[str, ...], noted: list[str]) -> None:
    """Though a newer one went to the same address."""
    first, _ = desk.send(), desk.send()
    desk.report(status(first, without=without))
    assert desk.noted() == noted


def test_headers_without_a_message_id_of_another_mail_fit_none(desk: Desk) -> None:
    desk.send()
    other = by_hand(Date="Sun, 29 Nov 2026 10:42:01 +0800")
    desk.report(status(other, without=("Message-ID",)))
    assert desk.noted() == [""]


COPY = "转发到的另一地址未送达（收件地址不存在，5.1.1）"


@pytest.mark.parametrize("line", [
    "rfc822; someone@d11.example", "rfc822;<Someone.Else@unit.example>", "utf-8; 李四@unit.example", "rfc822; zhang@qq.com",
    "rfc822; zhangsan@unit.example", "RFC822; zhang.wei@mail.unit.example", 'rfc822; "li si"@unit.example',
    "rfc822; li+zhang@unit.example",
    "rfc822; SRS0=aB3=X1=d11.example=wang@relay.example", "smtp; zhang2@unit.example", "rfc822; postmaster@unit.example",
])  # fmt: skip
@pytest.mark.parametrize("original", ["", "Original-Recipient: rfc822;someone@d11.example"])
def test_a_copy_that_the_recipient_forwards_is_not_the_letter(desk: Desk, line: str, original: str) -> None:
    sent = desk.send()
    why = desk.report(about(sent, f"Final-Recipient: {line}", *filter(None, [original])))
    assert desk.noted() == [COPY] and why.startswith(COPY) and "退信" not in why
    assert returned_letters.counts(desk.connection) == {"returned": 0, "delayed": 0}
    (row,) = letters.rows(desk.connection)
    assert not row.came_back and not row.delayed


@pytest.mark.parametrize("lines", [
    ["Final-Recipient: rfc822; ZHANG@UNIT.EXAMPLE"], ["Final-Recipient: rfc822;<zhang@unit.example>"],
    ["Final-Recipient: utf-8; zhang@unit.example"], ['Final-Recipient: rfc822; "zhang"@unit.example'],
    ["Final-Recipient: rfc822; zhang+a@unit.example"], ["Final-Recipient: rfc822; zhang@mail.unit.example."],
    ["Final-Recipient: rfc822; zhang@unit-alias.example"], ["Final-Recipient: rfc822; zh.ang@unit.example"],
    ["Final-Recipient: rfc822; SRS0=aB3=X1=unit.example=zhang@relay.example"],
    ["Final-Recipient: rfc822; SRS1=aB3=relay.example==aB3=X1=unit.example=zhang@r2.example"],
    ["Final-Recipient: rfc822; prvs=1234=zhang@unit.example"], ["Final-Recipient: rfc822; zhang%unit.example@relay.example"],
    ["Final-Recipient: rfc822; zhang=unit.example@relay.example"], ["Final-Recipient: rfc822; zhang.unit.example@relay.example"],
    ["Final-Recipient: rfc822;IMCEAINVALID-zhang+40unit+2Eexample@mx.example"],
    ["Final-Recipient: rfc822; btv1==12==zhang@x.example"],
    ["Final-Recipient: rfc822; bounces+zhang=unit.example@lists.example"], ["Final-Recipient: rfc822;'zhang@unit.example'"],
    ["Final-Recipient: rfc822; full@local.example", "Original-Recipient: rfc822;zhang@unit.example"],
    ["Original-Recipient: rfc822;someone@d11.example", "Final-Recipient: rfc822; zhang@unit.example"],
    ["Final-Recipient: rfc822; full@local.example", "X-Actual-Recipient: rfc822; Zhang@Unit.example"],
    ["Final-Recipient: rfc822; zhang"], ["Final-Recipient: x400; /S=zhang/"], ["Final-Recipient: rfc822;"], ["X-None: 1"],
    ["Final-Recipient: rfc822; <@relay.example:zhang@unit.example>"],
    ["Final-Recipient: rfc822; a@d11.example", "Action: failed", "", "Final-Recipient: rfc822; zhang@unit.example"],
    ["Final-Recipient: rfc822; a@d11.example", "Action: failed", "", "Final-Recipient: rfc822; zhang"],
])  # fmt: skip
def test_the_recipient_is_known_however_servers_write_him(desk: Desk, lines: list[str]) -> None:
    sent = desk.send()
    assert desk.report(about(sent, *lines)).startswith("退信")
    assert desk.noted() == ["收件地址不存在，5.1.1"]
    assert returned_letters.counts(desk.connection)["returned"] == 1


@pytest.mark.parametrize(("words", "noted"), [
    ("full@local.example\r\n  (generated from zhang@unit.example)", "收件地址不存在，5.1.1"),
    ("<full@local.example> (expanded from <Zhang@unit.example>): no such user", "收件地址不存在，5.1.1"),
    ("您发给 zhang@unit.example 的邮件被退回", "收件地址不存在，5.1.1"),
    ("Your message to zhang@unit.example was forwarded to full@local.example", COPY),
    ("zhang@unit.example 转发到 full@local.example 的邮件未送达", COPY),
    ("Hi.\r\n\r\nReturn-Path: <office@126.com>\r\nTo: zhang@unit.example", COPY),
])  # fmt: skip
def test_words_that_name_the_recipient_mean_him_unless_they_speak_of_forwarding(desk: Desk, words: str, noted: str) -> None:
    desk.report(about(desk.send(), "Final-Recipient: rfc822; full@local.example", words=words))
    assert desk.noted() == [noted]


def test_a_lost_copy_hides_neither_a_delay_nor_a_failure(desk: Desk) -> None:
    sent = desk.send()
    copy = about(sent, "Final-Recipient: rfc822; someone@d11.example")
    desk.report(about(sent, "Final-Recipient: rfc822; someone@d11.example", action="delayed"))
    assert desk.noted() == [""]
    desk.report(copy)
    desk.report(status(sent, "delayed", "4.4.1"))
    desk.report(copy)
    assert desk.noted() == ["投递延迟（对方服务器连不上，4.4.1）"]
    desk.report(status(sent, "delivered", "2.0.0"))
    desk.report(copy)
    desk.report(status(sent, "delivered", "2.0.0"))
    assert desk.noted() == [COPY]
    desk.report(status(sent))
    desk.report(copy)
    assert desk.noted() == ["收件地址不存在，5.1.1"]
