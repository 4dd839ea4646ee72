"""Filled forms on paper, stamped, signed, and scanned or photographed in several ways; what is stamped and signed is chosen."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import cv2
import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from tests.samples.make import pdf
from tests.samples.make.filling import plan
from tests.samples.make.forms import PLAIN, Dialect
from tests.samples.make.paper import Mark, Paper, picture_pdf, scanned

AREAS = ("commitment", "applicant_opinion", "recommender_opinion")
STYLES = ("clean", "gray", "worn", "phone", "sideways", "upside")
_PAPERS = {
    "clean": Paper(dpi=200, tone="colour", quality=75, tilt=0.2, grain=1),
    "gray": Paper(dpi=200, tone="gray", quality=75, tilt=0.3, grain=1),
    "worn": Paper(dpi=150, tone="colour", quality=45, tilt=0.9, grain=14),
    "phone": Paper(dpi=190, tone="colour", quality=70, tilt=0.6, grain=3),
    "sideways": Paper(dpi=150, tone="colour", quality=70, tilt=0.3),
    "upside": Paper(dpi=200, tone="colour", quality=70, tilt=0.3),
}


def scan(
    form: str, values: dict[str, Any], style: str, dialect: Dialect = PLAIN, sealed: Collection[str] = AREAS,
    signed: Collection[str] = AREAS, seed: int = 1, typed: bool = False,
) -> bytes:  # fmt: skip
    """A PDF of pictures of the filled form. `sealed` and `signed` name the parts with a seal and a pen's name; `typed` leaves the
    names typed where people sign."""
    written = replace(dialect, signed="typed" if typed else "dated")
    data, marks = pdf.drawn(plan(form, values, written), written, "☑")
    chosen = tuple(
        replace(mark, seal=mark.seal if area in sealed else "", pen=mark.pen if area in signed else "")
        for area, mark in zip(AREAS, marks, strict=True)
    )
    return on_paper(data, chosen, style, seed)


def on_paper(data: bytes, marks: Sequence[Mark], style: str, seed: int, dpi: int = 0) -> bytes:
    """A PDF of pictures of these printed pages, stamped and signed where marked, scanned in this style (at its own dpi where none
    is given)."""
    paper = replace(_PAPERS[style], seed=seed, dpi=dpi or _PAPERS[style].dpi)
    pages = scanned(pdf.pages(data, paper.dpi), tuple(marks), paper)
    return picture_pdf([_lain(page, style, Random(f"{seed} {n}")) for n, page in enumerate(pages)], paper)


def places(data: bytes, names: Sequence[str], rng: Random) -> tuple[Mark, ...]:
    """Where printed pages ask for a seal, in their order: stamped with these names, more or less there, and signed."""
    found = []
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            search = text.search("盖章")
            while (at := search.get_next()) is not None:
                left, bottom, right, _ = text.get_charbox(at[0])
                found.append((number, right + rng.uniform(-20, 90), bottom + rng.uniform(-25, 20), left, bottom))
    return tuple(
        Mark(page, x, y, name, "某某", left + rng.uniform(60, 110), low - rng.uniform(10, 22))
        for (page, x, y, left, low), name in zip(found, names, strict=False)
    )


def _lain(page: Image.Image, style: str, rng: Random) -> Image.Image:
    """The page as it lay under the glass, or before the camera."""
    if style == "sideways":
        return page.transpose(rng.choice((Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270)))
    if style == "upside":
        return page.transpose(Image.Transpose.ROTATE_180)
    if style == "worn":
        return _copied(page, rng)
    return _photographed(page, rng) if style == "phone" else page


def _copied(page: Image.Image, rng: Random) -> Image.Image:
    """A copy of a copy: soft, and with specks."""
    pixels = np.array(page.filter(ImageFilter.GaussianBlur(0.5)))
    high, wide = pixels.shape[:2]
    for _ in range(rng.randrange(60, 160)):
        at, size = (rng.randrange(wide), rng.randrange(high)), rng.choice((1, 1, 1, 2))
        cv2.circle(pixels, at, size, (rng.randrange(60, 170),) * 3, -1)
    return Image.fromarray(pixels)


def _photographed(page: Image.Image, rng: Random) -> Image.Image:
    """From a little aside, in warm light that falls off."""
    wide, high = page.size
    corners: Sequence[tuple[float, float]] = [(x * wide, y * high) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]

    def inwards(x: float, y: float) -> tuple[float, float]:
        across, down = rng.uniform(0.004, 0.025) * wide, rng.uniform(0.004, 0.02) * high
        return x + (across if x == 0 else -across), y + (down if y == 0 else -down)

    off = [inwards(x, y) for x, y in corners]
    matrix = cv2.getPerspectiveTransform(np.array(corners, np.float32), np.array(off, np.float32))
    seen = cv2.warpPerspective(np.asarray(page.convert("RGB")), matrix, (wide, high), borderValue=(120, 105, 90))
    ys, xs = np.mgrid[0:high, 0:wide].astype(np.float32)
    angle = rng.uniform(0, 2 * math.pi)
    along = (xs / wide - 0.5) * math.cos(angle) + (ys / high - 0.5) * math.sin(angle)
    light = (0.86 + rng.uniform(0.2, 0.5) * along)[:, :, None] * np.array([1.0, 0.97, 0.91], np.float32)
    return Image.fromarray((seen * np.clip(light, 0, 1.05)).clip(0, 255).astype(np.uint8))
