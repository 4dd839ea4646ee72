"""Which form a document is: exactly one, or none."""

from __future__ import annotations

from random import Random

import pytest

from config.model import Form
from parsers.formats.word.reader import read
from parsers.forms.fill import fill
from parsers.forms.identify import identify, portion
from parsers.model.document import Document
from tests import installation
from tests.parsers.layouts import document
from tests.parsers.wordml import docx, para, table
from tests.samples.make.projects import form_of, values

FORMS = installation.guide().forms
BLANK: dict[str, object] = {"cooperation_contents": [], "cooperation_fields": []}


def both(first: tuple[str, dict[str, object]], second: tuple[str, dict[str, object]]) -> Document:
    """Two forms in one document, as the call's annexes stand."""
    parts = [read(document(form, filled)) for form, filled in (first, second)]
    return Document("word", parts[0].blocks + parts[1].blocks, text_layer=True)


def key(form: Form | None) -> str | None:
    return form.key if form else None


@pytest.mark.parametrize("category", ["conference", "overseas_station"])
@pytest.mark.parametrize("first", [True, False])
def test_of_two_forms_the_filled_one_is_meant(category: str, first: bool) -> None:
    truth = values(Random(5), category)
    form = form_of(category)
    other = next(f.key for f in FORMS if f.key != form)
    pair = [(form, truth), (other, BLANK)]
    whole = both(*(pair if first else pair[::-1]))  # type: ignore[arg-type]
    found = identify(whole, FORMS)
    assert key(found) == form and found is not None
    filled = fill(portion(whole, found, FORMS), found)
    assert filled.missing_labels == ()
    wrong = {k: v.value for k, v in filled.values.items() if v.value != truth.get(k, "") and k != "project_name"}
    assert wrong == {}


def test_two_blank_forms_and_two_filled_ones_are_none() -> None:
    """The call itself; and what a person must look at."""
    assert identify(both(("exchange", BLANK), ("haizhi", BLANK)), FORMS) is None
    filled = [(form_of(c), values(Random(6), c)) for c in ("conference", "domestic_base")]
    assert identify(both(*filled), FORMS) is None  # type: ignore[arg-type]


def test_a_form_that_names_the_other_in_a_line_stays_whole() -> None:
    whole = read(document("exchange", values(Random(7), "conference")))
    mention = read(docx(para("我单位近年承担海智计划项目"))).blocks
    said = Document("word", (*whole.blocks[:8], *mention, *whole.blocks[8:]))
    assert key(identify(said, FORMS)) == "exchange"
    assert portion(said, FORMS[0], FORMS) is said


@pytest.mark.parametrize(
    "body",
    [
        para("关于海智计划项目的推荐函") + para("联系人：张三") + para("联系电话：0731"),
        para("湖南省科协海智计划项目申报书") + table([["联系人", "张三"], ["联系电话", "0731"]]),
        para(),
        table([["姓名", "职务"], ["甲", "乙"]]),
    ],
)
def test_a_paper_that_names_the_call_is_no_form(body: str) -> None:
    assert identify(read(docx(body)), FORMS) is None


def test_half_of_the_labels_are_a_form_under_its_title_and_none_under_a_long_sentence() -> None:
    haizhi = next(form for form in FORMS if form.key == "haizhi")
    half = read(document("exchange", values(Random(7), "conference"))).blocks[6:]
    title = read(docx(para(f"{haizhi.name}申报书"))).blocks
    sentence = read(docx(para("我单位近年来长期开展国际科技交流与合作，" * 5))).blocks
    assert key(identify(Document("word", (*title, *half)), [haizhi])) == "haizhi"
    assert identify(Document("word", (*sentence, *half)), [haizhi]) is None
