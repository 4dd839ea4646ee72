"""Watermarks over a PDF's text: at any angle, once or tiled, as letters or as outlines, pale, huge, or named as such by the file;
and words that only look like one."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import reader
from tests.parsers import pdfs

ROWS = [list(row) for row in pdfs.ROWS]


def stamped(
    canvas: Canvas, words: str, angle: float, at: tuple[float, float] = (300, 730), size: float = 14, grey: float = 0.8
) -> None:
    canvas.saveState()
    canvas.translate(*at)
    canvas.rotate(angle)
    canvas.setFillGray(grey)
    canvas.setFont(pdfs.FONT, size)
    canvas.drawCentredString(0, 0, words)
    canvas.restoreState()


def form(*marks: Callable[[Canvas], None]) -> bytes:
    def pen(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 10.5)
        canvas.drawString(60, 790, "申报单位基本情况")
        pdfs.table(canvas, pdfs.ROWS)
        for mark in marks:
            mark(canvas)

    return pdfs.drawn(pen)


def tiled(words: str, angle: float, **how: float) -> Callable[[Canvas], None]:
    def mark(canvas: Canvas) -> None:
        for x in range(40, 560, 90):
            for y in range(30, 830, 45):
                stamped(canvas, words, angle, (x, y), **how)

    return mark


# --- slanting words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("angle", [8, 30, 45, 60, 135, 225, 315])
def test_slanting_words_are_no_text(angle: float) -> None:
    once = form(lambda canvas: stamped(canvas, "仅供科协项目使用", angle, size=40))
    for data in (once, form(tiled("内部资料", angle, size=12)), form(tiled("请勿外传", angle, size=9, grey=0))):
        document = reader.read(data)
        assert pdfs.grids(document) == [ROWS]
        assert pdfs.texts(document)[0] == "申报单位基本情况" and len(pdfs.texts(document)) == 7


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_tiled_watermark_does_not_turn_the_page(angle: float) -> None:
    assert pdfs.grids(reader.read(form(tiled("内部资料", angle, size=9)))) == [ROWS]


# --- level words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [
    lambda canvas: stamped(canvas, "样 本", 0, size=150, grey=0.85),
    lambda canvas: stamped(canvas, "仅供2024年度申报使用", 0, size=30),
    lambda canvas: stamped(canvas, "作废", 0, size=60, grey=0),
    tiled("内部资料", 0, size=12),
])  # fmt: skip
def test_level_words_that_are_pale_or_huge(mark: Callable[[Canvas], None]) -> None:
    document = reader.read(form(mark))
    assert pdfs.grids(document) == [ROWS] and len(pdfs.texts(document)) == 7


def test_words_that_the_file_calls_a_watermark() -> None:
    def change(file: pikepdf.Pdf) -> None:
        page = file.pages[0]
        page.contents_coalesce()
        words = b"/Artifact <</Subtype /Watermark /Type /Pagination>> BDC q 1 0 0 1 60 742 cm /F Do Q EMC"
        page.Resources.XObject = pikepdf.Dictionary(F=file.copy_foreign(other.pages[0].as_form_xobject()))
        page.contents_add(file.make_stream(words))

    def mark(canvas: Canvas) -> None:
        canvas.setFont(pdfs.FONT, 10.5)
        canvas.drawString(0, 0, "机密样张")

    with pikepdf.open(io.BytesIO(pdfs.drawn(mark))) as other:
        assert pdfs.grids(reader.read(pdfs.changed(form(), change))) == [ROWS]


@pytest.mark.parametrize("angle", [0, 30, 315])
def test_letters_drawn_as_outlines_rule_no_table(angle: float) -> None:
    """As an office program prints its own watermark: filled shapes whose edges are level and upright when it is not turned."""

    def mark(canvas: Canvas) -> None:
        canvas.setFillGray(0.3)
        canvas.translate(150, 715)
        canvas.rotate(angle)
        for n in range(12):
            x, y, letter = 30 * n % 180, 12 * n % 36, canvas.beginPath()
            for dx, dy in ((0, 0), (22, 0), (22, 6), (14, 6), (14, 20), (8, 20), (8, 6), (0, 6)):
                (letter.lineTo if dx or dy else letter.moveTo)(x + dx, y + dy)
            letter.close()
            canvas.drawPath(letter, stroke=0, fill=1)
            canvas.rect(x, y + 24, 22, 6, stroke=0, fill=1)
            canvas.rect(x, y + 32, 7, 7, stroke=0, fill=1)

    assert pdfs.grids(reader.read(form(mark))) == [ROWS]


# --- words that are none --------------------------------------------------------------------------------------------


def test_pale_words_that_stand_alone_are_text() -> None:
    """A hint in grey, or an answer typed over one in its colour."""
    assert "可另附页" in pdfs.texts(reader.read(form(lambda canvas: stamped(canvas, "可另附页", 0, (300, 600), 10.5, 0.65))))


def test_a_large_title_is_text() -> None:
    assert "申 报 书" in pdfs.texts(reader.read(form(lambda canvas: stamped(canvas, "申 报 书", 0, (300, 500), 36, 0))))


def test_a_label_that_is_printed_sideways_stands_in_its_cell() -> None:
    def pen(canvas: Canvas) -> None:
        pdfs.table(canvas, [("", "户名：甲")], high=80)
        stamped(canvas, "开户信息", 90, (80, 720), 10.5, 0)

    assert pdfs.grids(reader.read(pdfs.drawn(pen))) == [[["开户信息", "户名：甲"]]]


def test_a_watermark_over_a_scan_leaves_it_a_scan() -> None:
    from tests.samples.make.paper import OFFICE, picture_pdf, scanned
    from tests.samples.make.pdf import pages

    scan = picture_pdf(scanned(pages(form(), 60), (), OFFICE), OFFICE)
    assert reader.read(scan).medium == "ocr"

    def change(file: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(pdfs.drawn(tiled("仅供申报使用", 30)))) as marks:
            file.pages[0].add_overlay(marks.pages[0])

    assert reader.read(pdfs.changed(scan, change)).medium == "ocr"
