"""Turns words printed sideways or upside down on an upright page into lines: labels of a narrow column, or a watermark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from parsers.formats.pdf.watermark import pale

Char = dict[str, Any]

_OFTEN = 4
_MARGIN = 0.08
"""The share of the page's width in which sideways words are a binding line or a running head."""


@dataclass(frozen=True, slots=True)
class Sideways:
    """Words in the order written, and their box."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float


def turn(char: Char) -> int:
    """The quarter turns, in degrees, that set a character upright."""
    matrix = char.get("matrix")
    a, b = (matrix[0], matrix[1]) if matrix else (1, 0)
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 180
    return 90 if b > 0 else 270


def sideways(chars: Iterable[Char], width: float) -> list[Sideways]:
    """The lines of characters that are not upright, without watermarks and what stands in the page's margins."""
    runs = [run for run in _runs(chars) if not all(char["text"].isspace() for char in run)]
    often = Counter(_text(run) for run in runs)
    lines = (_line(run) for run in runs if not pale(run[0].get("color")) and often[_text(run)] < _OFTEN)
    return [line for line in lines if _MARGIN * width < (line.x0 + line.x1) / 2 < (1 - _MARGIN) * width]


def _runs(chars: Iterable[Char]) -> Iterator[list[Char]]:
    run: list[Char] = []
    for char in chars:
        if run and not _together(run[-1], char):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _together(before: Char, char: Char) -> bool:
    reach = 2 * max(_long(before), _long(char))
    apart = max(abs(before["x0"] - char["x0"]), abs(before["top"] - char["top"]))
    return bool(turn(before) == turn(char) and apart < reach)


def _long(char: Char) -> float:
    return float(max(char["x1"] - char["x0"], char["bottom"] - char["top"]))


def _text(run: Sequence[Char]) -> str:
    return "".join(char["text"] for char in run).strip()


def _line(run: Sequence[Char]) -> Sideways:
    x0, top = min(char["x0"] for char in run), min(char["top"] for char in run)
    x1, bottom = max(char["x1"] for char in run), max(char["bottom"] for char in run)
    return Sideways(_text(run), x0, top, x1, bottom, max(map(_long, run)))
