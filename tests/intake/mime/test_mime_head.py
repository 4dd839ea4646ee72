"""The head of a mail: who, when, about what, and whether a machine wrote it."""

from __future__ import annotations

import pytest

from intake.mime import arrival_time, parse
from tests.intake.mails import LIMITS, word


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_subject_and_sender_in_words_and_raw(charset: str) -> None:
    raw = "From: 张三 <zhang@example.cn>\r\nSubject: 申报\r\n 材料\r\n\r\n".encode(charset)
    head, _ = parse(raw, LIMITS)
    assert (head.sender_name, head.sender, head.subject) == ("张三", "zhang@example.cn", "申报 材料")
    words = [word(text, charset) for text in ("张三", "申报", "材料")]
    head, _ = parse("From: {} <zhang@example.cn>\r\nSubject: {}\r\n {}\r\n\r\n".format(*words).encode(), LIMITS)
    assert (head.sender_name, head.sender, head.subject) == ("张三", "zhang@example.cn", "申报材料")


@pytest.mark.parametrize(
    ("said", "sender"),
    [
        ("a@example.com", "a@example.com"),
        ('"b@evil.cn" <a@example.com>', "a@example.com"),
        ("b@evil.cn <a@example.com>", "a@example.com"),
        ("a@example.com (Zhang)", "a@example.com"),
        ('"Zhang, San" <a@example.com>', "a@example.com"),
        ("alice@example.org)bob@evil.cn", ""),
        ("alice@example.org,bob@evil.cn", ""),
        ("<a@example.com> <b@evil.cn>", ""),
        ("<a@example.com>, <b@evil.cn>", ""),
        ("a@example.com b@evil.cn", ""),
        ("a@localhost", ""),
        ("undisclosed-recipients:;", ""),
        ("(" * 3000 + "a@example.com", ""),
        ("", ""),
    ],
)
def test_exactly_one_address_or_none(said: str, sender: str) -> None:
    head, _ = parse(f"From: {said}\r\n\r\n".encode(), LIMITS)
    assert head.sender == sender


def test_two_from_fields_are_no_sender() -> None:
    head, _ = parse(b"From: a@example.com\r\nFrom: b@example.com\r\n\r\n", LIMITS)
    assert head.sender == "" and head.notes == ("发件人不止一个地址",)


def test_recipients_threads_and_ids() -> None:
    raw = (
        b"To: hnkxgjb@126.com, =?utf-8?B?5byg5LiJ?= <a@example.com>\r\nCc: Office: b@example.com, c@example.com;\r\n"
        b"Message-ID: <1@x>\r\nIn-Reply-To: <0@x> (yours)\r\nReferences: <a@x>\r\n\t<0@x>\r\nReturn-Path: <>\r\n\r\n"
    )
    head, _ = parse(raw, LIMITS)
    assert head.to == ("hnkxgjb@126.com", "a@example.com", "b@example.com", "c@example.com")
    assert (head.message_id, head.in_reply_to, head.references) == ("<1@x>", "<0@x>", ("<a@x>", "<0@x>"))
    assert head.return_path == "" and parse(b"Subject: x\r\n\r\n", LIMITS)[0].return_path is None


def test_recipients_parted_by_chinese_signs() -> None:
    raw = "To: 科协<hnkxgjb@126.com>；张三 <a@example.cn>，b@example.cn\r\n\r\n"
    for charset in ("utf-8", "gb18030"):
        assert parse(raw.encode(charset), LIMITS)[0].to == ("hnkxgjb@126.com", "a@example.cn", "b@example.cn")


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("Tue, 05 Mar 2024 10:00:00 +0800 (CST)", "2024-03-05T10:00:00+08:00"),
        ("Tue, 05 Mar 2024 10:00:00 CST", "2024-03-05T10:00:00+08:00"),
        ("5 Mar 2024 10:00", "2024-03-05T10:00:00+08:00"),
        ("Tue, 05 Mar 2024 02:00:00 GMT", "2024-03-05T02:00:00+00:00"),
        ("the day before yesterday", ""),
        ("Tue, 99 Mar 2024 10:00:00 +0800", ""),
        ("Tue, 05 Mar 99999 10:00:00 +9999", ""),
    ],
)
def test_dates(date: str, told: str) -> None:
    assert parse(f"Date: {date}\r\n\r\n".encode(), LIMITS)[0].date == told


def test_the_newest_received_header_tells_the_arrival() -> None:
    raw = (
        b"Received: from c by d; broken\r\nReceived: from b by c; Tue, 05 Mar 2024 10:00:05 +0800\r\n"
        b"Received: from a by b; Tue, 05 Mar 2024 10:00:01 +0800\r\nDate: Mon, 04 Mar 2024 09:00:00 +0800\r\n\r\n"
    )
    assert parse(raw, LIMITS)[0].received == arrival_time(raw) == "2024-03-05T10:00:05+08:00"
    assert arrival_time(b"Date: Mon, 04 Mar 2024 09:00:00 +0800\r\n\r\n") == "2024-03-04T09:00:00+08:00"


@pytest.mark.parametrize(
    "field",
    [
        "Auto-Submitted: auto-replied", "Precedence: bulk", "Precedence: LIST", "List-Unsubscribe: <x>", "Return-Path: <>",
        "X-Auto-Response-Suppress: DR, AutoReply", "X-Autoreply: yes", "Content-Type: multipart/report; boundary=x",
        "From: MAILER-DAEMON@example.com", "From: no-reply@example.com", "From: noreply@example.com", "From: postmaster@163.com",
        "From: donotreply+7@example.com", "From: service-noreply@example.com", "From: noreply-dmarc@example.com",
        "From: Do.Not.Reply@example.com", "From: list-request@example.com", "From: owner-list@example.com",
        "From: list-bounces@example.com", "From: bounces+17-a=b.cn@example.com", "From: list-owner@example.com",
        "From: listserv@example.com", "X-Loop: list@example.com", "List-Id: <list.example.com>", "X-Precedence: bulk",
        "X-Auto-Submitted: auto-generated", "X-Cron-Env: <LANG=C>", "Delivered-To: Autoresponder", "X-FC-MachineGenerated: true",
        "X-POST-MessageClass: 9; Autoresponder", "Subject: =?gb2312?B?19S2r7vYuLQ=?=: hello",
    ],
)  # fmt: skip
def test_signs_of_a_machine(field: str) -> None:
    assert parse(f"{field}\r\n\r\nbody".encode(), LIMITS)[0].automatic


def test_a_person_s_program_that_wants_no_holiday_reply_is_no_machine() -> None:
    assert not parse(b"X-Auto-Response-Suppress: DR, OOF\r\n\r\nbody", LIMITS)[0].automatic


@pytest.mark.parametrize(
    "field",
    [
        "Auto-Submitted: no", "Precedence: first-class", "Return-Path: <a@b.cn>", "From: reply@x.cn", "Subject: 自动化学会申报",
        "From: owner@x.cn", "From: request@x.cn", "From: bouncer@x.cn", "From: noreplyer@x.cn", "From: wang.owner@x.cn",
        "From: daemons@x.cn", "Feedback-ID: 1:2:3:mailer", "Delivered-To: hnkxgjb@126.com",
        "Return-Path: <bounces+SRS=a1=b2@firm.example>",
    ],
)
def test_a_person_wrote_this(field: str) -> None:
    assert not parse(f"{field}\r\n\r\nbody".encode(), LIMITS)[0].automatic
