"""A form of which some pages have text and some are pictures: each page is read by its medium, and the record is one."""

from __future__ import annotations

import io
from functools import cache
from random import Random
from typing import Any

import pypdfium2
import pytest

from config.model import ScanSettings
from parsers.model.record import Record
from parsers.ocr.scan_budget import scan_budget
from parsers.packages.gather import packages_of_document
from parsers.packages.read_scans import _numbers
from tests.parsers.ocr.test_scans import GUIDE, file
from tests.samples.make import pdf, projects
from tests.samples.make.paper import OFFICE, picture_pdf


def values() -> dict[str, Any]:
    return projects.values(Random(4), "domestic_base")


@cache
def mixed(pictured: tuple[int, ...]) -> bytes:
    """The form with these pages (from 0) as pictures."""
    data, out = pdf.text_pdf("haizhi", values()), io.BytesIO()
    words, pictures = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument(picture_pdf(pdf.pages(data, 130), OFFICE))
    made = pypdfium2.PdfDocument.new()
    for number in range(len(words)):
        made.import_pages(pictures if number in pictured else words, [number])
    made.save(out)
    return out.getvalue()


def record(pictured: tuple[int, ...]) -> tuple[Record, tuple[int, ...]]:
    (only,) = packages_of_document(file("申报书.pdf", mixed(pictured)), GUIDE, scan_budget(ScanSettings(), GUIDE))[0].files
    assert only.record is not None
    return only.record, only.unread


def test_each_page_is_read_by_its_medium() -> None:
    found, unread = record((1,))
    told = values()
    assert unread == ()
    for key in ("applicant_unit", "project_category", "project_leader", "postal_code", "email", "overview", "funding"):
        assert found.values[key].value == told[key], key
    assert (found.values["project_category"].medium, found.values["postal_code"].medium) == ("pdf", "ocr")


def test_without_sight_what_may_stand_on_the_picture_is_unread() -> None:
    (only,) = packages_of_document(file("申报书.pdf", mixed((0,))), GUIDE)[0].files
    assert only.record is not None
    assert only.unread == (1,)
    assert only.record.values["project_category"].text is None
    assert only.record.values["postal_code"].text == values()["postal_code"]


@pytest.mark.parametrize(("count", "last", "more"), [(1, 1, ""), (29, 29, ""), (30, 30, ""), (31, 30, "……"), (300, 30, "……")])
def test_of_pages_that_were_not_read_thirty_are_named(count: int, last: int, more: str) -> None:
    told = _numbers(range(1, count + 1))
    assert told == "、".join(map(str, range(1, last + 1))) + more
