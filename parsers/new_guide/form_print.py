"""Adds to the definition of a blank form the lines that the form prints and nothing in the definition accounts for."""

from __future__ import annotations

from collections.abc import Sequence

from config.model import Form
from parsers.forms.fill import fill
from parsers.forms.inner_labels import inner_labels
from parsers.forms.labels import find
from parsers.forms.lines import lay_out
from parsers.forms.unclaimed import unclaimed
from parsers.model.document import Document

ANSWERS = frozenset("是否有无男女")
"""Single characters that print at their options and people write as answers."""
MOST = 100
"""So many lines are kept."""


def with_print(form: Form, blank: Document) -> Form:
    """The definition with which nothing on the blank form is left over: first of what no value accounts for, for on it nothing is
    an answer; then of what is left at options."""
    flow = lay_out(blank)
    found = unclaimed(flow, inner_labels(flow, find(flow, form), form), form, ())
    first = _with(form, [piece.text for piece in found])
    return _with(first, [piece.text for piece in fill(blank, first).unclaimed])


def _with(form: Form, left: Sequence[str]) -> Form:
    lines = [line for line in left if line not in ANSWERS and any("一" <= sign <= "鿿" for sign in line)]
    return form.model_copy(update={"printed": tuple(dict.fromkeys((*form.printed, *lines)))[:MOST]})
