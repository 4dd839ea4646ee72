"""Turns the bytes of any file into its true type, and into one Document whatever the format. Reads nothing but its arguments.

A format is a folder here with a module that has a function `read(data) -> Document`, and one line in READERS.
"""

from __future__ import annotations

from importlib import import_module

from parsers.formats.sniff import (  # fmt: skip
    COMPOUND,
    DOC,
    DOCX,
    DRM,
    ENCRYPTED_OOXML,
    FLAT_ODT,
    FLAT_WORD,
    HTML,
    MHT,
    ODT,
    ODT_TEMPLATE,
    OFD,
    OFFICE,
    PAGES,
    PDF,
    RTF,
    TEXT,
    UOF,
    WORD_2003,
    WORKS,
    XPS,
    sniff,
)
from parsers.model.document import Document
from parsers.model.file import TroubleKind, Unreadable

__all__ = ["READERS", "read", "sniff"]

READERS: dict[str, str] = {
    DOCX: "word.reader",
    OFFICE: "word.opc_package",
    COMPOUND: "legacy.ole",
    FLAT_WORD: "word.flat_xml",
    WORD_2003: "word.flat_xml",
    DOC: "legacy.reader",
    WORKS: "legacy.reader",
    RTF: "legacy.reader",
    ODT: "legacy.reader",
    ODT_TEMPLATE: "legacy.reader",
    FLAT_ODT: "legacy.reader",
    HTML: "web.reader",
    MHT: "web.mhtml",
    TEXT: "text.reader",
    PDF: "pdf.reader",
    OFD: "ofd.reader",
    "image/jpeg": "image.reader",
    "image/png": "image.reader",
    "image/tiff": "image.reader",
    "image/bmp": "image.reader",
    "image/gif": "image.reader",
    "image/webp": "image.reader",
    "image/heic": "image.reader",
}
"""Media type → module of parsers.formats, imported on first use: reading a Word file must not load the PDF libraries."""

_NAMED = {UOF: "UOF 文件（标文通），", PAGES: "苹果 Pages 文件，", XPS: "XPS 版式文件，"}
"""Formats that are known and not read: staff are told which it is. LibreOffice opens UOF, but moves cells below merged ones."""
_LOCKED = {ENCRYPTED_OOXML: "文件设有打开密码", DRM: "文件经单位的文档加密软件加密，他人无法打开"}


def read(data: bytes, media_type: str) -> Document:
    """The document in these bytes; `media_type` is what `sniff` returned for them.

    Raises Unreadable: encrypted, damaged, unsupported (no reader of this type here), limit, dangerous or empty.
    """
    if not data:
        raise Unreadable(TroubleKind.EMPTY, "文件是空的")
    if locked := _LOCKED.get(media_type):
        raise Unreadable(TroubleKind.ENCRYPTED, locked)
    module = READERS.get(media_type)
    if module is None:
        raise Unreadable(TroubleKind.UNSUPPORTED, _NAMED.get(media_type, "") + "本机没有能读取此格式的程序")
    document: Document = import_module(f"parsers.formats.{module}").read(data)
    return document
