"""One application form (申报书) as data: its options, fields and printed labels."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from config.model.base import Frozen
from config.model.meaning import Meaning
from config.model.meanings_by_key import MEANINGS_BY_KEY
from config.model.signed_part import SignedPart


class Option(Frozen):
    """One box to tick. `key` is the value in the record (the label itself where no key is given); `text`: words may follow it."""

    label: str
    key: str = ""
    aliases: tuple[str, ...] = ()
    text: bool = False


class FieldKind(StrEnum):
    """How the text beside a label is understood: `choice` is exactly one option, `options` any number of them, `table` the rows
    below the printed heads that the field's `columns` name."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    ORGANISATION = "organisation"
    PERSON = "person"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"
    CODE = "code"
    ACCOUNT = "account"
    PERIOD = "period"
    CHOICE = "choice"
    OPTIONS = "options"
    SCHEDULE = "schedule"
    TABLE = "table"


class Field(Frozen):
    """One thing the form asks. `answers` are words that count as an answer although they say nothing (无); behaviour finds the
    field by its `meaning`. `printed` are whole lines that the blank form prints in the answer's place; `rows` are the names that
    a table prints before its rows, which stand in the first of its `columns`. Neither is ever an answer."""

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    meaning: Meaning | None = None
    required: bool = True
    answers: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


class Slot(Frozen):
    """A printed label of the blank form. Slots stand in the order in which the form is read, so that a label printed
    three times (联系电话) is told apart by its neighbours. `field` is the key it fills; `area` says which part that is
    signed and stamped begins here instead of a field; with neither, the slot is only a landmark."""

    label: str
    field: str = ""
    area: SignedPart | None = None
    section: str = ""
    aliases: tuple[str, ...] = ()


class Form(Frozen):
    """One application form (申报书) as data: how it is recognised, what it prints, what it asks."""

    key: str
    name: str
    prefix: str
    titles: tuple[str, ...]
    edition: str = ""
    pledge: str = ""
    sections: tuple[str, ...] = ()
    slots: tuple[Slot, ...]
    fields: tuple[Field, ...]
    schedule_columns: tuple[str, ...] = ()
    lacks: tuple[Meaning, ...] = ()
    """Meanings hidden from experts that this form does not ask for: said, so that none is forgotten."""

    def __hash__(self) -> int:
        """Hashes name and edition only: forms are keys of caches that are used for every label, and hashing all they print takes
        as long as reading a page. Equal forms have equal hashes; unequal ones are still told apart by their whole content."""
        return hash((self.key, self.edition))

    def field(self, key: str) -> Field | None:
        """The field of this key, or None where this form does not ask for it."""
        return next((f for f in self.fields if f.key == key), None)

    def field_of(self, meaning: Meaning) -> Field | None:
        """The field of this meaning, or None where this form does not ask for it."""
        return _by_meaning(self).get(meaning)

    def key_of(self, meaning: Meaning) -> str:
        """The key of the field of this meaning, "" where this form does not ask for it."""
        field = self.field_of(meaning)
        return field.key if field else ""

    def of_kind(self, *kinds: FieldKind) -> tuple[Field, ...]:
        """The fields of these kinds, in the form's order."""
        return _of_kinds(self, kinds)

    def part(self, part: SignedPart) -> Slot | None:
        """The label at which this signed part begins, None where this form has no such part."""
        return next((slot for slot in self.slots if slot.area == part), None)

    @property
    def gives_meanings(self) -> bool:
        """Whether any field gives its meaning. A form that gives none was written before meanings existed, and uses
        MEANINGS_BY_KEY."""
        return any(field.meaning for field in self.fields)


@lru_cache(maxsize=64)
def _by_meaning(form: Form) -> Mapping[Meaning, Field]:
    given = [(field.meaning if form.gives_meanings else MEANINGS_BY_KEY.get(field.key), field) for field in form.fields]
    return {meaning: field for meaning, field in reversed(given) if meaning is not None}


@lru_cache(maxsize=256)
def _of_kinds(form: Form, kinds: tuple[FieldKind, ...]) -> tuple[Field, ...]:
    return tuple(field for field in form.fields if field.kind in kinds)
