"""Boxes to tick that are drawn on a PDF page as lines, and drawn squares that are none."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import reader
from tests.parsers import pdfs

X, Y, SIZE = 64.0, 744.0, 11.0


def crossed(canvas: Canvas) -> None:
    canvas.line(X, Y, X + SIZE, Y + SIZE)
    canvas.line(X, Y + SIZE, X + SIZE, Y)


def ticked_by_hand(canvas: Canvas) -> None:
    stroke = canvas.beginPath()
    stroke.moveTo(X + 1, Y + 6)
    stroke.lineTo(X + 5, Y + 1)
    stroke.lineTo(X + 14, Y + 14)
    canvas.drawPath(stroke)


def filled(canvas: Canvas) -> None:
    canvas.rect(X + 2, Y + 2, SIZE - 4, SIZE - 4, stroke=0, fill=1)


def typed(mark: str) -> Callable[[Canvas], None]:
    return lambda canvas: canvas.drawString(X + 1, Y + 2, mark)


def nothing(canvas: Canvas) -> None:
    """An empty box."""


def line(*marks: Callable[[Canvas], None]) -> list[str]:
    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 10.5)
        canvas.rect(60, 740, 200, 20)
        canvas.rect(X, Y, SIZE, SIZE)
        canvas.rect(X + 80, Y, SIZE, SIZE)
        canvas.drawString(X + 14, Y + 2, "国内基地")
        canvas.drawString(X + 94, Y + 2, "海外工作站")
        for mark in marks:
            mark(canvas)

    return pdfs.texts(reader.read(pdfs.drawn(pen)))


@pytest.mark.parametrize("mark", [crossed, ticked_by_hand, filled, typed("√"), typed("V"), typed("×")])
def test_a_drawn_box_with_a_mark_in_it(mark: Callable[[Canvas], None]) -> None:
    (text,) = line(mark)
    assert text.replace(" ", "") == "☑国内基地☐海外工作站"


def test_drawn_boxes_without_a_mark() -> None:
    (text,) = line(nothing)
    assert text.replace(" ", "") == "☐国内基地☐海外工作站"


# --- squares that are no boxes to tick ------------------------------------------------------------------------------


def test_the_digits_of_a_code_stand_in_cells() -> None:
    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 9)
        canvas.drawString(60, 744, "邮政编码")
        for i, digit in enumerate("410082"):
            canvas.rect(120 + 13 * i, 740, 13, 13)
            canvas.drawString(123 + 13 * i, 743, digit)

    text = "".join(pdfs.texts(reader.read(pdfs.drawn(pen))))
    assert "☐" not in text and sorted(c for c in text if c.isdigit()) == sorted("410082")


def test_a_slanting_line_rules_no_table() -> None:
    def pen(canvas: Canvas) -> None:
        pdfs.table(canvas, pdfs.ROWS)
        canvas.line(230, 690, 300, 757)

    assert pdfs.grids(reader.read(pdfs.drawn(pen))) == [[list(row) for row in pdfs.ROWS]]


def test_a_symbol_that_its_maker_would_have_spelled_out_is_trusted() -> None:
    """LibreOffice spells out symbols that share a glyph; one that it did not spell out is what its font's table says."""
    table = b"1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <01> <F0A8> <41> <7532> endbfchar"
    content = b"BT /F 12 Tf 60 700 Td <01> Tj (A) Tj ET"

    def change(file: pikepdf.Pdf) -> None:
        name = pikepdf.Name("/AAAAAA+DejaVuSans")
        looks = pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontName=name, FontBBox=[0, 0, 600, 700], Flags=4)
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=name, FontDescriptor=looks,
            ToUnicode=file.make_stream(table), FirstChar=0, LastChar=255, Widths=[600] * 256)  # fmt: skip
        file.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=file.make_indirect(font)))
        file.pages[0].Contents = file.make_stream(content)

    def printed(file: pikepdf.Pdf) -> None:
        change(file)
        file.docinfo["/Producer"] = "LibreOffice 7.4"

    assert pdfs.texts(reader.read(pdfs.changed(pdfs.page(), change))) == ["\uf0a8甲"]
    assert pdfs.texts(reader.read(pdfs.changed(pdfs.page(), printed))) == ["☐甲"]
