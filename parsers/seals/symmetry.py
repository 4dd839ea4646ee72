"""Finds where seals may be by the symmetry of their frames: opposite points of an oval or a square lie alike on both sides of its
middle, also where the rest of the frame is covered by another seal or was not printed."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from parsers.seals.colour import SCALE, Mask
from parsers.seals.seal_geometry import LARGEST, SMALLEST, Floats, Seal

_FINE = 1.6
"""Pixels a millimetre at which edges are compared."""
_POINTS = 420
"""Points of edges that are compared with each other."""
_BEYOND = (0.9, 1.3, 1.7, 2.1)
"""Millimetres outside a frame where there is no red."""
_OPPOSITE, _OUTWARD = -0.93, 0.76
"""Cosine of the normals of opposite points; and of such a normal with the line through both."""
_MIDDLES, _LEAST_PAIRS = 5, 9
_TRIES = 60
_WITHIN = 0.6
"""Millimetres by which a point may be off its frame."""


def symmetric(red: Mask) -> Iterator[Seal]:
    """Ovals and squares round the points that most pairs of opposite outer edges have in the middle; `score` means nothing."""
    points, normals = _outer_edges(red)
    if len(points) < 12:
        return
    one, two = _opposite(points, normals)
    if len(one) < _LEAST_PAIRS:
        return
    middles = (points[one] + points[two]) / 2
    for middle in _peaks(middles):
        mine = np.hypot(*(middles - middle).T) < _FINE
        if int(mine.sum()) < _LEAST_PAIRS // 2:
            continue
        voters = np.unique(np.concatenate([one[mine], two[mine]]))
        centre = middles[mine].mean(axis=0)
        yield from _oval(points - centre, voters, centre)
        yield from _square(points[voters] - centre, normals[voters], centre)


def _outer_edges(red: Mask) -> tuple[Floats, Floats]:
    """Points where red ends and nothing red follows, and the directions out of the red, in pixels of _FINE."""
    ratio = _FINE / SCALE
    size = (max(8, round(red.shape[1] * ratio)), max(8, round(red.shape[0] * ratio)))
    soft: Floats = cv2.GaussianBlur(cv2.resize(red.astype(np.float32), size, interpolation=cv2.INTER_AREA), (0, 0), 0.8)
    there = (soft > 0.3).astype(np.uint8)
    edge = there - cv2.erode(there, np.ones((3, 3), np.uint8))
    ys, xs = np.nonzero(edge)
    right, down = cv2.Sobel(soft, cv2.CV_32F, 1, 0)[ys, xs], cv2.Sobel(soft, cv2.CV_32F, 0, 1)[ys, xs]
    steep = np.hypot(right, down)
    kept = steep > 0.2
    points = np.column_stack([xs, ys]).astype(np.float32)[kept]
    normals = -np.column_stack([right, down])[kept] / steep[kept, None]
    free = np.ones(len(points), bool)
    for far in _BEYOND:
        at = np.rint(points + normals * far * _FINE).astype(int)
        inside = (at[:, 0] >= 0) & (at[:, 0] < size[0]) & (at[:, 1] >= 0) & (at[:, 1] < size[1])
        free &= ~(inside & (there[at[:, 1].clip(0, size[1] - 1), at[:, 0].clip(0, size[0] - 1)] > 0))
    points, normals = points[free], normals[free]
    step = max(1, -(-len(points) // _POINTS))
    return points[::step], normals[::step]


def _opposite(points: Floats, normals: Floats) -> tuple[Floats, Floats]:
    """Pairs of points as far apart as a seal is wide, whose normals point away from each other."""
    alike = normals @ normals.T < _OPPOSITE
    alike &= np.tri(len(points), k=-1, dtype=bool)
    one, two = np.nonzero(alike)
    between = points[two] - points[one]
    far = np.hypot(between[:, 0], between[:, 1])
    sized = (far > 0.5 * SMALLEST * _FINE) & (far < LARGEST * _FINE)
    one, two, between, far = one[sized], two[sized], between[sized], far[sized, None]
    between = between / far
    outward = ((normals[two] * between).sum(axis=1) > _OUTWARD) & ((normals[one] * between).sum(axis=1) < -_OUTWARD)
    return one[outward], two[outward]


def _peaks(middles: Floats) -> Iterator[Floats]:
    low = middles.min(axis=0) - 4
    size = np.ceil(middles.max(axis=0) - low).astype(int) + 5
    at = np.rint(middles - low).astype(int)
    counts = np.bincount(at[:, 1] * size[0] + at[:, 0], minlength=size[0] * size[1])
    votes: Floats = counts.reshape(size[1], size[0]).astype(np.float32)
    votes = cv2.boxFilter(votes, -1, (3, 3), normalize=False)
    for _ in range(_MIDDLES):
        _, most, _, (x, y) = cv2.minMaxLoc(votes)
        if most < _LEAST_PAIRS:
            return
        yield np.array([x, y]) + low
        cv2.circle(votes, (x, y), round(2.5 * _FINE), 0.0, -1)


def _oval(points: Floats, voters: Floats, centre: Floats) -> Iterator[Seal]:
    """The oval round this centre through most of the points: of many through three of the voters each."""
    chosen = np.random.default_rng(len(voters)).choice(voters, (_TRIES, 3))
    x, y = points[chosen][:, :, 0].astype(np.float64), points[chosen][:, :, 1].astype(np.float64)
    sides = np.stack([x * x, 2 * x * y, y * y], axis=2)
    usable = np.abs(np.linalg.det(sides)) > 1.0
    if not usable.any():
        return
    forms = np.linalg.solve(sides[usable], np.ones((int(usable.sum()), 3, 1)))[:, :, 0]
    spread, lean = (forms[:, 0] + forms[:, 2]) / 2, np.hypot((forms[:, 0] - forms[:, 2]) / 2, forms[:, 1])
    oval = spread - lean > 1e-6
    forms, spread, lean = forms[oval], spread[oval], lean[oval]
    long, short = 1 / np.sqrt(np.maximum(spread - lean, 1e-9)), 1 / np.sqrt(spread + lean)
    fit = (2 * long >= SMALLEST * _FINE) & (2 * long <= LARGEST * _FINE) & (short >= 0.55 * long)
    if not fit.any():
        return
    forms, long, short = forms[fit], long[fit], short[fit]
    px, py = points[:, 0].astype(np.float64), points[:, 1].astype(np.float64)
    level = np.sqrt(np.maximum(forms @ np.stack([px * px, 2 * px * py, py * py]), 0))
    near = np.abs(level - 1) * short[:, None] < _WITHIN * _FINE
    sector = ((np.arctan2(py, px) / (2 * np.pi) + 0.5) * 60).astype(int).clip(0, 59)
    covered = (near.astype(np.float32) @ np.eye(60, dtype=np.float32)[sector] > 0).sum(axis=1)
    best = int(np.argmax(covered))
    a, b, c = forms[best]
    turn = float(np.degrees(np.arctan2(2 * b, a - c)) / 2 + 90)  # of the long axis
    ratio = SCALE / _FINE
    middle = (centre + 0.5) * ratio
    yield Seal("oval", float(middle[0]), float(middle[1]), float(long[best]) * ratio, float(short[best]) * ratio, turn, 0.0, 0.0)


def _square(points: Floats, normals: Floats, centre: Floats) -> Iterator[Seal]:
    """The frame of straight sides round this centre, where the normals have two directions at right angles."""
    angles = np.degrees(np.arctan2(normals[:, 1], normals[:, 0])) % 90
    around = np.exp(4j * np.radians(angles))
    lean = abs(around.mean())
    if lean < 0.6:
        return
    turn = float(np.degrees(np.angle(around.mean())) / 4)
    u = np.array([np.cos(np.radians(turn)), np.sin(np.radians(turn))])
    v = np.array([-u[1], u[0]])
    sides = []
    for axis in (u, v):
        along = np.abs(normals @ axis) > 0.9
        if along.sum() < 6:
            return
        sides.append(float(np.median(np.abs(points[along] @ axis))))
    ratio = SCALE / _FINE
    middle = (centre + 0.5) * ratio
    yield Seal("square", float(middle[0]), float(middle[1]), sides[0] * ratio, sides[1] * ratio, turn, 0.0, 0.0)
