"""Letters that came back, and what our provider says of a sender."""

from __future__ import annotations

import pytest

from config.model import LimitSettings
from intake.mime import parse
from intake.mime.bounces import fits
from intake.mime.sender_proof import disproved, vouched
from parsers.model.mail import Head, OriginalHead, Proof, Returned

OURS = "<receipt-0123456789abcdef@126.com>"


def head(raw: str) -> Head:
    return parse(raw.replace("\n", "\r\n").encode(), LimitSettings())[0]


def report(action: str = "failed", original: str = "text/rfc822-headers", status: str = "5.1.1") -> str:
    return f"""From: Mail Delivery <MAILER-DAEMON@mx.example.net>
To: office@126.com
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; Nobody@unit.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 user unknown

--b
Content-Type: {original}

From: office@126.com
Message-ID: {OURS}
Subject: x

--b--
"""


@pytest.mark.parametrize("original", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_by_the_book(original: str) -> None:
    assert head(report(original=original)).returned == Returned(
        (OURS,), ("nobody@unit.example",), "5.1.1", "收件地址不存在", original=OriginalHead(OURS, "x"),
        named=("nobody@unit.example",))


def test_a_delay_and_a_delivery_are_no_failure() -> None:
    for action in ("delayed", "delivered"):
        found = head(report(action, status="4.4.1")).returned
        assert found is not None and (found.delivery, found.ids) == (action, (OURS,))
    assert head(report("relayed")).returned is None


def test_of_two_recipients_the_one_that_failed_counts() -> None:
    end = "\n\n--b\nContent-Type: text/rfc822-headers"
    second = "\n\nFinal-Recipient: rfc822; late@unit.example\nAction: delayed\nStatus: 4.4.1"
    found = head(report().replace(end, second + end)).returned
    assert found is not None and (found.delivery, found.recipients) == ("failed", ("nobody@unit.example",))


def test_only_the_returned_headers_say_which_mail_it_was() -> None:
    """Whatever else of ours the report names: in its References, in its words, in what the mail answered."""
    other = report().replace(f"Message-ID: {OURS}", f"Message-ID: <by-hand@126.com>\nIn-Reply-To: {OURS}")
    other = other.replace("Sorry.", f"Sorry. {OURS}").replace("To: office", f"References: {OURS}\nTo: office", 1)
    found = head(other).returned
    assert found is not None and found.ids == ("<by-hand@126.com>",)
    assert found.original == OriginalHead("<by-hand@126.com>", "x", "", OURS)


def test_a_report_in_utf_8_and_one_that_returns_an_empty_head() -> None:
    found = head(report().replace("message/delivery-status", "message/global-delivery-status")).returned
    assert found is not None and (found.ids, found.status) == ((OURS,), "5.1.1")
    found = head(report().replace(f"From: office@126.com\nMessage-ID: {OURS}\nSubject: x\n", "")).returned
    assert found is not None and (found.ids, found.original) == ((), None)


PLAIN = """From: Mail Delivery System <Mailer-Daemon@mx.example.net>
To: office@126.com
Subject: {subject}

{body}
"""


@pytest.mark.parametrize(("subject", "body", "delivery"), [
    ("Warning: message 1xXU-00 delayed 24 hours", "A message has not yet been delivered to zhang@unit.example", "delayed"),
    ("Delivery Status Notification (Delay)", "zhang@unit.example", "delayed"),
    ("Delayed Mail (still being retried)", "zhang@unit.example", "delayed"),
    ("note", "Delivery attempts will continue for some time.", "delayed"),
    ("邮件投递延迟通知", "zhang@unit.example", "delayed"),
    ("通知", "发往 zhang@unit.example 的邮件暂未送达，系统将继续尝试投递", "delayed"),
    ("Mail delivery failed: returning message to sender", "It was delayed; retry timeout exceeded", "failed"),
    ("系统退信", "系统将自动重试，现已放弃：zhang@unit.example", "failed"),
    ("failure notice", "I'm afraid I wasn't able to deliver", "failed"),
])  # fmt: skip
def test_a_report_in_words_alone(subject: str, body: str, delivery: str) -> None:
    found = head(PLAIN.format(subject=subject, body=body)).returned
    assert found is not None and (found.delivery, found.original) == (delivery, None)


def test_a_copy_below_the_words_returns_the_headers() -> None:
    body = "Hi. I wasn't able to deliver.\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <office@126.com>\n"
    body += f"Message-ID: <by-hand@126.com>\nIn-Reply-To: {OURS}\n"
    found = head(PLAIN.format(subject="failure notice", body=body)).returned
    assert found is not None and (found.ids, found.original) == (("<by-hand@126.com>",), OriginalHead("<by-hand@126.com>"))


LETTER = ("From: office@126.com\r\nSubject: =?utf-8?b?44CQ5bey5pS25Yiw44CR?=\r\n GJ2024-0001\r\n"
          f"Date: Sun, 29 Nov 2026 10:42:09 +0800\r\nMessage-ID: {OURS}\r\n"
          "In-Reply-To: <a@unit.example>\r\n\r\nx").encode()  # fmt: skip


@pytest.mark.parametrize(("lines", "fit"), [
    ("Subject: 【已收到】 GJ2024-0001\nDate: Sun, 29 Nov 2026 02:42:09 +0000\nIn-Reply-To: <a@unit.example>", True),
    ("Subject: =?utf-8?b?44CQ5bey5pS25Yiw44CR?= GJ2024-0001\nIn-Reply-To: <a@unit.example>", True),
    ("Subject: 【已收到】 GJ2024-0001\nDate: Sun, 29 Nov 2026 10:42:09 +0800", True),
    ("Subject: 【已收到】 GJ2024-0001", False),
    ("Date: Sun, 29 Nov 2026 10:42:09 +0800", False), ("To: zhang@unit.example", False),
    ("Subject: by hand\nDate: Sun, 29 Nov 2026 10:42:09 +0800", False),
    ("Subject: 【已收到】 GJ2024-0001\nDate: Sun, 29 Nov 2026 10:42:10 +0800", False),
    ("Subject: 【已收到】 GJ2024-0001\nDate: Sun, 29 Nov 2026 10:42:09 +0800\nIn-Reply-To: <b@unit.example>", False),
])  # fmt: skip
def test_headers_without_a_message_id_fit_one_letter_only(lines: str, fit: bool) -> None:
    found = head(report().replace(f"Message-ID: {OURS}\nSubject: x", lines)).returned
    assert found is not None and found.original is not None and not found.ids and not found.original.message_id
    assert fits(found.original, LETTER) is fit


CHINESE = """From: postmaster@126.com
To: office@126.com
Subject: =?gb18030?B?z7XNs83L0MU=?=
Content-Type: text/html; charset=utf-8

<html><body><p>抱歉，您的邮件被退回来了……</p><table><tr><td>主题</td><td>【已收到】GJ2024-0001</td></tr>
<tr><td>收件人</td><td>zhang@unit.example</td></tr><tr><td>退信原因</td><td>{why}</td></tr>
<tr><td>Message-ID</td><td>&lt;receipt-0123456789abcdef@126.com&gt;</td></tr></table></body></html>
"""


@pytest.mark.parametrize(
    ("why", "words", "status"),
    [
        ("收件人邮件地址不存在，550 User not found: zhang@unit.example", "收件地址不存在", "550"),
        ("收件人的邮箱已满", "对方邮箱已满", ""),
        ("对方服务器认为是垃圾邮件，554 5.7.1 rejected", "被对方服务器拒收", "5.7.1"),
        ("all hosts have been failing for a long time: retry timeout exceeded", "对方服务器连不上", ""),
        ("connect to mx.unit.example[198.51.100.7]:25: Connection refused", "对方服务器连不上", ""),
        ("Envelope expired, 4.4.7", "对方服务器连不上", "4.4.7"), ("message expired", "对方服务器连不上", ""),
        ("无法连接对方服务器，连接超时", "对方服务器连不上", ""),
        ("天气不好", "", ""),
    ],
)
def test_a_page_in_chinese(why: str, words: str, status: str) -> None:
    found = head(CHINESE.format(why=why)).returned
    assert found is not None and found.ids == (OURS,) and "zhang@unit.example" in found.recipients
    assert (found.why, found.status) == (words, status)


ABSENT = f"""From: zhang@unit.example
To: office@126.com
Return-Path: <>
Subject: =?utf-8?B?6Ieq5Yqo5Zue5aSN?=: x
In-Reply-To: {OURS}
Auto-Submitted: auto-replied

I am away; 550 things to do.
"""
READ = f"""From: zhang@unit.example
To: office@126.com
Subject: read
Content-Type: multipart/report; report-type=disposition-notification; boundary=b

--b
Content-Type: message/disposition-notification

Original-Message-ID: {OURS}
Disposition: manual-action/MDN-sent-manually; displayed

--b--
"""
ASKING = f"From: zhang@unit.example\nSubject: why was my mail returned? 550\nIn-Reply-To: {OURS}\n\nsystem says 5.1.1\n"


UNIT = "From: postmaster@unit.example\nSubject: 项目申报\n\n请问截止日期？\n"


@pytest.mark.parametrize("raw", [ABSENT, READ, ASKING, UNIT],
                         ids=["absence", "receipt of reading", "a person's question", "a unit's only mailbox"])
def test_what_is_no_returned_letter(raw: str) -> None:
    assert head(raw).returned is None


def test_a_report_full_of_nonsense_is_read_without_harm() -> None:
    found = head(report().replace("Final-Recipient: rfc822; Nobody@unit.example", "Final-Recipient: \x01" + "(" * 9000)).returned
    assert found is not None and found.ids == (OURS,)


# --- who sent it -----------------------------------------------------------------------------------------------------------


def told(value: str) -> Proof | None:
    lower = "Authentication-Results: evil.example; dmarc=pass"
    return head(f"Authentication-Results: {value}\n{lower}\nFrom: a@b.example\n\nx\n").proof


@pytest.mark.parametrize(
    ("value", "judge", "verdict"),
    [
        ("mx.126.com; spf=pass; dkim=none; dmarc=pass", "mx.126.com", "pass"),
        ("126.com 1; spf=fail (sender (not) allowed; really) smtp.mailfrom=b.example;\n dkim=fail", "126.com", "fail"),
        ("126.com; spf=pass; dmarc=fail (p=none)", "126.com", "fail"),
        ("126.com; spf=softfail; dkim=none", "126.com", ""),
    ],
)
def test_only_the_topmost_judgement_counts(value: str, judge: str, verdict: str) -> None:
    assert told(value) == Proof(judge, verdict)


def test_only_our_own_provider_can_disprove_a_sender() -> None:
    assert disproved(Proof("mx.126.com", "fail"), "126.com") and disproved(Proof("126.com", "fail"), "126.com")
    assert not disproved(Proof("evil126.com", "fail"), "126.com")
    assert not disproved(Proof("126.com", "pass"), "126.com") and not disproved(Proof("126.com", ""), "126.com")
    assert not disproved(None, "126.com") and not disproved(Proof("126.com", "fail"), "")
    assert head("From: a@b.example\n\nx\n").proof is None


@pytest.mark.parametrize(("judged", "authority", "believed"), [
    ("mx.126.com; dmarc=pass", "126.com", True), ("MX.126.Com ; DMARC=Pass", "126.com", True), ("126.com; spf=PASS", "126.com",
    True),
    ("126.com; dmarc=fail; spf=pass", "126.com", False), ("126.com; dmarc=none", "126.com", False), ("126.com; none", "126.com",
    False),
    ("evil126.com; dmarc=pass", "126.com", False), ("126.com.evil.org; dmarc=pass", "126.com", False), ("; dmarc=pass",
    "126.com", False),
    (None, "126.com", False), (None, "", True), ("mx.126.com; dmarc=fail", "", True),
])  # fmt: skip
def test_a_sender_is_believed_only_when_our_own_provider_vouches(judged: str | None, authority: str, believed: bool) -> None:
    proof = told(judged) if judged is not None else None
    assert vouched(proof, authority) is believed
