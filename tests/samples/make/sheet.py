"""Writes text and ruled rows onto A4 pages of a PDF.

The font (文泉驿微米黑, Apache-2.0) comes from a Python package, so that no page depends on what a machine has installed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .forms import Box, Dialect, Line, Row
from .paper import FONT_FILE, Mark

FONT = "WenQuanYiMicroHei"
SIZE, LEAD, PAD = 10.5, 15.0, 4.0
LEFT, TOP, BOTTOM = 22 * mm, A4[1] - 22 * mm, 22 * mm
COLUMN = (A4[0] - 2 * LEFT) / 4
BOXES = re.compile("([□■☑])")
NARROW = 0.6015625


@dataclass
class Sheet:
    """The pen: writes lines and ruled rows down the page and starts the next one when full. `marks` gathers where paper is
    stamped and signed, in points from the lower left corner. `filled` is a ticked box: ■, or ☑ drawn by pen."""

    dialect: Dialect
    filled: str = "■"
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
            self.put(LEFT, self.y, part)

    def put(self, x: float, y: float, text: str) -> None:
        """One line; a box takes the width of a Chinese character. On paper it is drawn as large as Word's, in a text PDF in the
        size of its line, because readers put characters of another size on a line of their own."""
        for piece in BOXES.split(text):
            if self.filled == "☑" and BOXES.fullmatch(piece):
                self.font(SIZE / NARROW)
                self.canvas.drawString(x, y - 2, "□")
                self.font()
                self.canvas.drawString(x + 2, y + 1, "√" if piece == "☑" else "")
            else:
                self.canvas.drawString(x + (SIZE * (1 - NARROW) / 2 if BOXES.fullmatch(piece) else 0), y, piece)
            x += width(piece)

    def plain(self, line: Line) -> str:
        on, off = (
            (f"（{self.dialect.mark}）", f"（{self.dialect.gap or '  '}）")
            if self.dialect.tick == "paren"
            else (self.filled, "□")
        )
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
            self.put(x + PAD, at, text)
            if box.seal and "签字：" in text:
                pen = x + PAD + width(text.split("：")[0] + "：")
                self.marks.append(Mark(self.page, x + 2.6 * COLUMN, at + 1.2 * LEAD, box.seal, box.pen, pen, at))


def width(text: str) -> float:
    """Points a text takes as Sheet.put writes it."""
    return float(pdfmetrics.stringWidth(BOXES.sub("", text), FONT, SIZE)) + SIZE * len(BOXES.findall(text))


def wrapped(text: str, room: float) -> list[str]:
    """Text broken into lines no wider than `room` points; runs of Latin letters and digits stay together where they can."""
    lines, line, used = [], "", 0.0
    for piece in pieces(text):
        size = width(piece)
        if used + size > room and line:
            lines.append(line)
            line, used = "", 0.0
        while size > room:
            keep = max(int(len(piece) * room / size), 1)
            lines.append(piece[:keep])
            piece = piece[keep:]
            size = width(piece)
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
