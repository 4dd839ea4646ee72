"""A PDF → Document. pdfium opens it, tests it and says of every page whether it has text; only pages with text are given to
pdfplumber (some fifty times slower), for lines and table cells. A page that is a picture is named as such, never as blank."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.formats.pdf_page import Page, read_page
from parsers.formats.pdf_rows import assemble, plain_lines
from parsers.model import Block, Document, Unreadable

MOST_PAGES = 600
TABLE_PAGES = 40
"""Pages with text that are searched for tables; what follows is appendix, and its words are enough."""

FEW = 20
"""Printable characters below which a page with a picture is a picture (a scanner's page number is not a text layer)."""

_MOST_OBJECTS = 6000
_MOST_CHARACTERS = 20_000
_OUTLINES = 200
_PASSWORD = 4


def read(data: bytes) -> Document:
    """The document in the bytes of a PDF. Raises Unreadable: encrypted, damaged, limit, empty."""
    pdf = _open(data)
    try:
        count = len(pdf)
        if count == 0:
            raise Unreadable("empty", "PDF 没有页面")
        if count > MOST_PAGES:
            raise Unreadable("limit", "PDF 页数过多")
        looks = [_look(pdf, number) for number in range(count)]
    finally:
        pdf.close()
    pictures = tuple(look.number for look in looks if look.picture)
    worded = [look for look in looks if look.text and not look.picture]
    if not worded and not pictures:
        raise Unreadable("empty", "PDF 各页都是空白")
    if not worded or (pictures and sum(look.printable for look in worded) < FEW):
        return Document("ocr", (), pages=count, text_layer=False, notes=("扫描件，文字尚未识别",))
    notes = (f"第{'、'.join(map(str, pictures[:30]))}页是图片，文字尚未识别",) if pictures else ()
    return Document("pdf", tuple(_blocks(data, worded)), pages=count, text_layer=True, notes=notes, unread=pictures)


class _Look:
    """What pdfium says of one page: its text, and whether it is a picture of text. Numbers count from 1."""

    __slots__ = ("number", "picture", "printable", "simple", "text")

    def __init__(self, number: int, text: str, picture: bool, simple: bool) -> None:
        self.number, self.text, self.picture, self.simple = number, text, picture, simple
        self.printable = _printable(text)


def _open(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise Unreadable("encrypted", "PDF 设有打开密码") from error
        if "security" in str(error).lower():
            raise Unreadable("encrypted", "PDF 的加密方式无法处理") from error
        raise Unreadable("damaged", "PDF 结构已损坏，无法打开") from error


def _look(pdf: Any, index: int) -> _Look:
    """One page, by pdfium alone. A page that cannot be loaded is taken for a picture: something is there, and it is unread."""
    try:
        page = pdf[index]
        words = page.get_textpage()
        objects = pdfium.FPDFPage_CountObjects(page.raw)
        simple = objects <= _MOST_OBJECTS and words.count_chars() <= _MOST_CHARACTERS
        text = words.get_text_range() if words.count_chars() else ""
        printable = _printable(text)
        covered = _covered(page) if objects <= _MOST_OBJECTS else 0.0
        if printable < FEW:
            picture = covered > 0.05 or (covered > 0 and printable == 0) or objects > _OUTLINES
        else:
            picture = (covered > 0.5 and _invisible(page)) or printable < 0.5 * len("".join(text.split()))
        words.close()
        page.close()
    except (pypdfium2.PdfiumError, ctypes.ArgumentError, ValueError, UnicodeError):
        return _Look(index + 1, "", True, False)
    return _Look(index + 1, text, picture, simple)


def _printable(text: str) -> int:
    """Characters one can read; glyphs without a meaning (private use, replacement) do not count."""
    return sum(1 for c in text if c.isprintable() and not c.isspace() and not "\ue000" <= c <= "\uf8ff" and c < "\ufff0")


def _covered(page: Any) -> float:
    """The share of the page under its largest picture."""
    width, height = page.get_size()
    areas = [0.0]
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_pos() if hasattr(image, "get_pos") else image.get_bounds()
        areas.append((right - left) * (top - bottom))
    return float(max(areas) / max(width * height, 1.0))


def _invisible(page: Any) -> bool:
    """True where the text over a page-wide picture is the unseen layer of a scanner's own recognition."""
    objects = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=3)
    modes = [pdfium.FPDFTextObj_GetTextRenderMode(o.raw) for _, o in zip(range(400), objects, strict=False)]
    hidden = sum(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes)
    return bool(modes) and hidden > 0.5 * len(modes)


def _blocks(data: bytes, worded: Sequence[_Look]) -> list[Block]:
    """Blocks of all pages with text; a page too full for table search, or one pdfplumber cannot take, gives its lines."""
    import pdfplumber

    ruled = [look for look in worded[:TABLE_PAGES] if look.simple]
    pages: dict[int, Page | None] = {}
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[look.number for look in ruled]) as pdf:
            for page in pdf.pages:
                pages[page.page_number] = _try(page)
    except Exception:  # pdfminer raises anything on hostile input; pdfium has read the words already
        pages = {}
    return assemble([_fuller(pages.get(look.number), look) for look in worded])


def _fuller(page: Page | None, look: _Look) -> Page:
    """The page with its tables, unless that lost words which pdfium sees (turned text, a broken stream)."""
    if page is not None and 2 * _printable("".join(page.texts())) >= look.printable:
        return page
    return plain_lines(look.number, look.text)


def _try(page: Any) -> Page | None:
    try:
        return read_page(page)
    except Exception:  # the same: one page that pdfminer cannot take is read without its tables
        return None
    finally:
        page.close()
