"""The shape of a case of the table, and the pieces from which its mails are made."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from urllib.parse import quote

from config.model import LimitSettings
from intake.mime import parse

SUBJECT = "关于报送国际科技交流会议申报材料的函"
SENDER = "kxjs@kjxh.example.cn"
NAME = "湖南省某学会（喆镕）申报书.docx"
DATA = b"PK\x03\x04 the content of a file" * 10


@dataclass(frozen=True)
class Seen:
    """What a person is shown of a mail."""

    subject: str
    sender: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One mail, and what must be seen of it. `body` must stand in its text, `note` among its notes, `trouble` is the kind of
    trouble its files have."""

    name: str
    raw: bytes
    subject: str = SUBJECT
    sender: str = SENDER
    files: tuple[str, ...] = ()
    body: str = ""
    note: str = ""
    trouble: str = ""


def seen(raw: bytes) -> Seen:
    """What we see of it; parts that only decorate are no files."""
    head, parts = parse(raw, LimitSettings())
    return Seen(head.subject, head.sender, tuple(part.name for part in parts if not part.inline))


def word(text: str, charset: str = "utf-8", kind: str = "B", claim: str = "") -> bytes:
    """An encoded word (RFC 2047)."""
    raw = text.encode(charset)
    body = base64.b64encode(raw).decode() if kind == "B" else "".join(f"={byte:02X}" for byte in raw)
    return f"=?{claim or charset}?{kind}?{body}?=".encode()


def percent(text: str, charset: str = "utf-8") -> bytes:
    """Percent-encoded bytes of a text."""
    return quote(text.encode(charset), safe="").encode()


def head(subject: bytes = word(SUBJECT), sender: bytes = SENDER.encode(), more: bytes = b"") -> bytes:
    """The fields every mail has, without the blank line."""
    return b"From: " + sender + b"\r\nTo: hnkxgjb@126.com\r\nSubject: " + subject + b"\r\nMIME-Version: 1.0\r\n" + more


def plain(subject: bytes = word(SUBJECT), sender: bytes = SENDER.encode(), more: bytes = b"", body: bytes = b"text\r\n") -> bytes:
    """A mail of one text."""
    return head(subject, sender, more) + b"\r\n" + body


def coded(data: bytes = DATA) -> bytes:
    """Base64 in lines."""
    return base64.encodebytes(data)


def part(fields: bytes, body: bytes) -> bytes:
    """One part; `fields` end with a line break."""
    return b"--=_b\r\n" + fields + b"\r\n" + body + b"\r\n"


def mixed(*parts: bytes, kind: bytes = b"mixed", end: bytes = b"--=_b--\r\n") -> bytes:
    """A multipart mail."""
    return head(more=b'Content-Type: multipart/' + kind + b'; boundary="=_b"\r\n') + b"\r\n" + b"".join(parts) + end


def attached(disposition: bytes, kind: bytes = b"application/octet-stream", body: bytes | None = None) -> bytes:
    """A mail with a text and one file in base64."""
    fields = b"Content-Type: " + kind + b"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: " + disposition + b"\r\n"
    return mixed(part(b"Content-Type: text/plain\r\n", b"text"), part(fields, coded() if body is None else body))
