"""Puts a small picture into its cell, shrunk to fit."""

from __future__ import annotations

import struct
from io import BytesIO

from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.image import Image
from xlsxwriter.worksheet import Worksheet

from reports.workbook.cells import Picture

LINE_POINTS = 15
PICTURE_LINES, MOST_PIXELS = 5, 4_000
"""How many lines high a picture is shown, and how many pixels wide or high it may be."""


def insert(page: Worksheet, row: int, n: int, width: float, picture: Picture) -> bool:
    """Puts the picture into its cell, shrunk to fit. False where the bytes are no picture of a usable size."""
    try:
        image = Image(BytesIO(picture.data))
    except (XlsxWriterException, struct.error, ValueError, IndexError):
        return False
    wide, high = image.width * 96 / image.x_dpi, image.height * 96 / image.y_dpi
    if not (0 < image.width <= MOST_PIXELS and 0 < image.height <= MOST_PIXELS and image.image_type == "PNG"):
        return False
    scale = min((7 * width - 4) / wide, ((4 + LINE_POINTS * PICTURE_LINES) * 96 / 72 - 8) / high, 2.0)
    page.insert_image(row, n, image, {"x_scale": scale, "y_scale": scale, "x_offset": 4, "y_offset": 4, "object_position": 1})
    return True
