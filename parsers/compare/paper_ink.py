"""Turns a recognised value into its characters, each with what it may be instead, without what the form prints among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from config.model import Form
from parsers.compare.folding import one_sign
from parsers.model.document import UNREAD
from parsers.model.record import PaperLine, Value

_LEAST_LABEL = 2
"""Characters from which words of the form are looked for inside a value."""
_LEAST_PART = 3
"""Characters of a part of a label or value that a line break or a lost rule tore off."""
_WIDE = "    "
"""What stands between two columns in a line of a recognised page."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One character of print: what it was read as, folded; `others`: what it may be instead, folded; `unsure`: it may be any
    other, too; `apart`: a wide blank or a new line is before it."""

    text: str
    others: str = ""
    unsure: bool = False
    apart: bool = False

    @property
    def certain(self) -> bool:
        """Whether recognition was in no doubt."""
        return not self.unsure and not self.others

    def may_be(self, char: str) -> bool:
        """Whether this is likely a character of another text, folded in the same way."""
        return char == self.text or char in self.others


def signs(value: Value, lines: Sequence[PaperLine], digits: bool = False) -> list[Sign]:
    """The letters, digits and characters of a value. `lines` are those of its paper; where it is in none of them, all characters
    of which recognition was in doubt may be any. `digits`: letters that look like digits are digits."""
    found: list[Sign] = []
    for text in (value.text or "").split("\n"):
        others = _others(text, value, lines)
        if others is None:
            others = {at: UNREAD for at, char in enumerate(text) if char in value.doubted}
        found += _signs(text, others, digits)
    return found


def line_signs(line: PaperLine, digits: bool = False) -> list[Sign]:
    """The same of a line of the paper."""
    return list(_signs(line.text, dict(line.others), digits))


def plain(text: str, digits: bool = False) -> str:
    """A text of Word, folded as the characters of the paper are."""
    return "".join(sign for char in text for sign in one_sign(char, digits))


def _signs(text: str, others: dict[int, str], digits: bool) -> Iterator[Sign]:
    apart = True
    for at, char in enumerate(text):
        apart = apart or text.endswith(_WIDE, 0, at)
        what = others.get(at, "")
        also = "".join(sign for other in what if other != UNREAD for sign in one_sign(other, digits))
        for sign in one_sign(char, digits):
            yield Sign(sign, also, UNREAD in what or char == UNREAD, apart)
            apart = False


def _others(text: str, value: Value, lines: Sequence[PaperLine]) -> dict[int, str] | None:
    """What the characters of a line of a value may be, by their places; None where it is in no line of its page."""
    mine = [line for line in lines if line.place.page == value.place.page]
    for line in sorted(mine, key=lambda line: line.place.box != value.place.box):
        start = line.text.find(text)
        if start >= 0:
            return {at - start: what for at, what in line.others if start <= at < start + len(text)}
    return None


# --- what the form prints -------------------------------------------------------------------------------------------


def without_print(read: Sequence[Sign], word: str, words: Sequence[str]) -> list[Sign]:
    """The characters without those of these words, folded, that stand among them and not in Word's value."""
    left = list(read)
    for printed in words:
        text = "".join(sign.text for sign in left)
        if printed not in word and len(printed) < len(text) + 1:
            while (at := text.find(printed)) >= 0:
                del left[at : at + len(printed)]
                text = text[:at] + text[at + len(printed) :]
    return left


@lru_cache(maxsize=64)
def printed_words(form: Form) -> tuple[str, ...]:
    """Labels, headings, hints, options and the pledge, folded, the longest first."""
    slots = [word for slot in form.slots for word in (slot.label, *slot.aliases)]
    hints = [hint for field in form.fields for hint in field.hints]
    options = [option.label for field in form.fields for option in field.options]
    printed = (*slots, *hints, *options, *form.sections, *form.schedule_columns, *form.titles, *form.printed, form.name,
               form.pledge)
    words = {plain(word) for word in printed}
    return tuple(sorted((word for word in words if len(word) >= _LEAST_LABEL), key=lambda word: (-len(word), word)))


def uncovered(text: str, printed: Sequence[str], values: Sequence[str]) -> list[int]:
    """The places of the characters of a text that are in none of these words of the form and of other fields, nor in a part of
    them that is long enough to be no chance."""
    left, at = [], 0
    while at < len(text):
        ends = (_common(text, at, word, _LEAST_PART + more) for more, words in enumerate((printed, values)) for word in words)
        end = max(ends, default=0)
        left += [] if end else [at]
        at += end or 1
    return left


def _common(text: str, at: int, word: str, least: int) -> int:
    """How much of a word, or of a part of it, a text has at a place; 0 where that is too little."""
    if text.startswith(word, at):
        return len(word)
    end = at + least
    if len(text) < end or text[at:end] not in word:
        return 0
    while end < len(text) and text[at : end + 1] in word:
        end += 1
    return end - at
