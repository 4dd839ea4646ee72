"""What is known of each option of a list on paper, and the ink in which its marks are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from parsers.ocr.checkboxes import Mark
from parsers.ocr.engine import Gray
from parsers.ocr.options.frames import Frame, Mask
from parsers.ocr.ruled_lines import DARK

FAINT = 42
"""By how many gray levels a pencil is darker than paper."""
_ROOM = 2.2
"""Heights of print above and below a list that are looked at: creases go on there."""
_SHADE, _DARKEST = 1.7, 90
"""Heights of print from which what is dark may be a shade, and how many gray levels darker than paper a shade may be."""
_MARGIN, _NEAR = 260, 40
"""Pixels around a list in which red is looked at, and around a seal in which red is its."""
_LARGE, _BROAD, _FLAT = 0.075, 0.045, 1.9
"""Shares of the page's width from which red is as long and as broad as a seal is; and by how much it is longer than that."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a page: clean of rules; with all that is dark; and where ink is red, if the page has colour."""

    clean: Gray
    whole: Gray
    red: Mask | None = None

    def enlarged(self, share: int) -> Pictures:
        """The same, so many times as large."""
        def larger(picture: Gray, way: int = cv2.INTER_CUBIC) -> Gray:
            return np.asarray(cv2.resize(picture, None, fx=share, fy=share, interpolation=way), np.uint8)

        red = None if self.red is None else larger(self.red, cv2.INTER_NEAREST)
        return Pictures(larger(self.clean), larger(self.whole), red)


@dataclass(slots=True)
class Spot:
    """An option on its line: its words (left, top, right, bottom), how far to the left its frame may be, and whether the room
    before it may have words. An option that goes on from the line before has its frame there: no words here. `drawn`: its mark is
    dark and large, though it is not in its frame."""

    words: tuple[float, float, float, float]
    before: float
    behind: float
    em: float
    trailing: bool = False
    frame: Frame | None = None
    mark: Mark = ""
    weight: float = 0.0
    drawn: bool = False

    def zone(self, offset: tuple[int, int]) -> tuple[int, int, int, int]:
        """Where its frame may be, in pixels of a picture that begins at `offset`."""
        left, top, right, bottom = self.words
        end = self.behind if self.trailing else left + 0.12 * self.em
        start = right if self.trailing else self.before
        return (round(start - offset[0]), round(top - 0.22 * self.em - offset[1]), round(end - offset[0]),
                round(bottom + 0.22 * self.em - offset[1]))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inks:
    """What is surely ink, without rules and with them, and what may be a pencil's or a red pen's, without seals."""

    clean: Mask
    whole: Mask
    faint: Mask

    def covered(self, frame: Frame) -> float:
        """The share of a frame's inside that is inked."""
        hole = frame.inside()
        part = self.faint[frame.y : frame.y + frame.h, frame.x : frame.x + frame.w]
        hole = hole[: part.shape[0], : part.shape[1]]
        return float(part[hole > 0].mean()) if hole.any() else 1.0

    def filled(self, spot: Spot) -> float:
        """The same for a spot's frame."""
        return self.covered(spot.frame) if spot.frame is not None else 1.0


def inks(pictures: Pictures, area: tuple[int, int, int, int], em: float) -> Inks:
    """The ink in an area. A shade on the paper, broader than any stroke, is none."""
    x0, y0, x1, y1 = area
    part, whole = pictures.clean[y0:y1, x0:x1], pictures.whole[y0:y1, x0:x1]
    paper = float(np.percentile(part, 85)) if part.size else 255.0
    sure = min(DARK + 20, paper - 60)
    side = max(3, round(_SHADE * em))
    shade = np.minimum(cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)).astype(np.float32), paper)
    faint = (part < np.maximum(shade, paper - _DARKEST) - FAINT).astype(np.uint8)
    if pictures.red is not None:
        red = pictures.red[y0:y1, x0:x1]
        faint = np.where((red > 0) & (part > 110), np.uint8(0), faint)
        faint = faint | _red_strokes(pictures.red, area)
    return Inks((part < sure).astype(np.uint8), (whole < sure).astype(np.uint8), np.asarray(faint, np.uint8))


def _red_strokes(red: Mask, area: tuple[int, int, int, int]) -> Mask:
    """Red that is no larger than marks are: a seal is, and all that is near it may be its words."""
    x0, y0, x1, y1 = area
    left, top = max(0, x0 - _MARGIN), max(0, y0 - _MARGIN)
    part = np.ascontiguousarray(red[top : y1 + _MARGIN, left : x1 + _MARGIN])
    whole = cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    seal = np.zeros(part.shape, np.uint8)
    for x, y, w, h, _ in stats[1 : min(count, 4000)].tolist():
        flat = w > _FLAT * h and h < 2 * _BROAD * red.shape[1]  # rings round words
        if max(w, h) > _LARGE * red.shape[1] and (min(w, h) > _BROAD * red.shape[1] or h > w) and not flat:
            seal[max(0, y - _NEAR) : y + h + _NEAR, max(0, x - _NEAR) : x + w + _NEAR] = 1
    strokes = (part > 0) & (seal == 0)
    return np.asarray(strokes[y0 - top : y1 - top, x0 - left : x1 - left], np.uint8)


def area(spots: Sequence[Spot], em: float, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    left, top = min(s.before for s in spots) - em, min(s.words[1] for s in spots) - _ROOM * em
    right, bottom = max(max(s.words[2], s.behind) for s in spots) + em, max(s.words[3] for s in spots) + _ROOM * em
    return max(0, round(left)), max(0, round(top)), min(shape[1], round(right)), min(shape[0], round(bottom))
