"""Ruled lines that paper and copiers spoilt: dotted and dashed ones bound cells, creases do not, curled pages are made
straight."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from parsers.ocr.mended_rules.broken_lines import drawn_through, without_creases
from parsers.ocr.mended_rules.curl import bend
from parsers.ocr.mended_rules.whole_tables import whole_tables
from parsers.ocr.ruled_cells import Box, tables
from parsers.ocr.ruled_lines import rules, slimmed, without_red
from tests.parsers.seals import font

WIDE, HIGH = 1654, 1700
LEFTS, TOPS = (200, 500, 900, 1450), (300, 400, 500, 700, 1000, 1500)
Gray = NDArray[np.uint8]


def table(pattern: tuple[int, int] = (0, 0), words: str = "") -> Gray:
    """A table of five rows and three columns; `pattern`: dash and gap of its lines, (0, 0) for whole ones."""
    page = Image.new("L", (WIDE, HIGH), 255)
    draw = ImageDraw.Draw(page)
    dash, gap = pattern if pattern[0] else (WIDE, 0)
    for y in TOPS:
        for x in range(LEFTS[0], LEFTS[-1], dash + gap):
            draw.line((x, y, min(x + dash, LEFTS[-1]) - 1, y), fill=20, width=2)
    for x in LEFTS:
        for y in range(TOPS[0], TOPS[-1], dash + gap):
            draw.line((x, y, x, min(y + dash, TOPS[-1]) - 1), fill=20, width=2)
    for row, top in enumerate(TOPS[:-1]):
        draw.text((LEFTS[0] + 20, top + 30), words[row : row + 6], font=font(34), fill=20)
    return np.asarray(page, np.uint8)


def cells(page: Gray) -> list[Box]:
    return [cell for one in tables(rules(slimmed(page)), WIDE) for cell in one]


def test_strokes_of_a_red_seal_are_no_sides_of_cells_and_red_lines_are() -> None:
    page = table((0, 0), "申报单位基本情况一览")
    red = np.zeros_like(page)
    sealed = page.copy()
    sealed[TOPS[0] - 10 : TOPS[-1] + 10, LEFTS[0] + 60 : LEFTS[0] + 64] = 205  # a ring's upright part
    red[TOPS[0] - 10 : TOPS[-1] + 10, LEFTS[0] + 60 : LEFTS[0] + 64] = 1
    assert len(cells(sealed)) > 15
    assert len(cells(without_red(sealed, red))) == len(cells(page)) == 15
    printed_red = np.where(page < 60, np.uint8(200), page)
    assert without_red(printed_red, (page < 60).astype(np.uint8)) is printed_red


@pytest.mark.parametrize(("pattern", "least"), [((2, 2), 15), ((4, 4), 15), ((10, 8), 12), ((20, 10), 12)])
def test_lines_of_dots_and_dashes_bound_cells(pattern: tuple[int, int], least: int) -> None:
    page = table(pattern, "申报单位基本情况一览")
    assert not cells(page)
    assert least <= len(cells(drawn_through(page))) <= 15


def test_print_is_not_taken_for_a_broken_line() -> None:
    """Nothing is drawn in rows of print, nor where lines are whole."""
    page = Image.new("L", (WIDE, HIGH), 255)
    draw = ImageDraw.Draw(page)
    for row in range(20):
        draw.text((200, 200 + 40 * row), "三、申报单位承诺二〇二四年一一一王主任工三日中市" * 2, font=font(30), fill=20)
    gray = np.asarray(page, np.uint8)
    assert not ((drawn_through(gray) < gray).sum(axis=1) > 60).any()
    whole = table()
    assert len(cells(drawn_through(whole))) == len(cells(whole)) == 15


def test_a_crease_parts_no_cells_and_what_is_printed_on_it_stays() -> None:
    """A pale line over the whole page, beside a column's rule at one place and through the cells at another."""
    page = table().copy()
    page[:, 1100:1102] = np.minimum(page[:, 1100:1102], 170)
    page[:, 900:902] = np.minimum(page[:, 900:902], 170)
    page[850:852] = np.minimum(page[850:852], 165)
    assert len(cells(page)) > 15
    mended = without_creases(page, rules(page))
    assert len(cells(mended)) == 15
    assert without_creases(table(), rules(table())).tobytes() == table().tobytes()


@pytest.mark.parametrize("height", [20.0, -30.0])
def test_a_curled_page_is_made_straight(height: float) -> None:
    y, x = np.mgrid[0:HIGH, 0:WIDE].astype(np.float32)
    curled = cv2.remap(table(), x, y - height * np.sin(math.pi * x / WIDE) * (0.5 + y / HIGH), cv2.INTER_CUBIC, borderValue=255)
    gray = np.asarray(curled, np.uint8)
    assert len(cells(gray)) < 15
    found = bend(gray)
    assert found is not None
    assert len(cells(found.straightened(gray))) >= 14


def test_a_flat_page_is_left_as_it_is() -> None:
    assert bend(table()) is None
    assert bend(np.full((HIGH, WIDE), 255, np.uint8)) is None


def test_a_hole_with_print_between_drawn_sides_becomes_a_cell_in_doubt() -> None:
    """The rule under a row is gone: its words are in no cell. Words outside the table stay outside."""
    inside, outside = (np.array([[x, 800], [x + 150, 800], [x + 150, 830], [x, 830]], np.float32) for x in (520, 20))
    found = [c for c in cells(table()) if not (c.x0 > 450 and c.x1 < 950 and 690 < c.y0 < 710)]
    assert len(found) == 14
    made, holes = whole_tables([found], [inside, outside], table())
    (hole,) = holes
    assert [len(one) for one in made] == [15]
    assert hole.holds(600, 815)
    assert not any(cell.holds(90, 815) for one in made for cell in one)
