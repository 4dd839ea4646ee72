"""Pages of a PDF or a scanned picture → small pictures for a case page, lying as their boxes were measured."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from PIL import Image

from parsers.formats.scan.flatten import flatten
from parsers.formats.scan.render import Pages, Pixels
from parsers.formats.scan.upright import sideways, turned, upside_down
from parsers.formats.scan.words import find_lines
from parsers.model import Unreadable

WIDTH = 1000
"""Pixels a picture is wide at most: print of 9 points can be read."""
QUALITY = 62
TALLEST = 3
READABLE = ("application/pdf", *(f"image/{kind}" for kind in ("jpeg", "png", "tiff", "bmp", "gif", "heic", "heif", "webp")))


def leaves(data: bytes, media_type: str, numbers: Sequence[int], straighten: bool) -> Iterator[tuple[int, int, int, bytes]]:
    """(page, width, height, JPEG) of these pages (from 1) as far as the file has them; one that cannot be drawn is left out.

    `straighten`: the pages are pictures of paper, whose boxes count on the page as it was turned and straightened for reading.
    Raises Unreadable where the file itself cannot be opened.
    """
    with Pages(data, media_type) as source:
        for number in numbers:
            if not 1 <= number <= len(source):
                continue
            try:
                drawn = source.draw(number) if straighten else source.draw(number, WIDTH)
            except Unreadable:
                continue
            yield (number, *_jpeg(_straight(drawn) if straighten else drawn))


def _straight(picture: Pixels) -> Pixels:
    quarters = _quarters(picture)
    upright = turned(picture, quarters)
    flat = flatten(upright)
    if np.allclose(flat.matrix, np.eye(3)):
        return upright
    size = (upright.shape[1], upright.shape[0])
    return np.asarray(cv2.warpPerspective(upright, flat.matrix, size, borderValue=(255, 255, 255)), np.uint8)


def _quarters(picture: Pixels) -> int:
    """Quarters clockwise by which the reader turns this page."""
    quarters = 0
    gray = flatten(picture).gray
    quads = find_lines(gray)
    if sideways(quads):
        quarters = 1
        gray = flatten(turned(picture, 1)).gray
        quads = find_lines(gray)
    return quarters + 2 if upside_down(gray, quads)[0] else quarters


def _jpeg(picture: Pixels) -> tuple[int, int, bytes]:
    image = Image.fromarray(picture)
    width = min(WIDTH, image.width)
    height = min(max(1, round(image.height * width / image.width)), TALLEST * width)
    out = io.BytesIO()
    image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2).save(out, "JPEG", quality=QUALITY, optimize=True)
    return width, height, out.getvalue()
