"""Lists the files that somebody attached inside a PDF; a portfolio is a PDF of nothing else."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.formats.pdf.inspection import open_pdf
from parsers.model.file import TroubleKind, Unreadable

MOST = 1000
"""Attachments that are looked at; beyond them a PDF is none that a person made."""


def embedded_files(data: bytes) -> Iterator[tuple[str, int, Callable[[], bytes]]]:
    """Name, size in bytes and reader of each attached file, in the PDF's order; none where the PDF cannot be opened: its own
    reader will say why. The reader of one raises Unreadable where it has no bytes."""
    try:
        pdf, _ = open_pdf(data)
    except Unreadable:
        return
    try:
        for number in range(min(pdf.count_attachments(), MOST)):
            attachment = pdf.get_attachment(number)
            yield str(attachment.get_name()).strip("\0 ") or "附件", _size(attachment), partial(_content, attachment)
    finally:
        pdf.close()


def _content(attachment: Any) -> bytes:
    try:
        return bytes(attachment.get_data())
    except pypdfium2.PdfiumError as error:
        raise Unreadable(TroubleKind.UNSUPPORTED, "PDF 内的附件无法取出") from error


def _size(attachment: Any) -> int:
    """Its length as pdfium tells it, unpacked; 0 where it has no bytes."""
    length = ctypes.c_ulong(0)
    found = pdfium.FPDFAttachment_GetFile(attachment.raw, None, 0, length)
    return int(length.value) if found else 0
