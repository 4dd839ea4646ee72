"""A record: a filled form, its fields with their values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from config.model import Guide, Meaning
from parsers.model.document import Medium, Place


class Doubt(StrEnum):
    """What is wrong with a tick or a period."""

    NONE = ""
    UNTICKED = "unticked"
    """Nothing is ticked."""
    AMBIGUOUS = "ambiguous"
    """Too much is ticked."""
    UNSURE = "unsure"
    """The mark may be for either neighbour."""
    NOT_UNDERSTOOD = "not-understood"


@dataclass(frozen=True, slots=True)
class Value:
    """The content of one field. Blank is text "" with value "" (or [] or a period with empty text); unreadable is None for both;
    they are never confused. `value` has the JSON shape of the contract, section 2. `doubt` says what is wrong with a tick or a
    period; `doubted`: characters that may be others."""

    text: str | None
    value: Any = None
    place: Place = Place()
    medium: Medium = Medium.WORD
    confidence: float = 1.0
    document: str = ""
    doubt: Doubt = Doubt.NONE
    note: str = ""
    doubted: str = ""

    @property
    def blank(self) -> bool:
        """True when we read the place and nothing is there. False when it could not be read."""
        return self.text is not None and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """Words or marks of a document that nothing accounts for. `field`: the field at whose place they stand, None for none;
    `near`: fields whose place is beside them, so that they may be the answer to these."""

    text: str
    place: Place = Place()
    field: str | None = None
    near: tuple[str, ...] = ()
    document: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line that was recognised on paper; `others`: where in its text a character is in doubt, and what it may be instead,
    likeliest first (UNREAD: anything)."""

    text: str
    place: Place = Place()
    others: tuple[tuple[int, str], ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Record:
    """A filled form: `values` of its fields, `printed` every place of those it prints more than once, `areas` the typed text of
    signed parts. `missing_labels` are labels of the blank form that are not in it; `renamed_labels` are those among them in whose
    place other words stand. `paper`: its lines as they were recognised, for the Word file that may come in a later mail."""

    form: str
    values: dict[str, Value]
    printed: dict[str, tuple[Value, ...]]
    areas: dict[str, Value]
    missing_labels: tuple[str, ...] = ()
    edition: str = ""
    medium: Medium = Medium.WORD
    renamed_labels: tuple[str, ...] = ()
    unclaimed: tuple[Unclaimed, ...] = ()
    paper: tuple[PaperLine, ...] = ()

    def unclaimed_at(self, key: str) -> bool:
        """Whether words or marks that belong to nothing stand at this field's place or beside it, and may be its answer."""
        return any(key == piece.field or key in piece.near for piece in self.unclaimed)

    def of(self, guide: Guide, meaning: Meaning) -> Value | None:
        """The value of the field of this meaning; None where the form does not ask for it or it was not looked for."""
        return self.values.get(guide.key_of(self.form, meaning))

    def text_of(self, guide: Guide, meaning: Meaning) -> str:
        """Its text without outer blanks; "" where it is blank, unreadable or not asked for."""
        value = self.of(guide, meaning)
        return value.text.strip() if value is not None and value.text else ""
