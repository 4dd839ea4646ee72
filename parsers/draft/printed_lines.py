"""Reads a blank form with its own definition, and adds to each field the lines that the form prints in the answer's place."""

from __future__ import annotations

from collections.abc import Iterable

from config.model import Field, FieldKind, Form, SignedPart
from parsers.forms.fill import fill
from parsers.forms.labels import squeeze
from parsers.model.document import Document
from parsers.model.record import Value

MOST_LINES, LONGEST = 40, 400
"""Lines of one field that are kept, and characters of each."""

_OTHERWISE = (FieldKind.CHOICE, FieldKind.OPTIONS, FieldKind.SCHEDULE)
"""Kinds whose printed words are their options or heads."""


def with_printed_lines(form: Form, blank: Document) -> tuple[Form, dict[SignedPart, str]]:
    """The definition with which the blank form is read as blank: nothing that it prints is an answer later; and what is printed
    in its signed parts."""
    record = fill(blank, form.model_copy(update={"fields": tuple(map(_bare, form.fields))}))
    values = record.values
    fields = tuple(_with(one, values[one.key]) if one.key in values else one for one in form.fields)
    areas = {SignedPart(key): area.text for key, area in record.areas.items() if area.text}
    return form.model_copy(update={"fields": fields}), areas


def _with(one: Field, read: Value) -> Field:
    """A field with what was read of it on the blank form: of a table the names of rows and the words in other cells."""
    if one.kind == FieldKind.TABLE:
        rows = read.value if isinstance(read.value, list) else []
        cells = [[text for text in row.values() if any(map(str.isalnum, text))] for row in rows]
        names = (*one.rows, *(row[0] for row in cells if row and not set(map(squeeze, row)) & set(map(squeeze, one.rows))))
        others = (text for row in cells for text in row if squeeze(text) not in map(squeeze, names))
        return one.model_copy(update={"rows": _few(names), "printed": _few(others)})
    if one.kind in _OTHERWISE:
        return one
    return one.model_copy(update={"printed": _few(line for line in (read.text or "").split("\n") if any(map(str.isalnum, line)))})


def _few(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line[:LONGEST] for line in lines))[:MOST_LINES]


def _bare(one: Field) -> Field:
    """A field without what an older draft knew of its printed lines."""
    return one.model_copy(update={"printed": ()})
