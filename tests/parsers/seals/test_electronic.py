"""Electronic seals of a form that never was paper: in which signed part they stand, drawn ones too, and what the rules make of
them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from functools import cache
from random import Random

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from config.model import ScanSettings
from parsers.formats.registry import read
from parsers.formats.sniff import PDF
from parsers.model.document import Place
from parsers.model.electronic_seal import ElectronicSeal, SealCheck, SealSort
from parsers.model.file import File
from parsers.model.package import PackageFile, Role
from parsers.model.seal import Stamp
from parsers.ocr.scan_budget import scan_budget
from parsers.packages.read_file import read_file
from parsers.seals.electronic import form_areas
from tests.parsers.pdfs import drawn
from tests.parsers.rules.builders import file, findings, guide, package, severities, without
from tests.parsers.seals import ring
from tests.parsers.signed_pdfs import Sign, signed
from tests.samples.make import pdf, projects

WIDE, HIGH = 595.28, 841.89
AREAS = ("commitment", "applicant_opinion", "recommender_opinion")


@cache
def form() -> bytes:
    return pdf.text_pdf("exchange", projects.values(Random(1), "conference"))


@cache
def spot(key: str) -> tuple[int, float]:
    """Page (from 0) of a signed part, and its middle in points from the page's foot."""
    asked = next(form for form in guide().forms if form.key == "exchange")
    area = next(area for area in form_areas(read(form(), PDF), asked) if area.key == key)
    page, box = area.parts[0]
    return page - 1, HIGH - (box[1] + box[3]) / 2 * WIDE / 1000


def sealed(key: str, wide: float = 110, high: float = 110, **how: object) -> bytes:
    page, middle = spot(key)
    return signed(form(), replace(Sign(box=(400, middle - high / 2, 400 + wide, middle + high / 2), page=page), **how))


def as_read(data: bytes) -> PackageFile:
    settings = ScanSettings(pages=1, seconds=60, mail_seconds=60)
    whole = File("申报书.pdf", data, hashlib.sha256(data).hexdigest(), len(data))
    return read_file(whole, guide(), scan_budget(settings, guide()))


def shown(stamps: tuple[Stamp, ...]) -> list[tuple[str, str, str]]:
    return [(stamp.area, stamp.kind, stamp.state) for stamp in stamps]


@pytest.mark.parametrize("key", AREAS)
def test_a_seal_belongs_to_the_part_in_which_it_is_shown(key: str) -> None:
    read_ = as_read(sealed(key))
    assert read_.role == Role.FORM_PDF
    assert shown(read_.stamps) == [(key, "seal", "seen")]
    assert read_.notes == ("电子签章：已核验完整",)


def test_a_small_or_long_one_may_be_a_person_s_and_a_broken_one_is_none_for_certain() -> None:
    both = [("applicant_opinion", "seal", "cannot tell"), ("applicant_opinion", "signature", "cannot tell")]
    assert shown(as_read(sealed("applicant_opinion", 120, 30)).stamps) == both
    broken = as_read(sealed("applicant_opinion") + b"\n%more\n")
    assert shown(broken.stamps) == [("applicant_opinion", "seal", "cannot tell")]
    assert broken.notes == ("电子签章：已损坏（签名之后文件又有追加内容）",)


def test_a_form_without_seals_shows_none_and_says_nothing() -> None:
    plain = as_read(form())
    assert (plain.stamps, plain.electronic, plain.notes) == ((), (), ())


# --- seals that are only drawn ----------------------------------------------------------------------------------------


def with_picture(key: str, colour: str = "red", note: bool = False) -> bytes:
    """The form with the picture of a seal in a part: on the page, or as a stamp that a reader program laid on it."""
    page, middle = spot(key)
    face = ring("湖南某某大学", 40, 40, (214, 40, 48), Random(1)) if colour == "red" else Image.new("RGB", (300, 300), "black")
    over = drawn(lambda canvas: canvas.drawImage(ImageReader(face), 400, middle - 60, 120, 120))
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(form())) as whole, pikepdf.open(io.BytesIO(over)) as seal:
        target = whole.pages[page]
        if note:
            look = whole.copy_foreign(seal.pages[0].as_form_xobject())
            stamp = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[0, 0, WIDE, HIGH], F=4, AP=pikepdf.Dictionary(N=look),
            )  # fmt: skip
            target.obj["/Annots"] = pikepdf.Array([whole.make_indirect(stamp)])
        else:
            target.add_overlay(seal.pages[0])
        whole.save(out)
    return out.getvalue()


@pytest.mark.parametrize("note", [False, True])
def test_a_drawn_seal_is_told_as_a_picture_of_one(note: bool) -> None:
    read_ = as_read(with_picture("applicant_opinion", note=note))
    assert shown(read_.stamps) == [("applicant_opinion", "seal", "seen")]
    assert [(seal.sort, seal.check) for seal in read_.electronic] == [(SealSort.PICTURE, SealCheck.UNCHECKED)]
    assert read_.notes == ("印章图样：未核验（页面上画有印章，不属于数字签名）",)
    assert read_.stamps[0].picture, "staff see it"


def test_a_black_picture_is_no_seal() -> None:
    assert as_read(with_picture("applicant_opinion", "black")).stamps == ()


# --- what the rules make of it ----------------------------------------------------------------------------------------


def unseen(*seen: str) -> tuple[Stamp, ...]:
    return tuple(Stamp(area, kind, "seen" if area in seen else "not seen") for area in AREAS for kind in ("seal", "signature"))  # type: ignore[arg-type]


def carried(check: str = "valid", sort: str = "signature", place: Place = Place()) -> tuple[ElectronicSeal, ...]:
    return (ElectronicSeal(SealSort(sort), SealCheck(check), place),)


@pytest.mark.parametrize("check", ["valid", "unchecked"])
def test_a_file_signed_as_a_whole_has_no_seal_or_signature_that_is_surely_missing(check: str) -> None:
    scan = file("申报书.pdf", "form_scan", text_layer=False, stamps=unseen(), electronic=carried(check))
    whole = package(extra=(scan,))
    assert set(severities(whole, "seal-missing")) == set(severities(whole, "signature-missing")) == {"note"}


def test_a_broken_one_is_for_a_person_to_look_at_and_not_called_missing() -> None:
    scan = file("申报书.pdf", "form_scan", text_layer=False, stamps=unseen(), electronic=carried("broken"))
    told = findings(package(extra=(scan,)), "seal-missing")
    assert {finding.severity for finding in told} == {"verify"}
    assert all("未能判断有无公章（数字签名：已损坏）" in finding.message for finding in told)
    assert not any("未识别到" in finding.message for finding in told)


def test_a_seal_in_one_part_says_nothing_of_another() -> None:
    place = Place(page=3, box=(1, 2, 3, 4))
    stamps = (*unseen(), Stamp("commitment", "seal", "seen", place))  # type: ignore[arg-type]
    scan = file("申报书.pdf", "form_scan", text_layer=False, stamps=stamps, electronic=carried("valid", "seal", place))
    assert severities(package(extra=(scan,)), "seal-missing") == ["verify", "verify"]


def test_a_form_with_electronic_seals_is_its_own_signed_copy() -> None:
    def missing(*seals: ElectronicSeal) -> list[str]:
        typed = file("申报书.pdf", "form_pdf", text_layer=True, electronic=seals)
        return severities(without(package(extra=(typed,)), "form_scan"), "scan-missing")

    assert missing(*carried("valid", "seal")) == missing(*carried("unchecked", "seal")) == []
    for seals in ((), carried("broken", "seal"), carried("valid"), carried("unchecked", "picture")):
        assert missing(*seals) == ["verify"]
