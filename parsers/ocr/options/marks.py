"""Turns the ink round printed options into one mark for each: what is neither the form's frames nor its words is a pen's, and
belongs to the option in whose frame, or nearest to which, it is."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from parsers.ocr.checkboxes import EMPTY, UNSURE
from parsers.ocr.options import strokes
from parsers.ocr.options.doubts import doubt_crossed, doubt_long, doubt_manners, doubt_overwritten, doubt_shapes, doubt_through
from parsers.ocr.options.frames import APART, Frame, Mask, as_far_apart, like, over_drawn, plain
from parsers.ocr.options.rings import ringed, round_two
from parsers.ocr.options.spots import Inks, Pictures, Spot, area, inks
from parsers.ocr.options.straight_lines import slanted
from parsers.ocr.options.struck_words import doubt_struck
from parsers.ocr.ruled_cells import Box

Area = tuple[float, float, float, float]
_BEYOND = 0.3
"""Widths of a character by which a ring may go beyond its cell."""
_SHIFTED, _FARTHEST = 0.12, 0.7
"""Heights of print by which words are higher or lower than their frame says, and by which they are other words."""


def judge(
    spots: Sequence[Spot], print_: Sequence[tuple[float, float, float, float]], pictures: Pictures, room: Box | None = None
) -> bool:
    """Sets the mark of each spot. `print_`: boxes of what was read, besides what may be a mark; `room`: the cell, outside which a
    stroke marks nothing in it. False where no frame was found at all: then nothing is set."""
    if not spots:
        return False
    em = float(np.median([spot.em for spot in spots]))
    place = area(spots, em, pictures.clean.shape)
    seen = inks(pictures, place, em)
    offset = place[0], place[1]
    if not _frames(spots, seen, offset, em):
        return False
    through = slanted(seen.faint, em)
    unprinted = _unless_framed(strokes.without_print(print_, seen.faint, offset), seen.faint, spots, offset)
    pens = strokes.pens(spots, strokes.without_lines(unprinted, seen.faint, em))
    pens[through > 0] = 0
    narrow = [box for box in print_ if not any(_meet(box, spot.words) for spot in spots)]
    words = _levelled(spots, offset, em)
    narrow += words
    rings = strokes.pens(spots, strokes.without_print(narrow, seen.faint, offset))
    printed = np.ones_like(rings) - strokes.without_print(narrow, np.ones_like(rings), offset)
    drawn = ringed(spots, words, _within(rings, room, offset, _BEYOND * em), printed, pens, offset)
    ringed_ = {id(spot) for spot in spots if spot.mark}
    pens = _within(pens, room, offset)
    strokes.inside(spots, pens, offset, em)
    strokes.beside(spots, pens, seen.clean, offset, em)
    strokes.darker(spots, strokes.without_lines(strokes.without_print(print_, seen.clean, offset), seen.faint, em))
    doubt_struck(spots, pictures, em, drawn, offset)
    strokes.odd(spots)
    rings[through > 0] = 0
    doubt_shapes(spots, _within(rings, room, offset), offset)
    dark = cv2.subtract(strokes.pens(spots, seen.clean), cv2.dilate(drawn, np.ones((3, 3), np.uint8)))
    doubt_overwritten(spots, dark, offset, em)
    doubt_crossed(spots, through, offset)
    for whole in (strokes.pens(spots, seen.clean | unprinted), cv2.subtract(rings, drawn)):
        doubt_long([spot for spot in spots if id(spot) not in ringed_], whole, em)
    single = [(spot, box) for spot, box in zip(spots, words, strict=True) if id(spot) not in ringed_]
    for spot in round_two(single, rings, printed, offset):
        spot.mark = UNSURE
    if room is not None:
        doubt_through(spots, pens, (room.y0 - offset[1], room.y1 - offset[1]), em)
    doubt_manners(spots)
    for spot in spots:
        if not spot.mark and not spot.trailing:
            spot.mark = UNSURE if spot.frame is None else EMPTY
    return True


def _levelled(spots: Sequence[Spot], offset: tuple[int, int], em: float) -> list[Area]:
    """The words of spots, as high beside their frames as most of the list are: the rows of a ring may have been taken for
    theirs."""
    lower = [None if spot.frame is None or spot.trailing else _below(spot, offset) for spot in spots]
    told = [far for far in lower if far is not None]
    usual = float(np.median(told)) if len(told) > 2 else min(told, key=abs, default=0.0)
    made: list[Area] = []
    for spot, far in zip(spots, lower, strict=True):
        off = 0.0 if far is None else usual - far
        left, top, right, bottom = spot.words
        off = off if _SHIFTED * em < abs(off) < _FARTHEST * em else 0.0
        made.append(made[-1] if spot.trailing and made else (left, top + off, right, bottom + off))
    return made


def _below(spot: Spot, offset: tuple[int, int]) -> float:
    """By how many pixels the middle of a spot's words is below that of its frame."""
    assert spot.frame is not None
    return (spot.words[1] + spot.words[3] - spot.frame.h) / 2 - spot.frame.y - offset[1]


def _unless_framed(unprinted: Mask, faint: Mask, spots: Sequence[Spot], offset: tuple[int, int]) -> Mask:
    """The ink without print, but all that is in frames: a mark in them may have been read as letters."""
    for spot in spots:
        if spot.frame is not None and not spot.trailing:
            f = spot.frame
            right = min(f.x + f.w, round(spot.words[0] - offset[0]))
            part = np.s_[max(0, f.y) : f.y + f.h, max(0, f.x) : max(0, right)]
            unprinted[part] = faint[part]
    return unprinted


def _within(pens: Mask, room: Box | None, offset: tuple[int, int], beyond: float = 0.0) -> Mask:
    if room is None:
        return pens
    inner = np.zeros_like(pens)
    rows = slice(max(0, round(room.y0 - beyond) - offset[1]), max(0, round(room.y1 + beyond) - offset[1]))
    columns = slice(max(0, round(room.x0 - beyond) - offset[0]), max(0, round(room.x1 + beyond) - offset[0]))
    inner[rows, columns] = pens[rows, columns]
    return inner


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether a box is on the line of another, and on a part of it."""
    return one[0] < other[2] and other[0] < one[2] and other[1] < (one[1] + one[3]) / 2 < other[3]


def _frames(spots: Sequence[Spot], seen: Inks, offset: tuple[int, int], em: float) -> bool:
    """Finds the frame of each spot: those that most of them have, and then the ones that look like these."""
    bare: set[int] = set()
    for ink in (seen.clean, seen.faint):
        for spot in spots:
            spot.frame = plain(ink, spot.zone(offset), em)
        bare = {id(spot) for spot in spots if spot.frame is not None}
        if bare:
            break
    for spot in spots:
        spot.frame = spot.frame or over_drawn(seen.whole, spot.zone(offset), em)
    _as_far_apart(spots, seen, offset, em)
    known = [spot for spot in spots if spot.frame is not None]
    if not known:
        return False
    alike = {id(spot): [other for other in known if _as_large(spot.frame, other.frame)] for spot in known}

    def weighed(group: Sequence[Spot]) -> tuple[int, bool, float]:
        return len([s for s in group if not s.trailing]), any(id(s) in bare for s in group), -min(map(seen.filled, group))

    most = max(alike.values(), key=weighed)
    model = min(most, key=seen.filled)
    for spot in spots:
        if not _as_large(spot.frame, model.frame):
            spot.frame = _found_again(spot, model, seen, offset, em)
    return True


def _as_far_apart(spots: Sequence[Spot], seen: Inks, offset: tuple[int, int], em: float) -> None:
    """Looks once more for brackets that are wider or narrower than those of the list are."""
    wide = [spot.frame.w for spot in spots if spot.frame is not None and spot.frame.kind == "brackets"]
    if len(wide) < 3:
        return
    usual = float(np.median(wide))
    for spot in spots:
        if spot.frame is not None and spot.frame.kind == "brackets" and abs(spot.frame.w - usual) > APART * usual:
            spot.frame = as_far_apart(seen.clean, spot.zone(offset), em, usual) or spot.frame


def _as_large(one: Frame | None, other: Frame | None) -> bool:
    """Whether two frames are of one kind and size; brackets are as far apart as what is in them."""
    if one is None or other is None or one.kind != other.kind:
        return False
    return (one.kind == "brackets" or abs(one.w - other.w) <= 0.3 * other.w) and abs(one.h - other.h) <= 0.3 * other.h


def _found_again(spot: Spot, model: Spot, seen: Inks, offset: tuple[int, int], em: float) -> Frame | None:
    """The frame of a spot that looks like another's; where it is blotted out, the place where it must be."""
    assert model.frame is not None
    zone = spot.zone(offset)
    margin = 0 if spot.trailing else round(0.3 * em)
    wide = (zone[0] - margin, zone[1] - 3, zone[2] + margin // 2, zone[3] + 3)
    made = like(seen.whole, wide, model.frame) or like(seen.faint, wide, model.frame)
    if made is not None or spot.trailing or model.trailing:
        return made
    x = round(spot.words[0] - (model.words[0] - (model.frame.x + offset[0])) - offset[0])
    y = round(spot.words[1] - (model.words[1] - (model.frame.y + offset[1])) - offset[1])
    there = model.frame.moved(max(0, x), max(0, y))
    return there if seen.covered(there) > 0.3 else None
