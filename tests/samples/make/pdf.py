"""A filled form as PDF: with a text layer, as Word exports it, or as a scan of the printed, stamped and signed paper.

The font (文泉驿微米黑, Apache-2.0) comes from a Python package, so that no page depends on what a machine has installed.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import paperang_p2_fonts_cjk
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .filling import plan
from .forms import PLAIN, Box, Dialect, Line, Plan, Row, Values
from .paper import OFFICE, Mark, Paper, picture_pdf, scanned

FONT_FILE = Path(paperang_p2_fonts_cjk.__file__).parent / "fonts" / "wqy-microhei.ttc"
FONT = "WenQuanYiMicroHei"
SIZE, LEAD, PAD = 10.5, 15.0, 4.0
LEFT, TOP, BOTTOM = 22 * mm, A4[1] - 22 * mm, 22 * mm
COLUMN = (A4[0] - 2 * LEFT) / 4
MARKS = {"paren": ("（√）", "（  ）"), "only": ("■", "□")}


def text_pdf(form: str, values: Values, dialect: Dialect = PLAIN) -> bytes:
    """A PDF of `form` with ruled tables and an embedded font, text readable in logical order. Arguments as word.docx; ticks other
    than `paren` are drawn ■ and □. Pure: the same arguments give the same bytes (of one reportlab and one font)."""
    return drawn(plan(form, values, dialect), dialect)[0]


def scan_pdf(form: str, values: Values, dialect: Dialect = PLAIN, paper: Paper = OFFICE) -> bytes:
    """The same form printed, stamped, signed and scanned: a PDF of one picture a page, without any text. `paper` says how
    (dpi, colour, tilt, seals, JPEG quality). Typed names are left out: on paper people sign. Pure, as text_pdf."""
    signed = replace(dialect, signed="dated")
    data, marks = drawn(plan(form, values, signed), signed)
    return picture_pdf(scanned(pages(data, paper.dpi), marks, paper), paper)


def paper_pdf(title: str, lines: Iterable[str], seal: str = "", paper: Paper | None = None) -> bytes:
    """A one-page paper (certificate, agreement): as text PDF, or as a scan with the seal of `seal` where `paper` is given."""
    sheet = Sheet(Dialect())
    sheet.centre(title, 16)
    sheet.skip(LEAD)
    for line in lines:
        sheet.write(line)
    mark = (Mark(0, A4[0] - 70 * mm, sheet.y + 5 * mm, seal, ""),) if seal else ()
    data = sheet.finish()
    return picture_pdf(scanned(pages(data, paper.dpi), mark, paper), paper) if paper else data


def paper_jpeg(title: str, lines: Iterable[str], seal: str, paper: Paper) -> bytes:
    """The same as a photographed JPEG, for 营业执照 and the like."""
    sheet = Sheet(Dialect())
    sheet.centre(title, 22)
    sheet.skip(2 * LEAD)
    for line in lines:
        sheet.write(line)
    mark = Mark(0, A4[0] - 75 * mm, sheet.y - 15 * mm, seal, "")
    picture = scanned(pages(sheet.finish(), paper.dpi), (mark,), paper)[0]
    out = io.BytesIO()
    picture.crop((0, 0, picture.width, picture.height * 3 // 5)).save(out, "JPEG", quality=paper.quality)
    return out.getvalue()


@dataclass
class Sheet:
    """The pen: writes lines and ruled rows down the page and starts the next one when full. `marks` gathers where paper is
    stamped and signed, in points from the lower left corner."""

    dialect: Dialect
    marks: list[Mark] = field(default_factory=list)
    page: int = 0
    y: float = TOP
    out: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(FONT, str(FONT_FILE), subfontIndex=0))
        self.canvas = Canvas(self.out, pagesize=A4, invariant=1, pageCompression=1)
        self.canvas.setTitle("申报材料")
        self.font()

    def font(self, size: float = SIZE) -> None:
        self.canvas.setFont(FONT, size)

    def finish(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()

    def turn(self) -> None:
        self.canvas.showPage()
        self.page, self.y = self.page + 1, TOP
        self.font()

    def skip(self, points: float) -> None:
        self.y -= points

    def room(self, points: float) -> None:
        if self.y - points < BOTTOM:
            self.turn()

    def centre(self, text: str, size: float = SIZE) -> None:
        self.room(size * 1.6)
        self.font(size)
        self.y -= size * 1.6
        self.canvas.drawCentredString(A4[0] / 2, self.y, text)
        self.font()

    def write(self, text: str) -> None:
        for part in wrapped(text, 4 * COLUMN):
            self.room(LEAD)
            self.y -= LEAD
            self.canvas.drawString(LEFT, self.y, part)

    def plain(self, line: Line) -> str:
        on, off = MARKS.get(self.dialect.tick, ("■", "□"))
        return "".join(piece if isinstance(piece, str) else (on if piece.on else off) for piece in line)

    def lines(self, box: Box) -> list[str]:
        texts = [self.plain(line) for line in box.lines] or [a + b for a, b in box.parts]
        return [part for text in texts for part in wrapped(text, box.span * COLUMN - 2 * PAD)]

    def rows(self, rows: Iterable[Row]) -> None:
        """Ruled rows; those joined by a tall box stay together; a row longer than the rest of the page is cut, as Word does."""
        group: list[Row] = []
        wait = 0
        for row in rows:
            group.append(row)
            wait = max(wait, max(b.tall for b in row)) - 1
            if wait <= 0:
                self.group(group)
                group, wait = [], 0

    def group(self, rows: list[Row]) -> None:
        first = [self.lines(box) for box in rows[0]]
        if len(rows) == 1 and max(map(len, first)) * LEAD + 2 * PAD > min(self.y - BOTTOM, 8 * LEAD):
            return self.cut(rows[0], first)
        heights = [max(len(self.lines(b)) for b in row if b.tall == 1) * LEAD + 2 * PAD for row in rows]
        self.room(sum(heights))
        for i, (row, height) in enumerate(zip(rows, heights, strict=True)):
            x = LEFT + (COLUMN if i else 0)
            for box in row:
                self.box(x, self.lines(box), box, sum(heights) if box.tall > 1 else height)
                x += box.span * COLUMN
            self.y -= height
        return None

    def cut(self, row: Row, texts: list[list[str]]) -> None:
        while any(texts):
            if self.y - BOTTOM < 2 * LEAD + 2 * PAD or (row[0].seal and self.y - BOTTOM < max(map(len, texts)) * LEAD + 2 * PAD):
                self.turn()
            fit = min(int((self.y - BOTTOM - 2 * PAD) // LEAD), max(map(len, texts)))
            x = LEFT
            for box, text in zip(row, texts, strict=True):
                self.box(x, text[:fit], box, fit * LEAD + 2 * PAD)
                x += box.span * COLUMN
            self.y -= fit * LEAD + 2 * PAD
            texts = [text[fit:] for text in texts]

    def box(self, x: float, texts: list[str], box: Box, height: float) -> None:
        self.canvas.rect(x, self.y - height, box.span * COLUMN, height)
        for i, text in enumerate(texts):
            at = self.y - PAD - (i + 1) * LEAD + 4
            self.canvas.drawString(x + PAD, at, text)
            if box.seal and "签字：" in text:
                pen = x + PAD + pdfmetrics.stringWidth(text.split("：")[0] + "：", FONT, SIZE)
                self.marks.append(Mark(self.page, x + 2.6 * COLUMN, at + 1.2 * LEAD, box.seal, box.pen, pen, at))


def drawn(form: Plan, dialect: Dialect) -> tuple[bytes, tuple[Mark, ...]]:
    """The plan on A4: cover page, then the tables. Gives the PDF and where it is stamped and signed."""
    sheet = Sheet(dialect)
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


def wrapped(text: str, width: float) -> list[str]:
    """Text broken into lines no wider than `width` points; runs of Latin letters and digits stay together where they can."""
    lines, line, used = [], "", 0.0
    for piece in pieces(text):
        size = pdfmetrics.stringWidth(piece, FONT, SIZE)
        if used + size > width and line:
            lines.append(line)
            line, used = "", 0.0
        while size > width:
            keep = max(int(len(piece) * width / size), 1)
            lines.append(piece[:keep])
            piece = piece[keep:]
            size = pdfmetrics.stringWidth(piece, FONT, SIZE)
        line, used = line + piece, used + size
    return [*lines, line]


def pieces(text: str) -> list[str]:
    """Single Chinese characters, and words of ASCII letters and digits whole."""
    out: list[str] = []
    for char in text:
        if out and char.isascii() and char.isalnum() and out[-1][-1].isascii() and out[-1][-1].isalnum():
            out[-1] += char
        else:
            out.append(char)
    return out


def pages(data: bytes, dpi: int) -> list[Image.Image]:
    """Every page of a PDF as a picture."""
    document = pypdfium2.PdfDocument(data)
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
