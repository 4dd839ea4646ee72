"""A label under an unknown name, or a heading that is gone while the text under it stays: no machine can be sure
that a part of the form is missing. Every label of both forms, in a real file."""

from __future__ import annotations

from random import Random

import pytest
from docx.document import Document as WordDocument

from parsers.checks.field_labels import plain
from tests.bench.planted.manners import labels, row_of
from tests.bench.planted.sent import Draw, Sent, complete, findings
from tests.bench.planted.shapes import renamed, unheaded
from tests.parsers.rules.builders import guide

CATEGORIES = {"exchange": "conference", "haizhi": "domestic_base"}


def sent(form: str) -> Sent:
    return complete(Random(f"renamed/{form}"), CATEGORIES[form])


def told(form: str, change: Draw) -> dict[str, list[str]]:
    """What is said, by severity."""
    found: dict[str, list[str]] = {}
    for one in findings(sent(form).drawing(change), guide()):
        found.setdefault(one.severity, []).append(one.rule)
    return found


@pytest.mark.parametrize("form", CATEGORIES)
def test_no_label_under_another_name_is_a_firm_finding(form: str) -> None:
    shape = guide().form(form)
    assert shape is not None
    asked = {plain(slot.label) for slot in shape.slots if slot.field or slot.area}
    firm = {label: told(form, renamed(label)).get("fix") for label in asked}
    assert {label: rules for label, rules in firm.items() if rules} == {}


@pytest.mark.parametrize("form", CATEGORIES)
def test_a_pledge_without_its_heading_is_still_there(form: str) -> None:
    said = told(form, unheaded)
    assert "fix" not in said and "template-altered" in said["remind"]


def whole_pledge(document: WordDocument) -> None:
    """The pledge, its heading and where it is signed, all gone."""
    rows = document.tables[-1].rows if len(document.tables) == 1 else [row for table in document.tables for row in table.rows]
    inside = False
    for row in rows:
        words = "".join(cell.text for cell in row.cells)
        inside = (inside or "申报单位承诺" in words) and "审查意见" not in words
        if inside:
            row._tr.getparent().remove(row._tr)


@pytest.mark.parametrize("form", CATEGORIES)
def test_a_pledge_that_is_gone_is_firm(form: str) -> None:
    assert told(form, whole_pledge)["fix"] == ["template-altered"]


def test_a_label_whose_row_is_gone_is_firm() -> None:
    def without(document: WordDocument) -> None:
        for row in [row_of(paragraph) for paragraph in labels(document, "合作单位名称")]:
            row.getparent().remove(row)

    assert told("exchange", without)["fix"] == ["template-altered"]
