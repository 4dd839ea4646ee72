"""Mails as Chinese mail programs write them."""

from __future__ import annotations

import base64

from config.model import LimitSettings

LIMITS = LimitSettings()


def word(text: str, charset: str, kind: str = "B", claim: str = "") -> str:
    raw = text.encode(charset)
    body = base64.b64encode(raw).decode() if kind == "B" else "".join(f"={byte:02X}" for byte in raw)
    return f"=?{claim or charset}?{kind}?{body}?="


def attached(disposition: bytes, content_type: bytes = b"application/octet-stream") -> bytes:
    """A mail of two parts, the second with these two headers."""
    return (
        b'From: a@example.com\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="=_b"\r\n\r\npreamble\r\n'
        b"--=_b\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n" + "正文".encode("gb18030") + b"\r\n"
        b"--=_b\r\nContent-Type: " + content_type + b"\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: " + disposition + b"\r\n\r\n" + base64.encodebytes(b"content" * 20) + b"\r\n--=_b--\r\n"
    )
