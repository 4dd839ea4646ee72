"""field-missing: the place of a required field is certainly blank (R93–R95, R105)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from config.model import Field, FieldKind, Form
from parsers.checks.field_labels import spoken
from parsers.checks.outside_mainland import looks_foreign
from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.finding import Severity
from parsers.model.record import Doubt, Record, Value
from parsers.model.rule_kind import RuleKind


def missing(subject: Subject, *, foreign_lists: tuple[str, ...] = (), waived_abroad: tuple[str, ...] = ()) -> Iterator[Hit]:
    """Blank required fields. For those of `waived_abroad` (the credit code, R33) a person checks where the applicant's name looks
    like that of an organisation outside the mainland, by the words of `foreign_lists`."""
    if subject.record is None or subject.form is None:
        return
    for field in _required(subject.form):
        if _somewhere_blank(subject.record, field) and subject.printed(field.key):
            waived = field.key in waived_abroad and looks_foreign(subject, *foreign_lists)
            there = subject.record.unclaimed_at(field.key)
            if there and _asked_otherwise(subject):
                continue
            hits = _blank_places(subject, subject.form, field, Severity.VERIFY if waived or there else None)
            yield from (hit._replace(possibly_there=hit.possibly_there or there) for hit in hits)


def _asked_otherwise(subject: Subject) -> bool:
    """Whether the guide has a rule of its own for fields at which words are left over: then none of them is called blank."""
    if (asked := subject.kept.get(_asked_otherwise)) is None:
        rules = subject.guide.rules
        asked = subject.kept[_asked_otherwise] = any(rule.kind == RuleKind.CONTENT_UNCLAIMED for rule in rules)
    return bool(asked)


@lru_cache(maxsize=64)
def _required(form: Form) -> tuple[Field, ...]:
    return tuple(field for field in form.fields if field.required)


def _somewhere_blank(record: Record, field: Field) -> bool:
    places = record.printed.get(field.key, ())
    if len(places) > 1:
        return any(place.blank for place in places)
    value = record.values.get(field.key)
    return value is not None and _is_blank(field, value)


def _blank_places(subject: Subject, form: Form, field: Field, severity: Severity | None) -> Iterator[Hit]:
    assert subject.record is not None
    value = subject.record.values.get(field.key)
    printed = subject.record.printed.get(field.key, ())
    if len(printed) > 1:
        for number, place in enumerate(printed):
            if place.blank:
                slots = sum(slot.field == field.key for slot in form.slots)
                label = spoken(form, field.key, number) if len(printed) == slots else ""
                yield Hit(field.key, place.document, place.place, severity, place.medium, label, discriminator=place.place.text())
    elif value is not None and _is_blank(field, value):
        rows = field.kind in (FieldKind.SCHEDULE, FieldKind.TABLE)
        lost = rows and value.place.table is None  # rows outside a table cannot be read
        severity = Severity.VERIFY if lost else severity
        yield Hit(field.key, value.document, value.place, severity, value.medium, possibly_there=lost)


def _is_blank(field: Field, value: Value) -> bool:
    """Whether the field is certainly blank. Ticks: nothing is ticked, and no mark is doubtful. A schedule: it has no row. A
    category has rules of its own."""
    if field.kind == FieldKind.CHOICE:
        return False
    if field.kind == FieldKind.OPTIONS:
        return value.value == [] and value.doubt in (Doubt.NONE, Doubt.UNTICKED)
    if field.kind in (FieldKind.SCHEDULE, FieldKind.TABLE):
        return value.value == [] and value.blank
    return value.blank


KIND = Kind(missing, whole=True)
