"""Turns a web page, as Word and WPS save them and office systems write them under the name .doc, into a Document.

html_to_wordml.py turns the page into WordprocessingML, which is then read as a .docx: ticks, spans, hidden text and emphasis mean
the same.
"""

from __future__ import annotations

from lxml import etree

from parsers.formats.web.html_to_wordml import Builder
from parsers.formats.web.source import decode, plain
from parsers.formats.word import hazards, reader
from parsers.model.document import Document
from parsers.model.file import TroubleKind, Unreadable

MOST_BYTES = 16 << 20
"""Limit of one page without its pictures. Word's page of a 50-page application is below 2 MiB."""
_STEP = 64 << 10


def read(data: bytes) -> Document:
    """The document in the bytes of an .html. Raises Unreadable: limit; unsupported where the page's end is missing."""
    page_body = body(data)
    return reader.document(page_body, tuple(hazards.in_text(page_body)))


def body(data: bytes, charset: str = "") -> etree._Element:
    """The page as a body in WordprocessingML; `charset` is what its envelope says, if it has one."""
    if len(data) > MOST_BYTES:
        raise Unreadable(TroubleKind.LIMIT, "网页文件过大")
    markup, sheets = plain(decode(data, charset))
    builder = Builder(sheets)
    _feed(builder, markup)
    return builder.body


def _feed(builder: Builder, markup: str) -> None:
    """Gives the page to the builder in pieces, so that a refusal ends the work at once."""
    parser = etree.HTMLParser(target=builder, encoding="utf-8", no_network=True, huge_tree=False)
    data = markup.encode("utf-8", "replace")
    try:
        for at in range(0, len(data), _STEP):
            parser.feed(data[at : at + _STEP])
        parser.close()
    except etree.LxmlError as error:
        if data.strip():
            raise Unreadable(TroubleKind.UNSUPPORTED, "网页文件无法解析") from error
