"""Returns the pictures of a Word file in the order in which they stand in its text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from parsers.formats.image.picture_sizes import like_a_page, small
from parsers.formats.legacy import reader
from parsers.formats.sniff import DOCX, sniff
from parsers.formats.word.opc_package import Parts, local
from parsers.model.document import Document, paragraphs
from parsers.model.file import TroubleKind, Unreadable

MOST_PICTURES, MOST_BYTES = 60, 128 << 20
MOST_LETTERS = 40
"""A file with so many letters besides its pictures is more than pictures: a title or a caption has fewer."""


def pages_in(data: bytes, media_type: str, document: Document) -> tuple[tuple[bytes, str], ...]:
    """Bytes and media types of the pictures of a Word file (.docx or .doc) that has little else; nothing for any other.
    `document` is what was read from it."""
    letters = sum(c.isalnum() for p in paragraphs(document.blocks) for c in p.text)
    if letters >= MOST_LETTERS:
        return ()
    try:
        return tuple(_pictures(Parts(data if media_type == DOCX else reader.converted(data))))
    except Unreadable:
        return ()


def holds_pages(data: bytes) -> bool:
    """Whether a .docx that has text holds a picture of the shape and size of a page of paper, too: the scan may be pasted in."""
    try:
        return any(like_a_page(picture) for picture, _ in _pictures(Parts(data)))
    except Unreadable:
        return False


def _pictures(parts: Parts) -> Iterator[tuple[bytes, str]]:
    main = parts.main()
    targets = {r.key: r.target for r in parts.relations(main) if r.kind == "image" and not r.outside}
    left = MOST_BYTES
    for name in list(dict.fromkeys(_named(parts.xml(main), targets)))[:MOST_PICTURES]:
        data = parts.bytes(name)
        left -= len(data)
        if left < 0:
            raise Unreadable(TroubleKind.LIMIT, "文件中的图片过大")
        kind = sniff(data)
        if kind.startswith("image/") and not small(data):
            yield data, kind


def _named(root: etree._Element, targets: dict[str, str]) -> Iterator[str]:
    """The parts of the pictures in the order of the text; a picture that is given twice, for older programs, counts once."""
    for element in root.iter():
        if isinstance(element.tag, str) and local(element) in ("blip", "imagedata"):
            for attribute, key in element.attrib.items():
                if str(attribute).rpartition("}")[2] in ("embed", "id") and key in targets:
                    yield targets[str(key)]
