"""Every word of a form is claimed by a field, a label or what the form prints; what is not is shown, and while it stands at a
blank field nobody is told that the field is blank."""

from __future__ import annotations

import io
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from docx import Document as WordDocument

from parsers.formats.registry import read, sniff
from parsers.forms.fill import fill
from parsers.forms.identify import identify
from parsers.model.record import Record, Unclaimed
from tests import installation
from tests.bench.stray_words import in_pdf, in_word
from tests.parsers.rules.builders import package, severities
from tests.samples.make import pdf, word
from tests.samples.make.forms import Dialect
from tests.samples.make.projects import form_of, values

SAMPLES = installation.SHARED / "samples"
FORMS = installation.guide().forms
CATEGORIES = ("conference", "cooperation", "domestic_base", "overseas_station")
WRITERS = (Dialect(), Dialect(tick="box", labels="wide", hints=False), Dialect(wide_digits=True, one_table=False, colon=" "),
           Dialect(tick="square"))


def record_of(data: bytes) -> Record:
    document = read(data, sniff(data))
    form = identify(document, FORMS)
    assert form is not None
    return fill(document, form, "申报书")


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("writer", WRITERS)
def test_every_word_of_a_form_is_claimed(category: str, writer: Dialect) -> None:
    form = form_of(category)
    for seed in range(3):
        assert record_of(word.docx(form, values(Random(seed), category), writer)).unclaimed == ()
    blank: dict[str, Any] = {"cooperation_contents": [], "cooperation_fields": []}
    assert record_of(word.docx(form, blank, writer)).unclaimed == ()


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_word_of_a_text_pdf_is_claimed(category: str) -> None:
    assert record_of(pdf.text_pdf(form_of(category), values(Random(1), category))).unclaimed == ()


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample documents are not here")
def test_every_word_of_the_offices_forms_is_claimed() -> None:
    files = [*(SAMPLES / "docx").glob("*.docx"), *(SAMPLES / "pdf").glob("*.pdf")]
    assert len(files) >= 15
    assert {file.name: record_of(file.read_bytes()).unclaimed for file in files if record_of(file.read_bytes()).unclaimed} == {}


def test_words_that_went_nowhere_are_seen_again() -> None:
    """A word or mark in a random place is (part of) a value, unclaimed or a doubt, and the other fields are as they were."""
    assert [loss for seed in range(60) for loss in in_word(seed)] == []
    assert [loss for seed in range(15) for loss in in_pdf(seed)] == []


@pytest.mark.parametrize("seed", [1002, 1290, 1446])
def test_a_black_square_alone_in_its_line_is_no_bullet(seed: int) -> None:
    """Beside the pledge, under a label, and among options."""
    assert in_pdf(seed) == []


def test_four_digits_are_not_claimed_by_another_lines_number() -> None:
    """They end the unit's telephone number too."""
    written = WordDocument(io.BytesIO(word.docx("exchange", values(Random(2), "conference") | {"unit_phone": "0731-84887706"})))
    cells = [p for table in written.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    next(p for p in [*written.paragraphs, *cells] if "申报单位基本情况" in p.text).add_run("7706")
    out = io.BytesIO()
    written.save(out)
    assert [piece.text for piece in record_of(out.getvalue()).unclaimed] == ["7706"]


@pytest.mark.parametrize(("label", "typed", "field"), [
    ("其他重点领域", "：轨道交通", "cooperation_fields"), ("项目类别", "合作类", "project_category"),
])  # fmt: skip
def test_what_is_typed_beside_options_of_which_none_is_ticked(label: str, typed: str, field: str) -> None:
    left_open = values(Random(2), "conference") | {"cooperation_fields": [], "project_category": ""}
    written = WordDocument(io.BytesIO(word.docx("exchange", left_open)))
    cells = [p for table in written.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    next(p for p in [*written.paragraphs, *cells] if label in p.text.replace(" ", "")).add_run(typed)
    out = io.BytesIO()
    written.save(out)
    assert [(piece.field, typed.strip("：") in piece.text) for piece in record_of(out.getvalue()).unclaimed] == [(field, True)]


# --- a field is blank for certain only where nothing is left --------------------------------------------------------------


@pytest.mark.parametrize(("piece", "told"), [
    (None, ["fix"]),
    (Unclaimed("高校", field="unit_nature"), ["verify"]),
    (Unclaimed("高校", field="unit_phone", near=("unit_nature",)), ["verify"]),
    (Unclaimed("高校", field="address"), ["fix"]),
])  # fmt: skip
def test_what_stands_at_a_blank_field_keeps_it_from_being_certain(piece: Unclaimed | None, told: list[str]) -> None:
    whole = package(unit_nature="")
    files = tuple(
        replace(file, record=replace(file.record, unclaimed=(piece,) if piece else ())) if file.record else file
        for file in whole.files
    )
    whole = replace(whole, files=files)
    assert severities(whole, "field-missing") + severities(whole, "content-unclaimed") == told
