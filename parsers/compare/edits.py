"""Word's value and the characters that were read on paper → the places at which the paper is not Word's value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from parsers.compare.folding import rare
from parsers.compare.paper_ink import Sign

_TWICE = 0.5
"""Similarity to an end of the value from which what is beside it is a part of it that was found a second time."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A place at which the paper, as it was read, is not Word's value: Word's characters (none where the paper has more), and
    those of the paper (none where it has less)."""

    word: str
    read: tuple[Sign, ...]

    beside: bool = False
    """Whether a wide blank or a line's end parts it from the rest."""

    @property
    def sure(self) -> bool:
        """Whether other ink stands here: of one character at least it is known what it is not, or where Word has none, what it
        is."""
        return any(not sign.unsure and (self.word or not sign.others) for sign in self.read)

    @property
    def more(self) -> int:
        """How many Chinese characters beyond doubt the paper has more than Word: rules and specks are read as Latin letters."""
        return sum(sign.text > "\u2e80" and sign.certain for sign in self.read) - len(self.word)


def edits(word: str, read: Sequence[Sign]) -> Iterator[Edit]:
    """Where the paper is not Word's value, characters that may be Word's left out."""
    text = "".join(sign.text for sign in read)
    if word and (at := text.find(word)) >= 0:
        ends = ((0, at), (at + len(word), len(text)))
        for start, end in ends:
            yield from _more(word, read, start, end) if start < end else ()
        return
    for change in Levenshtein.opcodes(word, text):
        own, ink = word[change.src_start : change.src_end], tuple(read[change.dest_start : change.dest_end])
        if change.tag == "replace":
            pairs = zip(own, ink, strict=True)
            for other, group in groupby(pairs, lambda pair: not may_be(pair[1], pair[0])):
                if other:
                    words, signs_ = zip(*group, strict=True)
                    yield Edit("".join(words), signs_)
        elif change.tag == "insert":
            yield from _more(word, read, change.dest_start, change.dest_end)
        elif change.tag == "delete":
            yield Edit(own, ())


def _more(word: str, read: Sequence[Sign], start: int, end: int) -> Iterator[Edit]:
    """What the paper has more than Word's value, unless it is a part of the value that was found a second time."""
    text = "".join(sign.text for sign in read[start:end])
    if text in {sign.text for sign in (*read[max(start - 1, 0) : start], *read[end : end + 1])}:
        yield Edit("", (replace(read[start], unsure=True),))  # one character, read twice where a line was parted
        return
    ends = (word[: len(text)], word[-len(text) :])
    if len(text) == 1 or all(Levenshtein.normalized_similarity(text, part) <= _TWICE for part in ends):
        apart = read[start].apart and (start > 0 or end == len(read) or read[end].apart)
        yield Edit("", tuple(read[start:end]), apart)


def may_be(sign: Sign, char: str) -> bool:
    return sign.may_be(char) or rare(char)
