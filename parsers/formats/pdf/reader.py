"""Turns a PDF into a Document. pdfium opens it, tests it and says of every page whether it has text; only pages with text are
given to pdfplumber (some fifty times slower), for lines and table cells. A page that is a picture is named as such, never as
blank."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from parsers.formats.pdf.blocks import assemble, plain_lines
from parsers.formats.pdf.form_fields import xfa
from parsers.formats.pdf.glyphs import direction, lighten
from parsers.formats.pdf.hand_marks import places
from parsers.formats.pdf.inspection import FEW, PageInspection, characters, inspect_page, open_pdf, printable, turned
from parsers.formats.pdf.page_text import Page, garbled, read_page
from parsers.model.document import Block, Document, Medium, Paragraph
from parsers.model.file import TroubleKind, Unreadable

MOST_PAGES = 600
TABLE_PAGES = 40
"""How many pages with text are searched for tables; what follows is appendix, for which the words are enough."""

_CHINESE = re.compile("[\u4e00-\u9fff]")
_SHELL = re.compile(r"please wait|adobe (?:acrobat )?reader|请稍候|正在加载", re.IGNORECASE)
"""What an XFA form shows to programs that do not know it."""


def read(data: bytes, recognised: Sequence[Page] = ()) -> Document:
    """The document in the bytes of a PDF; `recognised` are pages that are pictures, as they were read by other means.
    Raises Unreadable: encrypted, damaged, limit, empty."""
    pdf, data = open_pdf(data)
    try:
        count = len(pdf)
        if count > MOST_PAGES:
            raise Unreadable(TroubleKind.LIMIT, "PDF 页数过多")
        looks = [inspect_page(pdf, number) for number in range(count)]
        form = _form(data, pdf, looks)
        if form:
            return Document(Medium.PDF, tuple(form), pages=count, text_layer=True, notes=("XFA 动态表单，按表单数据读取",))
        return _document(pdf, data, looks, recognised)
    finally:
        pdf.close()


def _document(pdf: Any, data: bytes, looks: Sequence[PageInspection], recognised: Sequence[Page]) -> Document:
    worded = [seen for seen in looks if (seen.text or seen.fields) and not seen.picture]
    pages, lost = _pages(pdf, data, worded)
    read_pages = tuple(page.number for page in recognised)
    pictures = tuple(sorted({*(seen.number for seen in looks if seen.picture), *lost} - set(read_pages)))
    pages = sorted([*pages, *recognised], key=lambda page: page.number)
    if not pages and not pictures and pdf.count_attachments():
        return Document(Medium.PDF, (), len(looks), text_layer=True, notes=("PDF 本身没有文字，只带附件，附件已另列",))
    if not pages and not pictures:
        raise Unreadable(TroubleKind.EMPTY, "PDF 各页都是空白")
    if not pages or (pictures and sum(printable("".join(page.texts())) for page in pages) < FEW):
        return Document(Medium.OCR, (), pages=len(looks), text_layer=False, notes=("扫描件，文字尚未识别",))
    notes = (f"第{'、'.join(map(str, pictures[:30]))}页是图片，文字尚未识别",) if pictures else ()
    blocks: list[Block] = assemble(pages)
    drawn = places([(page.number, mark) for page in pages for mark in page.marks], blocks)
    return Document(Medium.PDF, tuple(blocks), len(looks), True, notes, pictures, read_pages, drawn)


def _pages(pdf: Any, data: bytes, worded: Sequence[PageInspection]) -> tuple[list[Page], list[int]]:
    """The pages with text, and the numbers of those whose letters turned out to have no meaning. A page too full for table
    search, or one that pdfplumber cannot read, gives its lines."""
    ruled = [seen for seen in worded if seen.simple][:TABLE_PAGES]
    ruled_pages = _ruled(pdf, data, ruled)
    pages, lost = [], []
    for seen in worded:
        page = ruled_pages.get(seen.number)
        if page is not None and garbled(page) and not _CHINESE.search(seen.text):
            lost.append(seen.number)
        elif seen.printable or (page is not None and any(page.texts())):
            pages.append(_fuller(page, seen))
    return pages, lost


def _ruled(pdf: Any, data: bytes, ruled: Sequence[PageInspection]) -> dict[int, Page]:
    """Pages by number as pdfplumber reads them: rotated ones turned first, badly decoded ones with pdfium's characters."""
    pages: dict[int, Page] = {}
    askew: dict[int, int] = {}
    by_number = {seen.number: seen for seen in ruled}
    for page in _plumbed(data, list(by_number)):
        try:
            angle = direction(page)
            if angle:
                askew[page.page_number] = angle
            else:
                pages[page.page_number] = _decoded(page, pdf, by_number[page.page_number])
        except Exception:  # pdfminer raises anything on hostile input; the page is read without its tables
            pages.pop(page.page_number, None)
        finally:
            page.close()
    return pages | (_righted(pdf, askew) if askew else {})


def _righted(pdf: Any, askew: dict[int, int]) -> dict[int, Page]:
    """Pages on which the text itself is sideways or upside down, turned upright."""
    pages: dict[int, Page] = {}
    for number, page in zip(askew, _plumbed(turned(pdf, askew), None), strict=False):
        try:
            page.page_number = number
            pages[number] = read_page(page)
        except Exception:  # the same
            pages.pop(number, None)
        finally:
            page.close()
    return pages


def _plumbed(data: bytes, numbers: list[int] | None) -> list[Any]:
    """Pages as pdfplumber opens them, none where it cannot."""
    import pdfplumber

    if numbers == []:
        return []
    try:
        return [lighten(page) for page in pdfplumber.open(io.BytesIO(data), pages=numbers).pages]
    except Exception:  # the same; pdfium has read the words already
        return []


def _decoded(page: Any, pdf: Any, seen: PageInspection) -> Page:
    """The page as read by pdfminer, or by pdfium's characters where it knows more of the Chinese on it."""
    read = read_page(page)
    chinese = len(_CHINESE.findall(seen.text)) - len(_CHINESE.findall(read.watermark))
    if chinese > 0 and 2 * sum(len(_CHINESE.findall(text)) for text in read.texts()) < chinese and not page.rotation:
        return read_page(page, list(characters(pdf, seen.number)))
    return read


def _fuller(page: Page | None, seen: PageInspection) -> Page:
    """The page with its tables, unless that lost words which pdfium reads (a broken stream)."""
    if page is not None and 2 * printable("".join(page.texts())) >= seen.printable - printable(page.watermark):
        return page
    return plain_lines(seen.number, seen.text)


def _form(data: bytes, pdf: Any, looks: Sequence[PageInspection]) -> list[Paragraph]:
    """The data of an XFA form whose pages show only a request to open it in another program."""
    shell = len(looks) <= 2 and all(not seen.printable or _SHELL.search(seen.text) for seen in looks)
    if not shell or not pdf.get_formtype():
        return []
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(data)) as plumbed:
            return xfa(plumbed.doc)
    except Exception:  # the same
        return []
