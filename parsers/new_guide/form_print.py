"""Adds to the definition of a blank form the lines that the form prints and nothing in the definition accounts for."""

from __future__ import annotations

from config.model import Form
from parsers.forms.inner_labels import inner_labels
from parsers.forms.labels import find, squeeze
from parsers.forms.lines import lay_out
from parsers.forms.unclaimed import unclaimed
from parsers.model.document import Document

SHORTEST, MOST = 4, 100
"""Shorter words may be an answer elsewhere; so many lines are kept."""


def with_print(form: Form, blank: Document) -> Form:
    """The definition with which nothing on the blank form is left over: on it no value accounts for anything."""
    flow = lay_out(blank)
    left = (piece.text for piece in unclaimed(flow, inner_labels(flow, find(flow, form), form), form, ()))
    lines = [line for line in left if len(squeeze(line)) >= SHORTEST and any("一" <= sign <= "鿿" for sign in line)]
    return form.model_copy(update={"printed": tuple(dict.fromkeys((*form.printed, *lines)))[:MOST]})
