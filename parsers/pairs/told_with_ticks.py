"""Turns an answer in which prose stands round lines of boxes to tick into its text, with the ticked words in place of these
lines."""

from __future__ import annotations

import re

from parsers.pairs.label_weights import BLANKS, COLONS
from parsers.pairs.tick_options import Ticks, has_marks, ticks
from parsers.ticks import signs

_OTHER = ("其他", "其它", "Other")
_SENTENCE = re.compile(r"[。；;！!]")
_LONG = 30
"""Characters from which a line without a full stop is prose as well."""
_BEGINS = re.compile(rf"^(?P<intro>[^{signs.EMPTY}{signs.TICKED}{signs.CIRCLES}{signs.TICKS}]*[{COLONS}])")


def told_with_ticks(text: str) -> tuple[str, tuple[str, ...], bool] | None:
    """The text, its options and whether a mark in it is unsure; None where nothing but boxes is there, or none."""
    lines = [line for line in text.split("\n") if line.strip(BLANKS)]
    if len(lines) < 2 or not has_marks(text):
        return None
    offered = [ticks(line) if has_marks(line) else None for line in lines]
    prose = [ticked is None and _prose(line) for line, ticked in zip(lines, offered, strict=True)]
    if not any(prose) or not any(offered) or _explains(offered, prose):
        return None
    told = (_told(line, ticked) for line, ticked in zip(lines, offered, strict=True))
    options = tuple(option for ticked in offered if ticked for option in ticked.options)
    return "\n".join(filter(None, told)), options, any(ticked.unsure for ticked in offered if ticked)


def _prose(line: str) -> bool:
    words = line.strip(BLANKS)
    return len(words) >= _LONG or (len(words) >= 8 and _SENTENCE.search(words) is not None)


def _explains(offered: list[Ticks | None], prose: list[bool]) -> bool:
    """Whether the only prose follows a ticked 其他：it is what was written for that option."""
    first = next(n for n, said in enumerate(prose) if said)
    before = offered[first - 1] if first else None
    return before is not None and any(option.startswith(_OTHER) for option in before.chosen[-1:])


def _told(line: str, ticked: Ticks | None) -> str:
    """A line of options as its printed beginning and the ticked words; "" where none is ticked."""
    if ticked is None:
        return line
    if not ticked.chosen:
        return ""
    intro = _BEGINS.match(line)
    return (intro["intro"].strip(BLANKS) if intro else "") + ticked.words
