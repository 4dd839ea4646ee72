"""Turns what a blank form prints in the place of an answer into patterns by which it is taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from config.model import Field

_BLANKS = "_＿﹍﹏"
_BROKEN = 8
"""Characters of the shortest printed line that may be on two lines of a page."""


def print_of(field: Field) -> tuple[re.Pattern[str], ...]:
    """The patterns of a field's hints and printed lines."""
    return (*map(_hint, field.hints), *_printed(field.printed))


def _printed(lines: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    """Patterns of printed lines, whatever their blanks became: one by itself, which if long may be broken where a page was too
    narrow, or several that a page has beside each other."""
    written = [one for one in map(_line, sorted(lines, key=len, reverse=True)) if one]
    gap = r"[^\S\n]*[_＿]*[^\S\n]*"
    together = [rf"^{gap}(?:(?:{'|'.join(written)}){gap})+$"] if written else []
    return tuple(re.compile(one, re.MULTILINE) for one in together)


def _line(words: str) -> str:
    letters = [c for c in words if not c.isspace() and c not in _BLANKS]
    return (r"\s*" if len(letters) >= _BROKEN else r"[^\S\n]*").join(map(re.escape, letters))


def _hint(words: str) -> re.Pattern[str]:
    """A pattern of a template's hint, whatever its blanks, brackets and commas became."""
    letters = [c for c in words if c.isalnum()]
    inner = r"[\s,，、;；.。]*".join(map(re.escape, letters))
    return re.compile(rf"[（(\[]?\s*{inner}[\s,，、;；.。]*[）)\]]?")
