"""Turns the pages of a file that are pictures into text, of a form that no guide knows: all, as far as the budget goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.formats.sniff import OFD, PDF
from parsers.model.document import Document, PlaceNote
from parsers.model.file import Unreadable
from parsers.ocr.recognised_document import document_of
from parsers.ocr.scan_budget import ScanBudget

if TYPE_CHECKING:
    from parsers.formats.pdf.page_text import Page
    from parsers.ocr.scanned_file import Scan

MISSING, NOT_READ = "本机没有文字识别程序，图片页未识别", "图片页未识别：设置 scans.pages 为 0"
WHY = "图像无法显示", "已达单个文件识别上限"
"""Why pages were not read: those that cannot be shown, and those beyond the budget."""


def needs_reading(document: Document) -> bool:
    """Whether pages of the document are pictures that were not read."""
    return document.text_layer is False or bool(document.unread)


def with_pictures_read(data: bytes, media_type: str, document: Document, budget: ScanBudget) -> Document:
    """The document with the pages that are pictures read, and a note of those that were not. `data` are the file's bytes. Raises
    Unreadable where the file is damaged or too large, or where none of its pages could be read."""
    if not needs_reading(document) or not (media_type in (PDF, OFD) or media_type.startswith("image/")):
        return document
    if budget.settings.pages == 0:
        return replace(document, notes=(*document.notes, NOT_READ))
    try:
        from parsers.ocr.scanned_file import Scan
    except ImportError:
        return replace(document, notes=(*document.notes, MISSING))
    budget.next_file()
    with Scan([(data, media_type)], None) as scan:
        scan.app_words = budget.settings.app_words
        wanted = range(1, len(scan) + 1) if document.text_layer is False else document.unread
        pages, broken, left = _read(scan, wanted, budget)
        return _joined(data, media_type, document, pages, (broken, left), len(scan))


def _read(scan: Scan, wanted: range | tuple[int, ...], budget: ScanBudget) -> tuple[list[Page], list[int], list[int]]:
    """The pages that were read, the numbers of those that cannot be shown, and of those beyond the budget."""
    pages: list[Page] = []
    broken: list[int] = []
    trouble: Unreadable | None = None
    for at, number in enumerate(wanted):
        if len(pages) >= budget.settings.pages or not budget.open:
            return pages, broken, list(wanted[at:])
        try:
            pages.append(scan.read(number).page)
        except Unreadable as unreadable:
            broken.append(number)
            trouble = unreadable
    if not pages and trouble is not None:
        raise trouble
    return pages, broken, []


def _joined(
    data: bytes, media_type: str, document: Document, pages: list[Page], missing: tuple[list[int], list[int]], count: int,
) -> Document:
    """The document of pages with text and of those that were recognised."""
    unread = tuple(sorted((*missing[0], *missing[1])))
    notes = tuple(f"第{_numbers(some)}页未识别（{why}）" for some, why in zip(missing, WHY, strict=True) if some)
    if document.text_layer is False:
        return document_of(pages, count, notes, unread, PlaceNote.TEXT_BOX)
    if not pages:
        return replace(document, notes=(*document.notes, *notes))
    from parsers.formats.ofd import reader as ofd
    from parsers.formats.pdf import reader as pdf

    whole = ofd.read(data, pages) if media_type == OFD else pdf.read(data, pages)
    return replace(whole, notes=(*whole.notes, *notes))


def _numbers(pages: list[int]) -> str:
    return "、".join(map(str, pages[:30])) + ("……" if len(pages) > 30 else "")
