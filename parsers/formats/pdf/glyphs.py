"""Returns the characters of a PDF page as a person sees them: rotation, font, printed twice, struck out, cropped away."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from parsers.formats.pdf.outlines import boxes
from parsers.formats.pdf.sideways import turn
from parsers.formats.pdf.watermark import aslant
from parsers.model.document import UNREAD
from parsers.ticks import signs

_SAMPLES = 200
_MOST_STROKES = 2000
_ASIDE = 1.7
"""Points between two prints of one character that are one."""
_SPELLING = "LibreOffice"
_KEPT = ("x0", "x1", "top", "bottom", "size")

# Radicals that some fonts' tables give instead of the character, where Unicode itself knows no equivalence.
_RADICALS = str.maketrans(
    "⺠⺩⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⺟⻑⻖⻝⻗⻌⺻⺼",
    "民王虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟母長阝食雨辶聿肉",
)
# A private-use character of a text font is a glyph that was missing where the file was made: nobody can tell which.
_TEXT_FONT = re.compile(
    "dejavu|noto|liberation|droid|carlito|wenquan|uming|ukai|sim ?(?:sun|hei|fang|kai)|song|yahei|msyh|times|arial|helvetica|"
    "calibri|cambria|courier"
)
_FOLDED = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_BOLD = re.compile("bold|heavy|black|demi|sim ?hei|heiti|黑体", re.IGNORECASE)


def lighten(page: Any) -> Any:
    """Changes a pdfplumber page so that it computes of a character only what we use, a fifth of its work, and knows the text that
    its maker gave for single glyphs (ActualText): a font without the symbol has one empty box for ☑ and for □. Returns the
    page."""
    from pdfminer.layout import LTChar

    from parsers.formats.pdf.actual_text import Spelled

    page.__class__ = Spelled

    whole, height, left, above = page.process_object, float(page.height), float(page.mediabox[0]), float(page.mediabox[1])

    def process(item: Any) -> dict[str, Any]:
        if type(item) is not LTChar:
            made: dict[str, Any] = whole(item)
            return made
        name = item.fontname
        return {
            "object_type": "char", "text": item.get_text(), "fontname": name if isinstance(name, str) else repr(name),
            "x0": item.x0 + left, "x1": item.x1 + left, "top": height - item.y1 + above, "bottom": height - item.y0 + above,
            "size": item.size, "upright": item.upright and item.matrix[0] > 0, "matrix": item.matrix,
            "spelled": getattr(item, "spelled", False), "color": item.graphicstate.ncolor,
            "strong": getattr(item, "outlined", False) or _bold(name),
            "watermark": aslant(item.matrix) or getattr(item, "watermark", False),
        }  # fmt: skip

    page.process_object = process
    return page


def direction(page: Any) -> int:
    """The clockwise angle by which a pdfplumber page must be turned so that most of its text is upright: 0, 90, 180 or 270. Each
    letter counts once, for a watermark repeats its few."""
    chars = [char for char in page.chars if not char["watermark"]]
    sample = chars[:: max(1, len(chars) // _SAMPLES)]
    turns = Counter(turn for turn, text in {(turn(char), char["text"]) for char in sample} if not text.isspace())
    most = turns.most_common(1)
    return most[0][0] if most and most[0][1] > 0.6 * turns.total() else 0


def strokes(page: Any, cells: Sequence[Any]) -> list[tuple[float, float, float]]:
    """Level strokes as (y, x0, x1) that are not borders of a cell: underlines, and lines that strike something out."""
    borders: dict[int, list[tuple[float, float]]] = {}
    for x0, top, x1, bottom in cells:
        for y in (round(top), round(bottom)):
            borders.setdefault(y, []).append((x0, x1))
    level = [o for o in (*page.lines, *boxes(page)) if o["bottom"] - o["top"] < 1.6 and o["x1"] - o["x0"] > 3]
    strokes = [((o["top"] + o["bottom"]) / 2, float(o["x0"]), float(o["x1"])) for o in level[:_MOST_STROKES]]
    return [stroke for stroke in strokes if not _border(stroke, borders)]


def _border(stroke: tuple[float, float, float], borders: Mapping[int, Sequence[tuple[float, float]]]) -> bool:
    y, x0, x1 = stroke
    near = (cell for level in (round(y) - 1, round(y), round(y) + 1) for cell in borders.get(level, ()))
    return any(left < x1 and x0 < right for left, right in near)


def _struck(char: dict[str, Any], strokes: Sequence[tuple[float, float, float]]) -> bool:
    """True for a character with a line through its body; an underline runs below it."""
    height, middle = char["bottom"] - char["top"], (char["x0"] + char["x1"]) / 2
    low, high = char["top"] + 0.4 * height, char["top"] + 0.8 * height
    return any(low < y < high and x0 <= middle <= x1 for y, x0, x1 in strokes)


def characters(
    page: Any,
    chars: Sequence[dict[str, Any]],
    strokes: Sequence[tuple[float, float, float]],
    boxes: Sequence[tuple[float, float]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Upright characters as a person sees them, and those struck out: symbol fonts resolved, radicals folded. Dropped are the
    second print of a bold one, what is outside the shown part of the page, and the printed box under a field's own."""
    printed: dict[str, list[tuple[float, float]]] = {}
    kept: list[dict[str, Any]] = []
    struck: list[dict[str, Any]] = []
    cropped = tuple(page.cropbox) != tuple(page.mediabox)
    spelled = _spells(page) or any(char.get("spelled") and "\uf000" <= char["text"] <= "\uf0ff" for char in chars)
    for char in chars:
        text = _seen(char["text"], char["fontname"], spelled)
        if not text:
            continue
        if _twice(char, printed.setdefault(text, [])):
            continue
        if cropped and not _within(char, page.cropbox):
            continue
        if strokes and _struck(char, strokes):
            struck += [] if text.isspace() else [char]
            continue
        if boxes and text == signs.EMPTY and _beside(char, boxes):
            continue
        printed[text].append((char["x0"], char["top"]))
        place = {key: char[key] for key in _KEPT}
        kept.append({"text": text, "order": len(kept), "strong": char.get("strong", False), "font": char["fontname"], **place})
    return kept, struck


@lru_cache(maxsize=512)
def _bold(font: object) -> bool:
    """Whether a font is a bold one by its name."""
    return _BOLD.search(font if isinstance(font, str) else repr(font)) is not None


def _spells(page: Any) -> bool:
    """Whether the page's maker spells out every symbol that shares its glyph with another: what is not spelled out is alone."""
    return str(page.pdf.metadata.get("Producer", "")).startswith(_SPELLING)


def _twice(char: dict[str, Any], places: Sequence[tuple[float, float]]) -> bool:
    """Whether a character is printed a second time, by a little aside: bold print, or a shadow."""
    near = min(_ASIDE, 0.4 * (char["x1"] - char["x0"]))
    return any(abs(char["x0"] - x) < near and abs(char["top"] - y) < _ASIDE for x, y in places)


def _within(char: dict[str, Any], box: Sequence[float]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _beside(char: dict[str, Any], boxes: Sequence[tuple[float, float]]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(abs(bx - x) < char["size"] and abs(by - y) < char["size"] for bx, by in boxes)


@lru_cache(maxsize=8192)
def _seen(text: str, font: str, spelled: bool = False) -> str:
    """The text as shown. `spelled`: the page's maker told apart glyphs that look alike, so private-use characters are trusted."""
    font = font.rpartition("+")[2].lower().replace("-", " ").replace("regular", "").replace("mt", "").strip()
    if font in signs.FONTS and len(text) == 1 and not text.isspace() and (ord(text) < 0x100 or 0xF000 <= ord(text) <= 0xF0FF):
        text = signs.symbol(font, ord(text)) or text
    if spelled or not _TEXT_FONT.search(font):
        text = signs.private(text)
    if text.startswith("(cid:"):
        return UNREAD
    text = _FOLDED.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text.translate(_RADICALS))
    return signs.plain(text)
