"""Recognises pictures by their size: those that cannot be a page of paper (logos, icons, QR codes from mail programs and
signatures), and those that have a page's shape."""

from __future__ import annotations

import io

from PIL import Image

NOTE = "小图（徽标、图标之类），不是扫描页"
PAGES_INSIDE = "文件内另有整页图片，可能是扫描页"
"""The note of a form that holds such a picture."""
LEAST_SIDE, LEAST_PIXELS = 200, 120_000
"""A readable page of paper has more: even a thumbnail of A4 of 300 pixels' width."""


def small(data: bytes) -> bool:
    """Whether a picture is too small to be a page. False where its size cannot be found: it may be one."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
    except Exception:  # Pillow raises anything on broken headers
        return False
    return min(width, height) < LEAST_SIDE or width * height < LEAST_PIXELS


PAGE_SIDE, PAGE_SHAPES = 500, (1.25, 1.6)
"""The shorter side of a page in pixels, at least, and how many times as long the longer one is."""


def like_a_page(data: bytes) -> bool:
    """Whether a picture has the shape and size of a page of paper. False where its size cannot be found."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            short, long = sorted(picture.size)
    except Exception:  # Pillow raises anything on broken headers
        return False
    return short >= PAGE_SIDE and PAGE_SHAPES[0] <= long / short <= PAGE_SHAPES[1]
