"""Letters that came back, and what our provider says of a sender."""

from __future__ import annotations

import pytest

from config.model import LimitSettings
from intake.mime import parse
from intake.mime.sender_proof import disproved, vouched
from parsers.model.mail import Head, Proof, Returned

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
    assert head(report(original=original)).returned == Returned((OURS,), ("nobody@unit.example",), "5.1.1", "收件地址不存在")


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_a_delay_is_no_failure(action: str) -> None:
    assert head(report(action)).returned is None


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
        ("无法连接对方服务器，连接超时", "对方服务器无法连接", ""),
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


@pytest.mark.parametrize("raw", [ABSENT, READ, ASKING], ids=["absence", "receipt of reading", "a person's question"])
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
        ("126.com; none", "126.com", ""),
        ("", "", ""),
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
