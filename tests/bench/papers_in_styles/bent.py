"""Bends a picture of a page as paper and cameras do: creases, curled and stretched pages, skewed ones, those seen from aside."""

from __future__ import annotations

import math
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.bench.papers_in_styles.printed_forms import Pixels, Sheets

PAPER = (252, 251, 248)


def fold(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """Folded twice: lines that are dark on one side and light on the other, each part lit and lying a little otherwise."""
    high, wide = page.shape[:2]
    at = round(high * rng.uniform(0.45, 0.55))
    out = page.astype(np.float32)
    out[at:] *= rng.uniform(0.9, 0.97)
    for y in (at, round(high * rng.uniform(0.2, 0.3))):
        for step in range(-6, 7):
            out[y + step] *= 1 - 0.28 * math.exp(-((step / 3) ** 2))
    bent = np.float32([[1, rng.uniform(-0.004, 0.004), 0], [0, 1, 0]])  # type: ignore[arg-type]
    out[at:] = cv2.warpAffine(out[at:], bent, (wide, high - at), borderValue=PAPER)
    return out.clip(0, 255).astype(np.uint8)


def curl(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """A page of an open book: its lines rise towards the spine, which lies in shadow."""
    high, wide = page.shape[:2]
    ys, xs = np.mgrid[0:high, 0:wide].astype(np.float32)
    near = np.exp(-xs / (0.22 * wide)) if rng.random() < 0.5 else np.exp((xs - wide) / (0.22 * wide))
    lift = rng.uniform(0.010, 0.022) * high
    seen = cv2.remap(page, xs, ys + (lift * near).astype(np.float32), cv2.INTER_LINEAR, borderValue=PAPER)
    return (seen * (1 - 0.45 * near**2)[:, :, None]).clip(0, 255).astype(np.uint8)


def phone(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """Photographed on a desk, from aside, in light that falls off."""
    high, wide = page.shape[:2]
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    middle = np.array([wide / 2, high / 2], np.float32)
    inwards = np.array([[rng.uniform(0.03, 0.11), rng.uniform(0.02, 0.08)] for _ in corners], np.float32)
    off = corners + (middle - corners) * inwards
    seen = cv2.warpPerspective(page, cv2.getPerspectiveTransform(corners, off), (wide, high), borderValue=(96, 84, 70))
    soft = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.5, 0.9))
    return _lit(soft, rng, (1.0, 0.97, 0.90), 0.45)


def yellow(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """In the light of a lamp, with the shadow of a hand's edge over it."""
    high, wide = page.shape[:2]
    shade = np.ones((high, wide), np.float32)
    x, y = rng.uniform(0.2, 0.8) * wide, rng.uniform(0.2, 0.6) * high
    edge = np.array([[x, y], [wide, y + 0.2 * high], [wide, high], [x * 0.6, high]], np.int32)
    cv2.fillConvexPoly(shade, edge, (0.62,))
    shade = cv2.GaussianBlur(shade, (0, 0), 0.012 * wide)
    return _lit((page * shade[:, :, None]).astype(np.uint8), rng, (1.0, 0.93, 0.68), 0.3)


def _lit(page: Pixels, rng: Random, tint: tuple[float, float, float], fall: float) -> Pixels:
    high, wide = page.shape[:2]
    ys, xs = np.mgrid[0:high, 0:wide].astype(np.float32)
    angle = rng.uniform(0, 2 * math.pi)
    along = (xs / wide - 0.5) * math.cos(angle) + (ys / high - 0.5) * math.sin(angle)
    light: NDArray[np.float32] = (0.88 + fall * along)[:, :, None] * np.array(tint, np.float32)
    return (page * np.clip(light, 0, 1.05)).clip(0, 255).astype(np.uint8)


def skew(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """Laid under the glass askew by seven degrees."""
    return turned(page, rng.choice((-7.0, 7.0)))


def tilted(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """Laid under the glass a little askew."""
    return turned(page, rng.uniform(-0.6, 0.6))


def turned(page: Pixels, degrees: float) -> Pixels:
    """The page turned within its size."""
    high, wide = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 0.97 if abs(degrees) > 2 else 1.0)
    return np.asarray(cv2.warpAffine(page, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=PAPER), np.uint8)


def stretched(page: Pixels, sheets: Sheets, rng: Random) -> Pixels:
    """Drawn longer by a feeder that slips, here more and there less."""
    high, wide = page.shape[:2]
    ys, xs = np.mgrid[0:high, 0:wide].astype(np.float32)
    slip = 0.012 * high * np.sin(ys / high * 2 * math.pi * rng.uniform(1, 2)) * rng.uniform(0.5, 1)
    return np.asarray(cv2.remap(page, xs, (ys + slip).astype(np.float32), cv2.INTER_LINEAR, borderValue=PAPER), np.uint8)
