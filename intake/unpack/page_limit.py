"""Names as refused the PDFs and TIFFs that have more pages than `limits.pages`: a limit of ours, never the applicant's fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from config.model import LimitSettings
from parsers.formats.image.page_count import more_pages_than
from parsers.formats.pdf.inspection import open_pdf
from parsers.model.file import File, Trouble, TroubleKind, Unreadable

_START = 1024
"""Where a PDF says that it is one."""
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


def within_pages(files: Sequence[File], limits: LimitSettings) -> Sequence[File]:
    """The files, those with too many pages in trouble. Other formats have no pages before they are laid out."""
    return [_within(file, limits.pages) if file.trouble is None else file for file in files]


def _within(file: File, most: int) -> File:
    pages = _pages_beyond(file.data, most)
    return replace(file, trouble=Trouble(TroubleKind.LIMIT, f"{pages}，超过{most}页")) if pages else file


def _pages_beyond(data: bytes, most: int) -> str:
    """How many pages there are, in words; "" where there are no more than `most`, or where they cannot be counted."""
    if data.startswith(_TIFF):
        return "TIFF 的页数" if more_pages_than(most, data) else ""
    if b"%PDF-" not in data[:_START]:
        return ""
    try:
        pdf, _ = open_pdf(data)
    except Unreadable:  # its reader will say why
        return ""
    pages = len(pdf)
    pdf.close()
    return f"PDF 共{pages}页" if pages > most else ""
