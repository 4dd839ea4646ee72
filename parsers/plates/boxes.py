"""A file as read → what was found on its pages, and where: fields, ticks, signed parts, seals, signatures, dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from config.model import Form
from parsers.model import PackageFile, Place, Record, StampState

Kind = Literal["field", "tick", "part", "seal", "signature", "date"]

TICKED = ("choice", "options")
"""Kinds of fields that are answered by ticks."""


@dataclass(frozen=True, slots=True)
class Boxed:
    """One thing found on a page: page from 1, box (left, top, right, bottom in thousandths of the page's width), what it is, the
    field's or the signed part's key. `state`: of stamps as of Stamp; of fields "seen" where something stands, "not seen" where
    the place is blank, "cannot tell" where it could not be read."""

    page: int
    box: tuple[int, int, int, int]
    kind: Kind
    key: str
    state: StampState = "seen"


def boxes(file: PackageFile, form: Form) -> tuple[Boxed, ...]:
    """What was found on the pages of this file, in reading order; nothing for a file that is not the form, or has no pages."""
    found = [*_fields(file.record, form)] if file.record is not None else []
    found += [
        Boxed(stamp.place.page, stamp.place.box, stamp.kind, stamp.area, stamp.state)
        for stamp in file.stamps
        if stamp.place.page is not None and stamp.place.box is not None
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.page, one.box[1], one.box[0], one.kind)))


def _fields(record: Record, form: Form) -> Iterator[Boxed]:
    for field in form.fields:
        kind: Kind = "tick" if field.kind in TICKED else "field"
        value = record.values.get(field.key)
        for one in (*([value] if value is not None else []), *record.printed.get(field.key, ())):
            state: StampState = "cannot tell" if one.text is None else "not seen" if one.blank else "seen"
            yield from _at(one.place, kind, field.key, state)
    for key, text in record.areas.items():
        yield from _at(text.place, "part", key, "seen")


def _at(place: Place, kind: Kind, key: str, state: StampState) -> Iterator[Boxed]:
    if place.page is not None and place.box is not None:
        yield Boxed(place.page, place.box, kind, key, state)
