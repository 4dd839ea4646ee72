"""Turns recognised pages into a Document, as the pages of a PDF are one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from parsers.model.document import Document, Medium, Paragraph, Place, PlaceNote

if TYPE_CHECKING:
    from parsers.formats.pdf.page_text import Page


def document_of(
    pages: Sequence[Page], count: int, notes: tuple[str, ...] = (), unread: tuple[int, ...] = (),
    beside: PlaceNote = PlaceNote.FOOTER,
) -> Document:
    """The document of these pages of a paper of `count` pages; `unread` are the numbers of those that were not read. Words in the
    margins come last, as footers, and those beside its tables with the note `beside`."""
    from parsers.formats.pdf.blocks import assemble
    from parsers.ocr.known_form.sheets import apart, halves, in_margin

    parted = [apart(halves(page)) for page in pages]
    aside = (Paragraph(row.text, Place(page.number, note=PlaceNote.FOOTER if in_margin(row, page) else beside),
                       confidence=row.confidence, doubted=row.doubted, others=row.others)
             for page, rows in parted for row in rows)  # fmt: skip
    blocks = (*assemble([page for page, _ in parted]), *aside)
    return Document(Medium.OCR, blocks, count, text_layer=False, notes=notes, unread=unread)
