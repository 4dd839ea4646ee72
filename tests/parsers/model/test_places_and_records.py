"""How a place reads, and what a record's text is."""

from __future__ import annotations

import pytest

from config.model import Meaning
from parsers.model.document import Place, PlaceNote
from parsers.model.record import Record, Value
from tests import installation


@pytest.mark.parametrize(("place", "chinese", "json"), [
    (Place(page=2, table=1, row=3, cell=2), "第2页 表1第3行第2格", "table 1, row 3, cell 2"),
    (Place(table=1), "表1", "table 1"),
    (Place(table=2, row=4), "表2第4行", "table 2, row 4"),
    (Place(paragraph=7), "第7段", "paragraph 7"),
    (Place(page=1, note=PlaceNote.FOOTER), "第1页 页脚", "footer"),
    (Place(note=PlaceNote.SEAL, box=(1, 2, 3, 4)), "印章", "seal, box 1,2,3,4"),
    (Place(), "", ""),
])  # fmt: skip
def test_a_place_as_a_clerk_and_as_json_have_it(place: Place, chinese: str, json: str) -> None:
    assert (place.chinese(), place.text()) == (chinese, json)


@pytest.mark.parametrize(("text", "expected"), [(" 张三\n", "张三"), ("", ""), ("  ", ""), (None, "")])
def test_the_text_of_a_meaning_has_no_outer_blanks(text: str | None, expected: str) -> None:
    guide = installation.guide()
    form = guide.forms[0]
    record = Record(form.key, {form.key_of(Meaning.LEADER): Value(text)}, {}, {})
    assert record.text_of(guide, Meaning.LEADER) == expected
    assert record.text_of(guide, Meaning.CONTACT) == "" and record.of(guide, Meaning.CONTACT) is None
