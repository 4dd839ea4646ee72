"""PDFs made for tests: drawn with reportlab, changed with pikepdf, printed by other programs."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from parsers.model.document import Document, Grid, paragraphs
from tests.samples.make.paper import FONT_FILE

FONT = "WenQuanYiMicroHei"
ROWS = (("单位名称", "湖南某某大学"), ("地址", "长沙市岳麓区某路1号"), ("联系电话", "0731-84586603"))


def drawn(pen: Callable[[Canvas], None], size: tuple[float, float] = A4) -> bytes:
    """A PDF that `pen` draws; it turns pages itself."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, str(FONT_FILE), subfontIndex=0))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.setFont(FONT, 10.5)
    pen(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def table(
    canvas: Canvas, rows: Sequence[Sequence[str]], top: float = 760, left: float = 60, wide: float = 160, high: float = 24
) -> None:
    """A ruled table of lines of text; `top` in points from the foot of the page."""
    canvas.setFont(FONT, 10.5)
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            canvas.rect(left + j * wide, top - (i + 1) * high, wide, high)
            for k, line in enumerate(text.split("\n")):
                canvas.drawString(left + j * wide + 4, top - i * high - 14 - 13 * k, line)


def page() -> bytes:
    """One page with a heading and a small table."""

    def pen(canvas: Canvas) -> None:
        canvas.drawString(60, 790, "申报单位基本情况")
        table(canvas, ROWS)

    return drawn(pen)


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None], **how: object) -> bytes:
    """The PDF after pikepdf changed it; `how` goes to its save."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def texts(document: Document) -> list[str]:
    """All paragraphs of a document."""
    return [p.text for p in paragraphs(document.blocks)]


def grids(document: Document) -> list[list[list[str]]]:
    """The tables as rows of texts."""
    found = []
    for grid in (block for block in document.blocks if isinstance(block, Grid)):
        rows: dict[int, list[str]] = {}
        for cell in grid.cells:
            rows.setdefault(cell.row, []).append(cell.text)
        found.append([rows[n] for n in sorted(rows)])
    return found


def shared() -> Path:
    """The folder of documents that lies next to the repository, where there is one."""
    return Path(__file__).resolve().parents[2] / "../shared"
