"""Lays on a page what comes onto paper: stains, holes, fingers, marker, ghosts of other print; and takes away toner and rules."""

from __future__ import annotations

from random import Random

import cv2
import numpy as np

from tests.bench.papers_in_styles.printed_forms import Pixels, Sheets


def _over(page: Pixels, layer: Pixels) -> Pixels:
    """The layer as ink on the page."""
    return (page.astype(np.uint16) * layer // 255).astype(np.uint8)


def dotted(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """With rules of dots."""
    ink = (page.min(axis=2) < 140).astype(np.uint8)
    gap = rng.choice((8, 10, 12))
    white = np.zeros(ink.shape, bool)
    for kernel, axis in (((1, 90), 1), ((90, 1), 0)):
        lines = cv2.dilate(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(kernel, np.uint8)), np.ones((3, 3), np.uint8)) > 0
        along = np.arange(ink.shape[axis]) % gap < gap // 2
        white |= lines & (along[None, :] if axis else along[:, None])
    out = page.copy()
    out[white] = 255
    return out


def faint(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """Toner at its end: pale, and paler in strips."""
    strips = np.interp(np.arange(page.shape[1]), np.linspace(0, page.shape[1], 9), [rng.uniform(0.2, 0.6) for _ in range(9)])
    out = 255 - (255 - page.astype(np.float32)) * strips[None, :, None]
    return out.clip(0, 255).astype(np.uint8)


def carbon(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """A blue carbon copy: soft, with smudges."""
    gray = cv2.GaussianBlur(page.min(axis=2), (0, 0), 1.1).astype(np.float32)
    noise = np.random.default_rng(rng.randrange(2**31)).normal(0, 1, (gray.shape[0] // 8 + 1, gray.shape[1] // 8 + 1))
    smudge = cv2.resize(noise.astype(np.float32), (gray.shape[1], gray.shape[0]))
    ink = ((255 - gray) * 0.8 + np.clip(smudge, 0, 3) * 6).clip(0, 255)
    return (255 - ink[:, :, None] * np.array([0.85, 0.7, 0.35], np.float32)).clip(0, 255).astype(np.uint8)


def coffee(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """The ring of a cup, and drops."""
    layer = np.full_like(page, 255)
    high, wide = page.shape[:2]
    centre = (round(rng.uniform(0.2, 0.8) * wide), round(rng.uniform(0.2, 0.8) * high))
    size = round(0.17 * wide)
    cv2.circle(layer, centre, size, (226, 205, 172), -1)
    cv2.circle(layer, centre, size, (178, 138, 92), round(0.008 * wide))
    for _ in range(8):
        at = (rng.randrange(wide), rng.randrange(high))
        cv2.circle(layer, at, rng.randrange(4, 26), (196, 160, 112), -1)
    return _over(page, cv2.GaussianBlur(layer, (0, 0), 2.5).astype(np.uint8))


def holes(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """Two punched holes and a staple with their shadows."""
    out = page.copy()
    high, wide = page.shape[:2]
    for share in (0.44, 0.56):
        at = (round(0.035 * wide), round(share * high))
        cv2.circle(out, at, 24, (30, 30, 30), -1)
        cv2.circle(out, (at[0] + 5, at[1] + 5), 26, (150, 150, 150), 4)
    x, y = rng.randrange(60, 140), rng.randrange(60, 140)
    cv2.line(out, (x, y), (x + 70, y - 40), (90, 90, 96), 6)
    cv2.line(out, (x + 4, y + 9), (x + 76, y - 30), (190, 190, 190), 8)
    return out


def finger(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """Held by two fingers that reach over the page's edges."""
    out = page.copy()
    high, wide = page.shape[:2]
    for x in (0, wide):
        centre = (x, round(rng.uniform(0.35, 0.8) * high))
        cv2.ellipse(out, centre, (round(0.11 * wide), round(0.035 * high)), 0, 0, 360, (201, 150, 122), -1)
        cv2.ellipse(out, centre, (round(0.11 * wide), round(0.035 * high)), 0, 0, 360, (150, 104, 84), 5)
    return out


def marker(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """Words gone over with a marker, one of them with a dark one."""
    number = _number(page, sheets)
    layer = np.full_like(page, 255)
    mine = [spot for spot in sheets.said(rng) if spot[0] == number][:6]
    for at, (_, x0, y0, x1, y1) in enumerate(mine):
        colour = (90, 200, 150) if at == 0 else rng.choice(((255, 244, 90), (255, 170, 200)))
        cv2.rectangle(layer, (x0 - 6, y0 - 4), (min(x1, x0 + 500) + 6, y1 + 4), colour, -1)
    return _over(page, layer)


def ghost(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """Printed double, a little beside itself, and the back side shines through."""
    shifted = np.roll(page, (rng.choice((-4, 4)), rng.choice((-6, 6))), axis=(0, 1))
    back = cv2.GaussianBlur(sheets.pages[_number(page, sheets) - 1][:, ::-1], (0, 0), 2)
    back = cv2.resize(back, (page.shape[1], page.shape[0]))
    pale = (255 - (255 - shifted.astype(np.float32)) * 0.28 - (255 - back.astype(np.float32)) * 0.14).clip(0, 255)
    return _over(page, pale.astype(np.uint8))


def footer(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """With the line that an app of a phone prints under each page, here and there into the table."""
    from PIL import Image, ImageDraw, ImageFont

    from tests.samples.make.paper import FONT_FILE

    picture = Image.fromarray(page)
    words = rng.choice(("CamScanner", "扫描全能王 创建", "由WPS扫描生成", "Scanned with CamScanner"))
    at = (page.shape[1] * rng.uniform(0.55, 0.7), page.shape[0] - rng.randrange(70, 190))
    ImageDraw.Draw(picture).text(at, words, font=ImageFont.truetype(str(FONT_FILE), 40), fill=(120, 130, 128))
    return np.array(picture)


def _number(page: Pixels, sheets: Sheets) -> int:
    """Which page of the paper this is."""
    return next((n for n, p in enumerate(sheets.pages) if p is page), 0)
