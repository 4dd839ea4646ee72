"""The shape of a seal on a sheet: which shapes are looked for, and how they are sampled."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.seals.colour import Mask

Shape = Literal["round", "oval", "square"]
Floats = NDArray[Any]

SMALLEST, LARGEST = 13.0, 60.0
"""Millimetres across: a person's square seal has 18 to 25, a unit's round one 38 to 50."""
NAME_SEAL = 28.0
"""Millimetres: a square seal smaller than this is a person's."""
ANGLES = 180


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal, in pixels of the sheet: centre, half axes, the angle of the first in degrees. `score` is the share of its frame
    that was found; `even` the share of that which lies exactly on the shape: a pen's loop does not."""

    shape: Shape
    x: float
    y: float
    a: float
    b: float
    turn: float
    score: float
    even: float

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        if self.shape == "square":
            corners = cv2.boxPoints(((self.x, self.y), (2 * self.a, 2 * self.b), self.turn))
            (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
            return int(left), int(top), math.ceil(right), math.ceil(bottom)
        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        wide, high = math.hypot(self.a * cos, self.b * sin), math.hypot(self.a * sin, self.b * cos)
        return int(self.x - wide), int(self.y - high), math.ceil(self.x + wide), math.ceil(self.y + high)

    def rays(self, shares: Floats) -> tuple[Floats, Floats]:
        """Points on rays from the centre, angle × share of the frame's distance: x and y in pixels of the sheet."""
        angles = np.arange(ANGLES, dtype=np.float32) * (2 * math.pi / ANGLES)
        u, v = np.cos(angles), np.sin(angles)
        if self.shape == "square":
            grow = 1 / np.maximum(np.abs(u), np.abs(v))
            u, v = u * grow, v * grow
        u, v = u * self.a, v * self.b
        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        x, y = u * cos - v * sin, u * sin + v * cos
        return (self.x + x[:, None] * shares).astype(np.float32), (self.y + y[:, None] * shares).astype(np.float32)

    def distance(self, points: Floats) -> Floats:
        """How far points are from the centre, the ellipse being 1."""
        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        x, y = points[:, 0] - self.x, points[:, 1] - self.y
        far: Floats = np.hypot((x * cos + y * sin) / self.a, (y * cos - x * sin) / self.b).astype(np.float32)
        return far

    def fill(self, mask: Mask, beyond: float = 0.0) -> None:
        """Paints the seal's whole area, and `beyond` pixels more, into the mask."""
        if self.shape == "square":
            corners = cv2.boxPoints(((self.x, self.y), (2 * (self.a + beyond), 2 * (self.b + beyond)), self.turn))
            cv2.fillConvexPoly(mask, corners.astype(np.int32), 1)
        else:
            cv2.ellipse(mask, ((self.x, self.y), (2 * (self.a + beyond), 2 * (self.b + beyond)), self.turn), 1, -1)


def sampled(mask: Mask, x: Floats, y: Floats) -> Mask:
    """The mask's values along rays; 0 outside the sheet."""
    values: Mask = cv2.remap(mask, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    return values
