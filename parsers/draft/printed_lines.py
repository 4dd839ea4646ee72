"""Reads a blank form with its own definition, and adds to each field the lines that the form prints in the answer's place."""

from __future__ import annotations

from config.model import Field, FieldKind, Form
from parsers.forms.fill import fill
from parsers.model.document import Document

MOST_LINES, LONGEST = 40, 400
"""Lines of one field that are kept, and characters of each."""

_OTHERWISE = (FieldKind.CHOICE, FieldKind.OPTIONS, FieldKind.SCHEDULE, FieldKind.TABLE)
"""Kinds whose printed words are their options or the names of their rows."""


def with_printed_lines(form: Form, blank: Document) -> Form:
    """The definition with which the blank form is read as blank: nothing that it prints is an answer later."""
    values = fill(blank, form.model_copy(update={"fields": tuple(map(_bare, form.fields))})).values
    fields = []
    for one in form.fields:
        text = values[one.key].text if one.key in values and one.kind not in _OTHERWISE else None
        lines = [line[:LONGEST] for line in (text or "").split("\n") if any(map(str.isalnum, line))]
        fields.append(one.model_copy(update={"printed": tuple(dict.fromkeys(lines))[:MOST_LINES]}))
    return form.model_copy(update={"fields": tuple(fields)})


def _bare(one: Field) -> Field:
    """A field without what an older draft knew of its printed lines."""
    return one.model_copy(update={"printed": ()})


