"""Finds the fields at which a shape is drawn or words are struck through, and doubts the ticks of options beside which something
unclaimed stands: nobody may say that nothing is ticked there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from config.model import FieldKind, Form
from parsers.forms.labels import Match
from parsers.forms.lines import BODY, Flow
from parsers.forms.unclaimed import fields_at
from parsers.model.document import Place
from parsers.model.record import Doubt, Unclaimed, Value
from parsers.ticks.signs import KNOWN

DRAWN = "（手绘图形或删除线）"


def hand_marks(
    flow: Flow, matches: Sequence[Match], form: Form, values: Mapping[str, Value], drawn: Iterable[Place]
) -> Iterator[Unclaimed]:
    """Those of the places `drawn` that may be an answer: the field there, or options beside it, has none."""
    ticked = _ticked(form)
    for place in drawn:
        own, beside = fields_at(flow, matches, *_at(flow, place))
        near = tuple(key for key in beside if key in ticked and _open(values.get(key)))
        own = own if _open(values.get(own or "")) else None
        if own or near:
            yield Unclaimed(DRAWN, place, own, near)


def doubted(form: Form, values: Mapping[str, Value], left: Sequence[Unclaimed]) -> dict[str, Value]:
    """The values, without "nothing is ticked" where words, marks or shapes at the options are no part of an answer."""
    seen = {piece.field for piece in left}
    seen |= {key for piece in left if any(c in KNOWN for c in piece.text) or piece.text == DRAWN for key in piece.near}
    sure = {key for key in _ticked(form) if (value := values.get(key)) and value.doubt == Doubt.UNTICKED and key in seen}
    return {key: replace(value, doubt=Doubt.UNSURE) if key in sure else value for key, value in values.items()}


def _ticked(form: Form) -> set[str]:
    return {field.key for field in form.fields if field.kind in (FieldKind.CHOICE, FieldKind.OPTIONS)}


def _open(value: Value | None) -> bool:
    """Whether a field has no answer so far."""
    return value is not None and (value.blank or value.doubt == Doubt.UNTICKED)


def _at(flow: Flow, place: Place) -> tuple[int, int]:
    """The last line at or before a place, and its box."""
    box = next((b for b, one in enumerate(flow.boxes) if one.cell.place == place), BODY)
    if box != BODY:
        return max(flow.boxes[box].last - 1, 0), box
    at = (n for n, line in enumerate(flow.lines) if line.box == BODY and line.place == place)
    return max(at, default=0), BODY
