"""Sides of cells that cut a character are none; those between two words are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from parsers.ocr.mended_rules.cut_characters import joined_where_cut
from parsers.ocr.ruled_cells import Box
from tests.parsers.seals import font

SIZE = 34
Gray = NDArray[np.uint8]


def quad(x0: float, x1: float) -> NDArray[np.float32]:
    return np.array([[x0, 110], [x1, 110], [x1, 110 + SIZE], [x0, 110 + SIZE]], np.float32)


def page(words: str, x: int, side: int) -> tuple[Gray, Gray]:
    """A line of print over which an upright line was drawn, and the same where this line was taken out."""
    sheet = Image.new("L", (1654, 400), 255)
    draw = ImageDraw.Draw(sheet)
    draw.text((x, 110), words, font=font(SIZE), fill=20)
    draw.line((side, 100, side, 160), fill=20, width=2)
    gray = np.asarray(sheet, np.uint8)
    clean = gray.copy()
    clean[95:165, side - 2 : side + 4] = 255
    return gray, clean


def test_a_broken_line_through_a_word_is_no_side_and_its_characters_are_whole_again() -> None:
    gray, clean = page("项目名称申报单位", 200, 300)
    cells = [Box(150, 95, 300, 165), Box(300, 95, 700, 165)]
    (table,), whole = joined_where_cut([cells], [quad(200, 200 + 8 * SIZE)], gray, clean, broken=True)
    assert table == [Box(150, 95, 700, 165)]
    assert int((whole[110:144, 298:304] < 128).sum()) > int((clean[110:144, 298:304] < 128).sum())


def test_a_side_between_two_words_stays() -> None:
    gray, clean = page("项目名称　　申报单位", 200, 370)
    cells = [Box(150, 95, 370, 165), Box(370, 95, 700, 165)]
    (table,), whole = joined_where_cut([cells], [quad(200, 336), quad(404, 540)], gray, clean, broken=True)
    assert table == cells and whole is clean


def test_a_drawn_line_through_a_word_is_believed() -> None:
    """A whole line bounds cells even where the words run over it."""
    gray, clean = page("项目名称申报单位", 200, 300)
    cells = [Box(150, 95, 300, 165), Box(300, 95, 700, 165)]
    (table,), _ = joined_where_cut([cells], [quad(200, 200 + 8 * SIZE)], gray, clean, broken=False)
    assert table == cells
