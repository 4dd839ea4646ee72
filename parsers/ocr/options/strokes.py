"""Tells which option a pen's ink marks: it is in an option's frame, touches it, is nearest to it, or goes round or through its
words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.ocr.checkboxes import TICKED, UNSURE, Mark
from parsers.ocr.options.frames import Frame, Mask
from parsers.ocr.options.spots import Spot

_SPECK, _STROKE = 0.24, 0.42
"""Heights of print up to which ink is a speck, and from which it is a stroke beside a frame."""
_LONG = 3.2
"""Heights of print from which a straight line is a crease or a rule, and no stroke of a mark."""
_DOTS = 0.18
"""Heights of print between the dots of a stroke: a pencil's on a page in black and white."""
_INSIDE = 0.03
"""Share of a frame's inside that a mark covers at least."""
_EDGE, _DEEP = 0.07, 0.2
"""Heights of print from a frame's inner edge in which there may be a shade of the frame; and the share of a mark's ink in the
frame that is further in."""
_SHARED = 0.45
"""Share of the most of its ink that a stroke must have in another frame to be that one's too."""
_NEARER = 0.3
"""By how many heights of print a stroke between two options must be nearer to one of them."""
_SMALL, _DARKER, _PERHAPS_DARKER = 0.66, 1.6, 1.35
"""Heights of print up to which a frame is small; and the ink of a ticked one, by that of an empty one."""
_LEAST_INK = 0.05
_FARTHEST, _SLIM, _MOST_PIECES = 1.1, 0.22, 400
_LARGE, _DARK = 0.6, 0.5
"""Heights of print from which a stroke is large, and the share of its ink that is dark where all of it is."""
_TIGHT, _ENDS, _SHIFTED = 0.5, 0.32, 0.15
"""Widths of a character from a frame to the words in which there is no room for a mark; and by which words may begin or end
elsewhere than their characters' places say, and be higher or lower."""
_BLOT, _LIGHT, _FULL = 0.62, 0.42, 0.85
"""Share of a frame's inside from which it is blotted out, if what is in the others is less than this."""


def without_print(print_: Sequence[tuple[float, float, float, float]], faint: Mask, offset: tuple[int, int]) -> Mask:
    """The ink without what was read."""
    left_over = faint.copy()
    for left, top, right, bottom in print_:
        x0, y0 = max(0, round(left - offset[0])), max(0, round(top - offset[1]))
        left_over[y0 : max(0, round(bottom - offset[1])), x0 : max(0, round(right - offset[0]))] = 0
    return left_over


def pens(spots: Sequence[Spot], bare: Mask) -> Mask:
    """The ink without frames."""
    strokes = bare.copy()
    for spot in spots:
        if spot.frame is not None:
            _draw(strokes, spot.frame, 0)
    return strokes


def _draw(mask: Mask, frame: Frame, value: int) -> None:
    """Draws a frame's ink, a pixel broader than it is."""
    edge = cv2.dilate(np.pad(frame.ink, 2), np.ones((3, 3), np.uint8))
    x, y = frame.x - 2, frame.y - 2
    x0, y0 = max(0, x), max(0, y)
    part = mask[y0 : y + edge.shape[0], x0 : x + edge.shape[1]]
    if part.size:
        part[edge[y0 - y : y0 - y + part.shape[0], x0 - x : x0 - x + part.shape[1]] > 0] = value


def without_lines(pens: Mask, faint: Mask, em: float) -> Mask:
    """The mask without what is on straight lines longer than any stroke of a mark."""
    long, thick = round(_LONG * em), cv2.dilate(faint, np.ones((3, 3), np.uint8))
    for kernel in (np.ones((1, long), np.uint8), np.ones((long, 1), np.uint8)):
        lines = cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel)
        slim = cv2.morphologyEx(lines, cv2.MORPH_OPEN, np.ones((round(0.4 * em),) * 2, np.uint8))
        pens = cv2.subtract(pens, cv2.subtract(lines, slim))
    return np.asarray(pens, np.uint8)


def inside(spots: Sequence[Spot], pens: Mask, offset: tuple[int, int], em: float) -> None:
    """Ticks the frames in which there are strokes; one that goes through two is of that which has more of it."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(pens, connectivity=8)
    large = {n for n in range(1, count) if max(stats[n, 2], stats[n, 3]) > _SPECK * em}
    covered: list[Counter[int]] = []
    for spot in spots:
        covered.append(Counter())
        if spot.frame is None:
            continue
        f = spot.frame
        part = labels[f.y : f.y + f.h, f.x : f.x + f.w]
        hole = f.inside()[: part.shape[0], : part.shape[1]]
        core = cv2.erode(hole, np.ones((3, 3), np.uint8), iterations=max(1, round(_EDGE * em)), borderValue=0)
        deep = Counter(part[core > 0].tolist())
        covered[-1] = Counter({n: c for n, c in Counter(part[hole > 0].tolist()).items() if n in large and deep[n] > _DEEP * c})
        spot.weight = sum(covered[-1].values()) / max(1, int(hole.sum()))
    most: Counter[int] = Counter()
    for counts in covered:
        for n, inked in counts.items():
            most[n] = max(most[n], inked)
    for spot, counts in zip(spots, covered, strict=True):
        if spot.frame is None:
            continue
        least = _INSIDE * max(1, int(spot.frame.inside().sum()))
        own = sum(inked for n, inked in counts.items() if inked >= _SHARED * most[n])
        spread = max((max(stats[n, 2], stats[n, 3]) for n in counts), default=0)
        if own >= least:
            spot.mark = TICKED if own >= 1.6 * least or spread > _STROKE * em else UNSURE
        elif not spot.mark and _dotted(spot.frame, pens, em):
            spot.mark = UNSURE


def _dotted(frame: Frame, pens: Mask, em: float) -> bool:
    """Whether dots within a frame are a line: a pencil's stroke on a page in black and white."""
    part = pens[max(0, frame.y) : frame.y + frame.h, max(0, frame.x) : frame.x + frame.w]
    dots = np.asarray(part * frame.inside()[: part.shape[0], : part.shape[1]], np.uint8)
    side = max(3, round(_DOTS * em))
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(dots, np.ones((side, side), np.uint8)), connectivity=8)
    return bool((stats[1:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_AREA].max(axis=1, initial=0) - side > _STROKE * em).any())


def darker(spots: Sequence[Spot], bare: Mask) -> None:
    """Ticks small frames round which there is more ink than round the lighter ones of the list: strokes within them are no longer
    than specks."""
    framed = [(spot, spot.frame) for spot in spots if spot.frame is not None and spot.frame.kind != "brackets"]
    if len(framed) < 2 or max(min(frame.w, frame.h) / spot.em for spot, frame in framed) > _SMALL:
        return
    wide, high = (max(getattr(frame, side) for _, frame in framed) // 2 + 2 for side in ("w", "h"))
    counts = []
    for _, frame in framed:
        x, y = frame.x + frame.w // 2, frame.y + frame.h // 2
        counts.append(int(bare[max(0, y - high) : y + high + 1, max(0, x - wide) : x + wide + 1].sum()))
    least = max(1, sorted(counts)[len(counts) // 3])
    for (spot, _), count in zip(framed, counts, strict=True):
        if not spot.mark and count > _PERHAPS_DARKER * least:
            spot.mark = TICKED if count > _DARKER * least and len(framed) > 2 else UNSURE


def beside(spots: Sequence[Spot], ink: Mask, dark: Mask, offset: tuple[int, int], em: float) -> None:
    """Gives each stroke that is in no frame to the option whose frame it touches, or that is nearest to it. `dark`: what is
    surely ink."""
    framed = ink.copy()
    for spot in spots:
        if spot.frame is not None:
            _draw(framed, spot.frame, 1)
    _, joined, _, _ = cv2.connectedComponentsWithStats(framed, connectivity=8)
    unsettled: list[tuple[int, int]] = []
    habit: set[bool] = set()
    far_off: list[Spot] = []
    for box, whole in _strokes(ink, joined, em):
        touched = [at for at, spot in enumerate(spots) if spot.frame is not None and _touches(spot.frame, joined, whole)]
        place = box[0] + offset[0], box[1] + offset[1], box[2] + offset[0], box[3] + offset[1]
        if any(_of_words(spot, place, offset, em) for spot in spots):
            continue
        near = sorted((far, at, behind) for at, spot in enumerate(spots) for far, behind in _distances(spot, place, offset, em))
        if max(box[2] - box[0], box[3] - box[1]) > _LONG * em:
            _mark([spots[at] for at in touched] or [spot for spot in spots if _along(spot, place, em)], UNSURE)
        elif touched:
            if not any(spots[at].mark for at in touched):
                _mark([spots[at] for at in touched], TICKED if len(touched) == 1 else UNSURE)
                habit.add(False)
        elif near and near[0][0] <= _FARTHEST * em:
            far, at, behind = near[0]
            rivals = {other for distance, other, _ in near[1:] if distance - far < _NEARER * em and other != at}
            if any(spots[other].mark == TICKED for other in (at, *rivals)):
                continue
            if rivals:
                unsettled.append((min(at, *rivals), max(at, *rivals)))
            else:
                spots[at].mark = TICKED
                spots[at].drawn = _drawn(box, ink, dark, em)
                habit.add(behind)
        elif near and not any(_at_words(spot, place, em) for spot in spots):
            far_off += [spots[near[0][1]], *(spots[at] for _, at, _ in near[1:2])]
    if not any(spot.mark for spot in spots):
        _mark(far_off, UNSURE)
    _settle(spots, unsettled, habit)


def _drawn(box: tuple[int, int, int, int], ink: Mask, dark: Mask, em: float) -> bool:
    """Whether a stroke is large, and most of its ink is dark."""
    part = np.s_[box[1] : box[3], box[0] : box[2]]
    return max(box[2] - box[0], box[3] - box[1]) > _LARGE * em and bool(dark[part].sum() > _DARK * ink[part].sum())


def _strokes(ink: Mask, joined: NDArray[Any], em: float) -> Iterator[tuple[tuple[int, int, int, int], int]]:
    """Pieces of ink as large as a mark's stroke: left, top, right, bottom, and the number that the piece has in `joined`."""
    count, pieces, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for n in range(1, min(count, _MOST_PIECES)):
        x, y, w, h, size = (int(v) for v in stats[n])
        slim = min(w, h) < _SLIM * em and max(w, h) <= _LONG * em
        if max(w, h) >= _STROKE * em and not slim and size >= _LEAST_INK * em * em:
            row, column = np.argwhere(pieces[y : y + h, x : x + w] == n)[0]
            yield (x, y, x + w, y + h), int(joined[y + row, x + column])


def _of_words(spot: Spot, box: tuple[int, int, int, int], offset: tuple[int, int], em: float) -> bool:
    """Whether a stroke is a part of an option's first or last character: the ends of words are only known about."""
    left, top, right, bottom = spot.words
    if spot.trailing or box[1] < top - _SHIFTED * em or box[3] > bottom + _SHIFTED * em:
        return False
    if spot.frame is not None:
        end = spot.frame.x + spot.frame.w + offset[0]
        if left - end < _TIGHT * em and box[0] >= end - 1 and box[2] <= left + _ENDS * em:
            return True
    return box[0] >= right - _SHIFTED * em and box[2] <= right + _ENDS * em


def _at_words(spot: Spot, box: tuple[int, int, int, int], em: float) -> bool:
    """Whether a stroke may be print of an option whose place is only known about."""
    left, _, right, _ = spot.words
    return not spot.trailing and box[2] > left - 0.6 * em and box[0] < right + 0.6 * em


def _along(spot: Spot, box: tuple[int, int, int, int], em: float) -> bool:
    """Whether a long stroke is over an option's words, and not only under them."""
    left, top, right, bottom = spot.words
    far = _STROKE * em
    over = box[1] < (top + bottom) / 2 and box[3] > top - far and (box[1] + box[3]) / 2 < bottom
    return not spot.trailing and box[0] < right and box[2] > left and over


def _mark(spots: Sequence[Spot], mark: Mark) -> None:
    for spot in spots:
        spot.mark = spot.mark or mark


def _settle(spots: Sequence[Spot], unsettled: Sequence[tuple[int, int]], habit: set[bool]) -> None:
    """Strokes between two options are on the side on which the others of the list are (True: behind their options)."""
    for first, last in unsettled:
        if len(habit) == 1:
            spots[first if True in habit else last].mark = TICKED
        else:
            spots[first].mark = spots[last].mark = UNSURE


def _touches(frame: Frame, labels: NDArray[Any], number: int) -> bool:
    """Whether a piece of ink goes over a frame's own."""
    part = labels[frame.y : frame.y + frame.h, frame.x : frame.x + frame.w]
    return bool((part[frame.ink[: part.shape[0], : part.shape[1]] > 0] == number).any())


def _distances(
    spot: Spot, box: tuple[int, int, int, int], offset: tuple[int, int], em: float
) -> list[tuple[float, bool]]:
    """How far a stroke is from a spot's frame, and from the end of its words, where it is at their height."""
    _, top, right, bottom = spot.words
    middle = (box[1] + box[3]) / 2
    if not top - 0.55 * em <= middle <= bottom + 0.45 * em:
        return []
    made = []
    if spot.frame is not None and not spot.trailing:
        left = spot.frame.x + offset[0]
        end = left + spot.frame.w
        if box[0] < end + 0.3 * em:
            made.append((max(0.0, left - box[2], box[0] - end), False))
    if not spot.trailing and (box[0] + box[2]) / 2 > right:
        made.append((max(0.0, box[0] - right), True))
    return made


def odd(spots: Sequence[Spot]) -> None:
    """Doubts a frame that is blotted out where the others are lightly ticked, as it may be what was corrected; and a stroke
    beside the only option there: nothing shows what is printed."""
    ticked = [spot for spot in spots if spot.mark == TICKED]
    if len([spot for spot in spots if not spot.trailing]) == 1 and ticked and not ticked[0].weight:
        ticked[0].mark = UNSURE
    light = [spot for spot in ticked if 0 < spot.weight < _LIGHT]
    for spot in ticked:
        if (light and spot.weight > _BLOT) or (spot.weight > _FULL and any(0 < o.weight < 0.8 * spot.weight for o in ticked)):
            spot.mark = UNSURE
