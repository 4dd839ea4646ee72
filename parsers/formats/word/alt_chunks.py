"""Puts documents that a Word file carries whole in its text (w:altChunk) into the text, as Word shows them.

Web systems write such files: a .docx with nothing of its own but a page in HTML. Without it, a filled form would read as blank.
"""

from __future__ import annotations

from importlib import import_module

from lxml import etree

from parsers.formats.sniff import DOCX, HTML, MHT, sniff
from parsers.formats.word.opc_package import Parts, attribute, child
from parsers.model.file import TroubleKind, Unreadable

MOST_CHUNKS = 50
_BODIES = {HTML: "web.reader", MHT: "web.mhtml"}


def expand(body: etree._Element, parts: Parts, main: str) -> None:
    """Puts the text of every chunk into the tree. Raises Unreadable: unsupported where a chunk is missing or cannot be read,
    because what is not found elsewhere may be in it."""
    chunks = list(body.iter("{*}altChunk"))
    if not chunks:
        return
    if len(chunks) > MOST_CHUNKS:
        raise Unreadable(TroubleKind.LIMIT, "Word 文件嵌入的文档过多")
    targets = {relation.key: relation.target for relation in parts.relations(main) if not relation.outside}
    for chunk in chunks:
        target = targets.get(attribute(chunk, "id") or "", "")
        if target not in parts.names:
            raise Unreadable(TroubleKind.UNSUPPORTED, "Word 文件嵌入的文档缺失")
        parent = chunk.getparent()
        if parent is not None:
            at = parent.index(chunk)
            parent[at : at + 1] = list(_body(parts.bytes(target)))


def _body(data: bytes) -> etree._Element:
    kind = sniff(data)
    if kind in _BODIES:
        inner_body: etree._Element = import_module(f"parsers.formats.{_BODIES[kind]}").body(data)
        return inner_body
    if kind == DOCX:
        parts = Parts(data)
        inner = child(parts.xml(parts.main()), "body")
        if inner is not None and next(inner.iter("{*}altChunk"), None) is None:
            return inner
    raise Unreadable(TroubleKind.UNSUPPORTED, "Word 文件嵌入了其他格式的文档，未能读取")
