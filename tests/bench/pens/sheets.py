"""Turns a seed into pages of printed option lists, marked by pens, and what is true of each list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.bench.pens import marks
from tests.bench.pens.hand import INKS, Hand, Pixels
from tests.bench.pens.marks import CHOOSING, CORRECTED, ODD, Place
from tests.parsers.ticks.pens import FONT_FILE
from tests.samples.make.forms import CATEGORIES, CONTENTS, FIELDS

WIDE, HIGH, EDGE, FREE = 1654, 2339, 120, 30
"""Pixels of a page at 200 dpi, its margin, and the blank between two lists."""
BOXES = ("□", "□", "□", "○", "（　）", "（  ）", "( )", "[ ]", "【　】")
TICKED = {"□": "■", "○": "●", "（　）": "（√）", "（  ）": "（√）", "( )": "(√)", "[ ]": "[√]", "【　】": "【√】"}
FONTS = tuple(f for f in (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
) if Path(f).exists()) or (str(FONT_FILE),)  # fmt: skip
CLEAN = ("clean", "clean", "specks", "crease", "seal", "underlined", "shine through", "note beside", "punched", "smear")
PRINTED = "printed"
KINDS = (*CHOOSING, *CHOOSING, *CORRECTED, *ODD, *CLEAN, *([PRINTED] * 6), "two inks", "many")
LISTS: tuple[tuple[str, ...], ...] = (FIELDS, FIELDS, CONTENTS, *(tuple(c.values()) for c in CATEGORIES.values() if len(c) > 1))


@dataclass(frozen=True)
class Listed:
    """A list on a page: its options, those meant, how it was marked, and the rows of pixels that it takes. `sure`: whether what
    is meant may be said without a doubt."""

    options: tuple[str, ...]
    meant: tuple[str, ...]
    kind: str
    look: str
    rows: tuple[float, float]
    left: float
    sure: bool = True


@cache
def _font(size: int, file: str) -> ImageFont.FreeTypeFont:
    index = 2 if "CJK" in file else 0  # Simplified Chinese
    return ImageFont.truetype(file, size, index=index)


def pages(
    seed: int, count: int, fonts: tuple[str, ...] = FONTS, of: tuple[str, ...] = KINDS
) -> list[tuple[Pixels, list[Listed]]]:
    """Pages with `count` lists in all, printed in these fonts; each of these kinds comes once before one comes again."""
    rng = Random(f"pens {seed}")
    kinds: list[str] = []
    while len(kinds) < count:
        kinds += rng.sample(of, len(of))
    made: list[tuple[Pixels, list[Listed]]] = []
    left = kinds[:count]
    while left:
        page, lists = _page(rng, left, fonts)
        made.append((page, lists))
        left = left[len(lists) :]
    return made


def _page(rng: Random, kinds: list[str], fonts: tuple[str, ...]) -> tuple[Pixels, list[Listed]]:
    sheet = Image.new("RGB", (WIDE, HIGH), "white")
    file, size = rng.choice(fonts), rng.choice((24, 27, 29, 33))
    page: Pixels | None = None
    lists: list[Listed] = []
    top = 110.0
    pen, thick = rng.choice(list(INKS)), 0.0
    for kind in kinds[:7]:
        options = rng.choice(LISTS)
        if kind in ("two inks", "many") or "words" in kind:
            options = FIELDS
        layout = _laid_out(sheet, top, rng, options, (file, size), kind)
        if layout is None:
            break
        places, printed, look, end, framed = layout
        page = np.array(sheet) if page is None else np.minimum(page, np.array(sheet))
        if rng.random() < 0.5:
            pen, thick = rng.choice(list(INKS)), rng.choice((0.0, 2.0, 6.5))
        meant, sure = _marked(page, places, kind, rng, (pen, thick), options)
        _soiled(page, places, kind, rng, (top, end), size)
        meant = printed if kind == PRINTED else meant
        lists.append(Listed(options, meant, kind, f"{look} {pen}", (top, end), EDGE + (200 if framed else 0), sure))
        top = end + FREE + rng.choice((20, 60))
    assert page is not None
    return page, lists


def _laid_out(
    sheet: Image.Image, top: float, rng: Random, options: tuple[str, ...], look: tuple[str, int], kind: str
) -> tuple[list[Place], tuple[str, ...], str, float, bool] | None:
    """Prints a list: where its options are, which are printed as ticked, how it looks, where it ends, and if it is in a cell."""
    file, size = look
    box, face, draw = rng.choice(BOXES), _font(size, file), ImageDraw.Draw(sheet)
    short = max(map(len, options)) <= 10
    style = rng.choice(("flow", "flow", "column", "grid 2", "grid 3")) if short else "column"
    framed, leading = rng.random() < 0.75, rng.choice((1.3, 1.5, 1.9))
    ticked = rng.sample(range(len(options)), rng.choice((1, 1, 2)) if len(options) > 2 else 1) if kind == PRINTED else []
    left, right = EDGE + (230.0 if framed else 20.0), WIDE - EDGE - 20.0
    label = "合作领域"
    if not framed:
        draw.text((left, top + 16), f"{label}：", font=face, fill=(25, 25, 25))
        left += face.getlength(f"{label}： ")
    gap = size * (2.0 if kind in ("tick behind", "between two") else rng.choice((0.3, 1.0, 1.6)))
    columns = {"grid 2": 2, "grid 3": 3, "column": 1}.get(style, 0)
    x, y, places = left, top + 16, []
    blank = rng.choice(("", "", " "))
    numbered, over = rng.random() < 0.12, box == "□" and rng.random() < 0.7
    for n, words in enumerate(options):
        sign = TICKED[box] if n in ticked and not over else box
        said = f"{n + 1}.{words}" if numbered else words
        wide = face.getlength(sign + blank + said)
        if columns:
            x = left + (n % columns) * (right - left) / columns
            y += leading * size if n and n % columns == 0 else 0
        elif x > left and x + wide > right:
            x, y = left, y + leading * size
        draw.text((x, y), sign, font=face, fill=(25, 25, 25))
        if n in ticked and over:
            draw.text((x + 0.08 * size, y), "√", font=_font(round(0.9 * size), file), fill=(25, 25, 25))
        first = x + face.getlength(sign + blank)
        frame, start, room = draw.textbbox((x, y), sign, font=face), first, int((right - first) // size)
        while said:
            piece, said = said[:room], said[room:]
            draw.text((first, y), piece, font=face, fill=(25, 25, 25))
            end = first + face.getlength(piece)
            if len(places) == n:
                places.append(Place(frame, (start, y + 0.12 * size, end, y + 1.12 * size), size))
            if said:
                first, y = left, y + leading * size
                room = int((right - left) // size)
        x = end + gap
    end = y + 1.5 * size + 14
    if end > HIGH - 110:
        ImageDraw.Draw(sheet).rectangle((0, top - 2, WIDE, HIGH), fill="white")
        return None
    if framed:
        for at in (EDGE, EDGE + 200, WIDE - EDGE):
            draw.line((at, top, at, end), fill=(30, 30, 30), width=2)
        for level in (top, end):
            draw.line((EDGE, level, WIDE - EDGE, level), fill=(30, 30, 30), width=2)
        draw.text((EDGE + 30, (top + end) / 2 - size / 2), label, font=face, fill=(25, 25, 25))
    return places, tuple(options[n] for n in sorted(ticked)), f"{style} {box} {size}{' framed' if framed else ''}", end, framed


def _marked(
    page: Pixels, places: list[Place], kind: str, rng: Random, pen: tuple[str, float], options: tuple[str, ...]
) -> tuple[tuple[str, ...], bool]:
    """Marks a list: the options meant, and whether that may be said without a doubt."""
    hand = Hand(page, pen[0], rng, pen[1])
    numbers = list(range(len(places)))
    rng.shuffle(numbers)
    if kind in CHOOSING or kind in ("two inks", "many"):
        several = 1 if len(places) < 3 else 3 if kind == "many" else 2 if kind == "two inks" else rng.choice((1, 1, 2, 3))
        chosen = sorted(numbers[:several])
        for at in chosen:
            marks.choose(hand, kind if kind in CHOOSING else rng.choice(("tick in", "tick over")), places[at])
            if kind == "two inks":
                hand.lift()
                hand = Hand(page, rng.choice(list(INKS)), rng)
        hand.lift()
        return tuple(options[n] for n in chosen), True
    if kind in CORRECTED:
        wrong, right = numbers[:2]
        marks.choose(hand, rng.choice(("tick in", "tick over")), places[wrong])
        hand.lift()
        hand = Hand(page, pen[0] if rng.random() < 0.5 else rng.choice(list(INKS)), rng)
        marks.undo(hand, kind, places[wrong])
        marks.choose(hand, rng.choice(("tick in", "tick over")), places[right])
        hand.lift()
        return (options[right],), False
    if kind in ODD:
        at = next((n for n in numbers if n + 1 < len(places) and places[n + 1].box[1] == places[n].box[1]), None)
        beside = None if at is None else places[at + 1]
        marks.odd(hand, kind, places[numbers[0] if at is None else at], beside)
        hand.lift()
        return ("?",), False
    return (), True


def _soiled(page: Pixels, places: list[Place], kind: str, rng: Random, rows: tuple[float, float], size: int) -> None:
    """What is on a list and no mark."""
    place = rng.choice(places)
    x, y = (place.box[0] + place.box[2]) / 2, (place.box[1] + place.box[3]) / 2
    top, end = round(rows[0]), round(rows[1])
    if kind == "specks":
        for _ in range(80):
            centre = rng.randrange(EDGE + 200, WIDE - EDGE), rng.randrange(top, end)
            cv2.circle(page, centre, rng.choice((0, 1, 1, 2)), (70,) * 3, -1, cv2.LINE_AA)
    elif kind == "crease":
        grey = (rng.randrange(120, 190),) * 3
        cv2.line(page, (round(x - 15), max(0, top - 60)), (round(x + 15), end + 60), grey, 2, cv2.LINE_AA)
    elif kind == "seal":
        layer = np.full_like(page, 255)
        centre = round(x + rng.uniform(-150, 150)), round(y)
        cv2.circle(layer, centre, 155, (214, 40, 48), 8, cv2.LINE_AA)
        cv2.circle(layer, centre, 25, (214, 40, 48), -1, cv2.LINE_AA)
        page[:] = np.minimum(page, layer)
    elif kind == "underlined":
        level = round(place.words[3] + 0.12 * size)
        cv2.line(page, (round(place.words[0]), level), (round(place.words[2]), level + 2), (40, 40, 90), 3, cv2.LINE_AA)
    elif kind == "shine through":
        behind = Image.new("L", (WIDE, HIGH), 255)
        face = _font(size + 2, FONTS[0])
        for n in range(3):
            at = EDGE + 220, top + 5 + n * 44
            ImageDraw.Draw(behind).text(at, "主办承办国际或区域性科技交流与合作大会论坛", font=face, fill=205)
        mirrored = cv2.GaussianBlur(np.array(behind)[:, ::-1], (0, 0), 2.0)
        page[:] = np.minimum(page, mirrored[:, :, None])
    elif kind == "note beside":
        hand = Hand(page, "blue ball", rng, 2.5)
        left = WIDE - EDGE + 30
        for n in range(4):
            hand.stroke((left + n * 18, y - 10), (left + n * 18 + 8, y + rng.uniform(-9, 9)), (left + n * 18 + 14, y + 10))
        hand.lift()
    elif kind == "punched":
        cv2.circle(page, (50, round(y)), 24, (60, 60, 60), -1, cv2.LINE_AA)
    elif kind == "smear":
        spot = np.zeros(page.shape[:2], np.float32)
        cv2.ellipse(spot, (round(x), round(y)), (120, 45), rng.uniform(0, 90), 0, 360, 60.0, -1)
        page[:] = np.clip(page - cv2.GaussianBlur(spot, (0, 0), 18)[:, :, None], 0, 255).astype(np.uint8)
