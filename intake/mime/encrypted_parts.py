"""Recognises parts that are encrypted or not coded as MIME: S/MIME, PGP, yEnc. They are named, so that a person asks for them,
and never opened; what is only signed is opened by signed_parts.py."""

from __future__ import annotations

import re

from intake.mime.headers import parameters
from intake.mime.structure import Node
from parsers.model.file import Trouble, TroubleKind

ENCRYPTED_BODY = re.compile(r"^-----BEGIN PGP MESSAGE-----", re.MULTILINE)
_SMIME = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")  # the object identifier of CMS SignedData; ...03 is EnvelopedData
_YENC = re.compile(rb"^=ybegin [^\r\n]{0,300}?name=([^\r\n]{1,300})", re.MULTILINE)
_MOST = 50


def sealed(node: Node) -> Trouble | None:
    """Why this part is not opened: encrypted, or wrapped by a signature. None for every other part."""
    if node.media_type in _SMIME:
        smime_type = parameters(node.fields.get("content-type") or b"").get("smime-type", "").lower()
        if smime_type.startswith("signed") or (not smime_type and _SIGNED_DATA in _start(node)):
            return Trouble(TroubleKind.UNSUPPORTED, "邮件经 S/MIME 签名封装，封装已损坏或无法识别，未打开")
        return None if smime_type.startswith("certs") else Trouble(TroubleKind.ENCRYPTED, "邮件经 S/MIME 加密，未打开")
    if node.raw.find(b"-----BEGIN PGP MESSAGE-----", node.start, min(node.end, node.start + 200)) != -1:
        return Trouble(TroubleKind.ENCRYPTED, "邮件经 PGP 加密，未打开")
    return None


def _start(node: Node) -> bytes:
    return Node(node.raw, node.fields, node.start, min(node.end, node.start + 400)).content()[:200]


def yenc_names(text: bytes) -> list[bytes]:
    """Raw names of files that are coded as yEnc in a text."""
    return [name.strip() for name in _YENC.findall(text)[:_MOST]]
