"""Turns a page into the bytes that a scanner, a copier or a telephone makes of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

import cv2
import numpy as np
from PIL import Image

from tests.bench.pens.hand import Pixels


def _jpeg(page: Pixels, quality: int, grey: bool = False) -> bytes:
    out = io.BytesIO()
    picture = Image.fromarray(page)
    (picture.convert("L") if grey else picture).save(out, "JPEG", quality=quality)
    return out.getvalue()


def _turned(page: Pixels, degrees: float) -> Pixels:
    high, wide = page.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
    return np.asarray(cv2.warpAffine(page, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)), np.uint8)


def _grainy(page: Pixels, rng: Random, noise: float, blur: float, light: float = 1.0) -> Pixels:
    made = cv2.GaussianBlur(page, (0, 0), blur).astype(np.float32) * light
    made += np.random.default_rng(rng.getrandbits(32)).normal(0, noise, page.shape[:2]).astype(np.float32)[:, :, None]
    return np.clip(made, 0, 255).astype(np.uint8)


def _scaled(page: Pixels, share: float) -> Pixels:
    way = cv2.INTER_AREA if share < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(page, None, fx=share, fy=share, interpolation=way), np.uint8)


def plain(page: Pixels, rng: Random) -> bytes:
    """In colour at 200 dpi, nearly straight."""
    return _jpeg(_grainy(_turned(page, rng.uniform(-0.6, 0.6)), rng, rng.uniform(0, 5), 0.6), rng.choice((70, 88)))


def tilted(page: Pixels, rng: Random) -> bytes:
    """Tilted by up to three degrees."""
    return _jpeg(_grainy(_turned(page, rng.choice((-1, 1)) * rng.uniform(1, 3)), rng, 3, 0.7), 75)


def grey(page: Pixels, rng: Random) -> bytes:
    """Without colour."""
    return _jpeg(_grainy(_turned(page, rng.uniform(-1, 1)), rng, 4, 0.8, rng.uniform(0.86, 1)), rng.choice((55, 80)), grey=True)


def coarse(page: Pixels, rng: Random) -> bytes:
    """At 100 to 150 dpi."""
    return _jpeg(_grainy(_scaled(_turned(page, rng.uniform(-1, 1)), rng.uniform(0.5, 0.75)), rng, 3, 0.4), 70, rng.random() < 0.5)


def fine(page: Pixels, rng: Random) -> bytes:
    """At 300 dpi."""
    return _jpeg(_grainy(_scaled(_turned(page, rng.uniform(-1, 1)), 1.5), rng, 5, 1.0), 80)


def bilevel(page: Pixels, rng: Random) -> bytes:
    """In black and white, as a copier sends it."""
    soft = np.array(Image.fromarray(_grainy(_turned(page, rng.uniform(-0.6, 0.6)), rng, 8, 0.8)).convert("L"))
    out = io.BytesIO()
    Image.fromarray(np.where(soft < rng.choice((185, 200, 212)), 0, 255).astype(np.uint8)).convert("1").save(out, "PNG")
    return out.getvalue()


def photographed(page: Pixels, rng: Random) -> bytes:
    """By a telephone: in uneven, yellowish light, and in perspective."""
    high, wide = page.shape[:2]
    near = [[rng.uniform(0, 0.025) * wide, rng.uniform(0, 0.008) * high] for _ in range(4)]
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    ways = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32)
    turn = cv2.getPerspectiveTransform(corners, (corners + ways * np.array(near, np.float32)).astype(np.float32))
    made = cv2.warpPerspective(page, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(225, 225, 220)).astype(np.float32)
    light = np.linspace(rng.uniform(0.7, 0.9), 1, wide)[None, :, None] * np.array([1, rng.uniform(0.94, 1), rng.uniform(0.85, 1)])
    return _jpeg(_grainy(np.clip(made * light, 0, 255).astype(np.uint8), rng, 5, 0.9), 75)


SCANNERS: tuple[Callable[[Pixels, Random], bytes], ...] = (plain, tilted, grey, coarse, fine, bilevel, photographed)
