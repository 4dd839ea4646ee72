"""field-unreadable: a field whose place was found and whose answer could not be read. This is never the applicant's fault."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import FieldKind
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity
from parsers.model.record import Doubt


def unreadable(subject: Subject) -> Iterator[Hit]:
    """Fields without a readable text, except those that have a rule of their own for this (ticks); a note where the field may be
    left blank."""
    for field in subject.fields():
        value = subject.value(field.key)
        if value is None:
            continue
        untold = value.doubt in (Doubt.NONE, Doubt.UNSURE, Doubt.NOT_UNDERSTOOD)
        unknown = field.kind == FieldKind.CHOICE and value.value is None and value.doubt != Doubt.UNSURE
        if untold and (value.text is None or unknown):
            yield hit(field.key, value, None if field.required else Severity.NOTE)


KIND = Kind(unreadable)
