"""Paper is read like Word: a whole scan of the demo gives the record that its Word file gives; what is cut short or unsure is
named, and nothing that rests only on recognition is ever firm."""

from __future__ import annotations

import hashlib
import io
import json
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from config.model import ScanSettings
from intake.mime import parse
from intake.unpack import unpack
from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from parsers.model.file import File
from parsers.model.mail import Head
from parsers.model.package import Package, PackageFile
from parsers.model.record import Record
from parsers.ocr.render import Pages
from parsers.ocr.scan_budget import scan_budget
from parsers.packages.gather import packages_of, packages_of_document
from tests import installation

GUIDE = installation.guide()
SAMPLE = installation.SHARED / "samples/scan/s301.pdf"


@cache
def sent() -> tuple[File, ...]:
    """The files of a complete package: Word file, scan, certificate, proofs."""
    limits = installation.settings(Path("home"), "folder:mail").limits
    _, parts = parse((installation.MAILBOX / "01-conference.eml").read_bytes(), limits)
    return tuple(unpack(parts, limits))


@cache
def package() -> Package:
    (one,), _ = packages_of(sent(), Head(), GUIDE, scan_budget(ScanSettings(), GUIDE))
    return one


def of(role: str) -> tuple[PackageFile, Record]:
    (file,) = [f for f in package().files if f.role == role]
    assert file.record is not None
    return file, file.record


def scan() -> File:
    name = of("form_scan")[0].name
    return next(file for file in sent() if file.name == name)


def file(name: str, data: bytes) -> File:
    return File(name, data, hashlib.sha256(data).hexdigest(), len(data))


# --- the paper says what Word says ----------------------------------------------------------------------------------


def test_a_scan_gives_the_record_of_its_word_file() -> None:
    (_, word), (_, paper) = of("form_word"), of("form_scan")
    form = GUIDE.form(word.form)
    assert form is not None
    keys = [f.key for f in form.fields if f.kind not in ("long_text", "schedule") and word.values[f.key].text]
    assert {key: paper.values[key].value for key in keys} == {key: word.values[key].value for key in keys}


def test_every_value_says_its_page_its_box_and_how_sure_it_is() -> None:
    _, paper = of("form_scan")
    read = [v for key, v in paper.values.items() if v.text and key not in ("project_name", "recommender")]
    assert len(read) > 15
    assert all(v.medium == "ocr" and v.place.page and v.place.box and 0 < v.confidence <= 1 for v in read)


def test_word_gives_the_value_and_the_untouched_paper_no_difference() -> None:
    assert package().record(GUIDE) == of("form_word")[1]
    found = check(package(), GUIDE, Circumstances())
    assert [f for f in found if f.rule == "word-scan-mismatch"] == []
    assert [f for f in found if f.severity == "fix"] == []


# --- what is cut short is said --------------------------------------------------------------------------------------


def test_pages_beyond_the_limit_are_unread_and_never_blank() -> None:
    (looked,) = packages_of_document(scan(), GUIDE, scan_budget(ScanSettings(pages=2), GUIDE))
    (only,) = looked.files
    assert only.record is not None
    assert any("页数上限" in note for note in only.notes)
    assert only.unread == (3,)
    assert not [f for f in check(looked, GUIDE, Circumstances()) if f.severity == "fix"]


def test_no_time_no_word_and_that_is_said() -> None:
    ticks = iter(range(10_000))
    (looked,) = packages_of_document(scan(), GUIDE, scan_budget(ScanSettings(seconds=0.5), GUIDE, lambda: float(next(ticks))))
    (only,) = looked.files
    assert only.record is None
    assert only.notes


def test_without_a_sight_paper_is_named_and_not_read() -> None:
    (only,) = packages_of_document(scan(), GUIDE)[0].files
    assert (only.record, only.text_layer) == (None, False)


# --- pictures ----------------------------------------------------------------------------------------------------


def test_pictures_of_pages_lying_on_their_side_are_read() -> None:
    with pypdfium2.PdfDocument(scan().data) as drawn:
        first, *others = [page.render(scale=150 / 72).to_pil().convert("L").rotate(90, expand=True) for page in drawn]
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=others, compression="tiff_deflate")
    (only,) = packages_of_document(file("微信图片.tif", out.getvalue()), GUIDE, scan_budget(ScanSettings(), GUIDE))[0].files
    assert only.record is not None
    for key in ("applicant_unit", "project_category", "uscc", "bank_account_number", "cooperation_fields"):
        assert only.record.values[key].value == of("form_word")[1].values[key].value, key


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP"])
def test_every_kind_of_picture_is_drawn(kind: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (320, 200), "white").save(out, kind)
    with Pages([(out.getvalue(), f"image/{kind.lower()}")]) as pages:
        assert (len(pages), pages.draw(1).shape) == (1, (200, 320, 3))


def test_a_picture_cut_off_is_damaged() -> None:
    out = io.BytesIO()
    Image.effect_noise((400, 400), 50).save(out, "PNG")
    (only,) = packages_of_document(file("照片.png", out.getvalue()[:3000]), GUIDE, scan_budget(ScanSettings(), GUIDE))[0].files
    assert only.trouble is not None
    assert only.trouble.kind == "damaged"


# --- nothing firm on recognition alone ------------------------------------------------------------------------------


def test_only_a_scan_is_a_full_record_whose_doubts_are_for_a_person() -> None:
    alone = Package((of("form_scan")[0],))
    found = check(alone, GUIDE, Circumstances())
    assert {f.rule for f in found if f.severity == "fix"} <= {"word-missing"}


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample scans are not here")
def test_a_scan_with_one_seal_missing() -> None:
    truth = json.loads(SAMPLE.with_suffix(".json").read_text("utf-8"))
    (looked,) = packages_of_document(file(SAMPLE.name, SAMPLE.read_bytes()), GUIDE, scan_budget(ScanSettings(), GUIDE))
    record = looked.record(GUIDE)
    assert record is not None
    for key in ("applicant_unit", "project_category", "contact_phone", "postal_code", "project_leader"):
        assert record.values[key].value == truth["fields"][key], key
    said = {(f.field, f.severity) for f in check(looked, GUIDE, Circumstances()) if f.rule == "seal-missing"}
    assert said == {(place, "verify") for place, there in truth["seals"].items() if not there}
