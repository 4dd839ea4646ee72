"""Turns a picture of paper into a Document that says it is a picture: its words are not read here, which is not the same as
blank."""

from __future__ import annotations

from parsers.model.document import Document, Medium


def read(data: bytes) -> Document:
    """A one-page scan without text. The first bytes show that it is a picture; it is not decoded."""
    several = data[:2] in (b"II", b"MM")  # a TIFF may hold any number of pages
    return Document(Medium.OCR, (), pages=None if several else 1, text_layer=False, notes=("图片，文字尚未识别",))
