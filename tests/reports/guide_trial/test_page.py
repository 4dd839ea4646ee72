"""The page of a trial says in the office's words what sort of answer each field takes."""

from __future__ import annotations

from config.model.words import FIELD_KIND
from parsers.model.record import Record
from reports.guide_trial import page
from tests.installation import guide


def test_kinds_of_fields_are_said_in_chinese() -> None:
    form = guide().forms[0]
    kinds = {row["kind"] for row in page._fields(Record(form.key, {}, {}, {}), form, ())}
    assert kinds == {FIELD_KIND[field.kind].name for field in form.fields}
    assert not any(word.isascii() for word in kinds)
