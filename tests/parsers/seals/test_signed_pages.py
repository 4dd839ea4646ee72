"""Signed pages that come without the rest of the form: they are searched for seals and signatures, come beside a scan and never
replace it, and name the recommender where nothing else does."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from functools import cache
from random import Random
from types import SimpleNamespace
from typing import ClassVar

import pypdfium2
import pytest

from config.model import ScanSettings
from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from parsers.formats.pdf.page_text import Page, Row
from parsers.model.document import Document, Medium, Paragraph, Place
from parsers.model.file import File
from parsers.model.mail import Head
from parsers.model.package import Package, PackageFile
from parsers.model.record import Record
from parsers.model.seal import Stamp
from parsers.ocr.scan_budget import scan_budget
from parsers.packages.gather import packages_of
from parsers.packages.inherit import inherit
from parsers.packages.signed_pages import may_be_signed, signed_form
from parsers.seals.recommender_seal import with_seal
from tests.installation import guide
from tests.parsers.rules.builders import UNIT, file, package, record, value
from tests.parsers.scans import scan
from tests.samples.make import word
from tests.samples.make.projects import values

GUIDE = guide()
VALUES = values(Random(4), "conference")
PLEDGE = next(form.pledge for form in GUIDE.forms if form.key == "exchange")


def sent(name: str, data: bytes) -> File:
    return File(name, data, hashlib.sha256(data).hexdigest(), len(data))


@cache
def sent_apart() -> Package:
    """The Word file, and of its paper the last page alone, photographed; in Word nobody recommends."""
    silent = {**VALUES, "recommender": "", "signatures": {**VALUES["signatures"], "recommender": ""}}
    paper = scan("exchange", VALUES, "clean", signed=("commitment",))
    with pypdfium2.PdfDocument(paper) as drawn:
        picture = drawn[len(drawn) - 1].render(scale=200 / 72).to_pil().convert("RGB")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    files = (sent("申报书.docx", word.docx("exchange", silent)), sent("IMG_2034.jpg", out.getvalue()))
    (one,), unassigned = packages_of(files, Head(), GUIDE, scan_budget(ScanSettings(), GUIDE))
    assert not unassigned
    return one


def page_of(whole: Package) -> PackageFile:
    (page,) = whole.of_role("form_scan")
    return page


def test_a_photograph_of_the_signed_page_is_looked_at_for_seals_and_pens() -> None:
    page = page_of(sent_apart())
    assert page.record is None and page.transforms
    states = {(stamp.area, stamp.kind): stamp.state for stamp in page.stamps}
    assert states["commitment", "seal"] == states["applicant_opinion", "seal"] == states["recommender_opinion", "seal"] == "seen"
    assert states["commitment", "signature"] == "seen"
    assert states["recommender_opinion", "signature"] == "not seen"


def test_a_running_head_of_the_forms_name_makes_no_form_of_a_signed_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The head alone would begin a form; what follows is its signed page and nothing else."""
    from parsers.packages import read_scans as paper

    lines = ("湖南省科协海智计划项目申报书", "三、申报单位承诺", PLEDGE, "（单位盖章）", "法定代表人签字：    年月日")

    class Drawn:
        sheets: ClassVar[dict[int, object]] = {1: object()}

        def __len__(self) -> int:
            return 1

        def glance(self, number: int) -> SimpleNamespace:
            return self.read(number)

        def read(self, number: int) -> SimpleNamespace:
            rows = [Row(60, 60 + 20 * n, 400, 74 + 20 * n, line, 12, 12, 0.99) for n, line in enumerate(lines)]
            return SimpleNamespace(page=Page(number, 595, 842, [], rows))

    document, form = paper._paper(
        Drawn(), "1.jpg", Document("ocr", (), 1, text_layer=False), GUIDE, scan_budget(ScanSettings(), GUIDE))  # type: ignore[arg-type]
    assert form is not None and form.key == "haizhi" and document.blocks


def test_nothing_is_said_to_be_missing_that_is_there() -> None:
    found = check(sent_apart(), GUIDE, Circumstances())
    told = {(one.rule, one.field) for one in found if one.severity in ("fix", "verify")}
    assert not {rule for rule, _ in told} & {"scan-missing", "scan-unread", "seal-missing", "word-scan-mismatch"}
    assert {field for rule, field in told if rule == "signature-missing"} == {"applicant_opinion", "recommender_opinion"}


def test_the_recommender_is_the_one_whose_seal_stands_there() -> None:
    whole = sent_apart()
    assert whole.record(GUIDE) is not None
    said = whole.record(GUIDE).values["recommender"]
    assert (said.text, said.place.note, said.medium) == (VALUES["recommender"], "seal", "ocr")
    assert said.confidence < 0.9 and said.document == "IMG_2034.jpg"


def test_a_recommenders_name_that_a_seal_may_cover_is_not_blank() -> None:
    blank = record(medium=Medium.OCR, recommender="")
    for state, name in (("seen", None), ("cannot tell", None), ("not seen", "")):
        stamp = Stamp("recommender_opinion", "seal", state)  # type: ignore[arg-type]
        assert with_seal(blank, GUIDE, (stamp,)).values["recommender"].text == name, state
    typed = record(recommender="")
    assert with_seal(typed, GUIDE, (Stamp("recommender_opinion", "seal", "seen"),)).values["recommender"].text == ""


# --- revisions --------------------------------------------------------------------------------------------------------


def alone(name: str, *stamps: Stamp) -> PackageFile:
    return file(name, "form_scan", text_layer=False, pages=1, stamps=stamps or (Stamp("commitment", "seal", "seen"),))


def full(name: str) -> PackageFile:
    return file(name, "form_scan", text_layer=False, pages=8, record=record(medium="ocr"))


def names(whole: Package) -> set[str]:
    return {one.name for one in whole.of_role("form_scan")}


def test_signed_pages_come_beside_the_scan_and_a_new_scan_in_place_of_both() -> None:
    first = package(extra=(full("一.pdf"),))
    second = inherit(first, Package((alone("盖章页.jpg"),)), GUIDE)
    assert names(second) == {"一.pdf", "盖章页.jpg"}
    assert names(inherit(second, Package((full("二.pdf"),)), GUIDE)) == {"二.pdf"}


def test_a_seal_that_comes_later_names_the_recommender_as_long_as_it_is_there() -> None:
    seal = Stamp("recommender_opinion", "seal", "seen", Place(page=1, box=(1, 2, 3, 4)), text="湖南省力学学会")
    late = inherit(package(recommender="", extra=()), Package((alone("盖章页.jpg", seal),)), GUIDE)
    known = late.record(GUIDE)
    assert known is not None and known.values["recommender"].text == "湖南省力学学会"
    again = inherit(late, Package((full("二.pdf"),)), GUIDE)
    assert again.record(GUIDE) is not None
    assert again.record(GUIDE).values["recommender"].text == again.of_role("form_scan")[0].record.values["recommender"].text  # type: ignore[union-attr]
    sender = package(recommender=value("岳阳市科协", Place(note="sender"), "mail"), extra=())
    over = inherit(sender, Package((alone("盖章页.jpg", seal),)), GUIDE)
    known = over.record(GUIDE)
    assert known is not None and known.values["recommender"].text == "湖南省力学学会"
    own = replace(seal, text=UNIT)
    mine = inherit(package(recommender="", extra=()), Package((alone("盖章页.jpg", own),)), GUIDE)
    known = mine.record(GUIDE)
    assert known is not None and known.values["recommender"].blank  # the applicant does not recommend itself


# --- what is none -----------------------------------------------------------------------------------------------------


def read(*lines: str) -> Document:
    return Document("ocr", tuple(Paragraph(line, Place(page=1)) for line in lines), 1, text_layer=False)


@pytest.mark.parametrize("name", ["非涉密证明.pdf", "推荐函.jpg", "佐证材料/获奖证书.jpg"])
def test_what_is_named_otherwise_is_not_looked_at(name: str) -> None:
    assert not may_be_signed(name, read("申报单位承诺", "我单位保证申报材料真实"))


def test_what_calls_itself_otherwise_is_not_looked_at() -> None:
    assert not may_be_signed("1.jpg", read("非涉密证明", "我单位承诺……（单位盖章）"))
    assert not may_be_signed("1.jpg", read("推荐汇总表", "推荐单位意见"))
    assert not may_be_signed("1.jpg", read("会议议程", "上午九点签到"))
    assert may_be_signed("1.jpg", read("四、审查意见", "申报单位意见："))
    assert may_be_signed("盖章页.jpg", read())


def test_pages_are_the_forms_only_by_more_than_one_label() -> None:
    """Other programmes print 申报单位意见 too; without title, pledge or the office's part nobody knows whose it is."""
    forms = GUIDE.forms
    assert signed_form(read("申报单位意见：", "同意。"), forms, "1.jpg") is None
    assert signed_form(read("我司承诺", "同意。"), forms, "盖章页.jpg") is None
    for lines, name in (
        (("三、申报单位承诺", PLEDGE), "1.jpg"), (("申报单位意见：", "推荐单位意见：", "省科协审定意见："), "1.jpg"),
        (("申报单位意见：", "同意。"), "盖章页.jpg"),
    ):
        assert signed_form(read(*lines), forms, name) is not None
    titled = signed_form(read("湖南省科协海智计划项目申报书", "申报单位承诺", "同意。"), forms, "1.jpg")
    assert titled is not None and titled.key == "haizhi"


def test_an_empty_record_is_not_made_of_signed_pages() -> None:
    assert Package((alone("盖章页.jpg"),)).record(GUIDE) is None
    assert isinstance(record(), Record)
