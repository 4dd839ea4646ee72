"""Adds to the definition of a blank form the lines that the form prints and nothing in the definition accounts for."""

from __future__ import annotations

from collections.abc import Sequence

from config.model import Field, FieldKind, Form
from parsers.forms.fill import fill
from parsers.forms.inner_labels import inner_labels
from parsers.forms.labels import find
from parsers.forms.lines import lay_out
from parsers.forms.unclaimed import unclaimed
from parsers.model.document import Document
from parsers.model.record import Value

ANSWERS = frozenset("是否有无男女")
"""Single characters that print at their options and people write as answers."""
WORDS = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.ORGANISATION, FieldKind.PERSON, FieldKind.ADDRESS, FieldKind.PHONE,
         FieldKind.EMAIL, FieldKind.POSTCODE, FieldKind.CODE, FieldKind.ACCOUNT, FieldKind.PERIOD)
"""Kinds of fields that are answered by words."""
SHORTEST = 3
"""Characters of the shortest line that is taken out of answers."""
MOST = 100
"""So many lines are kept."""


def with_print(form: Form, blank: Document) -> Form:
    """The definition with which nothing on the blank form is left over: first of what no value accounts for, for on it nothing is
    an answer; then of what is left at options."""
    flow = lay_out(blank)
    found = unclaimed(flow, inner_labels(flow, find(flow, form), form), form, ())
    first = _with(form, [piece.text for piece in found])
    read = fill(blank, first)
    fields = (_hinted(one, read.values.get(one.key)) for one in first.fields)
    return _with(first.model_copy(update={"fields": tuple(fields)}), [piece.text for piece in read.unclaimed])


def _hinted(field: Field, read: Value | None) -> Field:
    """A field with the lines that stand in its answer's place as hints, which are taken out of answers."""
    if field.kind not in WORDS or read is None or not read.text:
        return field
    lines = [line.strip() for line in read.text.splitlines() if len(line.strip()) >= SHORTEST]
    return field.model_copy(update={"hints": tuple(dict.fromkeys((*field.hints, *lines)))})


def _with(form: Form, left: Sequence[str]) -> Form:
    lines = [line for line in left if line not in ANSWERS and any("一" <= sign <= "鿿" for sign in line)]
    return form.model_copy(update={"printed": tuple(dict.fromkeys((*form.printed, *lines)))[:MOST]})
