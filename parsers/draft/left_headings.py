"""Finds headings outside tables that a blank form prints and no pair has: nothing stands below them, so that they look like names
of parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.forms.labels import squeeze
from parsers.forms.lines import BODY, Flow
from parsers.pairs import Pair
from parsers.pairs.chapters import NO_NUMBER, place_of_number
from parsers.pairs.label_weights import COLONS, SIGNED, core_of, heading, label_of

MOST = 40
"""Headings that may stand above one that is asked."""
LONGEST = 30
_SENTENCE = re.compile(r"[。；;！？，,]")


def left_headings(placed: Sequence[tuple[int, Pair]], flow: Flow) -> list[tuple[int, Pair]]:
    """The headings with their lines: those just above a heading that is asked, which count up to its number; and those with a
    colon that are the name of a part for the labels below. `placed` are the pairs with the lines they are printed in."""
    labels = {squeeze(pair.label) for _, pair in placed}
    sections = {squeeze(pair.section) for _, pair in placed if pair.section}
    found: dict[int, Pair] = {}
    for line, pair in placed:
        for number in _brothers_above(line, pair, flow):
            if squeeze(label_of(flow.lines[number].text)) not in labels | sections:
                found[number] = Pair(label_of(flow.lines[number].text), "", place=flow.lines[number].place, section=pair.section)
    for number, one in enumerate(flow.lines):
        words = squeeze(label_of(one.text))
        if one.box == BODY and one.text.rstrip()[-1:] in tuple(COLONS) and words in sections - labels:
            found[number] = Pair(label_of(one.text), "", place=one.place)
    return list(found.items())


def _brothers_above(line: int, pair: Pair, flow: Flow) -> Iterator[int]:
    """The lines above a heading that are headings of its rank, each with the number before."""
    rank, count = place_of_number(pair.label)
    own = flow.lines[line] if line < len(flow.lines) else None
    if (rank, count) == NO_NUMBER or own is None or own.box != BODY or squeeze(label_of(own.text)) != squeeze(pair.label):
        return
    for number in range(line - 1, max(line - MOST, -1), -1):
        above = flow.lines[number]
        words = core_of(above.text)
        asks = heading(above.text) and 1 < len(words) <= LONGEST and not _SENTENCE.search(words) and not SIGNED.search(words)
        if above.box != BODY or not asks or place_of_number(above.text) != (rank, count - 1):
            return
        count -= 1
        yield number
