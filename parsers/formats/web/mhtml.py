"""Reads a web page in one file (.mht, also named .doc): takes the page out of its envelope, then reads it as reader.py does."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import Message

from lxml import etree

from parsers.formats.web import reader as web
from parsers.formats.word import hazards
from parsers.formats.word import reader as word
from parsers.model.document import Document
from parsers.model.file import TroubleKind, Unreadable

MOST_BYTES = 64 << 20
MOST_PARTS = 2_000


def read(data: bytes) -> Document:
    """The document in the bytes of an .mht. Raises Unreadable: limit, unsupported (no page in it, or its end is missing)."""
    page_body = body(data)
    return word.document(page_body, tuple(hazards.in_text(page_body)))


def body(data: bytes) -> etree._Element:
    """Its page as a body in WordprocessingML."""
    if len(data) > MOST_BYTES:
        raise Unreadable(TroubleKind.LIMIT, "网页文件过大")
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        page = _page(message)
    except (RecursionError, ValueError, LookupError) as error:
        raise Unreadable(TroubleKind.LIMIT, "网页文件的嵌套层数过多") from error
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes) or not content.strip():
        raise Unreadable(TroubleKind.UNSUPPORTED, "单一网页文件中没有正文")
    return web.body(content, str(page.get_param("charset") or ""))


def _page(message: Message) -> Message | None:
    """The page that the envelope names as its first, else the first page in it."""
    pages = [part for part in _parts(message) if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = message.get_param("start")
    named = [part for part in pages if start and str(part.get("Content-ID", "")).strip() == str(start).strip()]
    return next(iter(named or pages), None)


def _parts(message: Message) -> Iterator[Message]:
    waiting = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        if part.is_multipart():
            waiting[:0] = [inner for inner in part.get_payload() if isinstance(inner, Message)]
        else:
            yield part
