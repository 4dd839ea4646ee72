"""Crops of scanned pages with and without seals, drawn from a seed: round, oval and square ones, faint, overlapping, cut and over
text; and what is red without being a seal."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
import paperang_p2_fonts_cjk
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONT_FILE = Path(paperang_p2_fonts_cjk.__file__).parent / "fonts" / "wqy-microhei.ttc"
PAGE_MM, CROP_MM = 210, (110, 80)
FINE = 12
"""Pixels a millimetre while drawing; the scan's own resolution comes after."""
RED = (205, 30, 45)
UNITS = ("湖南省机械工程学会", "长沙市科学技术协会", "湖南橘洲数据科技有限公司", "衡阳高新技术产业开发区管理委员会", "中南大学")
LINES = (
    "我单位保证申报材料真实、合法，专项资金将按照财经法律", "法规和财经纪律要求规范使用。我单位愿意按照法律、法规",
    "（单位盖章）", "法定代表人签字：　　　　　　年　月　日", "同意申报。", "推荐单位意见：",
)  # fmt: skip


@dataclass(frozen=True)
class Crop:
    """A piece of a page. `pixels` RGB; `page_width` the width in pixels of the page it was cut from; `seals` how many seals are
    in it; `kind` the manner, for telling which kinds fail."""

    pixels: NDArray[np.uint8]
    page_width: int
    seals: int
    kind: str


def crops(seed: int, count: int = 200) -> Iterator[Crop]:
    """As many crops, kinds in turn; the same seed gives the same pixels."""
    kinds = [*WITH.items(), *WITHOUT.items()]
    for number in range(count):
        kind, (seals, draw) = kinds[number % len(kinds)]
        rng = Random(f"{seed} {number}")
        sheet = page(rng, kind)
        draw(sheet, rng)
        yield Crop(*scanned(sheet, rng), seals, kind)


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The Chinese test font."""
    return ImageFont.truetype(str(FONT_FILE), size)


def page(rng: Random, kind: str) -> Image.Image:
    """A piece of the form: printed lines and table rules."""
    sheet = Image.new("RGB", (CROP_MM[0] * FINE, CROP_MM[1] * FINE), "white")
    draw = ImageDraw.Draw(sheet)
    if kind != "blank" and rng.random() < 0.9:
        shift, leading = rng.randint(0, 8), rng.choice((7, 8, 9))
        for row, line in enumerate(rng.sample(LINES, len(LINES))):
            draw.text((6 * FINE, (shift + row * leading) * FINE), line, font=font(round(4.2 * FINE)), fill=(20, 20, 20))
        for y in (shift - 2, shift + 40):
            draw.line((2 * FINE, y * FINE, 108 * FINE, y * FINE), fill=(30, 30, 30), width=4)
    return sheet


# --- seals ----------------------------------------------------------------------------------------------------------


def letter(char: str, high: float, turn: float, ink: tuple[int, int, int]) -> Image.Image:
    """One turned character."""
    size = max(round(high * FINE), 6)
    tile = Image.new("RGB", (size * 2, size * 2), "white")
    ImageDraw.Draw(tile).text((size, size), char, font=font(size), fill=ink, anchor="mm")
    return tile.rotate(turn, Image.Resampling.BICUBIC, fillcolor="white")


def ring(name: str, wide: float, high: float, ink: tuple[int, int, int], rng: Random) -> Image.Image:
    """A round or oval seal, `wide` × `high` millimetres: ring, name along the upper arc, star or a line of words within."""
    size = (round(wide * FINE) + 8, round(high * FINE) + 8)
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    thick = rng.uniform(0.8, 1.4)
    draw.ellipse((4, 4, size[0] - 4, size[1] - 4), outline=ink, width=round(thick * FINE))
    if wide != high and rng.random() < 0.6:
        inset = round((thick + 0.8) * FINE)
        draw.ellipse((4 + inset, 4 + inset, size[0] - 4 - inset, size[1] - 4 - inset), outline=ink, width=4)
    tall = min(high * 0.15, 2.6 * high / len(name))
    span, a, b = min(4.7, 0.42 * len(name)), wide / 2 - thick - tall * 0.85 - 0.8, high / 2 - thick - tall * 0.85 - 0.8
    for number, char in enumerate(name):
        angle = (number - (len(name) - 1) / 2) * span / max(len(name) - 1, 1)
        tile = letter(char, tall, -math.degrees(angle), ink)
        at = (round(size[0] / 2 + math.sin(angle) * a * FINE - tile.width / 2),
              round(size[1] / 2 - math.cos(angle) * b * FINE - tile.height / 2))  # fmt: skip
        overlay(picture, tile, at)
    if rng.random() < 0.8:
        star(draw, size, high * 0.17, ink)
    if rng.random() < 0.4 or wide != high:
        tile = Image.new("RGB", (round(wide * 0.6 * FINE), round(high * 0.14 * FINE)), "white")
        words = rng.choice(("合同专用章", "科技合作部", "财务专用章"))
        ImageDraw.Draw(tile).text((tile.width // 2, tile.height // 2), words, font=font(tile.height - 4), fill=ink, anchor="mm")
        overlay(picture, tile, ((size[0] - tile.width) // 2, round(size[1] * 0.68)))
    return picture


def star(draw: ImageDraw.ImageDraw, size: tuple[int, int], radius: float, ink: tuple[int, int, int]) -> None:
    """The five-pointed star in the middle."""
    points = []
    for n in range(10):
        r = radius * FINE * (1 if n % 2 == 0 else 0.4)
        points.append((size[0] / 2 + math.sin(n * math.pi / 5) * r, size[1] / 2 - math.cos(n * math.pi / 5) * r))
    draw.polygon(points, fill=ink)


def square(side: float, ink: tuple[int, int, int], rng: Random) -> Image.Image:
    """A person's square seal of two to four characters in a frame."""
    size = round(side * FINE) + 8
    picture = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((4, 4, size - 4, size - 4), outline=ink, width=round(rng.uniform(0.7, 1.1) * FINE))
    half = side / 2 - 1.6
    for number, char in enumerate(rng.choice(("陈文之印", "贺晓华印", "覃泽芳印"))):
        at = (size // 2 + round((0.5 if number < 2 else -0.5) * half * FINE), size // 2 + round((number % 2 - 0.5) * half * FINE))
        draw.text(at, char, font=font(round(half * 0.92 * FINE)), fill=ink, anchor="mm")
    return picture


def overlay(picture: Image.Image, layer: Image.Image, at: tuple[int, int]) -> None:
    """Ink on paper: darker of what is there, multiplied. What lies beyond the edge is cut."""
    whole = Image.new("RGB", picture.size, "white")
    whole.paste(layer, at)
    picture.paste(ImageChops.multiply(picture, whole))


def inked(layer: Image.Image, strength: float, rng: Random) -> Image.Image:
    """A seal as pressed: paler by `strength`, worn in patches."""
    noise = np.frombuffer(rng.randbytes(24 * 24), np.uint8).reshape(24, 24)
    patches = np.asarray(Image.fromarray(noise).resize(layer.size, Image.Resampling.BICUBIC), dtype=np.float32) / 255
    grain = np.frombuffer(rng.randbytes(layer.width * layer.height), np.uint8).reshape(layer.height, layer.width) / 255
    keep = strength * np.clip(0.45 + 0.9 * patches, 0.2, 1) * (0.75 + 0.25 * grain)
    pale = 255 - (255 - np.asarray(layer, dtype=np.float32)) * keep[:, :, None]
    return Image.fromarray(pale.clip(0, 255).astype(np.uint8))


def colour(rng: Random) -> tuple[int, int, int]:
    """A red of real ink pads: crimson to orange-red."""
    return rng.choice((RED, (222, 45, 60), (196, 22, 70), (226, 70, 40), (170, 20, 30), (230, 60, 110)))


def press(
    sheet: Image.Image, seal: Image.Image, rng: Random, at: tuple[float, float] | None = None, strength: float = 0.0
) -> None:
    """Presses a seal at these millimetres of its middle, slightly turned."""
    turned = seal.rotate(rng.uniform(-25, 25), Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    pale = inked(turned, strength or rng.uniform(0.55, 1.0), rng)
    x, y = at or (rng.uniform(30, 80), rng.uniform(28, 52))
    overlay(sheet, pale, (round(x * FINE - pale.width / 2), round(y * FINE - pale.height / 2)))


def round_seal(rng: Random) -> Image.Image:
    """A unit's round seal of 38 to 45 mm."""
    wide = rng.choice((38.0, 40.0, 42.0, 45.0))
    return ring(rng.choice(UNITS), wide, wide, colour(rng), rng)


def draw_round(sheet: Image.Image, rng: Random) -> None:
    press(sheet, round_seal(rng), rng)


def draw_faint(sheet: Image.Image, rng: Random) -> None:
    press(sheet, round_seal(rng), rng, strength=rng.uniform(0.22, 0.4))


def draw_oval(sheet: Image.Image, rng: Random) -> None:
    wide, high = rng.choice(((45.0, 30.0), (40.0, 30.0), (50.0, 36.0)))
    press(sheet, ring(rng.choice(UNITS), wide, high, colour(rng), rng), rng)


def draw_square(sheet: Image.Image, rng: Random) -> None:
    press(sheet, square(rng.choice((18.0, 20.0, 22.0, 25.0)), colour(rng), rng), rng)


def draw_two(sheet: Image.Image, rng: Random) -> None:
    ink, far, turn = colour(rng), rng.uniform(14, 34), rng.uniform(0, math.tau)
    for sign in (-0.5, 0.5):
        seal = ring(rng.choice(UNITS), 40, 40, ink, rng)
        press(sheet, seal, rng, (55 + sign * far * math.cos(turn), 40 + sign * far * 0.6 * math.sin(turn)))


def draw_with_name(sheet: Image.Image, rng: Random) -> None:
    press(sheet, round_seal(rng), rng, (40, 40))
    press(sheet, square(20, colour(rng), rng), rng, (rng.uniform(56, 70), 46))


def draw_cut(sheet: Image.Image, rng: Random) -> None:
    near = rng.uniform(6, 14)
    press(sheet, round_seal(rng), rng, rng.choice(((near, 40), (110 - near, 40), (55, near), (55, 80 - near))))


def draw_over_print(sheet: Image.Image, rng: Random) -> None:
    draw = ImageDraw.Draw(sheet)
    for row in range(14):
        draw.text((4 * FINE, row * 5.6 * FINE), LINES[row % 2] * 2, font=font(4 * FINE), fill=(10, 10, 10))
    press(sheet, round_seal(rng), rng)


def draw_beside_red(sheet: Image.Image, rng: Random) -> None:
    draw_red_lines(sheet, rng)
    press(sheet, round_seal(rng), rng)


# --- red without a seal ---------------------------------------------------------------------------------------------


def draw_nothing(sheet: Image.Image, rng: Random) -> None:
    """Printed lines alone."""


def draw_red_heading(sheet: Image.Image, rng: Random) -> None:
    draw = ImageDraw.Draw(sheet)
    draw.text((55 * FINE, 20 * FINE), "湖南省科协文件", font=font(rng.choice((9, 12, 14)) * FINE), fill=RED, anchor="mm")
    draw.line((4 * FINE, 34 * FINE, 106 * FINE, 34 * FINE), fill=RED, width=rng.choice((6, 14)))
    draw.line((4 * FINE, 36 * FINE, 106 * FINE, 36 * FINE), fill=RED, width=4)
    star(draw, (110 * FINE, 70 * FINE), 3.5, RED)


def draw_red_lines(sheet: Image.Image, rng: Random) -> None:
    draw, high, wide = ImageDraw.Draw(sheet), rng.uniform(7, 12), rng.uniform(15, 30)
    for n in range(12):
        draw.line((0, n * high * FINE, 110 * FINE, n * high * FINE), fill=RED, width=6)
        draw.line((n * wide * FINE, 0, n * wide * FINE, 80 * FINE), fill=RED, width=6)


def draw_red_text(sheet: Image.Image, rng: Random) -> None:
    draw, high = ImageDraw.Draw(sheet), rng.choice((3.5, 4.5, 6.0))
    for row in range(rng.randint(3, 12)):
        draw.text((4 * FINE, (4 + row * high * 1.35) * FINE), LINES[row % 2], font=font(round(high * FINE)), fill=RED)


def draw_red_disc(sheet: Image.Image, rng: Random) -> None:
    draw, r = ImageDraw.Draw(sheet), rng.uniform(10, 20)
    draw.ellipse(((55 - r) * FINE, (40 - r) * FINE, (55 + r) * FINE, (40 + r) * FINE), fill=RED)
    draw.text((55 * FINE, 40 * FINE), rng.choice(("科", "协", "HN")), font=font(round(r * FINE)), fill="white", anchor="mm")


def draw_red_code(sheet: Image.Image, rng: Random) -> None:
    draw, unit = ImageDraw.Draw(sheet), rng.choice((0.8, 1.0, 1.2)) * FINE
    for x in range(25):
        for y in range(25):
            corner = min(x, 24 - x) < 7 and min(y, 24 - y) < 7 and not (x > 17 and y > 17)
            u, v = min(x, 24 - x), min(y, 24 - y)
            dark = max(abs(u - 3), abs(v - 3)) != 2 if corner else rng.random() < 0.5
            if dark:
                draw.rectangle((360 + x * unit, 240 + y * unit, 360 + (x + 1) * unit, 240 + (y + 1) * unit), fill=RED)


def draw_red_picture(sheet: Image.Image, rng: Random) -> None:
    draw = ImageDraw.Draw(sheet)
    for _ in range(rng.randint(4, 30)):
        x, y, r = rng.uniform(20, 90), rng.uniform(15, 65), rng.uniform(2, 14)
        tone = (rng.randint(150, 250), rng.randint(0, 110), rng.randint(0, 110))
        points = [((x + rng.uniform(-r, r)) * FINE, (y + rng.uniform(-r, r)) * FINE) for _ in range(5)]
        if rng.random() < 0.5:
            draw.polygon(points, fill=tone)
        else:
            draw.ellipse((*points[0], points[0][0] + 150, points[0][1] + 90), fill=tone)


def draw_highlighter(sheet: Image.Image, rng: Random) -> None:
    tone = rng.choice(((255, 170, 200), (255, 200, 120), (255, 245, 90), (255, 150, 140)))
    layer = Image.new("RGB", (rng.randint(30, 90) * FINE, rng.randint(5, 18) * FINE), tone)
    overlay(sheet, layer, (rng.randint(2, 40) * FINE, rng.randint(5, 50) * FINE))


def draw_red_pen(sheet: Image.Image, rng: Random) -> None:
    """A reviewer's red pen: an uneven loop round a word, a tick, strokes."""
    draw, x, y, r = ImageDraw.Draw(sheet), rng.uniform(30, 80), rng.uniform(25, 55), rng.uniform(8, 20)
    loop = []
    for n in range(60):
        out = r * (1 + 0.06 * math.sin(n / 5 + rng.random()) + n * 0.002)
        loop.append(((x + out * math.cos(n / 9)) * FINE, (y + 0.6 * out * math.sin(n / 9)) * FINE))
    draw.line(loop, fill=RED, width=7, joint="curve")
    draw.line([((x + n * 3) * FINE, (y + rng.uniform(-6, 6)) * FINE) for n in range(9)], fill=RED, width=7, joint="curve")


def draw_red_frame(sheet: Image.Image, rng: Random) -> None:
    draw, wide = ImageDraw.Draw(sheet), rng.uniform(40, 70)
    draw.rectangle((20 * FINE, 20 * FINE, (20 + wide) * FINE, 38 * FINE), outline=RED, width=8)
    draw.text((24 * FINE, 24 * FINE), "收文第　　号", font=font(7 * FINE), fill=RED)


def draw_black_ring(sheet: Image.Image, rng: Random) -> None:
    black = rng.choice(((20, 20, 20), (20, 30, 120)))
    overlay(sheet, ring(rng.choice(UNITS), 40, 40, black, rng), (30 * FINE, 18 * FINE))


Draw = Callable[[Image.Image, Random], None]
WITH: dict[str, tuple[int, Draw]] = {
    "round": (1, draw_round), "faint": (1, draw_faint), "oval": (1, draw_oval), "square": (1, draw_square),
    "two": (2, draw_two), "with a name seal": (2, draw_with_name), "cut": (1, draw_cut), "over print": (1, draw_over_print),
    "beside red lines": (1, draw_beside_red), "faint again": (1, draw_faint),
}  # fmt: skip
WITHOUT: dict[str, tuple[int, Draw]] = {
    "nothing": (0, draw_nothing), "blank": (0, draw_nothing), "red heading": (0, draw_red_heading),
    "red lines": (0, draw_red_lines), "red text": (0, draw_red_text), "red disc": (0, draw_red_disc),
    "red code": (0, draw_red_code), "red picture": (0, draw_red_picture), "highlighter": (0, draw_highlighter),
    "red pen": (0, draw_red_pen), "red frame": (0, draw_red_frame), "black ring": (0, draw_black_ring),
}  # fmt: skip


# --- the scanner ----------------------------------------------------------------------------------------------------


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
