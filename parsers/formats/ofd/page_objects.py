"""Turns the layers of an OFD page into what stands on it, in order: glyphs, paths and pictures, each with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from parsers.formats.ofd.document import OfdPage, Resources
from parsers.formats.ofd.geometry import Matrix, box_of, number_of, numbers, path, placed, steps
from parsers.formats.ofd.package import KIND
from parsers.formats.word.opc_package import attribute, child, local
from parsers.model.file import TroubleKind, Unreadable
from parsers.ticks import signs

MOST_OBJECTS, MOST_GLYPHS, DEEPEST = 200_000, 600_000, 12
"""Of all pages of a file, and how deep drawings may lie in drawings."""
_SIZE, _WIDTH = 3.5, 0.353
"""Millimetres: of letters, and of a line, where the file does not say."""
_BLACK = (0.0, 0.0, 0.0)
Colour = tuple[float, float, float]


class Glyph(NamedTuple):
    """A character. `matrix`: from a square of one unit on its ground line, y upwards, to the page, y downwards. `hidden`: it can
    be selected, but not seen."""

    char: str
    matrix: Matrix
    hidden: bool


class Path(NamedTuple):
    """Lines on the page: moves as `geometry.path` gives them, millimetres."""

    moves: tuple[tuple[str, tuple[float, ...]], ...]
    width: float
    stroke: Colour | None
    fill: Colour | None


class Picture(NamedTuple):
    """A picture: the name of its part ("": its file is not there). `matrix`: from a square of one unit, y downwards, to the
    page."""

    part: str
    matrix: Matrix


Thing = Glyph | Path | Picture


class Counter:
    """Counts what all pages hold. Raises Unreadable: limit."""

    def __init__(self) -> None:
        self.objects = self.glyphs = 0

    def object(self) -> None:
        """One more object."""
        self.objects += 1
        if self.objects > MOST_OBJECTS:
            raise Unreadable(TroubleKind.LIMIT, f"{KIND}的图元过多")

    def glyph(self) -> None:
        """One more character."""
        self.glyphs += 1
        if self.glyphs > MOST_GLYPHS:
            raise Unreadable(TroubleKind.LIMIT, f"{KIND}的文字过多")


def things(page: OfdPage, counter: Counter) -> Iterator[Thing]:
    """All that stands on a page. Raises Unreadable: limit."""
    for layer in page.layers:
        inside = placed(layer, Matrix()) if local(layer) == "Appearance" else Matrix()
        yield from _in(layer, inside, page.resources, counter, 0)


def _in(parent: etree._Element, outer: Matrix, resources: Resources, counter: Counter, depth: int) -> Iterator[Thing]:
    if depth > DEEPEST:
        raise Unreadable(TroubleKind.LIMIT, f"{KIND}的嵌套层数过多")
    for element in parent.iterchildren(etree.Element):
        name = local(element)
        counter.object()
        if attribute(element, "Visible") == "false":
            continue
        if name in ("Layer", "PageBlock"):
            yield from _in(element, outer, resources, counter, depth + 1)
        elif name == "CompositeObject":
            drawing = child(resources.drawings.get(attribute(element, "ResourceID") or ""), "Content")
            if drawing is not None:
                yield from _in(drawing, placed(element, outer), resources, counter, depth + 1)
        elif draw := _DRAWN.get(name):
            yield from draw(element, outer, resources, counter)


# --- kinds of objects -----------------------------------------------------------------------------------------------


def _text(element: etree._Element, outer: Matrix, resources: Resources, counter: Counter) -> Iterator[Thing]:
    matrix, size = placed(element, outer), number_of(element, "Size", _SIZE)
    wide = size * number_of(element, "HScale", 1.0)
    unseen = attribute(element, "Fill") == "false" and attribute(element, "Stroke") != "true"
    font = resources.fonts.get(attribute(element, "Font") or "", "")
    hidden = attribute(element, "Alpha") == "0" or attribute(child(element, "FillColor"), "Alpha") == "0" or unseen
    x = y = 0.0
    for code in element.iterchildren("{*}TextCode"):
        text = code.text or ""
        text = text.strip() if "\n" in text else text
        x, y = number_of(code, "X", x), number_of(code, "Y", y)
        across, down = attribute(code, "DeltaX"), attribute(code, "DeltaY")
        right, below = steps(across, len(text)), steps(down, len(text))
        at_x, at_y = x, y
        for number, char in enumerate(text):
            counter.glyph()
            yield Glyph(_seen(char, font), Matrix(wide, 0, 0, -size, at_x, at_y).then(matrix), hidden)
            own = 0.0 if right or down is not None else _advance(char, wide)
            at_x += right[number] if number < len(right) else own
            at_y += below[number] if number < len(below) else 0.0


def _seen(char: str, font: str) -> str:
    """A character as it looks: those of symbol fonts, from which boxes to tick are set, have places of their own."""
    if not "\uf000" <= char <= "\uf0ff":
        return char
    shown = signs.symbol(font, ord(char)) or signs.private(char)
    return shown if len(shown) == 1 else char


def _advance(char: str, wide: float) -> float:
    """How far the next character is where the file does not say: Chinese ones are square, others half as wide."""
    return wide if unicodedata.east_asian_width(char) in "WFA" else wide / 2


def _path(element: etree._Element, outer: Matrix, resources: Resources, counter: Counter) -> Iterator[Thing]:
    data, matrix = child(element, "AbbreviatedData"), placed(element, outer)
    stroke = None if attribute(element, "Stroke") == "false" else _colour(child(element, "StrokeColor")) or _BLACK
    fill = (_colour(child(element, "FillColor")) or _BLACK) if attribute(element, "Fill") == "true" else None
    if data is None or (stroke is None and fill is None):
        return
    moves = []
    for letter, points in path(data.text or ""):
        counter.object()
        pairs = zip(points[::2], points[1::2], strict=False)
        moves.append((letter, tuple(v for x, y in pairs for v in matrix.at(x, y))))
    if moves and moves[0][0] == "M":
        yield Path(tuple(moves), max(0.0, number_of(element, "LineWidth", _WIDTH)), stroke, fill)


def _picture(element: etree._Element, outer: Matrix, resources: Resources, counter: Counter) -> Iterator[Thing]:
    matrix = placed(element, outer)
    box = box_of(attribute(element, "Boundary"))
    if len(numbers(attribute(element, "CTM"), 6)) != 6 and box is not None:
        matrix = Matrix(box.width, 0, 0, box.height).then(matrix)
    yield Picture(resources.pictures.get(attribute(element, "ResourceID") or "", ""), matrix)


def _colour(element: etree._Element | None) -> Colour | None:
    parts = [min(255.0, max(0.0, v)) / 255 for v in numbers(attribute(element, "Value"), 4)] if element is not None else []
    if len(parts) == 1:
        return parts[0], parts[0], parts[0]
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None


_DRAWN: Mapping[str, Callable[[etree._Element, Matrix, Resources, Counter], Iterator[Thing]]] = {
    "TextObject": _text, "PathObject": _path, "ImageObject": _picture,
}  # fmt: skip
