"""Finds the seals on a sheet, by colour and shape. Red print, red pictures, pen and highlighter have no such frame."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import cv2
import numpy as np

from parsers.model.seal import StampState
from parsers.seals.candidates import MOST, beside, candidates
from parsers.seals.colour import SCALE, Mask, Sheet, faint_red
from parsers.seals.frame_recognition import drawn, is_seal, measured
from parsers.seals.seal_geometry import SMALLEST, Seal

_LEAST_RED = 250
"""Pixels of red: less is no name seal's frame."""
_JOINED, _NARROWEST = 4, 6
"""Millimetres: red closer than this is one thing, and one narrower than this (with as much beside it) is no seal."""
_HOPE = 0.4
"""A candidate with less of a frame is dropped before seals that lie over it are known."""

_BLUISH = 12
"""By how much more blue than red a blue seal's weakest ink is."""
_AROUND, _BAND = 1.5, 6.5
"""Millimetres round a seal, and how far its frame and name reach inwards, where another seal's frame is not seen."""
_STAR = 0.36
_SMALL = 0.7
_BLUE_FRAME, _BLUE_EVEN, _BLUE_LEAST = 0.85, 0.8, 14.0
"""Share of a blue seal's frame, how much of it lies exactly on the shape, and millimetres from its centre to the far side."""


def find(sheet: Sheet) -> list[Seal]:
    """The seals of a sheet, the surest first: of strong red, or if there is none, of faint red; then blue ones."""
    red = _seals_of_colour(sheet.red, sheet.dark) or faint(sheet, ())
    blue = [seal for seal in _seals_of_colour(sheet.blue, sheet.dark) if _sure_blue(seal)]
    return red + [seal for seal in blue if not any(_same(seal, other) for other in red)]


def faint(sheet: Sheet, known: Sequence[Seal]) -> list[Seal]:
    """The seals of faint red beside those that are known."""
    return _seals_of_colour(faint_red(sheet), sheet.dark, known)


def _sure_blue(seal: Seal) -> bool:
    """Pens and letterheads are blue too: a blue seal is a unit's, and most of its frame is there."""
    large = max(seal.a, seal.b) >= _BLUE_LEAST * SCALE
    return large and seal.shape != "square" and seal.score >= _BLUE_FRAME and seal.even >= _BLUE_EVEN


def is_blue(sheet: Sheet, seal: Seal) -> bool:
    """Whether a seal that was found is blue."""
    area = np.zeros_like(sheet.red)
    seal.fill(area)
    return int((sheet.blue & area).sum()) > int((sheet.red & area).sum())


def without_blue(sheet: Sheet, seals: Sequence[Seal]) -> Sheet:
    """The sheet with white in place of the ink of blue seals, which is no pen's; what is black there stays."""
    area = np.zeros_like(sheet.red)
    for seal in seals:
        if is_blue(sheet, seal):
            seal.fill(area, SCALE)
    if not area.any():
        return sheet
    bluish = (cv2.subtract(sheet.pixels[:, :, 2], sheet.pixels[:, :, 0]) > _BLUISH).astype(np.uint8)
    weak = np.maximum(np.minimum(bluish, 1 - sheet.dark), sheet.blue)
    ink = cv2.dilate(weak, np.ones((3, 3), np.uint8))
    pixels = sheet.pixels.copy()
    pixels[np.minimum(area, ink) > 0] = 255
    return replace(sheet, pixels=pixels)


def state(sheet: Sheet, seals: Sequence[Seal]) -> StampState:
    """The state of a sheet with these seals on it: where nothing has colour, red could not be seen."""
    return StampState.SEEN if seals else StampState.NOT_SEEN if sheet.coloured else StampState.CANNOT_TELL


class _Found:
    """The seals found so far, and where they are: the area of a round or oval one, and of any the band of its frame and name,
    which is all that hides a person's seal."""

    def __init__(self, red: Mask, known: Sequence[Seal]) -> None:
        self.seals: list[Seal] = []
        self.areas, self.bands = np.zeros_like(red), np.zeros_like(red)
        for seal in known:
            self.add(seal)

    def add(self, seal: Seal) -> None:
        self.seals.append(seal)
        seal.fill(self.areas, _AROUND * SCALE)
        seal.fill(self.bands, _AROUND * SCALE)
        if seal.shape != "square" and min(seal.a, seal.b) > 2 * _BAND * SCALE:
            within = np.zeros_like(self.bands)
            seal.fill(within, -_BAND * SCALE)
            star = np.zeros_like(self.bands)
            cv2.circle(star, (round(seal.x), round(seal.y)), round(_STAR * min(seal.a, seal.b)), 1, -1)
            self.bands &= (1 - within) | star

    def over(self, seal: Seal) -> Mask:
        """What hides this seal where it is there."""
        return self.bands


def _seals_of_colour(colour: Mask, dark: Mask, known: Sequence[Seal] = ()) -> list[Seal]:
    """One seal after the other, the surest first: the area of those found does not count for the next."""
    red = _of_size(colour)
    found = _Found(red, known)
    red = _without_specks(_without_rules(red & (1 - found.areas)))
    if cv2.countNonZero(red) < _LEAST_RED:
        return []
    dark = cv2.dilate(dark, np.ones((3, 3), np.uint8))
    _accept(candidates(red), red, dark, found)
    rest = red & (1 - found.bands)
    if len(found.seals) > len(known) and cv2.countNonZero(rest) >= _LEAST_RED:  # there may be more under those
        more = (seal for seal in beside(rest) if not any(_same(seal, there) for there in found.seals))
        _accept(more, red, dark, found)
    return found.seals[len(known) :]


def _accept(starts: Iterable[Seal], red: Mask, dark: Mask, found: _Found) -> None:
    """Adds those of the candidates that are seals."""
    hopes = [seal for start in starts if (seal := _best(red, dark, found, start)).score >= _HOPE]
    while hopes and len(found.seals) < MOST:
        surest = max((seal for seal in hopes if is_seal(red, seal)), key=_rank, default=None)
        if surest is None:
            break
        found.add(surest)
        left = [seal for seal in hopes if seal is not surest and not _same(seal, surest)]
        bare = red & (1 - found.areas)
        hopes = [_best(red, dark, found, seal, bare) if _near(seal, surest) else seal for seal in left]
        hopes = [seal for seal in hopes if all(not _same(seal, there) for there in found.seals)]


def _best(red: Mask, dark: Mask, found: _Found, start: Seal, bare: Mask | None = None) -> Seal:
    """The candidate with most of a frame, its edge searched for in `bare`."""
    tries = drawn(red if bare is None else bare, start)
    return max((measured(red, dark, found.over(seal), seal) for seal in tries), key=_rank, default=replace(start, score=0.0))


def _rank(seal: Seal) -> float:
    return seal.score * (0.9 if seal.shape == "square" else 0.95 if seal.shape == "oval" else 1.0) + 0.15 * seal.even


def _of_size(colour: Mask) -> Mask:
    """The mask without what lies alone and is smaller than a seal: ticks, single words, specks."""
    size = (max(1, round(colour.shape[1] / SCALE)), max(1, round(colour.shape[0] / SCALE)))
    coarse = (cv2.resize(colour * np.uint8(255), size, interpolation=cv2.INTER_AREA) > 12).astype(np.uint8)
    joined = cv2.dilate(coarse, np.ones((_JOINED + 1, _JOINED + 1), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    kept = ((sides.max(axis=1) > SMALLEST) & (sides.min(axis=1) > _NARROWEST)).astype(np.uint8)
    kept[0] = 0
    there = cv2.resize(kept[labels], (colour.shape[1], colour.shape[0]), interpolation=cv2.INTER_NEAREST)
    large: Mask = colour & there
    return large


def _without_rules(red: Mask) -> Mask:
    """The mask without straight rules longer than any seal's side: red table lines and the lines of a letterhead."""
    if not red.any():
        return red
    long = round(45 * SCALE)
    left, top, wide, high = cv2.boundingRect(red)
    bare, part = red.copy(), red[top : top + high, left : left + wide]
    part = cv2.copyMakeBorder(part, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)  # else a line goes on beyond the edge
    across = cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    down = cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones((long, 1), np.uint8))
    rules = cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8))
    bare[top : top + high, left : left + wide] = np.minimum(part, 1 - rules)[1:-1, 1:-1]
    return bare


def _without_specks(red: Mask) -> Mask:
    if not red.any():
        return red
    left, top, wide, high = cv2.boundingRect(red)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(red[top : top + high, left : left + wide], connectivity=8)
    kept = (stats[:, cv2.CC_STAT_AREA] >= 7).astype(np.uint8)
    kept[0] = 0
    bare = np.zeros_like(red)
    bare[top : top + high, left : left + wide] = kept[labels]
    return bare


def _same(one: Seal, other: Seal) -> bool:
    """Whether two candidates are one seal: centres close for their size, or one nearly all within the other. A person's seal
    may lie on a unit's."""
    if (one.shape == "square") != (other.shape == "square") and min(one.a, other.a) < _SMALL * max(one.a, other.a):
        return False
    far = math.hypot(one.x - other.x, one.y - other.y)
    small, large = sorted((max(one.a, one.b), max(other.a, other.b)))
    return far < 0.35 * small or far + 0.7 * small < large


def _near(one: Seal, other: Seal) -> bool:
    return math.hypot(one.x - other.x, one.y - other.y) < max(one.a, one.b) + max(other.a, other.b) + 4 * SCALE
