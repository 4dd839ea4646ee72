"""Draws small pictures of signed places, as cut from scans: a seal well or faintly printed, a signature, a printed name."""

from __future__ import annotations

import base64
import io
import math
from functools import cache
from pathlib import Path
from random import Random

import paperang_p2_fonts_cjk
from PIL import Image, ImageDraw, ImageFont

from parsers.model.seal import StampKind, StampState

FONT_FILE = Path(paperang_p2_fonts_cjk.__file__).parent / "fonts" / "wqy-microhei.ttc"
SIZE, FINE = (240, 128), 3


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The Chinese test font."""
    return ImageFont.truetype(str(FONT_FILE), size)


def picture(kind: StampKind, state: StampState, name: str, seed: int) -> str:
    """A small PNG of a signed place, as base64; the same seed gives the same bytes."""
    rng = Random(seed)
    sheet = Image.new("RGB", (SIZE[0] * FINE, SIZE[1] * FINE), "white")
    pen = ImageDraw.Draw(sheet)
    pen.text((8 * FINE, 52 * FINE), "（单位盖章）" if kind == "seal" else "负责人签字：", font=font(16 * FINE), fill=(20, 20, 20))
    if kind == "seal" and state != "not seen":
        _seal(sheet, name, (230, 175, 175) if state == "cannot tell" else (205, 30, 45), rng)
    elif kind == "signature" and state == "cannot tell":
        pen.text((125 * FINE, 52 * FINE), name, font=font(16 * FINE), fill=(20, 20, 20))
    elif kind == "signature" and state == "seen":
        points = [((125 + k * 5) * FINE, (60 + rng.randint(-24, 24)) * FINE) for k in range(18)]
        pen.line(points, fill=(25, 30, 80), width=2 * FINE, joint="curve")
    out = io.BytesIO()
    sheet.resize(SIZE).convert("P", palette=Image.Palette.ADAPTIVE, colors=24).save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode()


def _seal(sheet: Image.Image, name: str, ink: tuple[int, int, int], rng: Random) -> None:
    """A round seal: ring, the name along its upper arc, a star within."""
    draw, x, y, radius = ImageDraw.Draw(sheet), 165 * FINE, 64 * FINE, 54 * FINE
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=ink, width=3 * FINE)
    span, turn = min(4.6, 0.45 * len(name)), rng.uniform(-0.25, 0.25)
    for number, char in enumerate(name):
        angle = (number - (len(name) - 1) / 2) * span / max(len(name) - 1, 1) + turn
        tile = Image.new("L", (24 * FINE, 24 * FINE), 0)
        ImageDraw.Draw(tile).text((12 * FINE, 12 * FINE), char, font=font(13 * FINE), fill=255, anchor="mm")
        tile = tile.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
        at = (round(x + math.sin(angle) * radius * 0.78) - 12 * FINE, round(y - math.cos(angle) * radius * 0.78) - 12 * FINE)
        sheet.paste(ink, at, tile)
    star = [(x + math.sin(n * math.pi / 5) * r, y - math.cos(n * math.pi / 5) * r)
            for n in range(10) for r in [radius * (0.32 if n % 2 == 0 else 0.13)]]  # fmt: skip
    draw.polygon(star, fill=ink)
