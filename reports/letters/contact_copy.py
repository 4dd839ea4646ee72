"""Turns an applicant's text into plain copies in which contacts are looked for: small letters and half-width signs, without what
is invisible, with figures for whatever stands for a figure; each character knows its place in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

_LOOKS_LIKE = dict(zip("аесорхуіѕԁոɡιο", "aecopxyisdngio", strict=True))
"""Letters of other scripts in the shape of Latin ones."""
_STOPS = {"∕": "/", "⁄": "/"} | dict.fromkeys("•‧⋅∙・ꞏ∘●", "·") | {"丶": "、"}
_PICTURES = (
    dict.fromkeys("❤♥♡💕💖💗💘💓💞💝🧡💛💚💙💜🖤", "信") | {"🐧": "企鹅"} | dict.fromkeys("☎📞📱☏", "电话") | {"➕": "+"}
    | {chr(0x1F1E6 + n): chr(97 + n) for n in range(26)}  # letters of flags
    | {chr(first + n): chr(97 + n) for first in (0x1F150, 0x1F170) for n in range(26)}  # white letters on black
)
"""Small pictures that are read as a word or a letter."""
_SPOKEN = str.maketrans("〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两", "00012345678911234567892")
_AMONG_FIGURES = re.compile(r"(?<![a-z])[oil\d](?:[ -]?[oil\d]){2,20}(?![a-z])")
_FIGURES = str.maketrans("oil", "011")


@dataclass(frozen=True, slots=True)
class Copy:
    """A text with plain small letters and half-width signs; the same as it was `written`, with capitals, "\0" for ornaments; for
    each of its characters the place in the text."""

    text: str
    written: str
    places: tuple[int, ...]

    def before(self, place: int) -> str:
        """What is written before a place, enough to see what it asks for."""
        return self.written[max(0, place - 12) : place]

    def after(self, place: int) -> str:
        """What is written from a place on."""
        return self.written[place : place + 6]


def copies(text: str) -> Iterator[Copy]:
    """The text with letters of other scripts for the Latin ones that they look like, and as it is, where that is another."""
    yield from dict.fromkeys((_plain(text, _LOOKS_LIKE), _plain(text, {})))


def in_figures(copy: Copy) -> Copy | None:
    """The copy with figures for Chinese numerals, and for the letters o, i and l among figures; None where it has none."""
    text = _AMONG_FIGURES.sub(_figures, copy.text.translate(_SPOKEN))
    return replace(copy, text=text) if text != copy.text else None


def _figures(match: re.Match[str]) -> str:
    return match[0].translate(_FIGURES) if re.search(r"\d", match[0]) else match[0]


def is_laid_over(char: str) -> bool:
    """Whether a character is invisible, or laid over the one before it."""
    return unicodedata.category(char) in ("Cf", "Mn", "Me")


def _plain(text: str, looks: Mapping[str, str]) -> Copy:
    """The plain copy of a text. `looks`: letter → the one that it looks like."""
    letters: list[str] = []
    written: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if is_laid_over(char):
            continue
        wide = _PICTURES.get(char) or unicodedata.normalize("NFKC", char)
        if not wide.isascii() and (figure := unicodedata.digit(char, -1)) >= 0:
            wide = str(figure)
        ornament = wide != char and not "！" <= char <= "～"
        for plain in wide.lower():
            letters.append(looks.get(plain, _STOPS.get(plain, plain)))
            written.append("\0" if ornament else wide if len(wide) == 1 else plain)
            places.append(place)
    return Copy("".join(letters), "".join(written), tuple(places))
