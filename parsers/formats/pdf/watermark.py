"""Tells the characters of a page's watermark from those of its text: words that lie aslant, that the file itself calls a
watermark, or that are pale or huge and printed across other words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

Char = dict[str, Any]

_ASLANT = 0.06
"""The slope beyond which a character lies aslant; a scanner's own recognition tilts by less."""
_HUGE = 1.8
"""Times the size of the page's text."""
_POSTER = 0.055
"""The share of the page's height beyond which letters are too tall for any word of a form."""
_PALE, _WHITE = 0.6, 0.99
"""Brightness from which on print is pale; white print stands on something dark."""
_ACROSS = 0.3
"""The share of the characters of dark, huge words that stand on other words when they are a watermark."""
_OFTEN = 4
_SIDE = 12.0
"""The width of the squares in which characters are looked up by their place."""


def aslant(matrix: Sequence[float]) -> bool:
    """True for the matrix of a character that is turned by anything but quarter turns."""
    a, b = abs(matrix[0]), abs(matrix[1])
    return (b if a > b else a) > _ASLANT * (a if a > b else b)


def without_watermark(chars: Sequence[Char], height: float) -> tuple[Sequence[Char], str]:
    """The characters of the page's own text in their order, and the words of the watermark. `chars` as glyphs.lighten makes
    them; `height`: the page's."""
    level = [char for char in chars if not char.get("watermark")]
    odd = set(map(id, _odd(level, _POSTER * height)))
    if len(level) == len(chars) and not odd:
        return chars, ""
    own = [char for char in level if id(char) not in odd]
    kept = set(map(id, own))
    return own, "".join(char["text"] for char in chars if id(char) not in kept)


def _odd(chars: Sequence[Char], poster: float) -> Iterator[Char]:
    """The characters, not aslant, that are a watermark's; those of `poster` size are."""
    size = _text_size(chars)
    runs = list(_runs(chars, size)) if any(_stands_out(char, size) for char in chars) else []
    if not runs:
        return
    often = Counter(_words(run) for run in runs)
    at = _Places(char for char in chars if not _stands_out(char, size))
    for run in runs:
        across = sum(map(at.covered, run)) / len(run)
        conspicuous = across > 0 or run[0]["size"] >= _HUGE * size or often[_words(run)] >= _OFTEN
        if run[0]["size"] >= poster or across >= _ACROSS or (conspicuous and pale(run[0].get("color"))):
            yield from run


def _text_size(chars: Sequence[Char]) -> float:
    sizes = Counter(round(char["size"]) for char in chars if not char["text"].isspace())
    return float(max(sizes, key=lambda size: (sizes[size], -size), default=10))


def _stands_out(char: Char, size: float) -> bool:
    return bool(char["size"] >= _HUGE * size or pale(char.get("color")))


def _runs(chars: Sequence[Char], size: float) -> Iterator[list[Char]]:
    """Characters that stand out, each list of one look, written one after another on one level."""
    for out, group in groupby(chars, key=lambda char: _stands_out(char, size)):
        if not out:
            continue
        run: list[Char] = []
        for char in group:
            if run and not _together(run[-1], char):
                yield run
                run = []
            run.append(char)
        yield run


def _together(before: Char, char: Char) -> bool:
    same = before["size"] == char["size"] and before.get("color") == char.get("color")
    return bool(same and abs(before["top"] - char["top"]) < 0.2 * char["size"] and char["x0"] - before["x1"] < 3 * char["size"])


def _words(run: Iterable[Char]) -> str:
    return "".join(char["text"] for char in run).strip()


def pale(color: Any) -> bool:
    """Whether print of this colour is pale, and not white."""
    light = brightness(color)
    return light is not None and _PALE <= light < _WHITE


def dark(color: Any) -> bool:
    """Whether print of this colour is darker than a pale one."""
    light = brightness(color)
    return light is not None and light < _PALE


def brightness(color: Any) -> float | None:
    """From 0 for black to 1 for white; `color` as pdfminer gives it (grey, RGB or CMYK, each 0 to 1). None where it is none."""
    parts = color if isinstance(color, tuple) else (color,)
    if len(parts) not in (1, 3, 4) or not all(isinstance(part, int | float) for part in parts):
        return None
    if len(parts) == 4:
        parts = tuple((1 - part) * (1 - parts[3]) for part in parts[:3])
    return float(sum(parts) / len(parts))


class _Places:
    """Where the characters of the text stand."""

    def __init__(self, chars: Iterable[Char]) -> None:
        self._squares: dict[tuple[int, int], list[Char]] = {}
        for char in chars:
            if not char["text"].isspace():
                self._squares.setdefault(self._square(char), []).append(char)

    @staticmethod
    def _square(char: Char) -> tuple[int, int]:
        return int((char["x0"] + char["x1"]) / 2 // _SIDE), int((char["top"] + char["bottom"]) / 2 // _SIDE)

    def covered(self, char: Char) -> bool:
        """Whether the middle of a character of the text stands on this one."""
        left, right = int(char["x0"] // _SIDE), int(char["x1"] // _SIDE)
        top, bottom = int(char["top"] // _SIDE), int(char["bottom"] // _SIDE)
        near = (c for x in range(left, right + 1) for y in range(top, bottom + 1) for c in self._squares.get((x, y), ()))
        return any(_on(char, other) for other in near)


def _on(char: Char, other: Char) -> bool:
    x, y = (other["x0"] + other["x1"]) / 2, (other["top"] + other["bottom"]) / 2
    return bool(char["x0"] < x < char["x1"] and char["top"] < y < char["bottom"])
