"""Changes a Word file's tree into what Word shows: removes what styles hide and cells and rows that tracked changes deleted, and
joins paragraphs whose paragraph mark was deleted. Also reads the text in the margins of its pages.

What a run, a paragraph or a table says of itself is handled while it is read; this is what only the whole file can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from parsers.formats.word.opc_package import Parts, attribute, child, local, on
from parsers.model.document import MARGINS, PlaceNote

MOST_STYLES = 20_000
MOST_MARGINS = 24
"""Headers and footers that are read: six a section, and forms have a section or two."""


_VANISH = re.compile(b"v\0?a\0?n\0?i\0?s\0?h")
"""In the bytes of styles that hide text, in UTF-8 or UTF-16."""


def show(body: etree._Element, parts: Parts, main: str) -> None:
    """Changes the tree below `body`."""
    hidden = _hidden_styles(parts, main)
    if hidden:
        _hide(body, hidden)
    for deleted in list(body.iter("{*}del", "{*}moveFrom")):
        mark = deleted.getparent()
        properties = mark.getparent() if mark is not None and local(mark) == "rPr" else None
        if properties is not None and local(properties) == "pPr":
            _join(properties)
    for gone in list(body.iter("{*}cellDel")):
        cell = _above(gone, "tc")
        if cell is not None:
            _drop(cell)


def margins(parts: Parts, main: str) -> Iterator[tuple[PlaceNote, etree._Element]]:
    """(header or footer, its root) for each of the document's, as its relations name them."""
    relations = [r for r in parts.relations(main) if r.kind in MARGINS and not r.outside and r.target in parts.names]
    for relation in sorted(relations[:MOST_MARGINS], key=lambda r: r.kind, reverse=True):
        yield PlaceNote(relation.kind), parts.xml(relation.target)


def _hidden_styles(parts: Parts, main: str) -> set[str]:
    """Ids of the styles whose text is hidden, those based on such a style included."""
    targets = [r.target for r in parts.relations(main) if r.kind == "styles" and not r.outside and r.target in parts.names]
    if not targets or not _VANISH.search(parts.bytes(targets[0])):
        return set()  # most files: searching thousands of styles costs more than reading all their text
    own: dict[str, bool] = {}
    bases: dict[str, str] = {}
    for style in [e for e in parts.xml(targets[0]) if local(e) == "style"][:MOST_STYLES]:
        key = attribute(style, "styleId") or ""
        vanish = child(child(style, "rPr"), "vanish")
        if vanish is not None:
            own[key] = on(vanish)
        bases[key] = attribute(child(style, "basedOn")) or ""
    return {key for key in bases if _inherited(key, own, bases)} if any(own.values()) else set()


def _inherited(key: str, own: dict[str, bool], bases: dict[str, str]) -> bool:
    for _ in range(20):
        if key in own or key not in bases:
            return own.get(key, False)
        key = bases[key]
    return False


def _hide(body: etree._Element, hidden: set[str]) -> None:
    for run in list(body.iter("{*}r")):
        properties = child(run, "rPr")
        if child(properties, "vanish") is not None:
            continue
        paragraph = _above(run, "p")
        styles = (attribute(child(properties, "rStyle")), attribute(child(child(paragraph, "pPr"), "pStyle")))
        if any(style in hidden for style in styles if style):
            _drop(run)


def _join(properties: etree._Element) -> None:
    """Joins a paragraph whose paragraph mark was deleted with the next one."""
    paragraph = properties.getparent()
    if paragraph is None or local(paragraph) != "p":
        return
    following = paragraph.getnext()
    if following is not None and local(following) == "p":
        at = 1 if child(following, "pPr") is not None else 0
        for number, piece in enumerate([e for e in paragraph if e is not properties]):
            following.insert(at + number, piece)
        _drop(paragraph)


def _above(element: etree._Element, name: str) -> etree._Element | None:
    return next((a for a in element.iterancestors() if local(a) == name), None)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
