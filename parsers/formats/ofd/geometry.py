"""Reads the numbers of OFD: boxes, matrices, steps between characters, paths. Lengths are millimetres, y runs downwards."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from parsers.formats.word.opc_package import attribute

MOST_STEPS = 20_000
"""Numbers of one attribute that are read: of steps between characters, of a path."""
_FARTHEST = 100_000.0
_COUNTS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


class Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, after: Matrix) -> Matrix:
        """First this, then `after`."""
        a, b, c, d, _, _ = after
        return Matrix(
            a * self.a + c * self.b, b * self.a + d * self.b, a * self.c + c * self.d, b * self.c + d * self.d,
            *after.at(self.e, self.f),
        )  # fmt: skip


class Box(NamedTuple):
    """Left, top, width, height."""

    x: float
    y: float
    width: float
    height: float


def numbers(text: str | None, most: int = MOST_STEPS) -> list[float]:
    """The numbers of an attribute; what is none is left out."""
    return [number for word in _words(text, most) if (number := _number(word)) is not None]


def _words(text: str | None, most: int = MOST_STEPS) -> list[str]:
    """The first words of an attribute, which may have millions."""
    return (text or "").split(None, most)[:most]


def _number(word: str) -> float | None:
    try:
        number = float(word)
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= _FARTHEST else None


def number_of(element: etree._Element, name: str, default: float) -> float:
    """One number of an element."""
    found = numbers(attribute(element, name), 1)
    return found[0] if found else default


def box_of(text: str | None) -> Box | None:
    """A box as it is written; None where it is none."""
    found = numbers(text, 4)
    return Box(*found) if len(found) == 4 and found[2] >= 0 and found[3] >= 0 else None


def placed(element: etree._Element, outer: Matrix) -> Matrix:
    """How the inside of an object comes to lie on the page: by its own matrix, then by where it is."""
    found = numbers(attribute(element, "CTM"), 6)
    inner = Matrix(*found) if len(found) == 6 else Matrix()
    box = box_of(attribute(element, "Boundary"))
    return inner.then(Matrix(e=box.x, f=box.y)).then(outer) if box else inner.then(outer)


def steps(text: str | None, most: int) -> list[float]:
    """The steps from character to character; "g 3 5" is three times 5."""
    words, at = _words(text), 0
    found: list[float] = []
    while at < len(words) and len(found) < most:
        if words[at] == "g" and at + 2 < len(words):
            times, step = _number(words[at + 1]), _number(words[at + 2])
            found += [step or 0.0] * min(most - len(found), max(0, int(times or 0)))
            at += 3
        else:
            found.append(_number(words[at]) or 0.0)
            at += 1
    return found


def path(data: str) -> Iterator[tuple[str, list[float]]]:
    """The moves of a path: "M", "L" and "B" with points, "C". A quadratic curve becomes a cubic one, an arc its chord."""
    words, at, here = _words(data), 0, [0.0, 0.0]
    while at < len(words):
        letter, at = words[at].upper(), at + 1
        count = _COUNTS.get(letter)
        if count is None:
            continue
        points = numbers(" ".join(words[at : at + count]))
        at += count
        if len(points) < count:
            return
        if letter == "Q":
            (x0, y0), (x1, y1, x2, y2) = here, points
            points = [(x0 + 2 * x1) / 3, (y0 + 2 * y1) / 3, (x2 + 2 * x1) / 3, (y2 + 2 * y1) / 3, x2, y2]
        here = points[-2:] or here
        yield {"Q": "B", "A": "L", "S": "M"}.get(letter, letter), points[-2:] if letter == "A" else points
