"""A filled form as PDF: with a text layer, as Word exports it, or as a scan of the printed, stamped and signed paper."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from .filling import plan
from .forms import PLAIN, Box, Dialect, Plan, Values
from .paper import OFFICE, Mark, Paper, picture_pdf, scanned
from .sheet import LEAD, Sheet


def text_pdf(form: str, values: Values, dialect: Dialect = PLAIN) -> bytes:
    """A PDF of `form` with ruled tables and an embedded font, text readable in logical order. Arguments as word.docx; ticks other
    than `paren` are ■ and □. Pure: the same arguments give the same bytes (of one reportlab and one font)."""
    return drawn(plan(form, values, dialect), dialect)[0]


def scan_pdf(form: str, values: Values, dialect: Dialect = PLAIN, paper: Paper = OFFICE) -> bytes:
    """The same form printed, stamped, signed and scanned: a PDF of one picture a page, without any text. `paper` says how
    (dpi, colour, tilt, seals, JPEG quality). Typed names are left out: on paper people sign. Pure, as text_pdf."""
    return picture_pdf(_printed(form, values, dialect, paper)[0], paper)


def signed_pdf(form: str, values: Values, dialect: Dialect = PLAIN, paper: Paper = OFFICE) -> bytes:
    """Of the same scan the pages alone that are stamped and signed, as some send them."""
    pictures, first = _printed(form, values, dialect, paper)
    return picture_pdf(pictures[first:], paper)


def _printed(form: str, values: Values, dialect: Dialect, paper: Paper) -> tuple[list[Image.Image], int]:
    """The pages as they come out of the scanner, and the first that is stamped (from 0)."""
    signed = replace(dialect, signed="dated")
    data, marks = drawn(plan(form, values, signed), signed, "☑")
    return scanned(pages(data, paper.dpi), marks, paper), min(mark.page for mark in marks)


def paper_pdf(title: str, lines: Iterable[str], seal: str = "", paper: Paper | None = None) -> bytes:
    """A one-page paper (certificate, agreement): as text PDF, or as a scan with the seal of `seal` where `paper` is given."""
    sheet = Sheet(PLAIN)
    sheet.centre(title, 16)
    sheet.skip(LEAD)
    for line in lines:
        sheet.write(line)
    mark = (Mark(0, A4[0] - 70 * mm, sheet.y + 5 * mm, seal, ""),) if seal else ()
    data = sheet.finish()
    return picture_pdf(scanned(pages(data, paper.dpi), mark, paper), paper) if paper else data


def paper_jpeg(title: str, lines: Iterable[str], seal: str, paper: Paper) -> bytes:
    """The same as a photographed JPEG, for 营业执照 and the like."""
    sheet = Sheet(PLAIN)
    sheet.centre(title, 22)
    sheet.skip(2 * LEAD)
    for line in lines:
        sheet.write(line)
    mark = Mark(0, A4[0] - 75 * mm, sheet.y - 15 * mm, seal, "")
    picture = scanned(pages(sheet.finish(), paper.dpi), (mark,), paper)[0]
    out = io.BytesIO()
    picture.crop((0, 0, picture.width, picture.height * 3 // 5)).save(out, "JPEG", quality=paper.quality)
    return out.getvalue()


def drawn(form: Plan, dialect: Dialect, filled: str = "■", pen: type[Sheet] = Sheet) -> tuple[bytes, tuple[Mark, ...]]:
    """The plan on A4, drawn by this pen: cover page, then the tables. Gives the PDF and where it is stamped and signed."""
    sheet = pen(dialect, filled)
    sheet.skip(60)
    for title in form.title:
        sheet.centre(title, 20)
    sheet.skip(120)
    for label, line in form.cover:
        sheet.write(label + sheet.plain(line))
        sheet.skip(10)
    sheet.skip(120)
    for foot in form.foot:
        sheet.centre(foot, 14)
    sheet.turn()
    for heading, rows in form.sections:
        spaced = [tuple(airy(box) for box in row) for row in rows] if heading.startswith(("三", "四")) else rows
        sheet.rows([(Box(((heading,),), 4),), *spaced])
    return sheet.finish(), tuple(sheet.marks)


def airy(box: Box) -> Box:
    """A signed box with blank lines above the place of the seal, so that a stamp of 40 mm has room."""
    if not box.seal and len(box.lines) != 3:
        return box
    at = next((i for i, line in enumerate(box.lines) if "盖章" in str(line)), len(box.lines) - 1)
    return Box((*box.lines[:at], ("",), ("",), ("",), *box.lines[at:]), box.span, box.tall, box.parts, box.seal, box.pen)


def pages(data: bytes, dpi: int) -> list[Image.Image]:
    """Every page of a PDF as a picture."""
    document = pypdfium2.PdfDocument(data)
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
