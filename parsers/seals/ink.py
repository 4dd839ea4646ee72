"""Tells whether there is ink that is not print beside the line that asks for a signature. Print stays within its line, is as high
as the label's and black; a pen goes beyond the line, or is blue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from parsers.model.seal import StampState
from parsers.seals.colour import SCALE, Mask, Sheet
from parsers.seals.ink_masks import DARK, going_on, grays, inks, outside

Box = tuple[int, int, int, int]

SIGN = re.compile(r"签\s*[字名章]\s*[)）]?\s*[:：;；]?")
_DATE_WORDS = re.compile(r"[0-9OoIl\s]{0,6}年")

_DATED = re.compile(r"[0-9OoIl\s]{0,8}年[^年月日]{0,6}月[^年月日]{0,6}日(?:[0-9OoIl\s./-]{4,})?\s*$")
_NUMBERS = re.compile(r"[0-9OoIl]{2,4}年[0-9OoIl]{1,3}月?[0-9OoIl]{1,3}日\s*$")
"""A date whose numbers were read between its signs."""
_LEAST_DATE, _BY_HAND = 6.5, 1.3
"""Characters that a date takes at least, and how much wider it is by hand than in print."""
_WIDEST_DATE, _DATE_GAP = 15.0, 1.2
"""Heights of print that a date takes at most, and of a gap within it."""
_OTHER_INK = 6.0
"""By how many levels blue is above red in another ink than that of the print."""
_FULL_WIDTH = str.maketrans("():", "（）：")
"""Signs that are read as narrow ones and printed as wide as a character."""
_ROOM = 4.0
"""Heights of print before a date in which somebody may sign."""
_BLUE_PRINT = 0.12
"""Share of a line's ink from which its print is blue."""
_INK_HEIGHT = 0.9
"""Height of a character's ink as a share of its width with the space beside it."""
_KEYWORDS = re.compile(r"[(（]?(?:单位)?(?:盖章|公章)[)）]?|意见\s*[:：]?")
_SQUARE = SCALE * SCALE
_OVER = 2.0
"""How many heights of print a pen may begin above the label's last characters."""
_TALL, _PRINT_HIGH = 2.2, 1.5
"""Heights of print from which a line is more than print, and the height that its print is then taken to have."""
_ZONE_MM = 95.0
_BEYOND_MM2, _BESIDE_NAME_MM2 = 1.3, 2.4
"""Square millimetres of ink above and below the line from which it is handwriting; and where a name was read."""
_NAME = re.compile(r"[\u4e00-\u9fff]\s*[\u4e00-\u9fff]")
_BLUE_MM2, _TYPED_MM2 = 0.5, 0.3
"""Square millimetres of blue ink from which a pen wrote; and up to which the end of a date is none of a blue pen's."""
_LABEL_INK = 0.03
"""Share of the label's place that is ink where its print is in sight."""
_TYPED = 0.1
"""Share of the blue ink on the later half of a date up to which the date is typed."""
_DOUBT_MM2 = 0.3
"""Square millimetres of ink above and below the line from which nobody can say that nothing was written."""
_PRINT_MM2 = 0.8
"""With fewer square millimetres of ink within the line nothing is written there."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line: its box in pixels of the sheet, and what was read."""

    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """The result: the state, the zone searched (left, top, right, bottom in pixels of the sheet), and why in Chinese."""

    state: StampState
    zone: Box
    note: str = ""


def signature(sheet: Sheet, line: Printed, others: Sequence[Printed]) -> Spot:
    """The ink beside the words that ask for a signature, which are in `line`. `others` are the lines round it that are certainly
    print."""
    top, bottom = band(sheet, line, others)
    tall = bottom - top
    begins, ends = _blank(line, tall)
    left = max(0, begins - round(_OVER * tall))
    zone = (left, max(0, round(top - 1.6 * tall)), min(sheet.red.shape[1], round(begins + _ZONE_MM * SCALE)),
            min(sheet.red.shape[0], round(bottom + 0.8 * tall)))  # fmt: skip
    if zone[2] - begins < 2 * tall or zone[3] <= zone[1]:
        return Spot(StampState.CANNOT_TELL, zone, "签字处不在页面内")
    dark, blue = inks(sheet, zone)
    weak = inks(sheet, zone, DARK)[0]
    blue_counts = sheet.coloured and not blue_print(sheet, line, tall)
    for other in others:
        for mask in (dark, blue, weak):
            wipe(mask, zone, other, tall)
    upper, lower = max(0, round(top - 0.14 * tall) - zone[1]), round(bottom + 0.16 * tall) - zone[1]
    dated = _date_on(line, tall)
    over = 0.0
    if dated is not None and dated > begins:  # a date by hand is no signature
        year = _with_year(weak | blue, max(0, dated - left), line.box[2] - left, tall)
        dated = year if year - (begins - left) > _ROOM * tall else max(0, dated - left)  # there is room to sign
        ends_at = max(0, line.box[2] + tall - left)
        late = slice((dated + ends_at) // 2, ends_at)
        red = cv2.dilate(sheet.red[zone[1] : zone[3], zone[0] : zone[2]], np.ones((3, 3), np.uint8))
        typed = blue[:, late].sum() < max(_TYPED_MM2 * _SQUARE, _TYPED * blue.sum())
        typed = typed and outside((dark & (1 - red))[:, late], tall, upper, lower) < _TYPED_MM2
        if typed and (numbers := _NUMBERS.search(line.text)):
            print_begins = line.box[2] - left - round((_width(numbers.group()) + 1) * tall / _INK_HEIGHT)
            beside = weak[:, dated : max(dated, print_begins)].sum() / _SQUARE
            over = max(beside, outside(dark[:, :ends_at], tall, upper, lower))
        for mask in (dark, weak) if typed else (dark, blue, weak):  # a pen's ink over a typed date stays
            mask[:, dated:ends_at] = 0
    blank = weak[:, begins - left :] if not sheet.coloured else dark[upper:lower, begins - left :]
    within = blank[:, : max(ends - begins, 2 * tall)].sum() / _SQUARE
    if not sheet.coloured:  # what goes on beyond the zone may be a seal
        dark &= 1 - going_on(weak)
    beyond = outside(dark, tall, upper, lower)
    if blue_counts and blue.sum() / _SQUARE > _BLUE_MM2:
        return Spot(StampState.SEEN, zone)
    if not sheet.coloured and not grays(sheet):
        return _perhaps(zone, within, "黑白扫描，无法区分签字与印刷")
    named = _NAME.search(_DATED.sub("", line.text[match.end() :])) if (match := SIGN.search(line.text)) else None
    if beyond > (_BESIDE_NAME_MM2 if named else _BEYOND_MM2):
        return Spot(StampState.SEEN, zone)
    if sheet.coloured and within > _PRINT_MM2 and _bluer(sheet, line, tall, dark, zone, begins):
        return Spot(StampState.SEEN, zone)
    if max(beyond, over) > _DOUBT_MM2 or (within <= _PRINT_MM2 and not _visible(sheet, line, tall)):
        return Spot(StampState.CANNOT_TELL, zone, "签字处有少量墨迹，无法辨认")
    return _perhaps(zone, within, "签字处似为打印的姓名")


def blue_print(sheet: Sheet, line: Printed, tall: int) -> bool:
    """Whether the line's own print is blue, as on a carbon copy: then blue ink is no pen's."""
    left, top, right, bottom = (max(0, v) for v in line.box)
    right = min(right, left + 4 * tall, sheet.red.shape[1])
    if bottom <= top or right <= left or top >= sheet.red.shape[0]:
        return False
    dark, blue = inks(sheet, (left, top, right, bottom))
    return bool(blue.sum() > _BLUE_PRINT * max(1, (dark | blue).sum()))


def _visible(sheet: Sheet, line: Printed, tall: int) -> bool:
    """Whether a pen would be seen on this page: its print is, and is not all of a blue pen's colour."""
    left, top, _, bottom = (max(0, v) for v in line.box)
    label = (left, top, left + 4 * tall, max(top + 1, bottom))
    ink = inks(sheet, label, 0 if sheet.coloured else DARK)[0]
    return bool(ink.size and ink.mean() > _LABEL_INK) and not (sheet.coloured and blue_print(sheet, line, tall))


def _bluer(sheet: Sheet, line: Printed, tall: int, dark: Mask, zone: Box, begins: int) -> bool:
    """Whether the ink of the zone from `begins` on is bluer than the print of the line's own label: another ink wrote it."""
    left, top, _, bottom = (max(0, v) for v in line.box)
    label = (left, top, max(left + 1, min(begins, left + 4 * tall)), max(top + 1, bottom))
    printed = _blueness(sheet, label, inks(sheet, label)[0])
    written = _blueness(sheet, (begins, *zone[1:]), dark[:, begins - zone[0] :])
    return printed is not None and written is not None and written - printed > _OTHER_INK


def _blueness(sheet: Sheet, zone: Box, ink: Mask) -> float | None:
    part = sheet.pixels[zone[1] : zone[3], zone[0] : zone[2]].astype(np.int16)
    if not ink.any() or ink.shape != part.shape[:2]:
        return None
    return float(np.median((part[:, :, 2] - part[:, :, 0])[ink > 0]))


def _date_on(line: Printed, tall: int) -> int | None:
    """Where the date at the end of the line begins at the latest, None without one: its characters as wide as by hand."""
    match = _DATED.search(line.text)
    if match is None:
        return None
    if not match.group().rstrip().endswith("日"):  # written behind the printed signs
        return round(line.box[2] - _WIDEST_DATE * tall)
    wide = max(_width(match.group().replace(" ", "")), _LEAST_DATE) * _BY_HAND * tall / _INK_HEIGHT
    return round(line.box[2] - wide)


def _with_year(ink: Mask, begins: int, ends: int, tall: int) -> int:
    """Where a date begins that goes on to the left of `begins` without a gap as wide as before a signature. Where it would become
    wider than any date, it is not it that goes on."""
    columns = np.flatnonzero(ink[:, :ends].any(axis=0))
    columns = columns[columns > ends - _WIDEST_DATE * tall]
    first = begins
    for at in columns[columns < begins][::-1]:
        if first - at > _DATE_GAP * tall:
            return first
        first = int(at)
    return begins if first <= ends - (_WIDEST_DATE - _DATE_GAP) * tall else first


def _perhaps(zone: Box, within: float, why: str) -> Spot:
    """The result for ink that may be print; where there is too little of it, that there is none."""
    return Spot(StampState.CANNOT_TELL, zone, why) if within > _PRINT_MM2 else Spot(StampState.NOT_SEEN, zone)


def wipe(mask: Mask, zone: Box, other: Printed, tall: int) -> None:
    """Removes a printed line from a mask: no further than its characters reach, because a pen may have been read as more of
    them."""
    left, up, right, down = other.box
    if down - up > _TALL * tall:  # something else was read as one line with it: the print is in the middle
        up, down = round((up + down - _PRINT_HIGH * tall) / 2), round((up + down + _PRINT_HIGH * tall) / 2)
    ends = [match.end() for match in _KEYWORDS.finditer(other.text)]
    if ends:
        printed = other.text[: ends[-1] + 1].translate(_FULL_WIDTH)
        right = min(right, left + round(_width(printed) * tall / _INK_HEIGHT))
    mask[max(0, up - zone[1]) : max(0, down - zone[1]), max(0, left - zone[0]) : max(0, right - zone[0])] = 0


def _width(text: str) -> float:
    """How wide a text is in characters; a Latin one is about half as wide."""
    return sum(1.0 if ord(char) > 0x2E7F else 0.55 for char in text)


def _blank(line: Printed, tall: int) -> tuple[int, int]:
    """Where the blank for the signature begins and where the date begins: by the share of characters before them, and the
    first no further than so many characters of the print's height reach, because a signature may have been read as some."""
    left, _, right, _ = line.box
    share = (right - left) / (_width(line.text) or 1.0)
    match = SIGN.search(line.text)
    before = _width(line.text[: match.end() if match else None])
    date = _DATE_WORDS.search(line.text, match.end() if match else 0)
    begins = left + min(before * share, before * tall / _INK_HEIGHT)
    ends = left + _width(line.text[: date.start()]) * share if date else begins + 40 * SCALE
    return round(begins), round(max(ends, begins))


def band(sheet: Sheet, line: Printed, others: Sequence[Printed]) -> tuple[int, int]:
    """The upper and lower edge of the label's own print, measured on its first characters: the line's box is as high as a
    pen stroke that was read as part of it."""
    heights = sorted(0.8 * (box[3] - box[1]) for box in (line.box, *(other.box for other in others)))
    usual = max(2 * SCALE, heights[(len(heights) - 1) // 3])  # boxes tend to be too high: a pen or a seal's words were included
    left, top, right, bottom = (max(0, v) for v in line.box)
    rows = sheet.dark[top:bottom, left : min(right, left + round(3.5 * usual))].sum(axis=1) > 0
    runs = [run for run in _runs(rows, round(0.4 * SCALE)) if run[1] - run[0] >= 0.67 * usual]
    if not runs:
        middle = (top + bottom) / 2
        return round(middle - usual / 2), round(middle + usual / 2)
    first, last = min(runs, key=lambda run: abs(run[1] - run[0] - usual))
    if last - first > 1.35 * usual:
        first = last - round(1.1 * usual)
    return top + first, top + last


def _runs(rows: Mask, gap: int) -> list[tuple[int, int]]:
    """Runs of inked rows, gaps of up to `gap` rows bridged."""
    runs: list[tuple[int, int]] = []
    for at in np.flatnonzero(rows):
        if runs and at - runs[-1][1] <= gap:
            runs[-1] = (runs[-1][0], int(at) + 1)
        else:
            runs.append((int(at), int(at) + 1))
    return runs


def box_on(box: Box, top: int, unit: float) -> Box:
    """A box in thousandths of the page's width as pixels of a sheet whose upper edge lies `top` thousandths down the page, with
    `unit` pixels a thousandth."""
    return round(box[0] * unit), round((box[1] - top) * unit), round(box[2] * unit), round((box[3] - top) * unit)
