"""Tells whether the place of an answer was seen to be blank on paper: a cell whose frame was found whole and in which nothing is
written. Anything else that has no words is unreadable, never blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.forms.cells.open_cells import free_boxes
from parsers.forms.labels import Hit, Match
from parsers.forms.lines import BODY, Flow
from parsers.model.document import Document, Medium
from parsers.model.record import Doubt, Value

UNSEEN = "纸面上没有认出该栏的完整边框，不能确定是否空白"


def unless_unseen(value: Value, flow: Flow, matches: Sequence[Match], match: Match, document: Document) -> Value:
    """The value; unreadable where it is blank, was looked for on paper, and its place was not seen whole. So are options of which
    none is ticked where not even these were read."""
    place = flow.lines[match.hit.line].place
    paper = document.medium == Medium.OCR or place.page in document.recognised
    empty = value.text is not None and not value.text.strip() and value.doubt in (Doubt.NONE, Doubt.UNTICKED)
    if not paper or not empty or _seen(flow, matches, match):
        return value
    return replace(value, text=None, value=None, confidence=0.0, doubt=Doubt.NONE, note=UNSEEN)


def _seen(flow: Flow, matches: Sequence[Match], match: Match) -> bool:
    """Whether there is a cell for the answer: beside the label, or the label's own with room for it."""
    box = flow.lines[match.hit.last_line].box
    if box == BODY:
        return False
    label = match.hit
    me = flow.boxes[box]
    alone = me.first == label.line and me.last - 1 == label.last_line and label.end == len(flow.lines[label.last_line].text)
    right = list(free_boxes(flow, matches, flow.right(box)))
    if not alone:  # one of several labels: the answers may stand in the cells beside, whose rules were not found
        return not any(flow.text(b).strip() for b in right)
    if not right and flow.lines[label.last_line].text.rstrip().endswith(("：", ":")):
        return _room(flow, box, label) >= _LEAST_ROOM
    return any(not flow.text(b).strip() for b in (*right, *_under(flow, box)))


def _room(flow: Flow, box: int, label: Hit) -> float:
    """Thousandths of the page's width behind a label in its cell, about."""
    frame = flow.boxes[box].cell.place.box
    return 1000.0 if frame is None else frame[2] - frame[0] - _CHARACTER * len(label.words)


_LEAST_ROOM, _CHARACTER = 200.0, 20.0
"""Thousandths of the page's width: that an answer takes at least, and a character of a label at most."""


def _under(flow: Flow, box: int) -> tuple[int, ...]:
    below = flow.under(box)
    return () if below is None else (below,)
