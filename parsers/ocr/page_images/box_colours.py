"""The colours of the boxes drawn on pictures of pages, by what is framed. (Case pages frame in a style sheet of their own.)"""

from __future__ import annotations

from parsers.ocr.page_images.boxes import Kind

COLOURS: dict[Kind, tuple[int, int, int]] = {
    "field": (0, 90, 181),
    "tick": (220, 110, 0),
    "part": (140, 140, 140),
    "seal": (190, 0, 90),
    "signature": (90, 40, 160),
    "date": (0, 130, 110),
}
"""Red, green, blue; they differ in lightness as well. What each is stands beside it in words."""
