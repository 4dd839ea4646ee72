"""Pictures of forms that no guide knows: every page within the budget, and ticks beside whatever options a page prints."""

from __future__ import annotations

import io
from functools import cache
from random import Random

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from config.model import ScanSettings
from parsers.formats.registry import read, sniff
from parsers.model.document import UNREAD, Document
from parsers.model.file import Unreadable
from parsers.ocr.checkboxes import Strip
from parsers.ocr.engine import Glyph, Line
from parsers.ocr.scan_budget import ScanBudget
from parsers.ocr.unknown_form.pages import MISSING, NOT_READ, needs_reading, with_pictures_read
from parsers.ocr.unknown_form.printed_lists import options_of
from parsers.ocr.unknown_form.spacing import even, parted
from parsers.pairs import keyed, pairs
from tests.parsers.ticks.pens import Pen, font
from tests.parsers.ticks.pens import marked as mark_by_pen

ROWS = (("课题名称", "湿地水鸟栖息地监测"), ("承担单位", "江州理工大学"), ("申报级别", "□国家级    □省级    □校级"),
        ("是否涉密", "□是    √否"),
        ("通讯地址", "江州市高新区创业大道66号"),
        ("联系电话", ""))  # fmt: skip
SIZE, HIGH = 30, 80


@cache
def page() -> Image.Image:
    """A form of ruled rows at 150 dpi, under a title and two labels without rules. A pen has ticked the second level."""
    sheet = Image.new("RGB", (1240, 1754), (252, 252, 250))
    draw, face = ImageDraw.Draw(sheet), font(SIZE)
    draw.text((400, 120), "科研项目申请书", font=font(48), fill=(20, 20, 20))
    draw.text((180, 260), "申请人：陈志远", font=face, fill=(20, 20, 20))
    for n, (label, value) in enumerate(ROWS):
        top = 400 + n * HIGH
        draw.rectangle((150, top, 1090, top + HIGH), outline=(20, 20, 20), width=2)
        draw.line((400, top, 400, top + HIGH), fill=(20, 20, 20), width=2)
        draw.text((180, top + 22), label, font=face, fill=(20, 20, 20))
        draw.text((430, top + 22), value, font=face, fill=(20, 20, 20))
    top = 400 + 2 * HIGH + 22
    x = 430 + face.getlength("□国家级    ")
    pen = Pen(sheet, "blue", 4.0, 0.5, Random(7))
    words = (x + face.getlength("□"), top + 4.0, x + face.getlength("□省级"), top + 33.0)
    mark_by_pen(pen, "tick in it", draw.textbbox((x, top), "□", font=face), words, SIZE, Random(3))
    pen.lift()
    return sheet


def picture(kind: str, *more: Image.Image) -> bytes:
    """The form as a file of pictures."""
    held = io.BytesIO()
    page().save(held, kind, **({"save_all": True, "append_images": more, "resolution": 150} if kind == "PDF" else {}))
    return held.getvalue()


def seen(data: bytes, settings: ScanSettings | None = None) -> Document:
    kind = sniff(data)
    return with_pictures_read(data, kind, read(data, kind), ScanBudget(settings or ScanSettings(), ()))


WANTED = {"申请人": "陈志远", "课题名称": "湿地水鸟栖息地监测", "承担单位": "江州理工大学", "申报级别": "省级", "是否涉密": "否",
          "通讯地址": "江州市高新区创业大道66号", "联系电话": ""}  # fmt: skip


def test_a_photograph_gives_the_pairs_that_a_person_sees() -> None:
    assert keyed(pairs(seen(picture("PNG")))) == WANTED


def test_a_page_that_is_a_picture_among_pages_with_text() -> None:
    from reportlab.pdfgen.canvas import Canvas

    held, out = io.BytesIO(), io.BytesIO()
    canvas = Canvas(held)
    canvas.drawString(100, 700, "Project Name: Green Ports and their neighbours along the river")
    canvas.save()
    made = pypdfium2.PdfDocument(held.getvalue())
    made.import_pages(pypdfium2.PdfDocument(picture("PDF")))
    made.save(out)
    document = seen(out.getvalue())
    assert (document.unread, document.recognised) == ((), (2,))
    assert keyed(pairs(document)) == {"ProjectName": "Green Ports and their neighbours along the river", **WANTED}


# --- limits -----------------------------------------------------------------------------------------------------------


def test_pages_beyond_the_budget_are_named() -> None:
    blank = Image.new("RGB", page().size, "white")
    document = seen(picture("PDF", blank, blank), ScanSettings(pages=1))
    assert document.unread == (2, 3)
    assert document.notes == ("第2、3页未识别（已达单个文件识别上限）",)
    assert keyed(pairs(document))["课题名称"] == WANTED["课题名称"]


def test_no_picture_is_read_where_none_may_be() -> None:
    document = seen(picture("PNG"), ScanSettings(pages=0))
    assert needs_reading(document)
    assert document.notes[-1] == NOT_READ
    assert not document.blocks


def test_without_the_ocr_library_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "parsers.ocr.scanned_file", None)
    assert seen(picture("PNG")).notes[-1] == MISSING


def test_a_broken_picture_is_unreadable() -> None:
    data = picture("PNG")
    with pytest.raises(Unreadable):
        with_pictures_read(data[:3000], "image/png", read(data, "image/png"), ScanBudget(ScanSettings(), ()))


# --- lines ------------------------------------------------------------------------------------------------------------


def strip(text: str, wide: float = 1.0) -> Strip:
    """A line of print as recognised: a blank is room as wide as a character, and no character."""
    length = len(text)
    glyphs = tuple(Glyph(c, (n + 0.5) / length, n / length, (n + 1) / length, 0.99) for n, c in enumerate(text) if c != " ")
    return Strip(0, 32 * length * wide, 0, 40, Line(text.replace(" ", ""), glyphs))


@pytest.mark.parametrize(("printed", "options"), [
    ("□国家级□省级□校级", ["国家级", "省级", "校级"]), ("（）国际会议（√）区域合作", ["国际会议", "区域合作"]),
    ("A.论文□B.专著☑C.软件□", ["论文", "专著", "软件"]), ("□A类□B类   C类", ["A类", "B类", "C类"]),
    ("类别：□新申请□延续", ["新申请", "延续"]),
    ("二〇二四年三月制", []), ("本项目采集三年数据", []), ("数据（三年）入库", []),
])  # fmt: skip
def test_options_stand_between_their_signs(printed: str, options: list[str]) -> None:
    assert options_of(strip(printed)) == options


@pytest.mark.parametrize(("printed", "pieces"), [
    ("申请人  陈志远", ["申请人", "陈志远"]), ("联系电话：13900000001   邮编：410000", ["联系电话：13900000001", "邮编：410000"]),
    ("姓 名 性 别", ["姓名性别"]), ("本项目采集三年数据", ["本项目采集三年数据"]), ("", [""]),
])  # fmt: skip
def test_lines_are_cut_at_wide_gaps(printed: str, pieces: list[str]) -> None:
    assert [piece.line.text for piece in parted([strip(printed or " ")])] == pieces


def test_brackets_and_dashes_are_as_print_has_them() -> None:
    assert even("金额（万元)  3一6月") == "金额（万元）  3—6月"
    assert even("Fe(OH)3，共一项") == "Fe(OH)3，共一项"
    assert UNREAD not in even("(元)")
