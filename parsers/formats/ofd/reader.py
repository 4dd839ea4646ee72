"""Turns an OFD file into a Document, as a PDF of the same pages is read: lines, ruled tables, and pages that are pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.formats.ofd.to_pdf import converted
from parsers.formats.pdf import reader
from parsers.formats.pdf.page_text import Page
from parsers.model.document import Document
from parsers.model.file import Unreadable


def read(data: bytes, recognised: Sequence[Page] = ()) -> Document:
    """The document in the bytes of an OFD file; `recognised` are pages that are pictures, as they were read by other means.
    Raises Unreadable: encrypted, damaged, limit, dangerous, empty."""
    pages = converted(data)
    try:
        document = reader.read(pages, recognised)
    except Unreadable as unreadable:
        raise Unreadable(unreadable.trouble.kind, unreadable.trouble.detail.replace("PDF", "OFD")) from unreadable
    return replace(document, notes=tuple(note.replace("PDF", "OFD") for note in document.notes))
