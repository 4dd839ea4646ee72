"""Turns plain text into a Document: each line a paragraph, in whatever encoding Chinese offices write."""

from __future__ import annotations

from parsers.formats.web.source import decode
from parsers.formats.word.reader import MOST_CHARACTERS, MOST_PARAGRAPHS
from parsers.model.document import Document, Medium, Paragraph, Place
from parsers.model.file import TroubleKind, Unreadable
from parsers.ticks import signs


def read(data: bytes) -> Document:
    """The document in the bytes of a .txt. Raises Unreadable: limit."""
    if len(data) > 4 * MOST_CHARACTERS:
        raise Unreadable(TroubleKind.LIMIT, "文本文件过大")
    lines = decode(data).splitlines()
    if len(lines) > MOST_PARAGRAPHS:
        raise Unreadable(TroubleKind.LIMIT, "文本文件过大")
    texts = ((number, signs.plain(line).strip()) for number, line in enumerate(lines, 1))
    blocks = tuple(Paragraph(text, Place(paragraph=number)) for number, text in texts if text)
    return Document(Medium.WORD, blocks, text_layer=True)
