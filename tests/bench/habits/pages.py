"""Habits of PDFs: how other programs draw text and rules, and what people print over or round them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.samples.make import pdf
from tests.samples.make.forms import Box, Dialect, Plan
from tests.samples.make.sheet import COLUMN, FONT, LEAD, LEFT, PAD, SIZE, Sheet

Rules = Literal["all", "none", "open", "filled", "dashed", "double", "across", "short"]


@dataclass
class Page:
    """`twice`: how far apart text is drawn a second time; `rules`: how tables are ruled; `letters`: each character by itself;
    `shaded`: cells on grey; `pale`: text in grey; `low`: words at the foot of their cells; `under`: what is drawn on every page
    first; `changes`: what is done to the file."""

    twice: float = 0
    rules: Rules = "all"
    letters: bool = False
    shaded: bool = False
    pale: bool = False
    low: bool = False
    under: list[Callable[[Canvas], None]] = field(default_factory=list)
    changes: list[Callable[[pikepdf.Pdf], None]] = field(default_factory=list)


def pen(page: Page) -> type[Sheet]:
    """The sheet that draws in this way."""

    class Pen(Sheet):
        def __post_init__(self) -> None:
            super().__post_init__()
            self._begin()

        def _begin(self) -> None:
            for draw in page.under:
                self.canvas.saveState()
                draw(self.canvas)
                self.canvas.restoreState()
            self.font()
            self.canvas.setFillGray(0.4 if page.pale else 0)

        def turn(self) -> None:
            super().turn()
            self._begin()

        def put(self, x: float, y: float, text: str) -> None:
            for shift in (0, page.twice) if page.twice else (0,):
                if page.letters:
                    self._by_letters(x + shift, y, text)
                else:
                    super().put(x + shift, y, text)

        def _by_letters(self, x: float, y: float, text: str) -> None:
            for char in text:
                super().put(x, y, char)
                x += self.canvas.stringWidth(char, FONT, SIZE)

        def box(self, x: float, texts: list[str], box: Box, height: float) -> None:
            _rule(self.canvas, page, x, self.y, box.span * COLUMN, height)
            at = self.y - height + PAD + (len(texts) - 1) * LEAD + 2 if page.low else self.y - PAD - LEAD + 4
            for line in texts:
                self.put(x + PAD, at, line)
                at -= LEAD

    return Pen


def _rule(canvas: Canvas, page: Page, x: float, y: float, wide: float, high: float) -> None:
    """The frame of a cell whose upper left corner is at x, y."""
    if page.shaded:
        canvas.setFillGray(0.93)
        canvas.rect(x, y - high, wide, high, stroke=0, fill=1)
        canvas.setFillGray(0)
    right, outer = x + wide, (x <= LEFT + 1, x + wide >= LEFT + 4 * COLUMN - 1)
    if page.rules == "all" or page.rules == "dashed":
        canvas.setDash(*([2, 2] if page.rules == "dashed" else []))
        canvas.rect(x, y - high, wide, high)
        canvas.setDash()
    elif page.rules == "double":
        canvas.rect(x, y - high, wide, high)
        canvas.rect(x + 1.2, y - high + 1.2, wide - 2.4, high - 2.4)
    elif page.rules == "filled":
        for a, b, c, d in ((x, y, wide, 0.6), (x, y - high, wide, 0.6), (x, y - high, 0.6, high), (right, y - high, 0.6, high)):
            canvas.rect(a, b, c, d, stroke=0, fill=1)
    elif page.rules in ("open", "across", "short"):
        gap = 1.5 if page.rules == "short" else 0
        canvas.line(x + gap, y, right - gap, y)
        canvas.line(x + gap, y - high, right - gap, y - high)
        for at, edge in ((x, outer[0]), (right, outer[1])):
            if page.rules != "across" and not (edge and page.rules == "open"):
                canvas.line(at, y - gap, at, y - high + gap)


def drawn(plan: Plan, dialect: Dialect, page: Page) -> bytes:
    """The form as a PDF with text, drawn in the page's way."""
    data = pdf.drawn(plan, dialect, pen=pen(page))[0]
    for change in page.changes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as file:
            change(file)
            file.save(out)
        data = out.getvalue()
    return data


def watermark(words: str, angle: float, gray: float = 0.8, size: float = 40, tiled: bool = False) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, size)
        canvas.setFillGray(gray)
        places = [(x, y) for x in (120, 320, 500) for y in (100, 300, 500, 700)] if tiled else [(A4[0] / 2, A4[1] / 2)]
        for x, y in places:
            canvas.saveState()
            canvas.translate(x, y)
            canvas.rotate(angle)
            canvas.drawCentredString(0, 0, words)
            canvas.restoreState()

    return draw


def running(canvas: Canvas) -> None:
    """Head and foot lines."""
    canvas.setFont(FONT, 9)
    canvas.drawString(LEFT, A4[1] - 36, "湖南省科协项目申报书  内部资料")
    canvas.drawCentredString(A4[0] / 2, 30, f"第 {canvas.getPageNumber()} 页")


def frame(canvas: Canvas) -> None:
    canvas.rect(30, 30, A4[0] - 60, A4[1] - 60)


def white(canvas: Canvas) -> None:
    """Words in white that nobody sees."""
    canvas.setFont(FONT, 8)
    canvas.setFillGray(1)
    canvas.drawString(60, 20, "样例 模板 版本")


def turned(file: pikepdf.Pdf) -> None:
    """Each page's content is turned, and its Rotate turns it back."""
    for page in file.pages:
        page.contents_add(b"q 0 1 -1 0 842 0 cm\n", prepend=True)
        page.contents_add(b"\nQ")
        page.mediabox = [0, 0, 842, 595.3]
        page.Rotate = 90


def shifted(file: pikepdf.Pdf) -> None:
    """The pages' boxes do not begin at zero."""
    for page in file.pages:
        page.contents_add(b"q 1 0 0 1 100 200 cm\n", prepend=True)
        page.contents_add(b"\nQ")
        page.mediabox = [100, 200, 695.3, 1041.9]


def in_forms(file: pikepdf.Pdf) -> None:
    """Every page is one form object, as printers' drivers make them."""
    for page in file.pages:
        page.contents_coalesce()
        words = page.obj.Contents.read_bytes()
        kind = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form}
        whole = file.make_stream(words, **kind, BBox=page.mediabox, Resources=page.obj.Resources)
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Whole=whole))
        page.obj.Contents = file.make_stream(b"q /Whole Do Q")


def larger(file: pikepdf.Pdf) -> None:
    """Printed on a larger sheet."""
    for page in file.pages:
        page.contents_add(b"q 1.414 0 0 1.414 0 0 cm\n", prepend=True)
        page.contents_add(b"\nQ")
        page.mediabox = [0, 0, 842, 1191]


def smaller(file: pikepdf.Pdf) -> None:
    """Shrunk onto its sheet."""
    for page in file.pages:
        page.contents_add(b"q 0.7 0 0 0.7 60 120 cm\n", prepend=True)
        page.contents_add(b"\nQ")
