"""Ruled lines are taken out of a page without the strokes of the characters beside them, on fine and on coarse scans."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from parsers.ocr.mended_rules.lines_removed import without_lines
from parsers.ocr.render import FINE, enlarged
from parsers.ocr.ruled_cells import erased, tables
from parsers.ocr.ruled_lines import Stroke, rules
from tests.parsers.seals import font

WIDE, HIGH = 1654, 900
Gray = NDArray[np.uint8]


def drawn(lines: bool, apart: int) -> Gray:
    """A table of two rows with words, `apart` pixels under its lines; without its lines for comparison."""
    page = Image.new("L", (WIDE, HIGH), 250)
    draw = ImageDraw.Draw(page)
    for row, words in enumerate(("工業百頁王石天元", "亚再两雨干于西下")):
        top = 200 + 90 * row
        left, upper, _, _ = draw.textbbox((240, 0), words * 4, font=font(34), anchor="lt")
        draw.text((left, top + 3 + apart - upper), words * 4, font=font(34), fill=20, anchor="lt")
    if lines:
        for y in (200, 290, 380):
            draw.line((200, y, 1500, y), fill=30, width=3)
        for x in (200, 1500):
            draw.line((x, 200, x, 380), fill=30, width=3)
    return np.asarray(page, np.uint8)


def cleaned(page: Gray) -> Gray:
    found = rules(page)
    return erased(page, found, [cell for one in tables(found, page.shape[1]) for cell in one])


@pytest.mark.parametrize(("apart", "least"), [(2, 0.9), (4, 0.97), (8, 0.99)])
def test_strokes_close_under_a_line_stay(apart: int, least: float) -> None:
    bare, left = drawn(False, apart) < 150, cleaned(drawn(True, apart)) < 150
    kept = (bare & left).sum() / bare.sum()
    assert kept > least
    assert not left[195:201].any(), "the line itself is gone"
    assert (left & ~bare).sum() < 0.02 * bare.sum()


def test_strokes_across_a_line_stay_whole() -> None:
    page = np.full((300, WIDE), 250, np.uint8)
    page[149:152, 200:1500] = 30
    page[120:180, 800:804] = 20
    left = without_lines(page, rules(page), [Stroke(200, 150, 1499, 150)])
    assert (left[120:180, 800:804] < 150).all()
    assert not (left[149:152, 210:780] < 150).any()


def test_a_line_that_runs_askew_is_followed() -> None:
    page = np.full((300, WIDE), 250, np.uint8)
    cv2.line(page, (200, 147), (1500, 153), (30,), 2)
    left = without_lines(page, rules(page), [Stroke(200, 150, 1500, 150)])
    assert (left < 150).sum() < 0.02 * (page < 150).sum()


def test_a_coarse_picture_is_made_finer_and_no_other() -> None:
    coarse, fine = np.full((1169, 827, 3), 255, np.uint8), np.full((2339, 1654, 3), 255, np.uint8)
    assert enlarged(coarse).shape == (2338, FINE, 3)
    assert enlarged(fine) is fine
    strip = np.full((4000, 400, 3), 255, np.uint8)
    assert enlarged(strip) is strip, "a long strip stays within the limit of its longer side"
