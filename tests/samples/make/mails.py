"""Raw mails as Chinese mail programs write them, byte for byte the same for the same arguments."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Literal
from urllib.parse import quote

OFFICE = "hnkxgjb@126.com"
Words = Literal["utf8", "gb18030", "raw-gbk"]
Names = Literal["rfc2231", "qq", "netease", "raw-gbk"]
MEDIA = {
    "zip": "application/zip",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
Sender = tuple[str, str]


def package_mail(
    sender: Sender,
    subject: str,
    attachments: Sequence[tuple[str, bytes]] = (),
    *,
    sent: datetime,
    body: str = "",
    html: str = "",
    reply_to: Sequence[str] = (),
    words: Words = "utf8",
    names: Names = "rfc2231",
    extra: Sequence[tuple[str, str]] = (),
    to: str = OFFICE,
    serial: int = 1,
) -> bytes:
    """A mail from `sender` (name, address) with `attachments` (name, bytes), as one raw message with CRLF.

    `sent` must carry a zone; the Received header is 2 seconds later. `reply_to` are Message-IDs, oldest first, for In-Reply-To
    and References. `words` is how names and subject are encoded (`raw-gbk`: not at all), `names` how file names are: RFC 2231,
    encoded words in quotes as QQ writes them, GBK words as NetEase does, or raw GBK. `html` adds an alternative body, `extra`
    further headers. `serial` sets the ids of mails of one sender apart."""
    parts = [text_part("plain", body)] + ([text_part("html", html)] if html else [])
    if len(parts) > 1:
        parts = [joined("alternative", parts, f"alt{serial}")]
    parts += [file_part(name, data, names) for name, data in attachments]
    content = joined("mixed", parts, f"mix{serial}") if len(parts) > 1 else parts[0]
    return headers(sender, subject, sent, reply_to, words, extra, to, serial) + content


def headers(
    sender: Sender,
    subject: str,
    sent: datetime,
    reply_to: Sequence[str],
    words: Words,
    extra: Sequence[tuple[str, str]],
    to: str,
    serial: int,
) -> bytes:
    """Everything above the content's own headers."""
    domain = sender[1].rpartition("@")[2]
    lines = [
        b"Return-Path: <" + sender[1].encode() + b">",
        received(domain, sent, serial),
        b"Date: " + format_datetime(sent).encode(),
        b"From: " + (encoded(sender[0], words) + b" " if sender[0] else b"") + b"<" + sender[1].encode() + b">",
        b"To: " + to.encode(),
        b"Subject: " + encoded(subject, words),
        b"Message-ID: " + message_id(sender, serial).encode(),
    ]
    if reply_to:
        lines += [b"In-Reply-To: " + reply_to[-1].encode(), b"References: " + " ".join(reply_to).encode()]
    return b"\r\n".join([*lines, *(f"{k}: {v}".encode() for k, v in extra), b"MIME-Version: 1.0"]) + b"\r\n"


def message_id(sender: Sender, serial: int) -> str:
    """The Message-ID a mail of this sender and serial carries."""
    mark = hashlib.sha256(f"{sender[1]} {serial}".encode()).hexdigest()[:20]
    return f"<{mark}@{sender[1].rpartition('@')[2]}>"


def received(domain: str, sent: datetime, serial: int) -> bytes:
    """The topmost Received header, from a documentation address (RFC 5737)."""
    when = format_datetime(sent + timedelta(seconds=2))
    return (
        f"Received: from mail.{domain} (unknown [203.0.113.{serial % 250 + 1}])\r\n\tby mx.example.net (Coremail) "
        f"with SMTP id M{serial:06d}; {when}"
    ).encode()


def encoded(text: str, words: Words) -> bytes:
    """A header text as encoded words of at most 75 characters, or raw GBK; plain ASCII stays as it is."""
    if words == "raw-gbk":
        return text.encode("gb18030")
    if text.isascii():
        return text.encode()
    charset = "utf-8" if words == "utf8" else "gb18030"
    cut = [text[i : i + 12] for i in range(0, len(text), 12)]
    return b"\r\n ".join(f"=?{charset}?B?{base64.b64encode(t.encode(charset)).decode()}?=".encode() for t in cut)


def text_part(kind: str, text: str) -> bytes:
    """A text part in base64, headers first."""
    return f"Content-Type: text/{kind}; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode() + folded(
        text.encode()
    )


def file_part(name: str, data: bytes, names: Names) -> bytes:
    """An attachment in base64, its name written in one of four customs."""
    media = MEDIA.get(name.rpartition(".")[2].lower(), "application/octet-stream").encode()
    if names == "rfc2231":
        head = b"Content-Type: " + media + b"\r\nContent-Disposition: attachment;\r\n filename*=UTF-8''" + quote(name).encode()
    else:
        charset = "gb18030" if names == "qq" else "GBK"
        word = f"=?{charset}?B?{base64.b64encode(name.encode('gb18030')).decode()}?=".encode()
        said = name.encode("gb18030") if names == "raw-gbk" else word
        kind = b"application/octet-stream" if names == "qq" else media
        head = (
            b"Content-Type: "
            + kind
            + b';\r\n name="'
            + said
            + b'"\r\nContent-Disposition: attachment;\r\n filename="'
            + said
            + b'"'
        )
    return head + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + folded(data)


def folded(data: bytes) -> bytes:
    """Base64 in lines of 76 with CRLF."""
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def joined(kind: str, parts: Sequence[bytes], mark: str) -> bytes:
    """A multipart of `parts`, with a boundary made from `mark`."""
    boundary = f"----=_Part_{hashlib.sha256(mark.encode()).hexdigest()[:16]}".encode()
    head = b"Content-Type: multipart/" + kind.encode() + b';\r\n boundary="' + boundary + b'"\r\n\r\n'
    return head + b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + boundary + b"--\r\n"


def bounce(recipient: str, sent: datetime, serial: int) -> bytes:
    """A delivery status notification (RFC 3464) about a letter to `recipient`, with an empty return path."""
    sender = ("", "MAILER-DAEMON@mx.example.net")
    report = (
        f"Reporting-MTA: dns; mx.example.net\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\nAction: failed\r\n"
        "Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\r\n"
    )
    parts = [
        text_part("plain", f"很抱歉，您的邮件未能送达 {recipient}。\n收件人地址不存在。"),
        b"Content-Type: message/delivery-status\r\n\r\n" + report.encode(),
        b"Content-Type: text/rfc822-headers\r\n\r\nFrom: " + OFFICE.encode() + b"\r\nTo: " + recipient.encode() + b"\r\n",
    ]
    head = headers(sender, "系统退信/Systems bounce", sent, (), "utf8", (("Auto-Submitted", "auto-replied"),), OFFICE, serial)
    head = head.replace(b"Return-Path: <" + sender[1].encode() + b">", b"Return-Path: <>")
    return head + joined("report; report-type=delivery-status", parts, f"dsn{serial}")
