"""Tells whether a picture file has more pages than a limit: a TIFF may hold hundreds."""

from __future__ import annotations

import io
import warnings

from PIL import Image


def more_pages_than(most: int, data: bytes) -> bool:
    """Whether the picture has a page beyond `most`. False where it cannot be opened so far: its reader will say why."""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as picture:
            warnings.simplefilter("ignore")  # of tags that are broken; nobody reads them on stderr
            picture.seek(most)
    except Exception:  # EOFError where there are fewer; Pillow raises anything on broken files
        return False
    return True
