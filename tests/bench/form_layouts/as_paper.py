"""Turns Word files into their PDF twins by LibreOffice, and those into clean scans."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Mapping
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from tests.bench.papers import printed

BATCH = 12


def pdfs(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each Word file as a PDF; kept in the temporary folder. Without LibreOffice none."""
    kept = Path(tempfile.gettempdir()) / "form-layouts"
    kept.mkdir(exist_ok=True)
    places = {name: kept / f"{hashlib.sha256(data).hexdigest()}.pdf" for name, data in documents.items()}
    missing = [name for name, place in places.items() if not place.is_file()]
    for first in range(0, len(missing), BATCH):
        some = missing[first : first + BATCH]
        for name, made in zip(some, printed([documents[name] for name in some], "docx"), strict=True):
            if made is not None:
                places[name].write_bytes(made)
    return {name: place.read_bytes() for name, place in places.items() if place.is_file()}


def scan(data: bytes, rng: Random, dpi: int = 200) -> bytes:
    """A PDF of pictures: the pages as a good scanner sees them, a little askew, a little soft, with grain."""
    pages = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            clean = np.array(page.render(scale=dpi / 72).to_pil().convert("L"))
            high, wide = clean.shape
            askew = cv2.getRotationMatrix2D((wide / 2, high / 2), rng.uniform(-0.5, 0.5), 1.0)
            seen = cv2.warpAffine(clean, askew, (wide, high), flags=cv2.INTER_LINEAR, borderValue=(255,))
            soft = cv2.GaussianBlur(seen, (0, 0), 0.6).astype(np.float32)
            grain = np.random.default_rng(rng.randrange(10**6)).normal(0, 4, soft.shape)
            pages.append(Image.fromarray((soft * 0.97 + 4 + grain).clip(0, 255).astype(np.uint8)))
    held = io.BytesIO()
    pages[0].save(held, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=85)
    return held.getvalue()
