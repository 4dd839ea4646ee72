"""Draws crops of scanned pages with and without seals, from a seed: round, oval, square and blue ones, faint, overlapping, cut
and over text; and things of their colours that are not seals."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from tests.parsers.seals import hard, ink, red
from tests.parsers.seals.ink import CROP_MM, FINE, PAGE_MM, font, overlay, page, ring, square

__all__ = ["FINE", "WITH", "WITHOUT", "Crop", "crops", "font", "overlay", "ring", "square"]


@dataclass(frozen=True)
class Crop:
    """A piece of a page. `pixels` RGB; `page_width` the width in pixels of the page it was cut from; `seals` how many seals are
    in it; `kind` the manner, for telling which kinds fail."""

    pixels: NDArray[np.uint8]
    page_width: int
    seals: int
    kind: str

    @property
    def truth(self) -> Literal["seen", "not seen", "cannot tell"]:
        """What is to be said of it."""
        return "cannot tell" if self.kind.startswith("gray") else "seen" if self.seals else "not seen"


def crops(seed: int, count: int = 200) -> Iterator[Crop]:
    """As many crops, kinds in turn; the same seed gives the same pixels."""
    kinds = [*WITH.items(), *WITHOUT.items()]
    for number in range(count):
        kind, (seals, draw) = kinds[number % len(kinds)]
        rng = Random(f"{seed} {number}")
        sheet = page(rng, kind)
        draw(sheet, rng)
        pixels, page_width = scanned(sheet, rng)
        if kind.startswith("gray"):
            pixels = np.repeat(np.asarray(Image.fromarray(pixels).convert("L"))[:, :, None], 3, axis=2)
        yield Crop(pixels, page_width, seals, kind)


def _beside_red(sheet: Image.Image, rng: Random) -> None:
    red.draw_red_lines(sheet, rng)
    ink.press(sheet, ink.round_seal(rng), rng)


Draw = Callable[[Image.Image, Random], None]
WITH: dict[str, tuple[int, Draw]] = {
    "round": (1, ink.draw_round), "faint": (1, ink.draw_faint), "oval": (1, ink.draw_oval), "square": (1, ink.draw_square),
    "two": (2, ink.draw_two), "with a name seal": (2, ink.draw_with_name),
    "cut": (1, ink.draw_cut), "over print": (1, ink.draw_over_print),
    "oval under round": (2, hard.draw_oval_under_round), "oval, name seal": (2, hard.draw_oval_with_name),
    "blue": (1, hard.draw_blue), "half": (1, hard.draw_half), "rotated": (1, hard.draw_rotated),
    "little ink": (1, hard.draw_poor), "narrow name seal": (1, hard.draw_narrow),
    "beside red lines": (1, _beside_red), "gray, round": (1, ink.draw_round), "gray, two": (2, ink.draw_two),
}  # fmt: skip
WITHOUT: dict[str, tuple[int, Draw]] = {
    "nothing": (0, red.draw_nothing), "blank": (0, red.draw_nothing), "red heading": (0, red.draw_red_heading),
    "red lines": (0, red.draw_red_lines), "red text": (0, red.draw_red_text), "red disc": (0, red.draw_red_disc),
    "red code": (0, red.draw_red_code), "red picture": (0, red.draw_red_picture), "highlighter": (0, red.draw_highlighter),
    "red pen": (0, red.draw_red_pen), "red frame": (0, red.draw_red_frame), "black ring": (0, red.draw_black_ring),
    "letterhead": (0, red.draw_letterhead), "copy stamp": (0, red.draw_copy_stamp), "flag": (0, red.draw_flag),
    "pen's loop": (0, hard.draw_loop), "blue pen": (0, hard.draw_blue_pen), "blue letterhead": (0, hard.draw_blue_mark),
    "tea ring": (0, hard.draw_cup), "stars": (0, hard.draw_stars),
    "gray, none": (0, red.draw_nothing),
}  # fmt: skip


def scanned(sheet: Image.Image, rng: Random) -> tuple[NDArray[np.uint8], int]:
    """The crop as it comes out of a scanner or a phone, and the width of its page in pixels."""
    page_width = rng.choice((820, 1240, 1654, 2480))
    size = round(CROP_MM[0] * page_width / PAGE_MM), round(CROP_MM[1] * page_width / PAGE_MM)
    picture = sheet.rotate(rng.uniform(-1.2, 1.2), Image.Resampling.BILINEAR, fillcolor="white")
    picture = picture.resize(size, Image.Resampling.LANCZOS)
    picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0, 1.0) * page_width / 1654))
    pixels = np.asarray(picture, dtype=np.float32)
    if rng.random() < 0.4:  # a phone: warm light that falls off to one side
        shade = np.linspace(rng.uniform(0.65, 0.9), 1.0, pixels.shape[1], dtype=np.float32)[None, :, None]
        pixels = pixels * shade * np.array([1.0, rng.uniform(0.93, 1.0), rng.uniform(0.82, 1.0)], dtype=np.float32)
    noise = np.frombuffer(rng.randbytes(pixels.size), np.uint8).reshape(pixels.shape).astype(np.float32) / 255 - 0.5
    pixels = (pixels + noise * rng.uniform(0, 16)).clip(0, 255)
    out = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(out, "JPEG", quality=rng.choice((45, 65, 85)))
    return np.asarray(Image.open(io.BytesIO(out.getvalue())).convert("RGB")), page_width
