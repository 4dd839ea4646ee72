"""Opens parts that a signature wraps (CMS SignedData: smime.p7m, RFC 8551): what was signed is read as a part of the mail.

The signature itself is not verified: who may change a case is decided by the provider's verdict on the sender alone. Encrypted
parts stay closed.
"""

from __future__ import annotations

import base64
import re
from urllib.parse import quote

from config.model import LimitSettings
from intake.mime.attachment_names import file_name
from intake.mime.structure import Node, node_at

SMIME_TYPES = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_UNTOLD = ("application/octet-stream", "application/pkcs7", "application/x-pkcs7")
_WRAPPED = re.compile(r"\.p7[ms]$|^smime\.p7", re.IGNORECASE)
_ARMOUR = re.compile(rb"-----BEGIN (?:PKCS7|CMS)-----\s*(.*?)-----END", re.DOTALL)
_FIELD = re.compile(rb"\s*(?:content-|mime-version|from|to|subject|date|received)[\w-]*[ \t]*:", re.IGNORECASE)
_HEAD = 2000
NO_CMS = (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError)
"""What reading raises where there is no ASN.1, or where it is damaged."""
_DEEPEST = 6
"""Signatures around signatures: a countersigned mail has two or three."""


def wrapped(node: Node) -> bool:
    """Whether this part says that it is a CMS message, by its type or by its name."""
    return node.media_type in SMIME_TYPES or (node.media_type in _UNTOLD and bool(_WRAPPED.search(file_name(node.fields))))


def signed_content(node: Node, limits: LimitSettings) -> Node | None:
    """What a signature wraps, as a part of the mail; None where this is no signed message or none that can be opened. A signed
    file that is no mail keeps its name without the last suffix."""
    if not wrapped(node) or node.size * 3 // 4 > limits.file_bytes:
        return None
    content = opened(node.content())
    if content is None:
        return None
    if is_mail(content):
        return node_at(content, 0, len(content))
    name = quote(re.sub(r"\.p7[ms]$", "", file_name(node.fields), flags=re.IGNORECASE) or "signed.bin")
    head = f"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=UTF-8''{name}\r\n\r\n"
    return node_at(head.encode("ascii") + content, 0, len(head) + len(content))


def is_mail(content: bytes) -> bool:
    """Whether what was signed begins with the fields of a mail or of a part of one; else it is a file."""
    return bool(_FIELD.match(content))


def opened(data: bytes) -> bytes | None:
    """What stands innermost under all signatures; None where it is encrypted, apart (a detached signature) or no CMS."""
    from asn1crypto import cms  # here: a pass that finds no such mail does without

    for depth in range(_DEEPEST):
        if b"-----BEGIN" in data[:_HEAD] and (armour := _ARMOUR.search(data)):
            data = base64.b64decode(armour[1])
        try:
            message = cms.ContentInfo.load(data)
            kind = message["content_type"].native
        except NO_CMS:
            return data if depth else None
        try:
            data = bytes(message["content"]["encap_content_info"]["content"].native or b"") if kind == "signed_data" else b""
        except NO_CMS:
            return None
        if not data:
            return None
    return None
