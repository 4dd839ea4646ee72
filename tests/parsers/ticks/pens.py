"""Draws lists of options as forms print them, marked by pens in many ways, on a page as it comes out of a scanner."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
import paperang_p2_fonts_cjk
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONT_FILE = Path(paperang_p2_fonts_cjk.__file__).parent / "fonts" / "wqy-microhei.ttc"
FIELDS = ("先进制造", "新能源", "生物医药", "现代农业", "信息技术", "新材料", "其他重点领域")
CATEGORIES = ("国际科技交流会议", "国际与区域合作")
BOXES = ("□", "○", "（　）", "( )", "[ ]", "【　】")
PENS = {
    "black": (25, 25, 30), "blue": (30, 45, 140), "pale blue": (95, 115, 190), "red": (200, 35, 45), "pencil": (118, 118, 122),
}  # fmt: skip
MARKS = (
    "tick in it", "tick over it", "cross", "filled", "hatched", "tick before it", "tick behind", "ring round words", "dot",
    "stroke",
)
NOTHING = ("none", "specks", "crease", "seal", "underlined")
CORRECTED = "struck out"
WIDE, EDGE, DEEP = 1654, 130, 250
"""Pixels: of a page, its margin, and of a list on it."""
Point = tuple[float, float]
Place = tuple[tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True)
class Listed:
    """A list on a page: its options, the ones that were chosen, and how it was drawn. `doubtful`: nobody may be sure of it."""

    options: tuple[str, ...]
    chosen: tuple[str, ...]
    box: str
    mark: str
    pen: str
    doubtful: bool = False


@cache
def font(size: int, file: str = str(FONT_FILE)) -> ImageFont.FreeTypeFont:
    """The Chinese test font, or one of the machine's."""
    return ImageFont.truetype(file, size)


class Pen:
    """A pen's ink: strokes through points, shaky and of uneven pressure."""

    def __init__(self, sheet: Image.Image, colour: str, thick: float, shaky: float, rng: Random) -> None:
        self._sheet, self._ink, self._thick, self._shaky, self._rng = sheet, PENS[colour], thick, shaky, rng
        self._layer = Image.new("RGB", sheet.size, "white")

    def stroke(self, *points: Point) -> None:
        """One stroke, bent softly through the points."""
        draw, rng = ImageDraw.Draw(self._layer), self._rng
        path = [self._between(points, t / 24) for t in range(25)]
        drift = [rng.gauss(0, self._shaky) for _ in range(2)]
        for n, (x, y) in enumerate(path):
            drift = [0.8 * d + rng.gauss(0, 0.5 * self._shaky) for d in drift]
            for step in range(12):
                x1, y1 = path[min(n + 1, 24)]
                px, py = x + (x1 - x) * step / 12 + drift[0], y + (y1 - y) * step / 12 + drift[1]
                r = self._thick / 2 * (0.8 + 0.3 * math.sin(n / 4))
                draw.ellipse((px - r, py - r, px + r, py + r), fill=self._ink)

    @staticmethod
    def _between(points: tuple[Point, ...], share: float) -> Point:
        at = share * (len(points) - 1)
        n = min(int(at), len(points) - 2)
        (x0, y0), (x1, y1), t = points[n], points[n + 1], at - n
        return x0 + (x1 - x0) * t, y0 + (y1 - y0) * t

    def lift(self) -> None:
        """Leaves the ink on the sheet."""
        soft = self._layer.filter(ImageFilter.GaussianBlur(0.6))
        self._sheet.paste(ImageChops.multiply(self._sheet, soft))


def pages(seed: int, count: int, fonts: tuple[str, ...] = (str(FONT_FILE),)) -> list[tuple[NDArray[np.uint8], list[Listed]]]:
    """So many pages of six lists; the same seed gives the same pixels."""
    return [page(Random(f"{seed} {number}"), number, fonts) for number in range(count)]


def page(rng: Random, number: int, fonts: tuple[str, ...]) -> tuple[NDArray[np.uint8], list[Listed]]:
    """One page, RGB, with what is on it from top to bottom."""
    sheet, lists = Image.new("RGB", (WIDE, 2000), "white"), []
    kinds = [*MARKS, CORRECTED, *NOTHING]
    for row in range(6):
        place = 6 * number + row
        look = BOXES[place % len(BOXES)], rng.choice((26, 29, 33)), fonts[place % len(fonts)]
        lists.append(_list(sheet, 120 + row * (DEEP + 40), rng, kinds[place % len(kinds)], look))
    return scanned(sheet, rng), lists


def _list(sheet: Image.Image, top: int, rng: Random, mark: str, look: tuple[str, int, str]) -> Listed:
    """Draws a list in a cell and marks it."""
    box, size, file = look
    box = rng.choice(BOXES) if rng.random() < 0.4 else box
    options = CATEGORIES if rng.random() < 0.25 else FIELDS
    draw, face = ImageDraw.Draw(sheet), font(size, file)
    for x in (EDGE, EDGE + 230, WIDE - EDGE):
        draw.line((x, top, x, top + DEEP), fill=(30, 30, 30), width=3)
    for y in (top, top + DEEP):
        draw.line((EDGE, y, WIDE - EDGE, y), fill=(30, 30, 30), width=3)
    draw.text((EDGE + 30, top + 80), "合作领域", font=face, fill=(20, 20, 20))
    gap = 1.4 if mark == "tick behind" else rng.choice((0.0, 0.5, 1.4))
    places = _printed(draw, (EDGE + 250, top + 16), rng, options, (box, size, file, gap))
    pen = Pen(sheet, colour := rng.choice(list(PENS)), rng.uniform(2.5, 6.5), rng.choice((0.2, 0.8, 1.4)), rng)
    several = 1 if options is CATEGORIES or mark == CORRECTED else rng.choice((1, 1, 2, 3))
    chosen = tuple(sorted(rng.sample(range(len(options)), several))) if mark not in NOTHING else ()
    for at in chosen:
        marked(pen, mark if mark != CORRECTED else "tick in it", *places[at], size, rng)
    if mark == CORRECTED:
        wrong = next(n for n in range(len(options)) if n not in chosen)
        marked(pen, "tick in it", *places[wrong], size, rng)
        marked(pen, "struck", *places[wrong], size, rng)
    pen.lift()
    _dirtied(sheet, mark, top, places, rng)
    return Listed(options, tuple(options[n] for n in chosen), box, mark, colour, mark == CORRECTED)


def _printed(
    draw: ImageDraw.ImageDraw, at: Point, rng: Random, options: tuple[str, ...], look: tuple[str, int, str, float]
) -> list[Place]:
    """Prints the options with their boxes; gives the boxes of both."""
    box, size, file, gap = look
    face, (x, y) = font(size, file), at
    leading, column = rng.choice((1.25, 1.5, 1.8)), rng.random() < 0.25 and len(options) < 3
    places = []
    for words in options:
        wide = face.getlength(box) + face.getlength(words)
        if (x + wide > WIDE - EDGE - 20) or (column and places):
            x, y = at[0], y + leading * size
        draw.text((x, y), box + words, font=face, fill=(20, 20, 20))
        left, up, right, down = draw.textbbox((x, y), box, font=face)
        frame = (left, up, right, down)
        first = x + face.getlength(box)
        places.append((frame, (first, y + 0.15 * size, first + face.getlength(words), y + 1.1 * size)))
        x += wide + gap * size
    return places


def marked(pen: Pen, mark: str, box: tuple[float, ...], words: tuple[float, ...], size: float, rng: Random) -> None:
    """One mark at an option."""
    x, y, e = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, 0.5 * size
    j = lambda: rng.uniform(-0.12, 0.12) * size  # noqa: E731
    if mark == "tick in it":
        pen.stroke((x - 0.55 * e + j(), y + j()), (x - 0.1 * e, y + 0.5 * e + j() / 2), (x + 0.7 * e, y - 0.6 * e + j()))
    elif mark == "tick over it":
        grow = rng.uniform(1.1, 1.7)
        pen.stroke((x - grow * e, y - 0.2 * e + j()), (x - 0.2 * e + j(), y + 0.8 * e), (x + 1.5 * grow * e, y - grow * e + j()))
    elif mark == "cross":
        grow = rng.uniform(0.6, 1.2) * e
        pen.stroke((x - grow, y - grow + j()), (x + grow, y + grow + j()))
        pen.stroke((x + grow, y - grow + j()), (x - grow, y + grow + j()))
    elif mark in ("filled", "hatched"):
        wide, steps = min(0.5 * (box[2] - box[0]), 0.8 * e), 14 if mark == "filled" else 5
        for n in range(steps):
            level = y - 0.7 * e + 1.4 * e * n / (steps - 1)
            pen.stroke((x - wide, level + j() / 4), (x + wide, level - (0.5 * e if mark == "hatched" else 0.1 * e)))
    elif mark == "tick before it":
        at = box[0] - 0.1 * e
        pen.stroke((at - 0.8 * e, y + j()), (at - 0.4 * e, y + 0.6 * e), (at + 0.5 * e, y - 0.8 * e + j()))
    elif mark == "tick behind":
        at = words[2] + 0.1 * e
        pen.stroke((at - 0.1 * e, y + j()), (at + 0.2 * e, y + 0.6 * e), (at + 0.9 * e, y - 0.9 * e + j()))
    elif mark == "ring round words":
        cx, cy = (words[0] + words[2]) / 2, (words[1] + words[3]) / 2
        a, b = (words[2] - words[0]) / 2 + 0.5 * e, (words[3] - words[1]) / 2 + 0.25 * e
        turns = [2 * math.pi * n / 20 + 0.4 for n in range(22)]
        pen.stroke(*((cx + a * math.cos(t), cy + b * math.sin(t) + j() / 3) for t in turns))
    elif mark == "dot":
        for n in range(6):
            pen.stroke((x + 0.25 * e * math.cos(n), y + 0.25 * e * math.sin(n)), (x - 0.2 * e, y + 0.1 * e))
    elif mark == "stroke":
        pen.stroke((x + 0.8 * e, y - 0.9 * e + j()), (x - 0.7 * e + j(), y + 0.8 * e))
    elif mark == "struck":
        pen.stroke((box[0] - 0.4 * e, y + j()), (words[2], y + j()))


def _dirtied(sheet: Image.Image, mark: str, top: int, places: list[Place], rng: Random) -> None:
    """What is on a list and no mark."""
    draw = ImageDraw.Draw(sheet)
    if mark == "specks":
        for _ in range(60):
            x, y, r = rng.uniform(EDGE + 240, WIDE - EDGE), rng.uniform(top, top + DEEP), rng.choice((0.6, 1, 1.5, 2))
            draw.ellipse((x - r, y - r, x + r, y + r), fill=(70, 70, 70))
    elif mark == "crease":
        box = rng.choice(places)[0]
        x = rng.uniform(box[0], box[2])
        draw.line((x - 8, top - 20, x + 8, top + DEEP + 20), fill=(120, 120, 120), width=2)
        y = (box[1] + box[3]) / 2
        draw.line((EDGE - 40, y - 3, WIDE - 60, y + 5), fill=(135, 135, 135), width=2)
    elif mark == "seal":
        layer = Image.new("RGB", sheet.size, "white")
        ink = ImageDraw.Draw(layer)
        box = rng.choice(places)[0]
        x, y, r = box[0] + rng.uniform(-150, 150), top + DEEP / 2, 155
        ink.ellipse((x - r, y - r, x + r, y + r), outline=(214, 40, 48), width=9)
        for n, char in enumerate("湖南省机械工程学会"):
            angle = (n - 4) * 0.45
            ink.text((x + 118 * math.sin(angle), y - 118 * math.cos(angle)), char, font=font(38), fill=(214, 40, 48), anchor="mm")
        sheet.paste(ImageChops.multiply(sheet, layer))
    elif mark == "underlined":
        for _, words in rng.sample(places, 2):
            draw.line((words[0] - 10, words[3] + 4, words[2] + 6, words[3] + 5), fill=(40, 40, 90), width=3)


def scanned(sheet: Image.Image, rng: Random) -> NDArray[np.uint8]:
    """The page as a scanner gives it: a little turned and soft, with grain, as JPEG."""
    picture = sheet.rotate(rng.uniform(-0.5, 0.5), Image.Resampling.BICUBIC, fillcolor="white")
    picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 0.9)))
    pixels = np.asarray(picture, np.float32) * rng.uniform(0.93, 1.0)
    noise = np.frombuffer(rng.randbytes(pixels.size), np.uint8).reshape(pixels.shape).astype(np.float32) / 255 - 0.5
    out = io.BytesIO()
    grainy = (pixels + noise * rng.uniform(0, 14)).clip(0, 255).astype(np.uint8)
    Image.fromarray(grainy).save(out, "JPEG", quality=rng.choice((55, 75, 88)))
    return np.asarray(Image.open(io.BytesIO(out.getvalue())).convert("RGB"))
