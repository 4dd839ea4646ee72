"""Turns a place of a form into the tag that its content control carries in the fillable Word file.

A tag names the form and the field, and which of the field's printed places it is; for a part of an answer what it is a part of:
an option or a column by its words, so that a tag of an older edition whose words are others means nothing today.
"""

from __future__ import annotations

from hashlib import sha256

from config.model import Field, FieldKind, Form, Option

LONGEST = 64
"""Characters of a tag that Word keeps."""
START, END = ":start", ":end"
"""Parts of a period."""


def tag(form: Form, key: str, place: int = 1, part: str = "") -> str:
    """The tag of the control for this field at its printed place (from 1) or, with `part`, for a part of its answer."""
    whole = f"{form.key}.{key}" + (f"#{place}" if place > 1 else "") + part
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 13]}~{_digest(whole, 12)}"


def option_part(option: Option) -> str:
    """The part that is the box of an option."""
    return f"={_digest(option.label)}"


def words_part(option: Option) -> str:
    """The part that is what follows an option (其他：…)."""
    return f"+{_digest(option.label)}"


def column_part(words: str) -> str:
    """The part that is a cell under this head, in any row."""
    return f":{_digest(words)}"


def heads(form: Form, field: Field) -> tuple[str, ...]:
    """The printed heads of a field that is a table, or none."""
    return form.schedule_columns if field.kind == FieldKind.SCHEDULE else field.columns


def _digest(words: str, length: int = 8) -> str:
    return sha256("".join(words.split()).encode()).hexdigest()[:length]
