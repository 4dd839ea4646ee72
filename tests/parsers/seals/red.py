"""Draws things that are red, or round, and not seals."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageDraw

from tests.parsers.seals.ink import FINE, LINES, RED, UNITS, font, overlay, press, ring, star


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


def draw_letterhead(sheet: Image.Image, rng: Random) -> None:
    """A firm's paper: a round mark in red, its name beside it, a red foot."""
    draw, r = ImageDraw.Draw(sheet), rng.uniform(7, 11)
    draw.ellipse((10 * FINE, 6 * FINE, (10 + 2 * r) * FINE, (6 + 2 * r) * FINE), fill=RED)
    star(draw, (round((20 + 2 * r) * FINE), round((12 + 2 * r) * FINE)), r * 0.6, (255, 255, 255))
    draw.text(((14 + 2 * r) * FINE, 10 * FINE), rng.choice(UNITS), font=font(6 * FINE), fill=RED)
    draw.rectangle((0, 72 * FINE, 110 * FINE, rng.choice((73, 76)) * FINE), fill=RED)


def draw_copy_stamp(sheet: Image.Image, rng: Random) -> None:
    """A turned frame of rubber with words and a date: 复印件与原件一致."""
    tile = Image.new("RGB", (rng.randint(44, 60) * FINE, 16 * FINE), "white")
    draw = ImageDraw.Draw(tile)
    draw.rectangle((4, 4, tile.width - 4, tile.height - 4), outline=RED, width=10)
    draw.text((tile.width // 2, tile.height // 2), "复印件与原件一致", font=font(5 * FINE), fill=RED, anchor="mm")
    press(sheet, tile, rng)


def draw_flag(sheet: Image.Image, rng: Random) -> None:
    """A photograph's red: a flag with yellow stars."""
    draw, wide = ImageDraw.Draw(sheet), rng.uniform(24, 48)
    draw.rectangle((20 * FINE, 20 * FINE, (20 + wide) * FINE, (20 + wide * 2 / 3) * FINE), fill=(222, 41, 16))
    star(draw, (round((40 + wide / 3) * FINE), round((40 + wide / 3) * FINE)), wide / 10, (255, 222, 0))


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
    black = rng.choice(((20, 20, 20), (45, 42, 48)))
    overlay(sheet, ring(rng.choice(UNITS), 40, 40, black, rng), (30 * FINE, 18 * FINE))
