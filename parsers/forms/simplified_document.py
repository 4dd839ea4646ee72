"""Turns a document in traditional characters into one in simplified ones, as labels and options are printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from parsers.model.document import Block, Document, Paragraph, paragraphs
from parsers.values.simplified import simplified


def in_simplified(document: Document) -> Document:
    """The document with all its words in simplified characters; the same object where it has no others."""
    if all(simplified(paragraph.text) == paragraph.text for paragraph in paragraphs(document.blocks)):
        return document
    return replace(document, blocks=_blocks(document.blocks))


def _blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(
        replace(block, text=simplified(block.text), doubted=simplified(block.doubted)) if isinstance(block, Paragraph)
        else replace(block, cells=tuple(replace(cell, blocks=_blocks(cell.blocks)) for cell in block.cells))
        for block in blocks
    )  # fmt: skip
