"""Recognises a form that was filled in within the mail itself, as text or a table: it is named and kept, not read."""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise

from config.model import Guide
from parsers.model.mail import Head
from parsers.model.package import PackageFile, Role
from parsers.values.names import bare

NAME, NOTE = "邮件正文", "邮件正文中写有申报书的栏目和内容，未作读取，请人工查看"
LEAST_LABELS = 6
"""So many of a form's labels must be there, each with something behind it: a question about the form names fewer."""
_QUOTED = re.compile(r"^\s*(?:>|-{2,}\s*(?:原始邮件|转发邮件|Original Message)|在.{0,80}写道[:：])", re.MULTILINE | re.IGNORECASE)


def body_form(head: Head, guide: Guide) -> tuple[PackageFile, ...]:
    """The mail's body as a file without bytes, where it is a filled form; nothing otherwise."""
    quote = _QUOTED.search(head.body)
    words = head.body[: quote.start()] if quote else head.body
    if not any(_filled(words, {bare(slot.label) for slot in form.slots}) >= LEAST_LABELS for form in guide.forms):
        return ()
    digest = hashlib.sha256(f"body\0{head.message_id}\0{words}".encode()).hexdigest()
    return (PackageFile(NAME, digest, 0, Role.OTHER, "text/html", notes=(NOTE,)),)


def _filled(words: str, labels: set[str]) -> int:
    """How many of the labels begin a line, or a cell, that has text behind them or is followed by one that is not a label."""
    pieces = [piece for piece in map(bare, re.split(r"[\n\t|]+", words)) if piece]
    filled = set()
    for piece, after in pairwise([*pieces, ""]):
        label = max((label for label in labels if len(label) > 1 and piece.startswith(label)), key=len, default="")
        if label and (piece != label or (after and not any(after.startswith(other) for other in labels if other))):
            filled.add(label)
    return len(filled)
