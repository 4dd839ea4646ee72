"""Checks a PDF with pdfium before anything expensive is done: opened or refused, and for every page whether its text can be
read."""

from __future__ import annotations

import ctypes
import io
import math
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.model.file import TroubleKind, Unreadable

FEW = 20
"""A page with a picture and fewer printable characters is a picture (a scanner's page number is not a text layer)."""

MOST_CHARACTERS = 20_000
_MOST_OBJECTS = 6000
_MOST_NOTES = 2000
_OUTLINES = 200
_PASSWORD = 4
_SAMPLES = 200
_ASLANT = 0.12
"""The sine of twice the angle beyond which a character lies aslant."""
_FILLED = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT)


class PageInspection:
    """One page as pdfium sees it: its text, whether it is a picture of text (or its letters have lost their meaning), whether it
    has form fields or typed notes, and whether it is simple enough to be searched for tables. Numbers count from 1."""

    __slots__ = ("fields", "number", "picture", "printable", "simple", "text")

    def __init__(self, number: int, text: str = "", picture: bool = False, simple: bool = False, fields: bool = False) -> None:
        self.number, self.text, self.picture, self.simple, self.fields = number, text, picture, simple, fields
        self.printable = printable(text)


def open_pdf(data: bytes) -> tuple[Any, bytes]:
    """The opened PDF, and its bytes: other bytes where the file had to be repaired first. Raises Unreadable: encrypted,
    damaged."""
    try:
        pdf = pypdfium2.PdfDocument(data)
        if len(pdf) > 0:
            return pdf, data
        pdf.close()
    except pypdfium2.PdfiumError as error:
        # pdfium may report the error of an earlier file again: "wrong password" counts only where the file is encrypted at all
        if b"/Encrypt" in data and (getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower()):
            raise Unreadable(TroubleKind.ENCRYPTED, "PDF 设有打开密码") from error
        if b"/Encrypt" in data and "security" in str(error).lower():
            raise Unreadable(TroubleKind.ENCRYPTED, "PDF 的加密方式无法处理") from error
    mended = _mended(data)
    try:
        return pypdfium2.PdfDocument(mended), mended
    except pypdfium2.PdfiumError as error:
        raise Unreadable(TroubleKind.DAMAGED, "PDF 结构已损坏，无法打开") from error


def _mended(data: bytes) -> bytes:
    """The file with a new cross-reference table. Raises Unreadable: damaged, or encrypted where a password is needed."""
    import pikepdf

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if not len(pdf.pages):
                raise Unreadable(TroubleKind.EMPTY, "PDF 没有页面")
            pdf.save(out)
    except pikepdf.PasswordError as error:
        raise Unreadable(TroubleKind.ENCRYPTED, "PDF 设有打开密码") from error
    except Unreadable:
        raise
    except Exception as error:  # qpdf raises many things on hostile bytes; all of them mean damage
        raise Unreadable(TroubleKind.DAMAGED, "PDF 结构已损坏，无法打开") from error
    return out.getvalue()


def inspect_page(pdf: Any, index: int) -> PageInspection:
    """Inspects one page. A page that cannot be loaded counts as a picture: something is there, and it is unread."""
    try:
        page = pdf[index]
        words = page.get_textpage()
        inspection = _judged(page, words, index + 1)
        words.close()
        page.close()
    except (pypdfium2.PdfiumError, ctypes.ArgumentError, ValueError, UnicodeError):
        return PageInspection(index + 1, picture=True)
    return inspection


def _judged(page: Any, words: Any, number: int) -> PageInspection:
    objects, count = pdfium.FPDFPage_CountObjects(page.raw), words.count_chars()
    text = words.get_text_range() if count else ""
    readable = printable(text)
    covered = _covered(page) if objects <= _MOST_OBJECTS else 0.0
    fields = _filled(page)
    if readable < FEW:
        picture = covered > 0.05 or (covered > 0 and readable == 0) or (objects > _OUTLINES and not fields)
    else:
        watermark = covered > 0.5 and printable(_own_words(words, count)) < FEW
        picture = watermark or (covered > 0.5 and _invisible(page)) or readable < 0.5 * len("".join(text.split()))
    simple = objects <= _MOST_OBJECTS and count <= MOST_CHARACTERS
    return PageInspection(number, text, picture or _meaningless(words, count), simple, fields)


def printable(text: str) -> int:
    """How many characters can be read; glyphs without a meaning (private use, replacement) do not count."""
    return sum(1 for c in text if c.isprintable() and not c.isspace() and not "\ue000" <= c <= "\uf8ff" and c < "\ufff0")


def _own_words(words: Any, count: int) -> str:
    """The level words of a page, each line once: what is left is no watermark over a picture."""
    level = "".join(chr(pdfium.FPDFText_GetUnicode(words.raw, i)) for i in range(count) if not _aslant(words, i))
    return "".join(dict.fromkeys(level.split()))


def _aslant(words: Any, index: int) -> bool:
    """True for a character that is turned by anything but quarter turns."""
    return abs(math.sin(2 * pdfium.FPDFText_GetCharAngle(words.raw, index))) > _ASLANT


def _meaningless(words: Any, count: int) -> bool:
    """True where the fonts do not say which characters most of their glyphs are (no ToUnicode): the text is noise."""
    at = range(0, count, max(1, count // _SAMPLES))
    lost = sum(pdfium.FPDFText_HasUnicodeMapError(words.raw, i) == 1 for i in at)
    return bool(lost > 0.5 * len(at))


def _covered(page: Any) -> float:
    """The share of the page under its largest picture."""
    width, height = page.get_size()
    areas = [0.0]
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_pos() if hasattr(image, "get_pos") else image.get_bounds()
        areas.append((right - left) * (top - bottom))
    return float(max(areas) / max(width * height, 1.0))


def _invisible(page: Any) -> bool:
    """True where the text over a page-wide picture is the invisible layer of a scanner's own recognition."""
    objects = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=3)
    modes = [pdfium.FPDFTextObj_GetTextRenderMode(o.raw) for _, o in zip(range(400), objects, strict=False)]
    hidden = sum(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes)
    return bool(modes) and hidden > 0.5 * len(modes)


def _filled(page: Any) -> bool:
    """True for a page with fields to fill in, or with text typed over it."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in _FILLED:
            return True
    return False


def turned(pdf: Any, angles: dict[int, int]) -> bytes:
    """A PDF of these pages alone (numbers from 1), each turned clockwise by its angle."""
    out, new = io.BytesIO(), pypdfium2.PdfDocument.new()
    new.import_pages(pdf, [number - 1 for number in angles])
    for index, angle in enumerate(angles.values()):
        new[index].set_rotation((new[index].get_rotation() + angle) % 360)
    new.save(out)
    new.close()
    return out.getvalue()


def characters(pdf: Any, number: int) -> Iterator[dict[str, Any]]:
    """The characters of an upright page as pdfium decodes them (it knows encodings that pdfminer does not), in the shape
    pdfplumber gives them."""
    page = pdf[number - 1]
    words, height = page.get_textpage(), page.get_height()
    box = ctypes.c_double * 4
    for i in range(min(words.count_chars(), MOST_CHARACTERS)):
        code = 0 if _aslant(words, i) else pdfium.FPDFText_GetUnicode(words.raw, i)
        left, right, bottom, top = (ctypes.c_double() for _ in box())
        if code < 0x20 or code > 0x10FFFF or not pdfium.FPDFText_GetCharBox(words.raw, i, left, right, bottom, top):
            continue
        size = float(pdfium.FPDFText_GetFontSize(words.raw, i)) or 10.0
        middle = height - (top.value + bottom.value) / 2
        yield {"text": chr(code), "x0": left.value, "x1": right.value, "top": middle - size / 2, "bottom": middle + size / 2,
               "size": size, "fontname": "", "upright": True}  # fmt: skip
    words.close()
    page.close()


def members(data: bytes, most: int = 200, largest: int = 50_000_000) -> Iterator[tuple[str, bytes]]:
    """The files embedded in a PDF (a portfolio, attachments), each with its name: at most `most`, none over `largest` bytes.
    Raises Unreadable (damaged, encrypted) where the PDF cannot be opened; a member that cannot be taken out is left out."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for name, member in islice(pdf.attachments.items(), most):
                contents = _member(member.get_file().obj, largest)
                if contents is not None:
                    yield member.filename or name, contents
    except pikepdf.PasswordError as error:
        raise Unreadable(TroubleKind.ENCRYPTED, "PDF 设有打开密码") from error
    except (pikepdf.PdfError, ValueError, KeyError, UnicodeError) as error:
        raise Unreadable(TroubleKind.DAMAGED, "PDF 附件结构已损坏") from error


def _member(stream: Any, largest: int) -> bytes | None:
    """The bytes of an embedded file, unpacked no further than `largest`; None where they cannot be unpacked."""
    import pikepdf

    raw, filters = bytes(stream.read_raw_bytes()), stream.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)] if filters else []
    if not names:
        return raw if len(raw) <= largest else None
    if names != ["/FlateDecode"]:
        return None
    try:
        contents = zlib.decompressobj().decompress(raw, largest + 1)
    except zlib.error:
        return None
    return contents if len(contents) <= largest else None
