"""How large a picture may be, how small a page of paper is, and how surely words must be read: at each limit and beside it."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from parsers.formats.image.picture_sizes import small
from parsers.forms.fill import fill
from parsers.model.document import Cell, Document, Grid, Paragraph
from parsers.model.file import Unreadable
from parsers.ocr.render import CAP, MOST_PIXELS, Pages, pages
from tests import installation

EXCHANGE = installation.guide().form("exchange")
assert EXCHANGE is not None


def png(width: int, height: int) -> bytes:
    """The beginning of a PNG of this size in black and white: nothing more is read before its size is judged."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head)) + bytes(
        [0, 0, 0, 0]) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))


def jpeg(width: int, height: int) -> bytes:
    """A small JPEG whose header tells another size."""
    buffer = io.BytesIO()
    Image.new("L", (8, 8), 255).save(buffer, "JPEG")
    raw = bytearray(buffer.getvalue())
    at = raw.index(b"\xff\xc0") + 5
    struct.pack_into(">HH", raw, at, height, width)
    return bytes(raw)


def trouble(data: bytes, media_type: str) -> str:
    """Why a picture is not opened, "" where it is."""
    try:
        with Pages([(data, media_type)]) as opened:
            assert len(opened) == 1
    except Unreadable as refused:
        return refused.trouble.kind
    return ""


@pytest.mark.parametrize(("width", "height", "expected"), [
    (12000, 9999, ""), (12000, 10000, ""), (12000, 10001, "limit"), (9000, 12000, ""), (12000, 9000, ""), (60000, 2001, "limit"),
])  # fmt: skip
def test_a_picture_has_at_most_120_million_pixels(width: int, height: int, expected: str) -> None:
    assert width * height <= MOST_PIXELS or expected
    assert trouble(png(width, height), "image/png") == expected


@pytest.mark.parametrize(("width", "height", "expected"), [(12000, 10001, ""), (12000, 14000, ""), (15000, 16001, "limit")])
def test_a_jpeg_may_have_more_because_it_is_decoded_smaller(width: int, height: int, expected: str) -> None:
    assert trouble(jpeg(width, height), "image/jpeg") == expected


def test_a_picture_of_9000_by_12000_is_drawn_as_a_page() -> None:
    """A3 at 760 dpi, as some phones and copiers give: one bit a pixel, some kilobytes in the mail."""
    paper = Image.new("1", (9000, 12000), 1)
    paper.paste(0, (3000, 4000, 6000, 8000))
    buffer = io.BytesIO()
    paper.save(buffer, "PNG")
    (drawn,) = pages(buffer.getvalue(), "image/png")
    assert drawn.shape == (round(CAP * 4 / 3), CAP, 3)
    inked = np.argwhere(drawn[:, :, 0] < 128)
    assert np.allclose(inked.min(axis=0) / CAP, (4 / 9, 1 / 3), atol=0.002)
    assert np.allclose(inked.max(axis=0) / CAP, (8 / 9, 2 / 3), atol=0.002)


@pytest.mark.parametrize(("size", "expected"), [
    ((49, 49), (49, 49)), ((50, 100), (50, 100)), ((51, 102), (50, 100)), ((100, 200), (50, 100)),  # never larger than it is
    ((50, 150), (50, 150)), ((50, 160), (47, 150)), ((160, 50), (150, 47)), ((20, 600), (5, 150)),
])  # fmt: skip
def test_a_page_is_drawn_within_its_cap_and_three_times_that(size: tuple[int, int], expected: tuple[int, int]) -> None:
    buffer = io.BytesIO()
    Image.new("L", size, 255).save(buffer, "PNG")
    (drawn,) = pages(buffer.getvalue(), "image/png", cap=50)
    assert (drawn.shape[1], drawn.shape[0]) == expected


@pytest.mark.parametrize(("width", "height", "expected"), [
    (199, 1000, True), (200, 1000, False), (201, 1000, False), (1000, 199, True), (1000, 200, False),  # its shorter side
    (300, 399, True), (300, 400, False), (300, 401, False), (200, 599, True), (200, 600, False),  # 120,000 pixels
    (9000, 12000, False),
])  # fmt: skip
def test_what_is_too_small_to_be_a_page(width: int, height: int, expected: bool) -> None:
    assert small(png(width, height)) is expected
    assert small(b"no picture") is False


@pytest.mark.parametrize(("confidence", "text"), [
    (0.4, None), (0.59, None), (0.6, "张三"), (0.61, "张三"), (0.9, "张三"), (1.0, "张三"),
])  # fmt: skip
def test_what_is_read_less_surely_than_the_setting_says_is_unreadable(confidence: float, text: str | None) -> None:
    """The setting scans.sure; typed words are never unsure, whatever stands beside them."""
    row = Grid((Cell(0, 0, (Paragraph("法人代表"),)), Cell(0, 1, (Paragraph("张三", confidence=confidence),))))
    said = fill(Document("ocr", (row,)), EXCHANGE, sure=0.6).values["legal_representative"]  # type: ignore[arg-type]
    assert (said.text, said.value, said.confidence) == (text, text, min(confidence, said.confidence))
    typed = fill(Document("word", (row,)), EXCHANGE, sure=0.6).values["legal_representative"]  # type: ignore[arg-type]
    assert typed.text == "张三"


def test_the_setting_is_six_tenths_unless_an_office_says_otherwise() -> None:
    from config.model import ScanSettings

    assert ScanSettings().sure == 0.6
