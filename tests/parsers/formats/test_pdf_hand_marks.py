"""What people draw over a text PDF to choose an option: its place is told. What forms print themselves is no mark of a hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from reportlab.lib.colors import Color, blue, lightgrey, red, white, yellow
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import reader
from parsers.forms.fill import fill
from parsers.model.document import Place, paragraphs
from tests import installation
from tests.parsers import pdfs

LEFT, FOOT, WIDE = 150.0, 700.0, 95.0
"""Where the first option's words stand."""
Pen = Callable[[Canvas], None]


def ellipse(canvas: Canvas) -> None:
    canvas.setStrokeColor(red)
    canvas.ellipse(LEFT - 4, FOOT - 4, LEFT + WIDE + 4, FOOT + 12)


def frame(canvas: Canvas) -> None:
    canvas.rect(LEFT - 3, FOOT - 4, WIDE + 6, 16)


def soft_frame(canvas: Canvas) -> None:
    canvas.roundRect(LEFT - 3, FOOT - 4, WIDE + 6, 16, 5)


def tick_of_two_lines(canvas: Canvas) -> None:
    canvas.setStrokeColor(blue)
    canvas.line(LEFT - 8, FOOT + 4, LEFT - 5, FOOT)
    canvas.line(LEFT - 5, FOOT, LEFT + 3, FOOT + 11)


def tick_of_one_path(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.moveTo(LEFT - 8, FOOT + 4)
    path.lineTo(LEFT - 5, FOOT)
    path.lineTo(LEFT + 3, FOOT + 11)
    canvas.drawPath(path)


def picture_of_a_tick(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("RGB", (20, 20), "navy")), LEFT - 12, FOOT, 10, 10)


def underline(canvas: Canvas) -> None:
    canvas.line(LEFT, FOOT - 1.5, LEFT + WIDE, FOOT - 1.5)


def marker(canvas: Canvas) -> None:
    canvas.setFillColor(Color(1, 1, 0, 0.4))
    canvas.rect(LEFT, FOOT - 3, WIDE, 14, stroke=0, fill=1)
    canvas.setFillColor(Color(0, 0, 0))


def struck_out(canvas: Canvas) -> None:
    canvas.line(LEFT + 130, FOOT + 3, LEFT + 180, FOOT + 3)


def form(*pens: Pen) -> bytes:
    def pen(canvas: Canvas) -> None:
        canvas.drawString(60, 760, "申报单位：湖南某某大学")
        canvas.drawString(60, FOOT, "项目类别：（  ）")
        canvas.drawString(LEFT, FOOT, "国际科技交流会议")
        canvas.drawString(LEFT + 100, FOOT, "（  ） 国际与区域合作")
        pdfs.table(canvas, pdfs.ROWS, top=640)
        for each in pens:
            each(canvas)

    return pdfs.drawn(pen)


def noted(subtype: str, flags: int = 4) -> bytes:
    """The form with a note over the first option."""

    def change(pdf: pikepdf.Pdf) -> None:
        box = [LEFT, FOOT - 3, LEFT + WIDE, FOOT + 12]
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name("/" + subtype), Rect=box, F=flags)
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])

    return pdfs.changed(form(), change)


def marked(data: bytes) -> list[str]:
    """The words of the places at which something is drawn."""
    document = reader.read(data)
    by_place: dict[Place, Any] = {paragraph.place: paragraph.text for paragraph in paragraphs(document.blocks)}
    return [by_place[place] for place in document.drawn]


@pytest.mark.parametrize(
    "pen",
    [ellipse, frame, soft_frame, tick_of_two_lines, tick_of_one_path, picture_of_a_tick, underline, marker, struck_out],
)
def test_a_mark_at_an_option_is_told_with_its_line(pen: Pen) -> None:
    (text,) = marked(form(pen))
    assert text.startswith("项目类别")


@pytest.mark.parametrize("subtype", ["Ink", "Circle", "Square", "Line", "Highlight", "StrikeOut", "Stamp", "Text"])
def test_a_note_of_a_reader_program_is_told_too(subtype: str) -> None:
    (text,) = marked(noted(subtype))
    assert text.startswith("项目类别")


def test_a_frame_round_an_option_leaves_its_line_whole() -> None:
    texts = [text.replace(" ", "") for text in pdfs.texts(reader.read(form(frame)))]
    assert "项目类别：（）国际科技交流会议（）国际与区域合作" in texts


def test_a_picture_in_a_blank_cell_is_told_with_the_cell() -> None:
    def pen(canvas: Canvas) -> None:
        from PIL import Image

        pdfs.table(canvas, [("单位名称", "湖南某某大学"), ("联系电话", "")], top=640)
        canvas.drawImage(ImageReader(Image.new("RGB", (80, 16), "navy")), 224, 640 - 44, 80, 16)

    document = reader.read(pdfs.drawn(pen))
    assert [(place.table, place.row, place.cell) for place in document.drawn] == [(1, 2, 2)]


# --- no marks -------------------------------------------------------------------------------------------------------


def shaded_labels(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0.8, 0.9, 1))
    canvas.rect(60, 640 - 24, 160, 24, stroke=1, fill=1)
    canvas.setFillColor(lightgrey)
    canvas.rect(60, 640 - 48, 160, 24, stroke=1, fill=1)
    canvas.setFillColor(Color(0, 0, 0))
    pdfs.table(canvas, pdfs.ROWS, top=640)


def whole_line_underlined(canvas: Canvas) -> None:
    canvas.line(60, FOOT - 1.5, 480, FOOT - 1.5)


def white_ellipse(canvas: Canvas) -> None:
    canvas.setStrokeColor(white)
    canvas.ellipse(LEFT - 4, FOOT - 4, LEFT + WIDE + 4, FOOT + 12)


def frame_of_the_page(canvas: Canvas) -> None:
    canvas.roundRect(40, 40, 515, 760, 12)


def box_to_tick(canvas: Canvas) -> None:
    canvas.rect(60, 300, 11, 11)
    canvas.drawString(74, 302, "国内基地")
    tick = canvas.beginPath()
    tick.moveTo(61, 306)
    tick.lineTo(65, 301)
    tick.lineTo(74, 314)
    canvas.drawPath(tick)


@pytest.mark.parametrize("pen", [shaded_labels, whole_line_underlined, white_ellipse, frame_of_the_page, box_to_tick])
def test_what_a_form_prints_is_no_mark(pen: Pen) -> None:
    assert marked(form(pen)) == []


@pytest.mark.parametrize(("subtype", "flags"), [("Ink", 2), ("Ink", 32), ("Link", 4), ("Popup", 4), ("Widget", 4)])
def test_hidden_notes_and_links_are_no_marks(subtype: str, flags: int) -> None:
    assert marked(noted(subtype, flags)) == []


def test_a_thousand_marks_are_bounded() -> None:
    def scribble(canvas: Canvas) -> None:
        canvas.setStrokeColor(yellow)
        for n in range(3000):
            canvas.line(100 + n % 300, 300 + n % 50, 110 + n % 300, 312 + n % 50)

    assert len(marked(form(scribble))) <= 5


def test_an_ellipse_round_an_option_leaves_the_choice_in_doubt() -> None:
    exchange = next(one for one in installation.guide().forms if one.key == "exchange")
    plain, ringed = (fill(reader.read(form(*pens)), exchange).values["project_category"] for pens in ((), (ellipse,)))
    assert (plain.value, plain.doubt) == (None, "unticked")
    assert (ringed.value, ringed.doubt, ringed.blank) == (None, "unsure", False)
