"""Finds labels that the blank form prints and a document does not, and tells whether the whole place is gone or other words stand
there, so that it may only be named differently. While that is possible, nobody is told that a part of the form is missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from config.model import Form
from parsers.forms.labels import Match, anchors, squeeze
from parsers.forms.lines import Flow

_HEADED = re.compile(r"[\s*★•]*[一-龥（）()/、·]{2,20}\s*[:：]")
"""The beginning of a line like that of an answer behind a label."""
_SIGNED = re.compile(r"盖\s*章|签\s*[字名章]|公\s*章")
PASSED = re.compile(r"(?:附件|第)?[0-9一二三四五六七八九十]{1,4}(?:页|年[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|.*(?:申报书|制)")
"""Other texts that a cover and the edges of pages have."""


def missing(matches: Sequence[Match], form: Form) -> Iterator[tuple[int, str]]:
    """Anchor and label of the fields and areas that the blank form prints and this document does not."""
    matched = {match.anchor for match in matches}
    for number, anchor in enumerate(anchors(form)):
        slot = anchor.slot
        if slot is not None and (slot.field or slot.area) and number not in matched:
            yield number, slot.label


def renamed(flow: Flow, matches: Sequence[Match], form: Form, field_lines: Collection[str]) -> tuple[str, ...]:
    """The missing labels in whose place other words stand. `field_lines`: the lines, without blanks, that other fields have."""
    hints = [hint for field in form.fields for hint in field.hints]
    explained = {*field_lines, *(squeeze(words) for words in (form.name, *form.titles, *form.sections, *hints))}
    return tuple(label for number, label in missing(matches, form) if _something_else(flow, matches, form, number, explained))


def _something_else(flow: Flow, matches: Sequence[Match], form: Form, number: int, explained: Collection[str]) -> bool:
    before = max((m for m in matches if m.anchor < number), key=lambda m: m.anchor, default=None)
    after = min((m for m in matches if m.anchor > number), key=lambda m: m.anchor, default=None)
    lines = list(_between(flow, before, after))
    slot = anchors(form)[number].slot
    if slot is not None and any(_interrupted(squeeze(slot.label)).match(squeeze(line)) for line in lines):
        return True
    if slot is not None and slot.area:
        own = before is not None and before.slot is not None and bool(before.slot.area)
        return sum(_SIGNED.search(line) is not None for line in lines) > (2 if own else 0)
    return any(_HEADED.match(line) or _unknown(line, explained) for line in lines)


@lru_cache(maxsize=128)
def _interrupted(label: str) -> re.Pattern[str]:
    """A label at the beginning of a line with other characters written into it once: it is there, and names no other place."""
    halves = (re.escape(label[:n]) + ".{1,24}" + re.escape(label[n:]) for n in range(1, len(label)))
    return re.compile(f".{{0,4}}(?:{'|'.join(halves)})")


def _between(flow: Flow, before: Match | None, after: Match | None) -> Iterator[str]:
    """The words from one label to the next, a line a line."""
    first, start = (before.hit.last_line, before.hit.end) if before is not None else (0, 0)
    last, end = (after.hit.line, after.hit.start) if after is not None else (len(flow.lines) - 1, None)
    for number in range(first, last + 1):
        text = flow.lines[number].text
        yield text[start if number == first else 0 : end if number == last else None]


def _unknown(line: str, explained: Collection[str]) -> bool:
    squeezed = squeeze(line)
    new = squeezed not in explained and squeezed.strip("()（）") not in explained
    return sum(c.isalnum() for c in squeezed) > 1 and new and PASSED.fullmatch(squeezed) is None
