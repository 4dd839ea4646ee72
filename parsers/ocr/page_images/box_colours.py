"""The colours of the boxes drawn on pictures of pages, by what is framed. (Case pages frame in a style sheet of their own.)"""

from __future__ import annotations

from parsers.ocr.page_images.boxes import Kind

COLOURS: dict[Kind, tuple[int, int, int]] = {
    Kind.FIELD: (0, 90, 181),
    Kind.TICK: (220, 110, 0),
    Kind.PART: (140, 140, 140),
    Kind.SEAL: (190, 0, 90),
    Kind.SIGNATURE: (90, 40, 160),
    Kind.DATE: (0, 130, 110),
}
"""Red, green, blue; they differ in lightness as well. The meaning is written beside each box."""
