"""Bytes of any file → its true type, and one Document whatever the format. Reads nothing but its arguments.

A format is one module in formats/ with a function `read(data) -> Document`, and one line in READERS.
"""

from __future__ import annotations

from importlib import import_module

from parsers.model import Document, Unreadable
from parsers.sniff import DOCX, PDF, sniff

__all__ = ["READERS", "read", "sniff"]

READERS: dict[str, str] = {
    DOCX: "word",
    PDF: "pdf",
    "image/jpeg": "image",
    "image/png": "image",
    "image/tiff": "image",
    "image/bmp": "image",
    "image/gif": "image",
    "image/webp": "image",
    "image/heic": "image",
}
"""Media type → module of parsers.formats, imported on first use: a Word file must not pay for the PDF libraries."""

_ENCRYPTED = "application/x-encrypted-ole"


def read(data: bytes, media_type: str) -> Document:
    """The document in these bytes, `media_type` being what `sniff` said of them.

    Raises Unreadable: encrypted, damaged, unsupported (no reader of this type here), limit, dangerous or empty.
    """
    if not data:
        raise Unreadable("empty", "文件是空的")
    if media_type == _ENCRYPTED:
        raise Unreadable("encrypted", "文件设有打开密码")
    module = READERS.get(media_type)
    if module is None:
        raise Unreadable("unsupported", "本机没有能读取此格式的程序")
    document: Document = import_module(f"parsers.formats.{module}").read(data)
    return document
