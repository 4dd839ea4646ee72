"""Recognises pictures that cannot be a page of paper: logos, icons, QR codes from mail programs and signatures."""

from __future__ import annotations

import io

from PIL import Image

NOTE = "小图（徽标、图标之类），不是扫描页"
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
