"""Puts the pairs of a blank form into the order in which they are printed, and leaves out headings of parts.

A heading whose text ends the chapter is told only when the next one begins; labels of known place come before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from config.model import FieldKind
from parsers.draft.kind_guess import kind_of
from parsers.draft.left_headings import left_headings
from parsers.forms.labels import squeeze
from parsers.forms.lines import BODY, Flow
from parsers.model.document import Place
from parsers.pairs import Pair
from parsers.pairs.label_weights import core_of, numbering

_PART = re.compile(r"(?:情况|信息|资料|内容)$")


def in_reading_order(pairs: Sequence[Pair], flow: Flow) -> list[Pair]:
    """The pairs by where they are printed; those of one place, or of a place that is not known, as they came. What only heads a
    table, so that its labels stand below it, is none."""
    lines: dict[Place, int] = {}
    for number, line in enumerate(flow.lines):
        lines.setdefault(line.place, number)
    for box in flow.boxes:
        lines.setdefault(box.cell.place, box.first)
    placed: list[tuple[int, Pair]] = []
    at = 0
    for pair in pairs:
        at = lines.get(pair.place, at)
        placed.append((at, pair))
    placed.sort(key=lambda step: step[0])
    told = [(line, pair) for number, (line, pair) in enumerate(placed)
            if _asked_before(pair, [one for _, one in placed[:number]])
            or not _heads_a_table(pair, line, [one for _, one in placed[number + 1 :]], flow)]  # fmt: skip
    told = sorted([*told, *left_headings(told, flow)], key=lambda step: step[0])
    return list(_with_last_chapters([pair for _, pair in told]))


def _with_last_chapters(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The pairs with headings that stand over what follows and are numbered as the one before, under which something is asked:
    the last chapter before a table."""
    labels = {squeeze(pair.label) for pair in pairs}
    for number, pair in enumerate(pairs):
        heading = Pair(pair.section, "", place=pairs[number - 1].place)
        if number and squeeze(pair.section) not in labels and _tells(heading.label) and _asked_before(heading, pairs[:number]):
            labels.add(squeeze(pair.section))
            yield heading
        yield pair


def _tells(label: str) -> bool:
    """Whether a heading asks for a text by its words, and does not only name a part of the form."""
    return kind_of(core_of(label), ()) == FieldKind.LONG_TEXT and not _PART.search(core_of(label))


def _asked_before(pair: Pair, before: Sequence[Pair]) -> bool:
    """Whether the pair before is a heading numbered in the same way, under which something is asked."""
    return bool(before) and bool(numbering(pair.label)) and numbering(before[-1].label) == numbering(pair.label)


def _heads_a_table(pair: Pair, line: int, after: Sequence[Pair], flow: Flow) -> bool:
    """Whether a pair is the heading of a part: a table follows at once, whose labels have it above them."""
    if pair.options or pair.signed or pair.heads or line + 1 >= len(flow.lines) or not after:
        return False
    own, following = flow.lines[line], flow.lines[line + 1]
    alone = own.box == BODY and squeeze(own.text) == squeeze(pair.label)
    return alone and following.box != BODY and squeeze(after[0].section) == squeeze(pair.label)
