"""Tells what is stamped and signed in each signed part of the pages. Every page is drawn once, and only the strip of it that
matters is searched."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
from PIL import Image

from parsers.model.document import Place
from parsers.model.seal import Stamp, StampKind, StampState
from parsers.seals.colour import PAGE_MM, SCALE, Pixels, Sheet, sheet
from parsers.seals.dates import ASKS, DATE, date
from parsers.seals.ink import SIGN, Printed, Spot, blue_print, box_on, signature
from parsers.seals.parts_sealed import Placed, owners, reach
from parsers.seals.red_shapes import faint, find, is_blue, state, without_blue
from parsers.seals.ring_text import words_on
from parsers.seals.seal_geometry import NAME_SEAL, Seal
from parsers.seals.signed_areas import Area, Box, Line

ReadLine = Callable[[Pixels], str]
"""One line of print on a picture → its words: the recognition engine, passed in."""

THUMBNAIL, _FACE, _TONES = 480, 240 * 240, 24
"""Pixels of a thumbnail's longer side, and of its area, and how many colours it has."""
_STRIP_MM = 30
_HALF_IN = 0.35
"""Share of a seal that may be inside a part without belonging to it."""
_PRINTED = ("盖章", "公章", "签字", "意见", "承诺", "审定", "审查")


@dataclass(frozen=True, slots=True)
class _Strip:
    """The strip of a page that is searched, and its seals. `top` is where it begins, in thousandths of the page's width."""

    page: int
    top: int
    sheet: Sheet
    seals: tuple[Seal, ...]
    picture: Pixels

    @property
    def unit(self) -> float:
        """Pixels of the sheet a thousandth of the page's width."""
        return float(self.sheet.red.shape[1] / 1000)

    def box(self, seal: Seal) -> Box:
        """A seal's box on the page."""
        return self.back(seal.box)

    def back(self, box: Box) -> Box:
        """A box in pixels of the sheet as one on the page."""
        left, up, right, down = (round(v / self.unit) for v in box)
        return left, up + self.top, right, down + self.top

    def placed(self, seal: Seal) -> Placed:
        """Where a seal is."""
        return Placed(self.page, self.box(seal), _personal(seal))


def detect_stamps(draw: Callable[[int], Pixels], areas: Sequence[Area], read_line: ReadLine | None = None) -> tuple[Stamp, ...]:
    """Seal, signature and date of each part. `draw` returns a page (from 1) upright and deskewed, RGB; `read_line` reads the
    words along a seal's ring where it is given."""
    strips = {page: _strip(page, draw(page), areas) for page in sorted({page for area in areas for page, _ in area.parts})}
    owned = _owned(strips, areas)
    again = {page for area in areas if not owned[area.key] for page, _ in area.parts if strips[page].seals}
    if again:  # a weak seal beside a strong one
        strips |= {page: _with_faint(strips[page]) for page in again}
        owned = _owned(strips, areas)
    return tuple(stamp for area in areas for stamp in (_seal(area, owned, strips, read_line), *_inked(area, strips)))


def _strip(page: int, picture: Pixels, areas: Sequence[Area]) -> _Strip:
    width = picture.shape[1]
    boxes = [box for area in areas for number, box in area.parts if number == page]
    margin = round(_STRIP_MM / PAGE_MM * 1000)
    top = max(0, min(box[1] for box in boxes) - margin)
    bottom = max(box[3] for box in boxes) + margin
    part = picture[round(top * width / 1000) : round(bottom * width / 1000)]
    seen = sheet(part, width // 2 if width > picture.shape[0] else width)  # a wide picture is two pages side by side
    seals = tuple(find(seen))
    return _Strip(page, top, without_blue(seen, seals), seals, part)


def _with_faint(strip: _Strip) -> _Strip:
    more = tuple(seal for seal in faint(strip.sheet, strip.seals) if not _personal(seal))
    return replace(strip, seals=strip.seals + more) if more else strip


# --- seals ----------------------------------------------------------------------------------------------------------

_Owned = dict[str, list[tuple[_Strip, Seal]]]


def _owned(strips: dict[int, _Strip], areas: Sequence[Area]) -> _Owned:
    """The seals of each part."""
    owned: _Owned = {area.key: [] for area in areas}
    seals = _all(strips)
    for one, part in zip(seals, owners([strip.placed(seal) for strip, seal in seals], areas), strict=True):
        if part is not None:
            owned[areas[part].key].append(one)
    return owned


def _all(strips: dict[int, _Strip]) -> list[tuple[_Strip, Seal]]:
    return [(strip, seal) for strip in strips.values() for seal in strip.seals]


def _seal(area: Area, owned: _Owned, strips: dict[int, _Strip], read_line: ReadLine | None) -> Stamp:
    mine = sorted(owned[area.key], key=lambda one: (_personal(one[1]), -one[1].score))
    if mine:
        strip, seal = mine[0]
        place = Place(page=strip.page, box=strip.box(seal))
        text = words_on(strip.sheet, strip.picture, seal, read_line) if read_line is not None else ""
        if _personal(seal):
            seal_state, note = StampState.CANNOT_TELL, "仅见方形印章，可能为人名章"
        else:
            seal_state, note = StampState.SEEN, "印章不是红色" if is_blue(strip.sheet, seal) else ""
        return Stamp(area.key, StampKind.SEAL, seal_state, place, note, text, _thumbnail(strip, place.box))
    where = Place(page=area.parts[0][0], box=area.parts[0][1]) if area.parts else Place()
    if any(state(strips[page].sheet, ()) == StampState.CANNOT_TELL for page, _ in area.parts):
        return Stamp(area.key, StampKind.SEAL, StampState.CANNOT_TELL, where, "扫描件该页为灰度或黑白，无法辨认红色印章")
    if _blue_copy(area, strips):
        return Stamp(area.key, StampKind.SEAL, StampState.CANNOT_TELL, where, "该页印刷为蓝色，无法辨认印章")
    if not area.whole:
        return Stamp(area.key, StampKind.SEAL, StampState.CANNOT_TELL, where, "该栏有页面未识别")
    near = any(reach(strip.placed(seal), area) >= _HALF_IN for strip, seal in _all(strips))
    if near or not area.parts:
        return Stamp(area.key, StampKind.SEAL, StampState.CANNOT_TELL, where, "印章位于两栏之间" if near else "未找到该栏")
    return Stamp(area.key, StampKind.SEAL, StampState.NOT_SEEN, where)


def _blue_copy(area: Area, strips: dict[int, _Strip]) -> bool:
    """Whether most lines of a part are blue: on a carbon copy a seal has the colour of the print."""
    lines = [(_printed(line, strips[line.page]), strips[line.page].sheet) for line in area.lines if line.page in strips]
    blue = sum(blue_print(seen, line, max(1, line.box[3] - line.box[1])) for line, seen in lines)
    return 2 * blue > len(lines)


def _personal(seal: Seal) -> bool:
    return seal.shape == "square" and 2 * max(seal.a, seal.b) / SCALE < NAME_SEAL


# --- ink ------------------------------------------------------------------------------------------------------------


def _inked(area: Area, strips: dict[int, _Strip]) -> Iterator[Stamp]:
    line = next((line for line in reversed(area.lines) if SIGN.search(line.text)), None)
    if line is None or line.page not in strips:
        where = Place(page=area.parts[0][0], box=area.parts[0][1]) if area.parts else Place()
        yield Stamp(area.key, StampKind.SIGNATURE, StampState.CANNOT_TELL, where, "未找到签字处")
        return
    strip = strips[line.page]
    others = [_printed(other, strip) for other in (*area.lines, *area.after) if _is_print(other, line)]
    spot = signature(strip.sheet, _printed(line, strip), others)
    place = Place(page=line.page, box=strip.back(spot.zone))
    named = [seal for seal in strip.seals if _personal(seal) and _meets(seal.box, spot.zone)]
    if named and spot.state != StampState.SEEN:
        spot = Spot(StampState.CANNOT_TELL, spot.zone, "签字处为印章")
    yield Stamp(area.key, StampKind.SIGNATURE, spot.state, place, spot.note, "", _thumbnail(strip, place.box))
    yield _dated(area, place, strips)


def _dated(area: Area, beside: Place, strips: dict[int, _Strip]) -> Stamp:
    """The date of a part: as it was read, or whether there is ink where the form asks for it. `beside`: the signature's place."""
    read = next((match for line in reversed(area.lines) if (match := DATE.search(line.text))), None)
    if read is not None:
        written = "".join(f"{part}{unit}" for part, unit in zip(read.groups(), "年月日", strict=True))
        return Stamp(area.key, StampKind.DATE, StampState.SEEN, beside, "", "".join(written.split()))
    line = next((line for line in reversed(area.lines) if ASKS.search(line.text) and line.page in strips), None)
    if line is None:
        return Stamp(area.key, StampKind.DATE, StampState.CANNOT_TELL, beside, "未找到日期处")
    strip = strips[line.page]
    others = [_printed(other, strip) for other in (*area.lines, *area.after) if _is_print(other, line)]
    spot = date(strip.sheet, _printed(line, strip), others)
    place = Place(page=line.page, box=strip.back(spot.zone))
    return Stamp(area.key, StampKind.DATE, spot.state, place, spot.note, "", _thumbnail(strip, place.box))


def _printed(line: Line, strip: _Strip) -> Printed:
    return Printed(box_on(line.box, strip.top, strip.unit), line.text)


def _is_print(other: Line, line: Line) -> bool:
    """Whether a line is certainly print: a signature that was read as a separate line is not."""
    if other is line or other.page != line.page:
        return False
    return len(other.text) > 8 or any(word in other.text for word in _PRINTED)


def _meets(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _thumbnail(strip: _Strip, box: Box | None) -> str:
    """A small picture of a place with its surroundings, as PNG in base64. It has fewer colours, because it is kept many times."""
    if box is None:
        return ""
    unit, margin = strip.picture.shape[1] / 1000, 20
    left, right = (round(v * unit) for v in (max(0, box[0] - margin), box[2] + margin))
    up, down = (round(max(0, v - strip.top) * unit) for v in (box[1] - margin, box[3] + margin))
    part = strip.picture[up:down, left:right]
    if min(part.shape[:2], default=0) < 4:
        return ""
    high, wide = part.shape[:2]
    share = min(1.0, THUMBNAIL / max(high, wide), math.sqrt(_FACE / (high * wide)))
    small: Pixels = cv2.resize(part, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    out = io.BytesIO()
    Image.fromarray(small).quantize(_TONES, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode()
