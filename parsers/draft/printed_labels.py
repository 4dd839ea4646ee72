"""Finds labels in what a blank form prints in the place of another answer: a heading within a chapter, a line of a cover, labels
within a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.forms.labels import squeeze
from parsers.pairs.inline_labels import is_label_only, parts
from parsers.pairs.label_weights import SIGNED, core_of, is_common_label, label_of, likeness, numbering
from parsers.pairs.tick_options import ticks

MOST = 40
"""Labels taken from the place of one answer."""
AMID, FIRM = 1.5, 1.0
"""Weights from which words before a colon, and words by themselves, are a label here: nothing was typed on a blank form."""


_FOOT = re.compile(r"制\s*$|[\d〇○一二三四五六七八九十]年|附件|说明|须知|要求")
"""Lines of a cover that ask for nothing."""


@dataclass(frozen=True, slots=True)
class Inside:
    """The labels printed in an answer's place, in reading order; `all_of_it` where nothing else is printed there, each with a
    colon: then the label beside them only names the group."""

    labels: tuple[str, ...]
    all_of_it: bool


def labels_inside(label: str, lines: tuple[str, ...]) -> Inside:
    """The labels among the lines that a blank form prints where `label` is answered."""
    found: list[str] = []
    with_colon = 0
    own = squeeze(label)
    headings = _headings(lines)
    for line in lines:
        if ticks(line):
            continue
        entries = [name for name, value in parts(line) if likeness(name) >= AMID or is_common_label(name)]
        entries = [name for name in entries if not SIGNED.search(name)]
        with_colon += bool(entries)
        with_colon += line in headings
        if not entries and (line in headings or _alone(label, line)):
            entries = [label_of(line)]
        found += [name for name in entries if squeeze(name) != own]
    labels = tuple(dict.fromkeys(found))[:MOST]
    return Inside(labels, bool(labels) and with_colon == len(lines))


def _headings(lines: Sequence[str]) -> set[str]:
    """The lines that are headings numbered in one way, at least two."""
    numbered = [line for line in lines if numbering(line) and is_label_only(line) and not SIGNED.search(line)]
    kinds = [numbering(line) for line in numbered]
    return {line for line, kind in zip(numbered, kinds, strict=True) if kinds.count(kind) > 1}


def _alone(label: str, line: str) -> bool:
    """Whether a line is a label by itself: numbered as its neighbour is, or in words that labels have."""
    if SIGNED.search(line):
        return False
    if numbering(line):
        return numbering(line) == numbering(label) and is_label_only(line)
    return is_label_only(line, FIRM) and len(core_of(line)) <= 12 and not numbering(label) and not _FOOT.search(line)
