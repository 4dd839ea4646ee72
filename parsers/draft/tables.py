"""Turns the pairs of a printed table into what it asks: its columns, the names of its rows, and labels by which it is found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parsers.pairs import Pair
from parsers.ticks.signs import EMPTY

CORNER = "栏目"
"""The column of the names of rows where the form prints no head over them."""

_BOXES = re.compile(rf"[{EMPTY}]|[\[［(（]\s*[\]］)）]")
_NUMBER = re.compile(r"[\d\W一二三四五六七八九十]+")


@dataclass(slots=True)
class PrintedTable:
    """The pairs of one table, in reading order."""

    pairs: list[Pair] = field(default_factory=list)

    def goes_on(self, pair: Pair) -> bool:
        """Whether a pair that follows belongs to this table too: the heads are the same, and so is the group, or its rows have
        groups of their own."""
        first, last = self.pairs[0], self.pairs[-1]
        if pair.heads != first.heads or pair.section != first.section:
            return False
        if pair.group == last.group:
            return True
        one, other = last.place.row, pair.place.row
        return one is not None and other is not None and last.place.table == pair.place.table and 0 <= other - one <= 1

    @property
    def group(self) -> str:
        """The words that stand for the whole table at its left, "" where there are none."""
        groups = {pair.group for pair in self.pairs}
        return self.pairs[0].group if len(groups) == 1 else ""

    @property
    def turned(self) -> bool:
        """Whether columns are people or the like, and rows are what is asked of each."""
        named = [pair for pair in self.pairs if pair.row and not pair.signed]
        first = named[0].heads[0] if named else ""
        return bool(first) and any(pair.label == f"{pair.row}/{first}" for pair in named)

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads from left to right; a head that is not printed is CORNER."""
        heads = (CORNER, *_names(self.pairs)) if self.turned else self.pairs[0].heads
        return tuple(head or CORNER for head in heads)

    @property
    def rows(self) -> tuple[str, ...]:
        """The printed names of the rows, numbers aside."""
        return self.pairs[0].heads if self.turned else tuple(_names(self.pairs))

    @property
    def plain(self) -> bool:
        """Whether each head is printed once, so that rows can be told by them."""
        return len(set(self.columns)) == len(self.columns) > 1

    @property
    def texts(self) -> tuple[str, ...]:
        """The labels at the left of what is no table at all: long texts are asked beside them, and amid one of these options are
        printed, which look like a head."""
        heads = self.pairs[0].heads
        offered = any(_BOXES.search(head) for head in heads[1:])
        return (heads[0], *_names(self.pairs)) if offered and len(heads) == 2 else ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The words by which the table is found: its heads, those of two storeys each by itself, and the names of its rows."""
        heads = [part for head in self.columns if head != CORNER for part in head.split("/")]
        return tuple(dict.fromkeys((*heads, *self.rows)))


def _names(pairs: Sequence[Pair]) -> Iterator[str]:
    yield from dict.fromkeys(pair.row for pair in pairs if pair.row and not _NUMBER.fullmatch(pair.row))
