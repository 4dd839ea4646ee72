"""Finds the cells beside a label that may answer it, and which of their lines: those above a place to sign, and those round
options that the form prints amid a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from config.model import Field, FieldKind
from parsers.forms.labels import Match
from parsers.forms.lines import Flow, TextLine
from parsers.ticks.signs import KNOWN

_TICK_LINE = re.compile(r"[\[［(（][ \u3000√✓]{0,2}[\]］)）]\S")


def free_boxes(flow: Flow, matches: Sequence[Match], boxes: Sequence[int], long: bool = False) -> Iterator[int]:
    """These boxes, in each row up to the first one that has a label. `long`: a label before options to tick may stand amid the
    text."""
    closed: set[int] = set()
    for box in boxes:
        row = flow.boxes[box].cell.row
        if row in closed:
            continue
        amid = long and all(_offers(flow, m) for m in _labels(flow, matches, box))
        if labelled(flow, matches, box) and not amid and not _ends_in_a_landmark(flow, matches, box):
            closed.add(row)
        else:
            yield box


def _ends_in_a_landmark(flow: Flow, matches: Sequence[Match], box: int) -> bool:
    """Whether the first label in a cell stands below its beginning, and asks for nothing, as a place to sign below an opinion, or
    is in a table within the cell."""
    first = next(iter(_labels(flow, matches, box)), None)
    if first is None or first.slot is None or first.hit.line == flow.boxes[box].first:
        return False
    return not (first.slot.field or first.slot.area) or flow.lines[first.hit.line].box != box


def _labels(flow: Flow, matches: Sequence[Match], box: int) -> list[Match]:
    """The labels in a cell, in reading order."""
    me = flow.boxes[box]
    return [m for m in matches if me.first <= m.hit.line < me.last]


def _offers(flow: Flow, match: Match) -> bool:
    """Whether a label begins a line of options to tick."""
    line = flow.lines[match.hit.line].text
    return (match.hit.start == 0 and any(sign in line for sign in KNOWN)) or _TICK_LINE.search(line) is not None


def lines_above(flow: Flow, matches: Sequence[Match], box: int, field: Field) -> Iterator[TextLine]:
    """The lines of a cell above the first label in it; of a long text without the lines of options amid it."""
    me = flow.boxes[box]
    found = _labels(flow, matches, box)
    if field.kind == FieldKind.LONG_TEXT:
        offered = {m.hit.line for m in found if _offers(flow, m)}
        found = [m for m in found if m.hit.line not in offered]
    else:
        offered = set()
    end = min((m.hit.line for m in found), default=me.last)
    return (flow.lines[n] for n in range(me.first, end) if n not in offered)


def labelled(flow: Flow, matches: Sequence[Match], box: int) -> bool:
    """Whether a cell has a label in it."""
    me = flow.boxes[box]
    return any(me.first <= m.hit.line < me.last for m in matches)
