"""content-unclaimed: words or marks stand at a field that belong to nothing, so that it cannot be told what the field says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.model import Field, FieldKind
from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.document import Medium
from parsers.model.record import Unclaimed, Value

_NUMBER = re.compile(r"\d(?:[\s-]*\d){6,}")
_HIDDEN = "（号码略）"
"""What is shown for a number that may be a bank account or a telephone (R126)."""


def unclaimed(subject: Subject) -> Iterator[Hit]:
    """One hit for each required field without an answer at which or beside which something is unclaimed, and for each other one
    in whose own row something is: a heading between two rows is none of the answer above it. Offers {text}, the first such
    words. A field that a person has corrected is no longer asked about."""
    record = subject.record
    if record is None or not record.unclaimed:
        return
    for field in subject.fields():
        value = subject.value(field.key)
        if value is None or value.medium == Medium.STAFF:
            continue
        open_ = field.required and blank(field, value, record.printed.get(field.key, ()))
        pieces = [piece for piece in record.unclaimed if _at(piece, field, value, open_)]
        if pieces:
            yield _hit(field.key, pieces[0], open_)


def _at(piece: Unclaimed, field: Field, value: Value, open_: bool) -> bool:
    if open_ and (field.key == piece.field or field.key in piece.near):
        return True
    same_row = (value.place.table, value.place.row) == (piece.place.table, piece.place.row)
    if field.kind in (FieldKind.SCHEDULE, FieldKind.TABLE):  # its place is the row of its headings: one more is no answer
        same_row = not same_row and value.place.table == piece.place.table
    return piece.field == field.key and same_row


def blank(field: Field, value: Value, printed: tuple[Value, ...]) -> bool:
    """Whether nothing was found at the field, at any one of its places where it is printed more than once."""
    return value.blank or value.value == [] or any(place.blank for place in printed)


def _hit(key: str, piece: Unclaimed, open_: bool) -> Hit:
    words = {"text": _NUMBER.sub(_HIDDEN, piece.text)}
    return Hit(key, piece.document, piece.place, words=words, discriminator=piece.text, possibly_there=open_)


KIND = Kind(unclaimed, offers=("text",))
