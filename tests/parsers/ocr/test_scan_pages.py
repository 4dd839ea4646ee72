"""Pages of paper before and after recognition: turned upright, without gray seals and specks, tables joined over photographed
pages; dropped characters in lines, and marks that are not print."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from config.model import Field, Option
from parsers.formats.pdf.blocks import assemble
from parsers.formats.pdf.page_text import Page, Row, Ruled
from parsers.forms.answer_regions import Piece, Region
from parsers.forms.field_values import understand
from parsers.model.document import Grid, Place
from parsers.ocr.checkboxes import Strip, detect_mark, with_marks
from parsers.ocr.dropped_characters import holed
from parsers.ocr.engine import Glyph, Line, Quad
from parsers.ocr.gray_seals import colourless, lifted
from parsers.ocr.page_text import read_page
from parsers.ocr.preprocess import prepare, way_up
from parsers.ticks.choices import choose
from tests.samples.make.paper import FONT_FILE, seal


def written(lines: int = 12, ink: int = 20) -> Image.Image:
    """A gray page of print, 1000 pixels wide."""
    page = Image.new("L", (1000, 1400), 250)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT_FILE), 26)
    for n in range(lines):
        draw.text((120, 150 + 60 * n), "我单位保证申报材料真实合法愿意接受监督", font=font, fill=ink)
    return page


def stamped(page: Image.Image) -> Image.Image:
    layer = Image.new("L", page.size, 255)
    layer.paste(seal("湖南省机械工程学会", 240).convert("L"), (300, 300))
    return ImageChops.multiply(page, layer)


# --- seals in gray --------------------------------------------------------------------------------------------------


def test_a_seal_in_gray_is_lifted_off_the_print_beneath_it() -> None:
    clean, dirty = np.asarray(written()), np.asarray(stamped(written()))
    left = lifted(dirty)
    assert (dirty < 150).sum() > 1.1 * (clean < 150).sum()
    assert (left < 150).sum() < 1.05 * (clean < 150).sum()
    assert float(((clean < 100) & (left < 150)).sum()) > 0.98 * (clean < 100).sum()


@pytest.mark.parametrize("ink", [20, 120])
def test_a_page_without_seals_stays_as_it_is(ink: int) -> None:
    page = np.asarray(written(ink=ink))
    assert (lifted(page) == page).all()


def test_an_empty_page_has_nothing_to_lift() -> None:
    page = np.full((300, 200), 255, np.uint8)
    assert (lifted(page) == page).all()


def test_gray_is_told_from_colour() -> None:
    gray = np.asarray(written().convert("RGB"))
    red = gray.copy()
    red[300:700, 300:700] = (214, 40, 48)
    assert (colourless(gray), colourless(red)) == (True, False)


RING = np.array([[680, 40], [940, 40], [940, 165], [680, 165]], np.float32)


def said(page: Image.Image, *more: Quad) -> list[str]:
    """The lines of a page; `more`: where the detector saw some besides."""
    ground = prepare(np.asarray(page.convert("RGB")), 0)
    return list(read_page(replace(ground, quads=[*ground.quads, *more]), 1, ()).page.texts())


def test_the_shade_of_a_red_seal_is_no_print() -> None:
    """Its ring was read as a line, 上海科学技术局, and that taken for the name of who recommends."""
    ring = seal("娄底市科学技术协会", 260).convert("L").point(lambda v: 0 if v > 200 else 255)
    page = written(6).convert("RGB")
    page.paste(Image.new("RGB", ring.size, (150, 30, 40)), (680, 40), ring)
    assert said(page, RING) == said(written(6))


def test_the_end_of_a_line_in_the_frame_of_its_neighbour_is_read_once() -> None:
    """An address ended in a second t: the frame of the label beside it began a little early."""
    end = np.array([[570, 150], [900, 150], [900, 180], [570, 180]], np.float32)
    assert said(written(3), end) == said(written(3))


def test_print_that_is_pale_throughout_is_read() -> None:
    assert said(written(2, ink=170)) == said(written(2))


# --- which way up ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("quarters", range(4))
def test_a_page_tells_how_it_lies(quarters: int) -> None:
    page = np.rot90(np.asarray(written(8).convert("RGB")), k=quarters)
    assert way_up(np.ascontiguousarray(page)) == quarters


def test_a_page_without_print_lies_as_it_lies() -> None:
    assert way_up(np.full((900, 600, 3), 255, np.uint8)) == 0


# --- a table over two photographed pages ----------------------------------------------------------------------------


def cell(page: int, x0: float, top: float, x1: float, *texts: str) -> Ruled:
    rows = [Row(x0 + 4, top + 14 * n, x1 - 5, top + 14 * n + 10, text, 10, 10) for n, text in enumerate(texts)]
    return Ruled(page, x0, top, x1, top + 60, rows)


def photographed(second: tuple[float, float], picture: bool = True) -> list[Page]:
    left, right = second
    third = left + (right - left) / 3
    foot = [cell(1, 60, 700, 210, "主要内容"), cell(1, 210, 700, 510, "邀请德国、新加坡、意大利")]
    top = [cell(2, left, 80, third), cell(2, third, 80, right, "的专家来湘，开展联合攻关")]
    return [Page(1, 595, 842, [foot], [], picture), Page(2, 595, 842, [top], [], picture)]


@pytest.mark.parametrize("second", [(60.0, 510.0), (72.0, 495.0), (40.0, 530.0)])
def test_a_row_cut_by_the_pages_end_is_one_though_the_camera_was_held_nearer(second: tuple[float, float]) -> None:
    (grid,) = assemble(photographed(second))
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells] == ["主要内容", "邀请德国、新加坡、意大利的专家来湘，开展联合攻关"]


def test_pages_of_a_printer_are_held_to_their_width() -> None:
    assert len(assemble(photographed((72.0, 495.0), picture=False))) == 2


def test_joining_leaves_the_pages_as_they_were() -> None:
    pages = photographed((60.0, 510.0))
    assemble(pages)
    assert [[row.text for row in c.rows] for c in pages[0].tables[0]] == [["主要内容"], ["邀请德国、新加坡、意大利"]]


# --- what recognition leaves out, and boxes that are none ------------------------------------------------------------


def line_of(text: str, size: int = 40) -> np.ndarray[Any, np.dtype[np.uint8]]:
    page = Image.new("L", (size * len(text), 66), 250)
    ImageDraw.Draw(page).text((0, 10), text, font=ImageFont.truetype(str(FONT_FILE), size), fill=20)
    return np.asarray(page)


def as_read(text: str, places: str) -> Line:
    """The characters of `text` at the places where they stand in `places`."""
    step, at = 1 / len(places), [n for n, c in enumerate(places) if c in text]
    return Line(text, tuple(Glyph(places[n], (n + 0.5) * step, n * step, (n + 1) * step, 0.99) for n in at))


@pytest.mark.parametrize(
    ("read", "hole"), [("新加坡国立大学日本", True), ("新加坡国立大学、日本", False)]
)
def test_a_comma_that_was_not_read_leaves_a_hole(read: str, hole: bool) -> None:
    printed = "新加坡国立大学、日本"
    assert holed(as_read(read, printed), line_of(printed)) is hole


def test_a_blank_is_no_hole() -> None:
    printed = "新加坡国立大学　日本"
    assert not holed(as_read("新加坡国立大学日本", printed), line_of(printed))


@pytest.mark.parametrize(("sign", "text"), [(":", "类:☑国内海智基地"), ("，", "类，☑国内海智基地")])
def test_a_black_box_close_behind_a_slim_sign_is_seen(sign: str, text: str) -> None:
    page = np.full((66, 440), 255, np.uint8)
    page[20:50, 64:94] = 20
    glyphs = [Glyph("类", 0.05, 0.0, 0.1, 0.99), Glyph(sign, 62 / 440, 52 / 440, 63 / 440, 0.99)]
    option = enumerate("国内海智基地")
    glyphs += [Glyph(c, (120 + 40 * n) / 440, (100 + 40 * n) / 440, (140 + 40 * n) / 440, 0.99) for n, c in option]
    line = Line("".join(g.text for g in glyphs), tuple(glyphs))
    assert with_marks(Strip(0.0, 440.0, 8.0, 58.0, line), page, 0.0, 440.0, ("国内海智基地",)).text == text


@pytest.mark.parametrize(("wide", "mark"), [(22, "unsure"), (40, "empty")])
def test_the_frame_of_a_missing_character_is_no_box(wide: int, mark: str) -> None:
    page = np.full((80, 300), 255, np.uint8)
    page[20:60, 100 : 100 + wide] = 0
    page[23:57, 103 : 97 + wide] = 255
    assert detect_mark(page, 90, 160, 15, 65, 40.0, "口") == mark


@pytest.mark.parametrize(("stroke", "mark"), [
    (((128, 30), (166, 6)), "ticked"), (((106, 40), (116, 52), (160, 8)), "ticked"),
    (((110, 40), (126, 40)), "ticked"), ((), "empty"),
])  # fmt: skip
def test_a_stroke_over_the_frame_of_a_box_is_a_tick(stroke: tuple[tuple[int, int], ...], mark: str) -> None:
    """However little of it lies inside."""
    page = Image.new("L", (300, 80), 255)
    pen = ImageDraw.Draw(page)
    pen.rectangle((100, 22, 136, 58), outline=0, width=3)
    pen.line(stroke, fill=0, width=4)
    assert detect_mark(np.asarray(page), 90, 180, 15, 65, 40.0, "口") == mark


@pytest.mark.parametrize("rule", [(), (75, 0, 79, 80), (74, 8, 77, 80)])
def test_a_rule_before_a_bracket_is_no_bracket(rule: tuple[int, ...]) -> None:
    """The rule that was not erased was taken for the opening bracket, and the bracket behind it for a tick."""
    page = Image.new("L", (300, 80), 255)
    pen = ImageDraw.Draw(page)
    pen.arc((100, 20, 124, 56), 120, 240, fill=0, width=3)
    pen.arc((140, 20, 164, 56), 300, 60, fill=0, width=3)
    if rule:
        pen.rectangle(rule, fill=0)
    assert detect_mark(np.asarray(page), 60, 180, 15, 65, 40.0, "()") == "empty"
    pen.line(((126, 40), (132, 50), (142, 24)), fill=0, width=4)
    assert detect_mark(np.asarray(page), 60, 180, 15, 65, 40.0, "(√)") == "ticked"


@pytest.mark.parametrize(("said", "mark"), [("£", "empty"), ("R", "ticked")])
def test_letters_printed_for_boxes_of_a_missing_font(said: str, mark: str) -> None:
    assert detect_mark(line_of(said), 0, 40, 5, 60, 40.0, said) == mark


# --- specks ---------------------------------------------------------------------------------------------------------


def answer(text: str, kind: str = "organisation", sure: float = 0.95) -> Any:
    region = Region((Piece(text, Place(), confidence=sure),), Place())
    return understand(region, Field(key="k", label="单位性质", kind=kind)).value


@pytest.mark.parametrize(
    ("seen", "meant"), [("高校。", "高校"), ("·高校", "高校"), ("410082.", "410082"), ("高校（ ）", "高校（ ）")]
)
def test_specks_behind_a_recognised_answer_are_none_of_it(seen: str, meant: str) -> None:
    assert answer(seen) == meant


@pytest.mark.parametrize(
    ("seen", "kind", "meant"),
    [
        ("0731-8000002.4", "phone", "0731-80000024"), ("43010·0001", "account", "430100001"), ("4100·82", "postcode", "410082"),
        ("kjc.1@unit.example", "email", "kjc.1@unit.example"), ("约翰·史密斯", "person", "约翰·史密斯"),
    ],
)  # fmt: skip
def test_specks_within_a_recognised_number_are_none_of_it(seen: str, kind: str, meant: str) -> None:
    assert answer(seen, kind) == meant


def test_what_was_typed_or_is_long_keeps_its_full_stop() -> None:
    assert (answer("高校。", sure=1.0), answer("已有基础。", "long_text")) == ("高校。", "已有基础。")


# --- brackets to tick in ----------------------------------------------------------------------------------------------

CATEGORIES = ("国际科技交流会议", "国际与区域合作")
BRACKETS = {"wide": ("（　）", "（√）"), "narrow": ("(    )", "( √ )"), "square": ("[    ]", "[ √ ]")}


def printed(text: str, read: str) -> tuple[Line, np.ndarray[Any, np.dtype[np.uint8]]]:
    """A line of print, and the line as it was read: only the characters `read`, each where it stands."""
    face = ImageFont.truetype(str(FONT_FILE), 40)
    width = round(face.getlength(text)) + 10
    page = Image.new("L", (width, 66), 250)
    ImageDraw.Draw(page).text((0, 10), text, font=face, fill=20)
    ends = [face.getlength(text[:n]) / width for n in range(len(text) + 1)]
    glyphs = tuple(Glyph(c, (ends[n] + ends[n + 1]) / 2, ends[n], ends[n + 1], 0.99) for n, c in enumerate(text) if c in read)
    return Line("".join(g.text for g in glyphs), glyphs), np.asarray(page)


@pytest.mark.parametrize("brackets", BRACKETS)
@pytest.mark.parametrize("read", ["brackets", "all", "options"])
@pytest.mark.parametrize("ticked", [(), (0,), (1,), (0, 1)])
def test_brackets_on_paper_are_ticked_or_empty(brackets: str, read: str, ticked: tuple[int, ...]) -> None:
    """Recognition may read brackets and ticks, brackets alone, or nothing beside the options: what counts is the ink."""
    marks = [BRACKETS[brackets][n in ticked] for n in range(2)]
    text = "".join(mark + words for mark, words in zip(marks, CATEGORIES, strict=True))
    signs = {"brackets": "（）()[]", "all": "（）()[]√", "options": ""}[read]
    line, page = printed(text, signs + "".join(CATEGORIES))
    wide = float(page.shape[1])
    made = with_marks(Strip(0.0, wide, 8.0, 58.0, line), page, 0.0, wide, CATEGORIES).text
    options = [Option(key=words, label=words) for words in CATEGORIES]
    chosen = choose(made, options)
    assert [option.key for option in chosen.options] == [CATEGORIES[n] for n in ticked], made
    assert chosen.doubt == ("" if ticked else "unticked"), made
