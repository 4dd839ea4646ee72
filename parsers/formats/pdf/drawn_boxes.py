"""Turns small squares drawn on a PDF page into the boxes to tick that a person sees, empty or ticked, as characters: office
programs draw a check box of the older kind as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from parsers.formats.pdf.outlines import boxes
from parsers.formats.pdf.watermark import dark
from parsers.ticks import signs

Drawn = dict[str, Any]

_LEAST, _MOST = 5.0, 20.0
"""Points that a box to tick is wide."""
_TOUCH = 1.5
_SQUARE = 0.2
_PART = 0.35
"""The share of its box that a stroke of a mark is long at least."""
_REACH = 2.5
"""How far a mark may reach out of its box, in sizes of it."""
_MARKS = frozenset("vVxX" + "".join(signs.SIGNS[kind] for kind in ("tick", "beside", "cross", "ticked box")))


def tick_boxes(page: Any, chars: Sequence[Drawn], fields: Sequence[tuple[float, float]]) -> tuple[list[Drawn], list[Drawn]]:
    """The drawn squares that are boxes to tick, each as a character ☐ or ☑ with what is `drawn` there, and the characters without
    those that are marks in them. `fields`: the centres of boxes that form fields have."""
    squares = [rect for rect in boxes(page) if _square(rect)]
    if not squares:
        return [], list(chars)
    alone = [rect for rect in _once(squares) if not any(_holds(rect, x, y) for x, y in fields) and not _in_a_row(rect, squares)]
    taken: set[int] = set()
    found: list[Drawn] = []
    for rect in alone:
        inside = [char for char in chars if _middle_in(rect, char) and not char["text"].isspace()]
        if any(char["text"] not in _MARKS for char in inside) or _ruled(rect, page.lines):
            continue
        taken.update(map(id, inside))
        ticked = bool(inside) or _filled(rect) or _marked(rect, page)
        drawn = [other for other in squares if _middle_in(rect, other)]
        found.append({**_place(rect), "text": signs.TICKED if ticked else signs.EMPTY, "drawn": drawn})
    return found, [char for char in chars if id(char) not in taken]


def _place(rect: Drawn) -> Drawn:
    return {key: rect[key] for key in ("x0", "x1", "top", "bottom")} | {"size": rect["bottom"] - rect["top"]}


def _square(rect: Drawn) -> bool:
    wide, high = rect["x1"] - rect["x0"], rect["bottom"] - rect["top"]
    seen = rect["stroke"] or _filled(rect)
    return bool(seen and _LEAST <= wide <= _MOST and abs(wide - high) <= _SQUARE * wide)


def _once(squares: Iterable[Drawn]) -> Iterator[Drawn]:
    """The outermost of squares that are drawn into one another."""
    kept: list[Drawn] = []
    for rect in sorted(squares, key=lambda rect: float(rect["x0"] - rect["x1"])):
        if not any(_middle_in(other, rect) for other in kept):
            kept.append(rect)
            yield rect


def _in_a_row(rect: Drawn, squares: Iterable[Drawn]) -> bool:
    """Whether another square touches this one: cells for the digits of a code."""
    level = (other for other in squares if abs(other["top"] - rect["top"]) < _TOUCH)
    return any(min(abs(o["x0"] - rect["x1"]), abs(o["x1"] - rect["x0"])) < _TOUCH for o in level)


def _ruled(rect: Drawn, lines: Sequence[Drawn]) -> bool:
    """Whether longer rules run along three of its sides: a cell of a table. One or two may be those of the cell it stands in."""
    sides = (("x0", "x1", "top", "bottom", "top"), ("x0", "x1", "top", "bottom", "bottom"),
             ("top", "bottom", "x0", "x1", "x0"), ("top", "bottom", "x0", "x1", "x1"))  # fmt: skip
    return sum(any(_along(rect, line, side) for line in lines) for side in sides) >= 3


def _along(rect: Drawn, line: Drawn, names: tuple[str, str, str, str, str]) -> bool:
    start, end, near, far, side = names
    longer = line[end] - line[start] > 1.5 * (rect[end] - rect[start])
    beside = abs(line[near] - rect[side]) < _TOUCH and line[far] - line[near] < _TOUCH
    return bool(longer and beside and line[start] - 1 < rect[start] and line[end] + 1 > rect[end])


def _filled(rect: Drawn) -> bool:
    return bool(rect["fill"] and dark(rect["non_stroking_color"]))


def _marked(rect: Drawn, page: Any) -> bool:
    """Whether strokes, a curve or a smaller dark box are drawn into it."""
    size = rect["x1"] - rect["x0"]
    inner = (other for other in page.rects if _filled(other) and other["x1"] - other["x0"] < (1 - _SQUARE) * size)
    return any(_mark_in(rect, thing, size) for thing in (*page.lines, *page.curves, *inner))


def _mark_in(rect: Drawn, thing: Drawn, size: float) -> bool:
    wide, high = thing["x1"] - thing["x0"], thing["bottom"] - thing["top"]
    return bool(min(wide, high) > _PART * size and max(wide, high) < _REACH * size and _middle_in(rect, thing))


def _middle_in(rect: Drawn, thing: Drawn) -> bool:
    return _holds(rect, (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2)


def _holds(rect: Drawn, x: float, y: float) -> bool:
    return bool(rect["x0"] < x < rect["x1"] and rect["top"] < y < rect["bottom"])
