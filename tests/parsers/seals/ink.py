"""Draws ink on paper: lines of the form, and seals stamped onto them."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
import paperang_p2_fonts_cjk
from PIL import Image, ImageChops, ImageDraw, ImageFont

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
