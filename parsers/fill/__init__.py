"""Document + Form → Record: every field of the form, with the text beside, under or after its label, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from config.model import Field, Form
from parsers.fill.areas import area, edition, recommender
from parsers.fill.kinds import understand
from parsers.fill.regions import Region, beside
from parsers.fill.schedule import schedule
from parsers.labels import Match, find
from parsers.lines import Flow, lay_out
from parsers.model import Document, Place, Record, Value


def fill(document: Document, form: Form, document_name: str = "") -> Record:
    """The record of a filled form. `document` must have been read (a scan without text has nothing to fill from)."""
    flow = lay_out(document)
    matches = find(flow, form)
    printed = _printed(flow, matches, form)
    areas = {m.slot.area: area(flow, matches, m) for m in matches if m.slot is not None and m.slot.area}
    values = {f.key: _value(f, printed.get(f.key, ())) for f in form.fields}
    if document.unread:
        values |= {key: _UNREAD for key in _asked(form) if key not in printed}
    if "recommender" in values:
        applicant = values["applicant_unit"].text if "applicant_unit" in values else ""
        values["recommender"] = recommender(areas.get("recommender_opinion"), applicant or "")
    twice = {s.field for s in form.slots if s.field and sum(o.field == s.field for o in form.slots) > 1}
    mark = _Stamp(document, document_name)
    return Record(
        form=form.key,
        values={key: mark(value) for key, value in values.items()},
        printed={key: tuple(mark(v) for v in printed.get(key, ())) for key in (f.key for f in form.fields) if key in twice},
        areas={key: mark(value) for key, value in areas.items()},
        missing_labels=_missing(matches, form),
        edition=edition(flow, matches, form),
        medium=document.medium,
    )


_UNREAD = Value(None, None, confidence=0.0, note="该栏可能在尚未识别的图片页上")


def _asked(form: Form) -> set[str]:
    return {slot.field for slot in form.slots if slot.field}


class _Stamp:
    """Says of every value which document it comes from, and by which way it was read."""

    def __init__(self, document: Document, name: str) -> None:
        self.medium, self.name = document.medium, name

    def __call__(self, value: Value) -> Value:
        return replace(value, medium=self.medium, document=self.name)


def _printed(flow: Flow, matches: Sequence[Match], form: Form) -> dict[str, tuple[Value, ...]]:
    """What stands at each printed place of each field, in the form's order, blank places included."""
    found: dict[str, tuple[Value, ...]] = {}
    for match in sorted(matches, key=lambda m: m.anchor):
        field = form.field(match.slot.field) if match.slot is not None else None
        if field is not None:
            value = _read(flow, matches, match, field, form)
            found[field.key] = (*found.get(field.key, ()), value if match.sure else replace(value, confidence=0.9))
    return found


def _read(flow: Flow, matches: Sequence[Match], match: Match, field: Field, form: Form) -> Value:
    if field.kind == "schedule":
        return schedule(flow, matches, match, form)
    return understand(beside(flow, matches, match, field), field)


def _value(field: Field, printed: Sequence[Value]) -> Value:
    """The first place that is filled counts: cover before table (contract, section 2)."""
    if not printed:
        return understand(Region((), Place()), field)
    return next((v for v in printed if _filled(v)), printed[0])


def _filled(value: Value) -> bool:
    return not value.blank and value.doubt != "unticked"


def _missing(matches: Sequence[Match], form: Form) -> tuple[str, ...]:
    """Labels of fields and areas that the blank form prints and this document does not, with their section if ambiguous."""
    found = {id(m.slot) for m in matches}
    return tuple(s.label for s in form.slots if (s.field or s.area) and id(s) not in found)
