"""The blank forms of the guide and of other calls: all they ask is printed, and nothing in them reads as an answer."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from config.model import Form, SignedPart
from parsers.formats.word.reader import read
from parsers.forms.fill import fill
from parsers.forms.identify import identify
from parsers.model.record import Doubt
from parsers.pairs import accounted, keyed
from reports.blank_form.word_file import blank_form
from tests.bench.blanks.filling import unwrapped
from tests.bench.blanks.trial import alarms, forms, score, trial

FORMS = forms()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("lost", [False, True])
def test_an_empty_form_reads_as_blank_everywhere(form: Form, lost: bool) -> None:
    data = unwrapped(blank_form(form)) if lost else blank_form(form)
    document = read(data)
    assert identify(document, FORMS) == form
    record = fill(document, form)
    assert not list(alarms(form, record, {}))
    for slot in form.slots:
        if slot.field:
            value = record.values[slot.field]
            assert value.blank or value.doubt == Doubt.UNTICKED, slot.label
    if lost:
        assert not document.controls


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_any_reader_of_forms_finds_its_labels_and_no_answers(form: Form) -> None:
    seen, _ = accounted(read(blank_form(form)))
    assert len(keyed(seen)) >= len({slot.field for slot in form.slots if slot.field}) // 2
    assert not any(value for value in keyed(seen).values())


def test_controls_carry_short_tags_and_signed_parts_have_none() -> None:
    form = FORMS[0]
    with zipfile.ZipFile(io.BytesIO(blank_form(form))) as file:
        body = file.read("word/document.xml").decode()
    tags = re.findall(r'<w:tag w:val="([^"]*)"', body)
    assert tags and all(len(one) <= 64 and one.startswith(f"{form.key}.") for one in tags)
    assert body.count("w15:repeatingSectionItem") == 4 and "w14:checkbox" in body and "<w:date>" in body
    signed = body[body.index("推荐单位意见") :]
    assert "<w:sdt>" not in signed and form.pledge in body
    assert form.part(SignedPart.OFFICE_OPINION) is not None


def test_thirty_filled_forms_are_read_exactly_with_and_without_controls() -> None:
    files, given = trial(30, 3)
    for way, saved in files.items():
        made = score(saved, given)
        assert not made.wrong and not made.alarms, way
        assert made.exact == made.fields > 300
