"""Cells of ruled paper: strokes of print are no sides, and a side that begins beneath a crossing line is one."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from parsers.formats.scan.cells import Box, tables
from parsers.formats.scan.rules import rules
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
    return [cell for table in tables(rules(page), WIDE) for cell in table]


@pytest.mark.parametrize("thick", [2, 3])
def test_low_rows_have_their_cells_whatever_is_written_in_them(thick: int) -> None:
    """市 and 中 have strokes nearly as high as the row: none of them parts it."""
    found = cells(drawn("湖南省岳阳市城东区芙蓉中路二段", thick))
    assert len(found) == 3
    assert sorted(round(cell.width / 100) for cell in found) == [6, 6, 12]
