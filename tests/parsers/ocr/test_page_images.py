"""Pages of a form as pictures, with what was found on them boxed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from random import Random

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.formats.sniff import PDF
from parsers.model.document import Place
from parsers.model.file import File, Unreadable
from parsers.model.package import PackageFile
from parsers.model.page_transform import PageTransform
from parsers.model.seal import Stamp
from parsers.ocr.page_images import Boxed, PageImages, boxed, boxes, form_pages, jpeg, png
from parsers.ocr.page_images.draw import transformed
from parsers.packages.gather import packages_of_document
from tests.parsers.rules.builders import guide
from tests.samples.make import pdf, word
from tests.samples.make.projects import values

FORM = next(form for form in guide().forms if form.key == "exchange")


def read(data: bytes) -> PackageFile:
    """A lone file as the package holds it."""
    return packages_of_document(File("申报书", data, hashlib.sha256(data).hexdigest(), len(data)), guide())[0].files[0]


def text_pdf() -> bytes:
    return pdf.text_pdf("exchange", values(Random(4), "conference"))


def test_every_field_of_a_text_pdf_has_its_box() -> None:
    found = boxes(read(text_pdf()), FORM)
    assert {one.key for one in found if one.kind == "tick"} == {"project_category", "cooperation_contents", "cooperation_fields"}
    assert {"applicant_unit", "uscc", "main_content", "schedule"} <= {one.key for one in found if one.kind == "field"}
    assert {one.key for one in found if one.kind == "part"} >= {"commitment", "applicant_opinion", "recommender_opinion"}
    assert all(0 <= one.box[0] < one.box[2] <= 1000 and 0 <= one.box[1] < one.box[3] for one in found)


def test_boxes_lie_round_what_they_name() -> None:
    """The box of the credit code, cut out of the picture, holds print, and no more of it than its cell."""
    data = text_pdf()
    file = read(data)
    one = next(one for one in boxes(file, FORM) if one.key == "uscc")
    with PageImages([(data, PDF)], file.transforms) as images:
        picture = images.draw(one.page, 1000)
    left, top, right, bottom = one.box
    inside = picture[top + 3 : bottom - 3, left + 3 : right - 3]
    assert picture.shape[1] == 1000
    assert 0.01 < (inside < 128).mean() < 0.3


def test_boxes_are_drawn_with_their_names() -> None:
    data = text_pdf()
    file = read(data)
    with PageImages([(data, PDF)], file.transforms) as images:
        bare = images.draw(2)
        drawn = boxed(bare, [one for one in boxes(file, FORM) if one.page == 2])
    assert bare.shape == drawn.shape
    assert (bare != drawn).any()
    shown = cv2.imdecode(np.frombuffer(png(drawn), np.uint8), cv2.IMREAD_COLOR)
    assert shown is not None
    assert shown.shape == drawn.shape
    assert len(jpeg(bare)) < len(png(bare))


def test_stamps_are_boxes_too() -> None:
    seen = Stamp("commitment", "seal", "seen", Place(page=3, box=(100, 200, 300, 400)))
    missing = Stamp("commitment", "signature", "not seen", Place(page=3, box=(100, 500, 300, 550)))
    file = PackageFile("a.pdf", "0", 1, "form_scan", PDF, stamps=(seen, missing, Stamp("x", "date", "cannot tell")))
    assert boxes(file, FORM) == (
        Boxed(3, (100, 200, 300, 400), "seal", "commitment"),
        Boxed(3, (100, 500, 300, 550), "signature", "commitment", "not seen"),
    )


def test_the_pages_of_a_form_are_those_on_which_something_was_found() -> None:
    file = read(text_pdf())
    assert form_pages(file) == tuple(range(1, (file.pages or 0) + 1))
    scan = replace(file, role="form_scan", text_layer=False, pages=9, transforms=(PageTransform(2), PageTransform(3)))
    assert form_pages(scan) == (2, 3)
    assert form_pages(replace(scan, transforms=(), record=None)) == tuple(range(1, 10))
    assert form_pages(replace(scan, role="evidence")) == form_pages(replace(scan, media_type="text/html")) == ()
    assert len(form_pages(replace(scan, transforms=(), record=None, pages=4000))) == 40


def test_a_page_is_drawn_as_it_was_read() -> None:
    """A turned and tilted picture comes out upright at any size: its dark corner is where it was read."""
    picture = np.full((300, 200, 3), 255, np.uint8)
    picture[20:60, 20:60] = 0
    turn = np.vstack([cv2.getRotationMatrix2D((100, 150), -5, 1.0), [0, 0, 1]])
    tilted = cv2.warpPerspective(picture, turn, (200, 300), borderValue=(255, 255, 255))
    scale = np.diag([200.0, 200.0, 1.0])
    back = np.linalg.inv(scale) @ np.linalg.inv(turn) @ scale
    for size in (200, 400):
        seen = cv2.resize(tilted, (size, size * 3 // 2), interpolation=cv2.INTER_AREA)
        straight = transformed(np.asarray(seen, np.uint8), PageTransform(1, 0, tuple(back.ravel())))
        k = size // 200
        assert straight[30 * k : 50 * k, 30 * k : 50 * k].mean() < 20
        assert straight[100 * k :].mean() > 250


# --- error chapter --------------------------------------------------------------------------------------------------


def test_a_word_file_has_no_pages() -> None:
    data = word.docx("exchange", values(Random(4), "conference"))
    file = read(data)
    assert boxes(file, FORM) == ()
    with pytest.raises(Unreadable):
        PageImages([(data, file.media_type)])


def test_what_is_no_pdf_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        PageImages([(b"%PDF-1.4 nothing", PDF)])


@given(st.lists(st.tuples(*[st.integers(-2000, 5000)] * 4), max_size=5), st.integers(1, 60), st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_boxes_beyond_the_page_are_no_trouble(found: list[tuple[int, int, int, int]], high: int, wide: int) -> None:
    picture = np.full((high, wide, 3), 255, np.uint8)
    drawn = boxed(picture, [Boxed(1, box, "field", "uscc", "cannot tell") for box in found])
    assert drawn.shape == picture.shape
