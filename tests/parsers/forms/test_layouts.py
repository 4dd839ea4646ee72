"""However an office lays a form out, the record is read field by field, and every value has its place."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from random import Random
from typing import Any

import pytest

from config.model import Form
from parsers.formats.word.reader import read
from parsers.forms.fill import fill
from parsers.forms.identify import identify, portion
from parsers.model.record import Record
from tests import installation
from tests.parsers.layouts import LAYOUTS, Style, document, mixed
from tests.samples.make.forms import Values
from tests.samples.make.projects import form_of, values

SHARED = Path(__file__).resolve().parents[3] / "../shared"
SAMPLES = sorted((SHARED / "samples/docx").glob("*.docx"))
GUIDE = installation.guide()
CATEGORIES = ("conference", "cooperation", "domestic_base", "overseas_station")


def record(data: bytes) -> tuple[Form, Record]:
    read_ = read(data)
    form = identify(read_, GUIDE.forms)
    assert form is not None, "not recognised"
    return form, fill(portion(read_, form, GUIDE.forms), form)


def differences(data: bytes, truth: Values) -> dict[str, Any]:
    """Field → (true, read) where they are not the same, doubts included. What this form does not print is left out."""
    form, filled = record(data)
    wrong: dict[str, Any] = {}
    for field in form.fields:
        value, want = filled.values[field.key], truth.get(field.key, "")
        if field.key == "project_name" and form.key == "exchange":
            continue
        if value.value != want or value.doubt:
            wrong[field.key] = (want, value.value, value.doubt)
    return wrong | ({"labels": filled.missing_labels} if filled.missing_labels else {})


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("category", ["conference", "domestic_base"])
def test_every_layout_gives_the_record(name: str, category: str) -> None:
    truth = values(Random(name), category)
    assert differences(document(form_of(category), truth, LAYOUTS[name]), truth) == {}


@pytest.mark.parametrize("seed", range(60))
def test_layouts_mixed_give_the_record(seed: int) -> None:
    rng = Random(seed)
    category = rng.choice(CATEGORIES)
    truth, style = values(rng, category), mixed(rng, 2 + seed % 3)
    assert differences(document(form_of(category), truth, style), truth) == {}, style


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_value_says_where_it_stands(name: str) -> None:
    """Table, row and cell; else paragraph, text box or header."""
    for category in ("conference", "domestic_base"):
        truth = values(Random(name), category)
        form, filled = record(document(form_of(category), truth, LAYOUTS[name]))
        for field in form.fields:
            place = filled.values[field.key].place
            if filled.values[field.key].text and field.key != "recommender":
                assert (place.table and place.row and place.cell) or place.paragraph or place.note, (field.key, place)


PLACES = {
    "cover:lines": ("paragraph 3", "table 1, row 3, cell 2"),
    "cover:vml": ("text box, paragraph 3", "table 1, row 3, cell 2"),
    "cover:drawing": ("text box, paragraph 3", "table 1, row 3, cell 2"),
    "cover:table": ("table 1, row 1, cell 2", "table 2, row 3, cell 2"),
    "cover:below": ("paragraph 4", "table 1, row 3, cell 2"),
    "pairs:inside": ("paragraph 3", "table 1, row 3, cell 1"),
    "pairs:under": ("paragraph 3", "table 1, row 5, cell 1"),
    "tables:sections": ("paragraph 3", "table 1, row 2, cell 2"),
    "tables:nested": ("paragraph 3", "table 1, row 1, cell 1"),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_clerk_can_count_to_the_place(name: str) -> None:
    truth = values(Random("place"), "conference")
    style = LAYOUTS.get(name, Style())
    _, filled = record(document("exchange", truth, style))
    said = [filled.values[key].place.text() for key in ("applicant_unit", "legal_representative")]
    assert tuple(said) == PLACES[name]


def test_the_blank_form_is_blank_everywhere() -> None:
    """Blank, never unreadable: that is what an applicant may be told of."""
    for form in GUIDE.forms:
        for style in (Style(), LAYOUTS["cover:underlined"], LAYOUTS["tables:sections"], LAYOUTS["bank:nested"]):
            empty = {"project_category": "", "cooperation_contents": [], "cooperation_fields": []}
            _, filled = record(document(form.key, empty, style))
            assert {k: v.text for k, v in filled.values.items() if v.text and v.doubt != "unticked"} == {}
            assert [k for k, v in filled.values.items() if v.text is None] == []
            assert filled.missing_labels == ()


def test_very_long_texts_come_whole() -> None:
    truth = dict(values(Random(1), "conference"))
    truth["main_content"] = "\n".join("围绕产业需求开展国际合作，第" + str(n) + "场。" for n in range(1400))
    assert len(truth["main_content"]) > 20_000
    assert differences(document("exchange", truth), truth) == {}
    truth["main_content"] = truth["main_content"].replace("\n", "")
    assert differences(document("exchange", truth), truth) == {}


@pytest.mark.skipif(not SAMPLES, reason="no shared samples beside this repository")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_the_shared_samples_give_their_true_records(path: Path) -> None:
    told = json.loads(path.with_suffix(".json").read_text())["fields"]
    form, filled = record(path.read_bytes())
    assert form.key == told["form"]
    months = told.pop("period_months")
    period = filled.values["project_period"].value
    assert [period["start"], period["end"]] == months
    for key in filled.values:
        if key in told and key not in ("project_period", "cooperation_contents", "cooperation_fields"):
            assert _unassigned(filled.values[key].value) == _unassigned(told[key]), key


def _unassigned(value: Any) -> Any:
    """Without blanks and width, which truth and document spell differently."""
    if isinstance(value, str):
        return "".join(unicodedata.normalize("NFKC", value).split())
    if isinstance(value, list):
        return [{k: _unassigned(v) for k, v in row.items()} for row in value]
    return value
