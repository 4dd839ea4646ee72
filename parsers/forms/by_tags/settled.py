"""Settles what is read beside a form's labels with what its content controls say: the controls count, and what stands beside
them is never lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from config.model import Field, FieldKind, Form, Slot
from parsers.forms.by_tags.control_values import ByTag, control_value
from parsers.forms.labels import squeeze
from parsers.model.document import Control, Document, paragraphs
from parsers.model.record import Value
from parsers.ticks import signs

_ROWS = (FieldKind.SCHEDULE, FieldKind.TABLE)
_MARKS = "".join(signs.SIGNS[kind] for kind in ("ticked box", "tick", "beside", "cross"))

Read = tuple[Slot, Value]


def settled(read: Sequence[Read], document: Document, form: Form) -> list[Read]:
    """The value at each printed place. `read`: as found beside the labels, in the form's order; places whose label was not found
    are added where controls say what stands there."""
    by_tag = _by_tag(document, form)
    if not by_tag:
        return list(read)
    beside = list(read)
    written = {squeeze(line) for controls in by_tag.values() for one in controls for line in one.text.split("\n")}
    numbers: dict[str, int] = {}
    made: list[Read] = []
    for slot in form.slots:
        field = form.field(slot.field) if slot.field else None
        if field is None:
            continue
        numbers[field.key] = numbers.get(field.key, 0) + 1
        by_controls = control_value(by_tag, form, field, numbers[field.key])
        at = next((n for n, (other, _) in enumerate(beside) if other == slot), None)
        value = _one(field, None if at is None else beside.pop(at)[1], by_controls, written)
        if value is not None:
            made.append((slot, value))
    return made


def _by_tag(document: Document, form: Form) -> ByTag:
    """The controls of this form that stand in this document, which may be a part of the file."""
    if not document.controls:
        return {}
    here = {p.place for p in paragraphs(document.blocks)} | {(p.place.table, p.place.row) for p in paragraphs(document.blocks)}
    found: dict[str, list[Control]] = {}
    for control in document.controls:
        inside = control.place in here or (control.place.table, control.place.row) in here
        if control.tag.startswith(f"{form.key}.") and inside:
            found.setdefault(control.tag, []).append(control)
    return found


def _one(field: Field, read: Value | None, by_controls: Value | None, written: set[str]) -> Value | None:
    if by_controls is None or read is None:
        return read if by_controls is None else by_controls
    if field.kind in _ROWS:
        more = len(by_controls.value) > (len(read.value) if isinstance(read.value, list) else -1)
        return by_controls if more and by_controls.value else read
    if field.options:
        return _ticked(read, by_controls)
    if not by_controls.blank:
        return read if _same(read, by_controls) else by_controls
    if read.text is None or read.blank:
        return read
    return read if _beside(read.text, written) else by_controls


def _ticked(read: Value, by_controls: Value) -> Value:
    """What boxes say, unless more marks stand among the options than boxes are ticked."""
    if read.text is None or read.value == by_controls.value:
        return read if read.text is None or read.doubt == by_controls.doubt or _marks(read) > _marks(by_controls) else by_controls
    return read if _marks(read) > _marks(by_controls) or not _marks(by_controls) else by_controls


def _marks(value: Value) -> int:
    return sum(char in _MARKS for char in value.text or "")


def _same(read: Value, by_controls: Value) -> bool:
    return read.text is not None and read.value == by_controls.value


def _beside(text: str, written: set[str]) -> bool:
    """Whether something stands at a blank control's place that is in no other control."""
    lines: Mapping[str, str] = {squeeze(line): line for line in text.split("\n")}
    return any(line and line not in written and line.strip("_＿") for line in lines)
