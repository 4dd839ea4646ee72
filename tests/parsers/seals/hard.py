"""Draws seals that are hard to see, covered, blue, cut or pressed with little ink; and rings and boxes that are none."""

from __future__ import annotations

import math
from random import Random

import numpy as np
from PIL import Image, ImageDraw

from tests.parsers.seals.ink import FINE, RED, UNITS, colour, font, inked, overlay, press, ring, round_seal, square, star

BLUE = ((40, 60, 170), (55, 90, 190), (30, 40, 120), (95, 60, 150))


def oval(rng: Random, ink: tuple[int, int, int]) -> Image.Image:
    wide, high = rng.choice(((45.0, 30.0), (40.0, 30.0), (50.0, 36.0)))
    return ring(rng.choice(UNITS), wide, high, ink, rng)


def beside(rng: Random, least: float, most: float) -> tuple[float, float]:
    """A place so many millimetres from the middle of the crop."""
    turn, far = rng.uniform(0, math.tau), rng.uniform(least, most)
    return 55 + far * math.cos(turn), 40 + 0.5 * far * math.sin(turn)


def draw_oval_under_round(sheet: Image.Image, rng: Random) -> None:
    press(sheet, oval(rng, colour(rng)), rng, (55, 40))
    press(sheet, round_seal(rng), rng, beside(rng, 16, 26))


def draw_oval_with_name(sheet: Image.Image, rng: Random) -> None:
    """A person's square seal half over a unit's oval one."""
    press(sheet, oval(rng, colour(rng)), rng, (50, 38))
    press(sheet, square(rng.choice((16.0, 18.0, 20.0)), colour(rng), rng), rng, (rng.uniform(58, 66), rng.uniform(46, 52)))


def draw_blue(sheet: Image.Image, rng: Random) -> None:
    ink = rng.choice(BLUE)
    press(sheet, oval(rng, ink) if rng.random() < 0.4 else ring(rng.choice(UNITS), 42, 42, ink, rng), rng)


def draw_half(sheet: Image.Image, rng: Random) -> None:
    """Half a ring at the edge of the page."""
    near = rng.uniform(-2, 6)
    press(sheet, round_seal(rng), rng, rng.choice(((near, 40), (110 - near, 40), (55, near), (55, 80 - near))))


def draw_rotated(sheet: Image.Image, rng: Random) -> None:
    seal = round_seal(rng) if rng.random() < 0.5 else oval(rng, colour(rng))
    press(sheet, seal.rotate(rng.uniform(60, 300), Image.Resampling.BICUBIC, expand=True, fillcolor="white"), rng)


def draw_poor(sheet: Image.Image, rng: Random) -> None:
    """Pressed with too little ink, and on one side only half."""
    seal = inked(round_seal(rng), 1.0, rng)
    pixels = np.asarray(seal, np.float32)
    grain = np.frombuffer(rng.randbytes(pixels.shape[0] * pixels.shape[1]), np.uint8).reshape(pixels.shape[:2]) / 255
    across = np.linspace(0.35, 1.0, pixels.shape[1])[None, :]
    kept = np.where(grain < 0.55 * across + 0.25, 1.0, 0.15)[:, :, None] * across[:, :, None]
    press(sheet, Image.fromarray((255 - (255 - pixels) * kept).clip(0, 255).astype(np.uint8)), rng, strength=0.9)


def draw_narrow(sheet: Image.Image, rng: Random) -> None:
    """A person's seal in one row or column of characters."""
    wide, high = rng.choice(((22.0, 10.0), (10.0, 22.0), (24.0, 11.0)))
    tile = Image.new("RGB", (round(wide * FINE) + 8, round(high * FINE) + 8), "white")
    draw, ink = ImageDraw.Draw(tile), colour(rng)
    draw.rectangle((4, 4, tile.width - 4, tile.height - 4), outline=ink, width=round(0.8 * FINE))
    for number, char in enumerate("贺晓华"):
        share = (number + 0.5) / 3
        at = (tile.width * share, tile.height / 2) if wide > high else (tile.width / 2, tile.height * share)
        draw.text(at, char, font=font(round(min(wide, high) * 0.6 * FINE)), fill=ink, anchor="mm")
    press(sheet, tile.rotate(rng.uniform(-6, 6), Image.Resampling.BICUBIC, expand=True, fillcolor="white"), rng)


# --- none -------------------------------------------------------------------------------------------------------------


def loop(sheet: Image.Image, rng: Random, ink: tuple[int, int, int]) -> tuple[float, float]:
    """A pen's loop, nearly round; gives its middle in millimetres."""
    x, y, wide, high = rng.uniform(35, 75), rng.uniform(28, 52), rng.uniform(9, 22), rng.uniform(7, 16)
    phase, points = rng.uniform(0, 6), []
    for n in range(72):
        at = n * 0.092
        out = 1 + 0.05 * math.sin(3 * at + phase) + 0.02 * at
        points.append(((x + wide * out * math.cos(at)) * FINE, (y + high * out * math.sin(at)) * FINE))
    ImageDraw.Draw(sheet).line(points, fill=ink, width=rng.choice((6, 8)), joint="curve")
    return x, y


def scrawl(sheet: Image.Image, rng: Random, at: tuple[float, float], ink: tuple[int, int, int]) -> None:
    x, y = at
    for start in range(rng.randint(2, 4)):
        strokes = [((x - 9 + start * 6 + rng.uniform(0, 6)) * FINE, (y + rng.uniform(-4, 4)) * FINE) for _ in range(8)]
        ImageDraw.Draw(sheet).line(strokes, fill=ink, width=5, joint="curve")


def draw_loop(sheet: Image.Image, rng: Random) -> None:
    """A word that somebody wrote and ringed in red."""
    scrawl(sheet, rng, loop(sheet, rng, RED), RED)


def draw_blue_pen(sheet: Image.Image, rng: Random) -> None:
    ink = rng.choice(BLUE[:3])
    scrawl(sheet, rng, loop(sheet, rng, ink), ink)


def draw_blue_mark(sheet: Image.Image, rng: Random) -> None:
    """A blue letterhead with a round mark, over a table with blue rules."""
    draw, ink, r = ImageDraw.Draw(sheet), rng.choice(BLUE), rng.uniform(7, 14)
    draw.ellipse((10 * FINE, 6 * FINE, (10 + 2 * r) * FINE, (6 + 2 * r) * FINE), fill=ink)
    draw.text(((10 + r) * FINE, (6 + r) * FINE), rng.choice(("湘", "科")), font=font(round(r * FINE)), fill="white", anchor="mm")
    draw.text(((14 + 2 * r) * FINE, 10 * FINE), rng.choice(UNITS)[:9], font=font(7 * FINE), fill=ink)
    for row in range(4):
        draw.line((4 * FINE, (42 + 9 * row) * FINE, 106 * FINE, (42 + 9 * row) * FINE), fill=ink, width=5)
    for column in range(5):
        draw.line(((4 + 25.5 * column) * FINE, 42 * FINE, (4 + 25.5 * column) * FINE, 69 * FINE), fill=ink, width=5)


def draw_cup(sheet: Image.Image, rng: Random) -> None:
    """The ring that a tea cup leaves."""
    r = rng.uniform(22, 32)
    layer = Image.new("RGB", (round(2 * r * FINE) + 40, round(2 * r * FINE) + 40), "white")
    ImageDraw.Draw(layer).ellipse((20, 20, layer.width - 20, layer.height - 20), outline=(205, 160, 120), width=14)
    press(sheet, layer, rng, strength=rng.uniform(0.4, 0.8))


def draw_stars(sheet: Image.Image, rng: Random) -> None:
    for _ in range(rng.randint(1, 4)):
        size = round(rng.uniform(16, 60)) * FINE
        tile = Image.new("RGB", (size, size), "white")
        star(ImageDraw.Draw(tile), (size, size), size / FINE * 0.48, RED)
        overlay(sheet, tile, (rng.randint(0, 70) * FINE, rng.randint(0, 40) * FINE))
