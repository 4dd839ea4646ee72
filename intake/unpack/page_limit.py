"""Names as refused the PDFs that have more pages than `limits.pages`: a limit of ours, never the applicant's fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from config.model import LimitSettings
from parsers.formats.pdf.inspection import open_pdf
from parsers.model.file import File, Trouble, TroubleKind, Unreadable

_START = 1024
"""Where a PDF says that it is one."""


def within_pages(files: Sequence[File], limits: LimitSettings) -> Sequence[File]:
    """The files, those with too many pages in trouble. Other formats have no pages before they are laid out."""
    return [_within(file, limits.pages) if file.trouble is None and b"%PDF-" in file.data[:_START] else file for file in files]


def _within(file: File, most: int) -> File:
    try:
        pdf, _ = open_pdf(file.data)
    except Unreadable:  # its reader will say why
        return file
    pages = len(pdf)
    pdf.close()
    return replace(file, trouble=Trouble(TroubleKind.LIMIT, f"PDF 共{pages}页，超过{most}页")) if pages > most else file
