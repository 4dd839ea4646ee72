"""Turns the labels of a form's section into the rows of its printed table: which labels share a row, and which fill one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from config.model import Field, FieldKind, Form, Slot, SlotLayout

_SHORT = frozenset((FieldKind.TEXT, FieldKind.PERSON, FieldKind.PHONE, FieldKind.EMAIL, FieldKind.POSTCODE, FieldKind.CODE))
"""Kinds whose answers fit half a row."""
ROWS_BELOW = (FieldKind.SCHEDULE, FieldKind.TABLE)
TABLED_HEADS = "table"
"""How a field whose answers are rows below printed heads is laid out, whatever its slot says."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A label with its field; `place`: which of the field's printed places this is, from 1."""

    slot: Slot
    field: Field
    place: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: `asked` at one place or two, below one another where `layout` is inner (`title` is then the label at
    the left) or whole; a signed part; or a heading (`title` alone)."""

    layout: SlotLayout | str = ""
    asked: tuple[Asked, ...] = ()
    title: str = ""
    signed: Slot | None = None


def places(form: Form) -> tuple[Asked | Slot, ...]:
    """The form's slots in order: those that ask something with their field and place, all others as they are."""
    seen: dict[str, int] = {}
    made: list[Asked | Slot] = []
    for slot in form.slots:
        field = form.field(slot.field) if slot.field else None
        if field is None:
            made.append(slot)
            continue
        seen[field.key] = seen.get(field.key, 0) + 1
        made.append(Asked(slot, field, seen[field.key]))
    return tuple(made)


def rows(slots: Sequence[Asked | Slot]) -> Iterator[Row]:
    """The rows of a section's table."""
    at = 0
    while at < len(slots):
        one = slots[at]
        following = slots[at + 1] if at + 1 < len(slots) else None
        if isinstance(one, Slot):
            inner = _run_of(slots, at + 1, SlotLayout.INNER)
            yield _landmark(one, inner)
            at += 1 + (0 if one.area else len(inner))
            continue
        where = layout(one)
        if where == SlotLayout.PAIR:
            two = isinstance(following, Asked) and layout(following) == SlotLayout.PAIR
            yield Row(SlotLayout.PAIR, (one, following) if two and isinstance(following, Asked) else (one,))
            at += 2 if two else 1
        elif where == SlotLayout.WHOLE:
            together = _run_of(slots, at, SlotLayout.WHOLE)
            yield Row(SlotLayout.WHOLE, together)
            at += len(together)
        else:
            yield Row(where, (one,))
            at += 1


def layout(asked: Asked) -> SlotLayout | str:
    """Where this is printed: as its slot says, else by its kind."""
    if asked.field.kind in ROWS_BELOW:
        return TABLED_HEADS
    if asked.slot.layout is not None:
        return asked.slot.layout
    return SlotLayout.PAIR if asked.field.kind in _SHORT else SlotLayout.ROW


def _landmark(slot: Slot, inner: tuple[Asked, ...]) -> Row:
    if slot.area:
        return Row(signed=slot)
    return Row(SlotLayout.INNER, inner, slot.label) if inner else Row(title=slot.label)


def _run_of(slots: Sequence[Asked | Slot], at: int, wanted: SlotLayout) -> tuple[Asked, ...]:
    """The places from `at` on that all have this layout."""
    found: list[Asked] = []
    for one in slots[at:]:
        if isinstance(one, Slot) or layout(one) != wanted:
            break
        found.append(one)
    return tuple(found)
