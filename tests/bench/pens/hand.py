"""Turns the points that a hand goes through into a pen's ink on a sheet: curved, shaky, pressed unevenly, of some texture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Point = tuple[float, float]
INKS: dict[str, tuple[tuple[int, int, int], str]] = {
    "black gel": ((22, 22, 26), "gel"), "black ball": ((40, 40, 46), "ball"), "blue gel": ((25, 40, 130), "gel"),
    "blue ball": ((55, 75, 165), "ball"), "light blue": ((90, 130, 205), "ball"), "red": ((205, 40, 45), "gel"),
    "dark red": ((150, 30, 40), "ball"), "green": ((30, 110, 60), "gel"), "violet": ((90, 50, 140), "ball"),
    "pencil": ((95, 95, 100), "pencil"), "soft pencil": ((70, 70, 74), "pencil"), "marker": ((30, 30, 60), "gel"),
}  # fmt: skip
"""Colour and texture by pen."""
THICK = {"marker": (8.0, 12.0), "pencil": (2.0, 3.6), "soft pencil": (3.0, 5.5)}
"""Least and greatest width of a stroke in pixels at 200 dpi; (1.8, 6.0) for the others."""


class Hand:
    """A hand with one pen. Strokes are gathered and put on the sheet at the end."""

    def __init__(self, sheet: Pixels, pen: str, rng: Random, thick: float = 0.0) -> None:
        self.sheet, self.pen, self.rng = sheet, pen, rng
        self.thick = thick or rng.uniform(*THICK.get(pen, (1.8, 6.0)))
        self.shaky = rng.choice((0.1, 0.35, 0.8))
        self._ink = np.zeros(sheet.shape[:2], np.uint8)

    def stroke(self, *points: Point, firm: float = 1.0) -> None:
        """One stroke through the points, thinner where the hand sets down and lifts off."""
        path = _curve(points)
        rng, long = self.rng, max(1.0, sum(math.dist(a, b) for a, b in pairwise(path)))
        drift, off, gone, wave = [0.0, 0.0], [0.0, 0.0], 0.0, rng.uniform(0, 6)
        for before, now in pairwise(path):
            gone += math.dist(before, now)
            drift = [0.9 * d + rng.gauss(0, 0.12 * self.shaky) for d in drift]
            off = [0.96 * o + d for o, d in zip(off, drift, strict=True)]
            share = gone / long
            press = min(1.0, 0.55 + 4 * share, 0.4 + 3 * (1 - share)) * (1 + 0.18 * math.sin(wave + gone / 9))
            radius = max(0.6, self.thick / 2 * press * firm)
            centre = round((now[0] + off[0]) * 16), round((now[1] + off[1]) * 16)
            cv2.circle(self._ink, centre, round(radius * 16), 255, -1, cv2.LINE_AA, 4)

    def lift(self) -> Pixels:
        """The sheet with the ink on it."""
        colour, kind = INKS[self.pen]
        cover = cv2.GaussianBlur(self._ink, (0, 0), 0.6).astype(np.float32) / 255
        rows, columns = np.flatnonzero(cover.any(axis=1)), np.flatnonzero(cover.any(axis=0))
        if not len(rows):
            return self.sheet
        part = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        noise = np.random.default_rng(self.rng.getrandbits(32))
        cover = cover[part]
        if kind == "pencil":
            grain = cv2.GaussianBlur(noise.random(cover.shape, np.float32), (0, 0), 0.7)
            cover = cover * np.clip((grain - 0.38) * 6, 0.15, 1) * self.rng.uniform(0.7, 1.0)
        elif kind == "ball":
            coarse = cv2.GaussianBlur(noise.random(cover.shape, np.float32), (0, 0), 2.2)
            cover = cover * np.clip(0.75 + (coarse - 0.5) * 3, 0.35, 1)
        ink = np.array(colour, np.float32) / 255
        new = self.sheet[part].astype(np.float32) * (1 - cover[:, :, None] * (1 - ink))
        self.sheet[part] = new.astype(np.uint8)
        return self.sheet


def _curve(points: Sequence[Point]) -> list[Point]:
    """Points a pixel apart on a soft curve through the given ones."""
    p = [points[0], *points, points[-1]]
    path: list[Point] = []
    for (x0, y0), (x1, y1), (x2, y2), (x3, y3) in zip(p, p[1:], p[2:], p[3:], strict=False):
        steps = max(2, round(math.dist((x1, y1), (x2, y2))))
        for n in range(steps):
            t = n / steps
            a, b = -0.5 * t + t * t - 0.5 * t**3, 1 - 2.5 * t * t + 1.5 * t**3
            c, d = 0.5 * t + 2 * t * t - 1.5 * t**3, 0.5 * (t**3 - t * t)
            path.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return [*path, points[-1]]
