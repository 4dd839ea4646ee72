"""Writes label/value pairs as a list for a person: labels padded to one width on a terminal, where Chinese characters are
wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from parsers.model.file import Trouble
from reports.state_words import TROUBLE

WIDEST = 32
"""How many columns a label may take before its value goes to the next line."""


def refusal(trouble: Trouble) -> str:
    """Why a file cannot be read, as a half-sentence."""
    return trouble.detail or TROUBLE[trouble.kind]


def listing(name: str, pairs: Mapping[str, str], doubts: Mapping[str, str], unclaimed: Sequence[str] = ()) -> str:
    """The whole list, one pair a line, lines of a long value below each other; blank places are named, values that are not
    certain have the reason, and words that belong to no label come last."""
    rest = [f"未归入任何栏目的文字（{len(unclaimed)} 处）：", *(f"  {text}" for text in unclaimed)] if unclaimed else []
    if not pairs:
        return "\n".join([f"{name}：没有认出任何栏目", *rest])
    blank = sum(not value and label not in doubts for label, value in pairs.items())
    width = min(WIDEST, max(map(_width, pairs)))
    lines = [f"{name}：共 {len(pairs)} 项，其中 {blank} 项未填"]
    for label, value in pairs.items():
        doubt = [f"（{doubts[label]}）"] if label in doubts else []
        first, *more = [*(value.split("\n") if value else ()), *doubt] or ["（空）"]
        wide = _width(label) > width
        lines += [label] if wide else []
        lines.append(("" if wide else label) + " " * (width + 2 - (0 if wide else _width(label))) + first)
        lines += [" " * (width + 2) + line for line in more]
    return "\n".join([*lines, *rest])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
