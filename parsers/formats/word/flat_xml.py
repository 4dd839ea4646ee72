"""Turns Word documents in one XML file into a Document: flat OPC (Word 2007 and later) and WordprocessingML of Word 2003.

Word 2003 spells a few element names differently; they are changed to today's names and the document is then read as a .docx.
"""

from __future__ import annotations

import re

from lxml import etree

from parsers.formats.risks import MACRO
from parsers.formats.word import hazards, opc_package, reader
from parsers.model.document import Document
from parsers.model.file import TroubleKind, Unreadable

_SPELLING = {"vmerge": "vMerge", "hmerge": "hMerge", "hlink": "hyperlink"}
_REVISIONS = {"Word.Deletion": "del", "Word.Insertion": "ins", "Word.Comment": "del"}
_ASIDES = {"footnote", "endnote"}
"""Elements that are inside the text here, and in files of their own in a .docx: in neither are they part of the text."""


def read(data: bytes) -> Document:
    """The document in these bytes. Raises Unreadable: damaged, limit, dangerous (entities)."""
    root = opc_package.parse(data)
    macro = opc_package.attribute(root, "macrosPresent") in ("yes", "1", "true")
    if opc_package.local(root) == "package":
        root, macro = _main_part(root)
    else:
        _respell(root)
    body = opc_package.child(root, "body")
    if body is None:
        raise Unreadable(TroubleKind.DAMAGED, "Word 文件没有正文")
    if next(body.iter("{*}altChunk"), None) is not None:
        raise Unreadable(TroubleKind.UNSUPPORTED, "Word 文件嵌入了其他格式的文档，未能读取")
    return reader.document(body, (*((MACRO,) if macro else ()), *hazards.in_text(body)))


def _main_part(package: etree._Element) -> tuple[etree._Element, bool]:
    """The part with the text as the package's relations say, and whether another part is a macro."""
    parts = {(opc_package.attribute(part, "name") or "").lstrip("/"): opc_package.child(part, "xmlData") for part in package}
    target = "word/document.xml"
    relations = parts.get("_rels/.rels")
    for relation in relations.iter() if relations is not None else ():
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            target = str(relation.get("Target", "")).lstrip("/")
    xml = parts.get(target)
    if xml is None or not len(xml):
        raise Unreadable(TroubleKind.DAMAGED, "Word 文件没有正文")
    return xml[0], any(name.endswith("vbaProject.bin") for name in parts)


def _respell(root: etree._Element) -> None:
    """Changes Word 2003's names to today's; tracked changes are in annotations there, custom XML has names of its own."""
    for element in root.iter():
        name = opc_package.local(element)
        if name == "annotation":
            element.tag = _REVISIONS.get(opc_package.attribute(element, "type") or "", "customXml")
        elif name in _SPELLING:
            element.tag = _SPELLING[name]
        elif name in _ASIDES:
            element.tag = "del"
        elif name and not _is_word_or_drawing(element):
            element.tag = "customXml"


def _is_word_or_drawing(element: etree._Element) -> bool:
    """False for an element that wraps rows or cells and belongs neither to Word nor to a drawing."""
    return re.search(r"\{(?:urn:schemas-microsoft-com|http://schemas.microsoft.com)", str(element.tag)) is not None
