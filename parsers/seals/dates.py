"""Tells whether somebody wrote a date in the line that asks for one. The blank form prints 年 月 日 with room between; whatever
else stands there is a date, by a pen or a printer."""

from __future__ import annotations

import re
from collections.abc import Sequence

import cv2

from parsers.model.seal import StampState
from parsers.seals.colour import SCALE, Mask, Sheet
from parsers.seals.ink import Printed, Spot, band, blue_print, wipe
from parsers.seals.ink_masks import grays, inks, outside

DATE = re.compile(r"((?:19|20)\s*[0-9OoIl]{2})\s*年\s*([0-9OoIl]{1,2})\s*月\s*([0-9OoIl]{1,2})\s*日?")
ASKS = re.compile(r"年([^年月日]*)月([^年月日]*)日\s*$")
"""The end of a line that asks for a date, with what is written between its signs."""

_SIGNS, _EMS = 3, 6.5
"""The signs that the form prints, and their whole width in characters: a year's last digits would be within it."""
_SIGN = 0.6
"""Share of the print's height from which a piece of ink is a separate sign."""
_BEYOND_MM2, _BLUE_MM2 = 1.2, 0.8
"""Square millimetres of ink above and below the line, and of blue ink, from which it is handwriting."""
_SQUARE = SCALE * SCALE


def date(sheet: Sheet, line: Printed, others: Sequence[Printed]) -> Spot:
    """What is written where `line` asks for a date (its text has `ASKS`); `others` are lines round it that are certainly
    print."""
    top, bottom = band(sheet, line, others)
    tall = max(bottom - top, round(2 * SCALE))
    right = min(sheet.red.shape[1], line.box[2] + tall // 3)
    zone = (max(0, line.box[0], round(line.box[2] - _EMS * tall / 0.9)), max(0, round(top - 1.6 * tall)), right,
            min(sheet.red.shape[0], bottom + round(0.8 * tall)))  # fmt: skip
    asks = ASKS.search(line.text)
    if asks is None or zone[2] - zone[0] < 2 * tall or zone[3] <= zone[1]:
        return Spot(StampState.CANNOT_TELL, zone, "未找到日期处")
    if any(char.isalnum() for char in asks[1] + asks[2]):
        return Spot(StampState.SEEN, zone, "手写日期，未能辨认")
    dark, blue = inks(sheet, zone)
    for other in others:
        for mask in (dark, blue):
            wipe(mask, zone, other, tall)
    if sheet.coloured and blue.sum() / _SQUARE > _BLUE_MM2 and not blue_print(sheet, line, tall):
        return Spot(StampState.SEEN, zone)
    upper, lower = max(0, round(top - 0.14 * tall) - zone[1]), round(bottom + 0.16 * tall) - zone[1]
    signs, beyond = _signs(dark[upper:lower], tall), outside(dark, tall, upper, lower)
    if signs <= _SIGNS and beyond < _BEYOND_MM2:
        return Spot(StampState.NOT_SEEN, zone)
    if beyond >= _BEYOND_MM2 and (sheet.coloured or grays(sheet)):
        return Spot(StampState.SEEN, zone)
    why = "日期处墨迹无法辨认" if sheet.coloured else "扫描件该页为灰度或黑白，无法区分日期与印章"
    return Spot(StampState.CANNOT_TELL, zone, why)


def _signs(row: Mask, tall: int) -> int:
    """Counts signs side by side in a row of ink: those further apart than the gaps within a character."""
    gap = max(3, round(0.22 * tall)) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (gap, row.shape[0] | 1))
    joined = cv2.morphologyEx(row, cv2.MORPH_CLOSE, kernel)
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    return sum(high >= _SIGN * tall for _, _, _, high, _ in stats[1:count].tolist())
