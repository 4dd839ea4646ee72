"""Drafts the blank form of a layout, reads filled ones with the draft, and holds fields and values against what is true."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from config.model import Field, FieldKind, Form, SignedPart
from parsers.draft import draft
from parsers.formats.registry import read, sniff
from parsers.forms.fill import fill
from parsers.forms.identify import identify
from parsers.model.record import Record, Value
from tests.bench.drafts.places import Placed, placed
from tests.bench.drafts.template import Template, filled
from tests.bench.form_layouts.as_word import docx
from tests.bench.form_layouts.measure import Score, bare, key_of, same
from tests.bench.form_layouts.model import Layout, Wanted, bare_label

_NOTE = re.compile("备注|注|说明|日期")
"""Labels that a form may ask and that here only begin a printed note or the date of a signature."""
SHARES = (0.0, 0.1, 0.3, 0.1, 0.6)
"""Of the five ways a form is filled, the share of places left blank."""


class Found(Score):
    """Right and all of every kind, by part of the layout too, and a line for each fault."""

    def __iadd__(self, other: Found) -> Found:
        """Adds what was found of another layout."""
        self.right += other.right
        self.all += other.all
        self.faults += other.faults
        return self


@dataclass
class Trial:
    """A layout with the draft of its blank form, and where each of its pairs stands in the draft."""

    template: Template
    form: Form
    places: list[Placed | None]
    optional: set[str]


def trial(template: Template, forms: Sequence[Form] = ()) -> Trial:
    """Drafts the blank form."""
    blank = filled(template, None)
    data = docx(blank)
    form = draft(read(data, sniff(data)), forms).form
    optional = {part for label in blank.free for part in (bare_label(label), *key_of(label)[0])}
    places: list[Placed | None] = []
    for wanted in template.wanted:
        places.append(placed(wanted, form, optional, {place for place in places if place is not None}))
    return Trial(template, form, places, optional)


def drafted(tried: Trial) -> Found:
    """What of the layout's pairs the draft asks for, and what it asks for that is none."""
    found = Found()
    blank = filled(tried.template, None)
    for wanted, place in zip(blank.wanted, tried.places, strict=True):
        found.count("drafted", place is not None, wanted.label)
    taken = {place.key for place in tried.places if place is not None}
    for asked in tried.form.fields:
        free = _NOTE.fullmatch(asked.label) is None and key_of(asked.label)[0] <= tried.optional
        found.count("asked for", free or asked.key in taken, f"{asked.label} ({asked.kind}) is no field")
    data = docx(blank)
    record = fill(read(data, sniff(data)), tried.form)
    areas = {key: value for key, value in record.areas.items() if key != SignedPart.COMMITMENT}  # that one prints its pledge
    for key, value in (*record.values.items(), *areas.items()):
        asked_field = tried.form.field(key)
        offers = asked_field is not None and bool(asked_field.options)
        words = str(value.value or "") if offers else _words(value)
        found.count("blank stays blank", not words, f"{key}: {words!r} is printed")
    return found


def fills(template: Template) -> Iterator[Layout]:
    """The form, filled in five ways."""
    for number, share in enumerate(SHARES):
        yield filled(template, Random(f"{template.name} {number}"), share)


def judged(tried: Trial, form: Layout, data: bytes) -> Found:
    """What was read of a filled form."""
    found = Found()
    document = read(data, sniff(data))
    found.count("known again", identify(document, (tried.form,)) is not None, "not the drafted form")
    record = fill(document, tried.form)
    texts = [wanted for wanted in form.wanted if wanted.kind == "text"]
    numbers = _numbers(form.wanted, tried.places)
    for wanted, place, number in zip(form.wanted, tried.places, numbers, strict=True):
        if place is None:
            continue
        got = _got(record, tried.form.field(place.key), place, number)
        kind = "blank" if not wanted.value else "read"
        right = bare(_bare_options(got)) == bare(_bare_options(wanted.value)) or same(wanted, got, texts)
        found.count(kind, right, f"{wanted.label}: {got!r}, {wanted.value!r} wanted ({place})")
    return found


def _numbers(all_wanted: Sequence[Wanted], places: Sequence[Placed | None]) -> list[int]:
    """For each pair in a table, which of the rows with any answer it is in, from 1; 0 where its row has none."""
    filled_rows: dict[str, set[int]] = {}
    for wanted, place in zip(all_wanted, places, strict=True):
        if place is not None and place.number and wanted.value:
            filled_rows.setdefault(place.key, set()).add(place.number)
    numbers = []
    for place in places:
        rows = filled_rows.get(place.key, set()) if place is not None else set()
        numbers.append(sum(n <= place.number for n in rows) if place is not None and place.number in rows else 0)
    return numbers


def _got(record: Record, asked: Field | None, place: Placed, number: int) -> str:
    """What was read at a place."""
    if asked is None:
        return _words(record.areas.get(place.key))
    value = record.values.get(place.key)
    if asked.kind in (FieldKind.TABLE, FieldKind.SCHEDULE):
        rows = value.value if value is not None and isinstance(value.value, list) else []
        return _in_rows(rows, asked, place, number)
    if asked.options:
        chosen = value.value if value is not None else None
        own = re.search("其他[:：\\s_]*([\u4e00-\u9fff]+)", _words(value))
        told = f"其他：{own[1]}" if own and chosen == "其他" else chosen
        return "、".join(told) if isinstance(told, list) else str(told or "")
    return _words(value)


def _in_rows(rows: Sequence[Mapping[str, str]], asked: Field, place: Placed, number: int) -> str:
    if place.row:
        fitting = [row for row in rows if bare_label(place.row) in {bare_label(str(cell)) for cell in row.values()}]
        return str(fitting[0].get(place.column, "")) if fitting else ""
    return str(rows[number - 1].get(place.column, "")) if 0 < number <= len(rows) else ""


def _words(value: Value | None) -> str:
    return value.text or "" if value is not None else ""


def _bare_options(text: str) -> str:
    return "、".join(part[2:] if part[1:2] == "." else part for part in text.split("、"))


