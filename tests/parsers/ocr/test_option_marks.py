"""Lists of options marked by pens: each mark is the option's in whose box it is, or beside which, or round whose words; what is
no mark is none, and what nobody can tell is in doubt and no choice."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from PIL import Image, ImageDraw

from config.model import Option
from parsers.model.record import Doubt
from parsers.ocr.checkboxes import Strip
from parsers.ocr.deskew import reddish
from parsers.ocr.engine import Glyph, Line
from parsers.ocr.options.lines import marked
from parsers.ocr.options.spots import Pictures
from parsers.ocr.ruled_cells import Box
from parsers.ticks.choices import Choice, choose
from tests.parsers.ticks.pens import Pen, font
from tests.parsers.ticks.pens import marked as mark_by_pen

WORDS = ("先进制造", "新能源", "生物医药", "现代农业")
SIZE, LEFT, TOP, STEP = 30, 60, 60, 245
WHOLE = Box(10, 10, 1090, 140)


def drawn(box: str, mark: str, at: tuple[int, ...], colour: str = "blue", thick: float = 4.0) -> Image.Image:
    """A line of options in which those numbered are marked."""
    sheet = Image.new("RGB", (1100, 150), (250, 250, 248))
    draw, face = ImageDraw.Draw(sheet), font(SIZE)
    for n, words in enumerate(WORDS):
        draw.text((LEFT + n * STEP, TOP), box + words, font=face, fill=(20, 20, 20))
    pen, rng = Pen(sheet, colour, thick, 0.5, Random(7)), Random(3)
    for n in at:
        x = LEFT + n * STEP
        first = x + face.getlength(box)
        words = (first, TOP + 4.0, first + face.getlength(WORDS[n]), TOP + 33.0)
        mark_by_pen(pen, mark, draw.textbbox((x, TOP), box, font=face), words, SIZE, rng)
    pen.lift()
    return sheet


def chosen(sheet: Image.Image, box: str, drift: float = 0.0, room: Box = WHOLE) -> Choice:
    """What is chosen on it, where recognition read the words alone, each character by so much of its width too far right."""
    pixels, face = np.asarray(sheet), font(SIZE)
    places = [LEFT + n * STEP + face.getlength(box) for n in range(len(WORDS))]
    x0, x1 = places[0], places[-1] + face.getlength(WORDS[-1])
    glyphs = [
        Glyph(c, *((first + (k + drift + share) * SIZE - x0) / (x1 - x0) for share in (0.5, 0.0, 1.0)), 0.99)
        for first, words in zip(places, WORDS, strict=True)
        for k, c in enumerate(words)
    ]
    strip = Strip(x0, x1, TOP - 1.0, TOP + 37.0, Line("".join(g.text for g in glyphs), tuple(glyphs)))
    gray = np.ascontiguousarray(pixels[:, :, 0])
    (made,) = marked([strip], Pictures(gray, gray, reddish(pixels)), room, WORDS)
    return choose(made.line.text, [Option(key=words, label=words) for words in WORDS])


def keys(choice: Choice) -> list[str | None]:
    return [option.key for option in choice.options]


@pytest.mark.parametrize("box", ["□", "○", "（　）", "[ ]", "【　】"])
@pytest.mark.parametrize("mark", ["tick in it", "tick over it", "cross", "filled", "stroke", "dot", "tick before it"])
def test_marks_are_seen_in_any_box(box: str, mark: str) -> None:
    choice = chosen(drawn(box, mark, (1, 3)), box)
    assert (keys(choice), choice.doubt) == ([WORDS[1], WORDS[3]], Doubt.NONE)


@pytest.mark.parametrize("colour", ["black", "pale blue", "red", "pencil"])
@pytest.mark.parametrize("thick", [2.5, 6.0])
def test_any_pen_counts(colour: str, thick: float) -> None:
    choice = chosen(drawn("□", "tick over it", (2,), colour, thick), "□")
    assert (keys(choice), choice.doubt) == ([WORDS[2]], Doubt.NONE)


@pytest.mark.parametrize("mark", ["tick behind", "ring round words"])
def test_marks_beside_and_round_the_words_are_theirs(mark: str) -> None:
    choice = chosen(drawn("（　）", mark, (1,)), "（　）")
    assert (keys(choice), choice.doubt) == ([WORDS[1]], Doubt.NONE)


def test_words_struck_through_are_in_doubt_and_no_choice() -> None:
    choice = chosen(drawn("□", "struck", (1,)), "□")
    assert (keys(choice), choice.doubt) == ([], Doubt.UNSURE)


@pytest.mark.parametrize("box", ["□", "（　）"])
@pytest.mark.parametrize("drift", [-0.3, -0.15, 0.15, 0.3])
def test_print_whose_place_is_only_known_about_is_no_mark(box: str, drift: float) -> None:
    choice = chosen(drawn(box, "", ()), box, drift)
    assert (keys(choice), choice.doubt) == ([], Doubt.UNTICKED)


def test_print_of_the_cells_above_and_below_is_no_mark() -> None:
    sheet = drawn("□", "tick in it", (2,))
    for top in (TOP - 48, TOP + 47):
        ImageDraw.Draw(sheet).text((LEFT, top), "组织开展合作" * 5, font=font(SIZE), fill=(20, 20, 20))
    choice = chosen(sheet, "□", room=Box(10, TOP - 4, 1090, TOP + 40))
    assert (keys(choice), choice.doubt) == ([WORDS[2]], Doubt.NONE)


@pytest.mark.parametrize(("depth", "right"), [(9, []), (10, []), (12, [WORDS[2]])])
def test_a_shade_along_a_boxs_inner_edge_is_no_mark(depth: int, right: list[str]) -> None:
    """A box whose lower side was scanned twice, so many pixels apart; a stroke as long in its middle is a mark."""
    sheet = drawn("□", "tick", ())
    x0, _, x1, y1 = ImageDraw.Draw(sheet).textbbox((LEFT + 2 * STEP, TOP), "□", font=font(SIZE))
    ImageDraw.Draw(sheet).line((x0 + 5, y1 - depth, x1 - 5, y1 - depth), fill=(90, 90, 90), width=1)
    assert keys(chosen(sheet, "□")) == right


def test_an_options_words_in_a_sentence_are_no_option() -> None:
    """建立生物医药海外专家库: nothing before the words is taken for a mark."""
    words, face = "建立生物医药海外专家库，入库专家", font(SIZE)
    sheet = Image.new("L", (1100, 150), 250)
    ImageDraw.Draw(sheet).text((LEFT, TOP), words, font=face, fill=20)
    wide = face.getlength(words)
    glyphs = tuple(Glyph(c, *((k + share) * SIZE / wide for share in (0.5, 0.0, 1.0)), 0.99) for k, c in enumerate(words))
    strip = Strip(LEFT, LEFT + wide, TOP - 1.0, TOP + 37.0, Line(words, glyphs))
    gray = np.asarray(sheet, np.uint8)
    assert marked([strip], Pictures(gray, gray), WHOLE, WORDS) == [strip]


def test_a_box_that_is_not_seen_may_have_been_ticked() -> None:
    sheet = drawn("□", "", ())
    ImageDraw.Draw(sheet).rectangle((LEFT + STEP - 4, TOP, LEFT + STEP + 28, TOP + 40), fill=(250, 250, 248))
    choice = chosen(sheet, "□")
    assert (keys(choice), choice.doubt) == ([], Doubt.UNSURE)


def soiled(sheet: Image.Image, dirt: str) -> Image.Image:
    draw, rng = ImageDraw.Draw(sheet), Random(5)
    if dirt == "specks":
        for _ in range(70):
            x, y, r = rng.uniform(40, 1060), rng.uniform(20, 130), rng.choice((0.6, 1.0, 1.6))
            draw.ellipse((x - r, y - r, x + r, y + r), fill=(70, 70, 70))
    elif dirt == "crease":
        draw.line((LEFT + 14, 0, LEFT + 18, 150), fill=(120, 120, 120), width=2)
        draw.line((0, 76, 1100, 80), fill=(130, 130, 130), width=2)
    elif dirt == "seal":
        draw.ellipse((150, -80, 440, 210), outline=(214, 40, 48), width=8)
    elif dirt == "underlined":
        draw.line((LEFT + 30, TOP + 40, LEFT + 170, TOP + 40), fill=(40, 40, 90), width=3)
    return sheet


@pytest.mark.parametrize("box", ["□", "○", "（　）", "[ ]", "【　】"])
@pytest.mark.parametrize("dirt", ["none", "specks", "crease", "seal", "underlined"])
def test_dirt_is_no_mark(box: str, dirt: str) -> None:
    choice = chosen(soiled(drawn(box, "", ()), dirt), box)
    assert keys(choice) == []
    assert choice.doubt == Doubt.UNTICKED or dirt in ("crease", "seal")
