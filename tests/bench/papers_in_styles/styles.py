"""Turns a filled form into a scan of it in one of the styles, as the bytes of a PDF of pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

import cv2
import numpy as np
from PIL import Image

from tests.bench.papers_in_styles import bent, inked, ordered, stained
from tests.bench.papers_in_styles.printed_forms import DPI, Pixels, Sheets, Wishes
from tests.samples.make.paper import Paper, picture_pdf

Step = Callable[[Pixels, Sheets, Random], Pixels]


@dataclass(frozen=True)
class Style:
    """`wishes` how the form is filled, `steps` what happens to each page, then `order`; last how it is scanned: its dpi, its
    tone, the quality of the JPEG, noise in gray levels."""

    steps: tuple[Step, ...] = (bent.tilted,)
    wishes: Wishes = field(default_factory=Wishes)
    order: Callable[[list[Pixels], Sheets, Random], list[Pixels]] = ordered.as_they_are
    dpi: int = DPI
    tone: str = "colour"
    quality: int = 75
    grain: float = 2.0


PEN = Wishes(pen=True)
STYLES: Mapping[str, Style] = {
    "clean": Style(),
    "grey100": Style(dpi=100, tone="gray", quality=60, grain=4),
    "phone": Style((bent.phone,), quality=70),
    "fold": Style((bent.fold, bent.tilted)),
    "curl": Style((bent.curl,)),
    "dotted": Style((stained.dotted, bent.tilted)),
    "penticks": Style((inked.ticks, bent.tilted), PEN),
    "pencross": Style((inked.crosses, bent.tilted), PEN),
    "handmarks": Style((inked.hand_marks, bent.tilted), PEN),
    "sealover": Style((inked.seal_over, bent.tilted)),
    "ovalseals": Style((inked.oval_seals, bent.tilted), Wishes(round_seals=False)),
    "spread": Style(order=ordered.spread),
    "reverse": Style(order=ordered.reverse),
    "blanks": Style(wishes=Wishes(blank=True)),
    "dateonly": Style((inked.dates, bent.tilted), Wishes(signed="date")),
    "unsealed": Style(wishes=Wishes(stamped=(True, False, False), signed="nothing")),
    "footer": Style((stained.footer, bent.tilted)),
    # ten and more of our own
    "faint": Style((stained.faint, bent.tilted), tone="gray"),
    "fax": Style((bent.tilted,), dpi=150, tone="bilevel"),
    "carbon": Style((stained.carbon, bent.tilted)),
    "yellow": Style((bent.yellow,), quality=70),
    "finger": Style((stained.finger, bent.phone), quality=75),
    "coffee": Style((stained.coffee, bent.tilted)),
    "holes": Style((stained.holes, bent.tilted)),
    "skew": Style((bent.skew,)),
    "twoup": Style(order=ordered.two_up),
    "jpeg30": Style(dpi=150, quality=30, grain=6),
    "stretched": Style((bent.stretched,)),
    "ghost": Style((stained.ghost, bent.tilted)),
    "marker": Style((stained.marker, bent.tilted)),
    "ringed": Style((inked.ringed, bent.tilted)),
    "dense": Style((stained.dotted, bent.fold, stained.footer), dpi=150, quality=45, grain=5),
}
TUNED = tuple(STYLES)[::2]
"""The styles on which certainty was set; the others are held out."""


def scanned(sheets: Sheets, style: Style, seed: int) -> bytes:
    """The scan."""
    rng = Random(f"{sheets.name} {seed}")
    pages = []
    for page in sheets.pages:
        done = page
        for step in style.steps:
            known = replace(sheets, pages=[done if p is page else p for p in sheets.pages])
            done = step(done, known, rng)
        pages.append(done)
    out = [_toned(_sized(page, style), style, rng) for page in style.order(pages, sheets, rng)]
    return picture_pdf(out, Paper(dpi=style.dpi, quality=style.quality))


def _sized(page: Pixels, style: Style) -> Pixels:
    if style.dpi == DPI:
        return page
    size = round(page.shape[1] * style.dpi / DPI), round(page.shape[0] * style.dpi / DPI)
    return np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), np.uint8)


def _toned(page: Pixels, style: Style, rng: Random) -> Image.Image:
    noise = np.random.default_rng(rng.randrange(2**31)).normal(0, style.grain, page.shape[:2])
    noisy = (page + noise[:, :, None]).clip(0, 255).astype(np.uint8)
    picture = Image.fromarray(noisy)
    if style.tone == "bilevel":
        return picture.convert("L").point(lambda v: 255 if v > 150 else 0).convert("1", dither=Image.Dither.NONE)
    return picture.convert("L") if style.tone == "gray" else picture
