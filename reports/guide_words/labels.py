"""Names the things that every call has, a unit that applies and one that recommends, as the guide's forms print them."""

from __future__ import annotations

from collections.abc import Callable

from config.model import Guide, Meaning
from parsers.checks.field_labels import plain


def label_of(guide: Guide, meaning: Meaning, form: str | None = None) -> str:
    """What the form of this key calls the field of this meaning, else the first form that asks for it; "" where none does."""
    own = guide.form(form)
    asked = (one.field_of(meaning) for one in ((own,) if own else ()) + guide.forms)
    return next((plain(field.label) for field in asked if field), "")


def called(meaning: Meaning) -> Callable[[Guide], str]:
    """A heading that is the label of this meaning's field."""
    return lambda guide: label_of(guide, meaning)
