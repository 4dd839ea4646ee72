"""Cells of ruled paper: strokes of print are not sides, and a side that begins beneath a crossing line is one."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from parsers.ocr.ruled_cells import Box, tables
from parsers.ocr.ruled_lines import rules, slimmed
from tests.parsers.seals import font

WIDE = 1654


def drawn(words: str, thick: int = 3, high: int = 40) -> NDArray[np.uint8]:
    """A table of two rows, the lower of two cells, as low as a line of print; words stand in its first row."""
    page = Image.new("L", (WIDE, 900), 255)
    draw = ImageDraw.Draw(page)
    for y in (300, 300 + high, 300 + 2 * high):
        draw.line((200, y, 1400, y), fill=20, width=thick)
    for x, top in ((200, 300), (800, 300 + high), (1400, 300)):
        draw.line((x, top, x, 300 + 2 * high), fill=20, width=thick)
    draw.text((215, 303), words, font=font(34), fill=20)
    return np.asarray(page, np.uint8)


def cells(page: NDArray[np.uint8]) -> list[Box]:
    return [cell for table in tables(rules(slimmed(page)), WIDE) for cell in table]


@pytest.mark.parametrize("thick", [2, 3, 4])
def test_low_rows_have_their_cells_whatever_is_written_in_them(thick: int) -> None:
    """市 and 中 have strokes nearly as high as the row: none of them parts it."""
    found = cells(drawn("湖南省岳阳市城东区芙蓉中路二段", thick))
    assert len(found) == 3
    assert sorted(round(cell.width / 100) for cell in found) == [6, 6, 12]


@pytest.mark.parametrize("frame", [1, 3, 5, 7, 9, 12, 16])
@pytest.mark.parametrize("inner", [1, 2, 3])
def test_a_frame_of_any_common_thickness_bounds_its_cells(frame: int, inner: int) -> None:
    """Offices set the outer frame at a point and a half, four to five pixels of a page so wide; some at three and at six."""
    page = Image.new("L", (WIDE, 1700), 255)
    draw = ImageDraw.Draw(page)
    lefts, tops = (200, 500, 900, 1450), (300, 380, 460, 600, 900, 1500)
    for x in lefts:
        draw.line((x, tops[0], x, tops[-1]), fill=20, width=frame if x in (lefts[0], lefts[-1]) else inner)
    for y in tops:
        draw.line((lefts[0], y, lefts[-1], y), fill=20, width=frame if y in (tops[0], tops[-1]) else inner)
    assert len(cells(np.asarray(page, np.uint8))) == 15


@pytest.mark.parametrize("left", [1376, 1380, 1384, 1388])
def test_a_number_written_over_the_frame_leaves_its_cell(left: int) -> None:
    """Digits that ran over the right border stood on both sides of it, and it was taken for a stroke of theirs."""
    page = Image.new("L", (WIDE, 900), 255)
    draw = ImageDraw.Draw(page)
    for y in (258, 300, 342, 390, 432):
        draw.line((200, y, 1400, y), fill=20, width=2)
    for x in (200, 600, 1400):
        draw.line((x, 258, x, 432), fill=20, width=2)
    draw.text((left, 338), "８", font=font(38), fill=20)
    assert len(cells(np.asarray(page, np.uint8))) == 8


@pytest.mark.parametrize("row", [0, 7, 19])
def test_one_upright_line_among_twenty_rows_parts_its_row(row: int) -> None:
    """One row of twenty has a second cell, as 联系电话 beside 联系人; the others go from side to side."""
    assert sorted(round(cell.width / 10) for cell in cells(lattice(20, {row: (800,)}))) == [60, 60, *[120] * 19]


@pytest.mark.parametrize("row", [0, 7, 19])
def test_one_row_of_twenty_without_an_upright_line_is_one_cell(row: int) -> None:
    parted = {n: (800,) for n in range(20) if n != row}
    assert sorted(round(cell.width / 10) for cell in cells(lattice(20, parted))) == [*[60] * 38, 120]


def test_twenty_upright_lines_make_twenty_one_cells_of_a_row() -> None:
    """And nineteen make twenty: none is taken for two, and none is left out."""
    for lines in (19, 20):
        found = cells(lattice(3, {1: tuple(200 + round(n * 1200 / (lines + 1)) for n in range(1, lines + 1))}))
        assert len(found) == lines + 3


def lattice(rows: int, uprights: dict[int, tuple[int, ...]], high: int = 44) -> NDArray[np.uint8]:
    """A table of so many rows from side to side, with these upright lines in its rows."""
    page = Image.new("L", (WIDE, 400 + rows * high), 255)
    draw = ImageDraw.Draw(page)
    tops = [200 + n * high for n in range(rows + 1)]
    for y in tops:
        draw.line((200, y, 1400, y), fill=20, width=2)
    for x in (200, 1400):
        draw.line((x, tops[0], x, tops[-1]), fill=20, width=2)
    for row, places in uprights.items():
        for x in places:
            draw.line((x, tops[row], x, tops[row + 1]), fill=20, width=2)
    return np.asarray(page, np.uint8)
