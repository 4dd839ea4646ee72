"""Pages of a form that came as pictures, as separate files or pasted into a Word file, are read as one paper, a scan."""

from __future__ import annotations

import io
from functools import cache

import docx
import pypdfium2
import pytest
from docx.shared import Inches
from PIL import Image

from config.model import ScanSettings
from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from parsers.formats.sniff import DOCX
from parsers.formats.word import reader
from parsers.formats.word.pictures import pages_in
from parsers.model.file import File
from parsers.model.mail import Head
from parsers.model.package import PackageFile
from parsers.ocr.scan_budget import ScanBudget, scan_budget
from parsers.packages.gather import packages_of, packages_of_document
from parsers.packages.page_sets import _sets
from parsers.packages.read_file import PICTURED
from tests.parsers.ocr.test_scans import GUIDE, file, of, scan


@cache
def pictures() -> tuple[bytes, ...]:
    """The pages of the demo's scan as JPEG."""
    return tuple(map(jpeg, _pages()))


def _pages() -> list[Image.Image]:
    with pypdfium2.PdfDocument(scan().data) as drawn:
        return [page.render(scale=150 / 72).to_pil().convert("L") for page in drawn]


def jpeg(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=70)
    return out.getvalue()


def blank(shade: int = 200) -> bytes:
    return jpeg(Image.new("L", (700, 900), shade))


def look() -> ScanBudget:
    return scan_budget(ScanSettings(), GUIDE)


def pasted(pages: tuple[bytes, ...], words: str = "") -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(words)
    for page in pages:
        document.add_picture(io.BytesIO(page), width=Inches(6))
    document.save(out)
    return out.getvalue()


# --- files of their own ---------------------------------------------------------------------------------------------


@cache
def photographed() -> tuple[PackageFile, ...]:
    """The pages as a phone names them, in a mail that has them out of order."""
    one, two, three = pictures()
    names = {"微信图片_20240415-10.jpg": three, "微信图片_20240415-8.jpg": one, "微信图片_20240415-9.jpg": two}
    (package,), unassigned = packages_of([file(f"材料/{n}", data) for n, data in names.items()], Head(), GUIDE, look())
    assert unassigned == ()
    return package.files


def test_pages_in_files_of_their_own_are_one_record_in_the_order_of_their_numbers() -> None:
    (record,) = [f.record for f in photographed() if f.record is not None]
    word_record = of("form_word")[1]
    for key in ("applicant_unit", "uscc", "project_category", "main_content", "schedule", "bank_account_number"):
        assert record.values[key].value == word_record.values[key].value, key
    assert record.values["applicant_unit"].document == "材料/微信图片_20240415-8.jpg"
    assert {v.place.page for v in record.values.values() if v.place.box} == {1}
    assert len({v.document for v in record.values.values()}) == 3


def test_each_picture_says_what_it_is_a_page_of_and_has_its_own_stamps() -> None:
    first, *others = sorted(photographed(), key=lambda f: f.record is None)
    assert {f.role for f in photographed()} == {"form_scan"}
    assert {f.page_of for f in others} == {first.sha256}
    assert [(f.pages, len(f.transforms)) for f in photographed()] == [(1, 1)] * 3
    (last,) = [f for f in photographed() if f.stamps]
    assert last.name.endswith("-10.jpg")


def named(*names: str) -> list[list[str]]:
    files = [file(name, blank(100 + n)) for n, name in enumerate(names)]
    return [[files[at].name for at in places] for places in _sets(files, ())]


@pytest.mark.parametrize(
    "names",
    [
        ["1.jpg", "2.jpg", "10.jpg"],
        ["申报书1.jpg", "申报书2.jpg"],
        ["IMG_0998.JPG", "IMG_1002.JPG"],
        ["1" * 5000 + ".jpg", "2" * 5000 + ".jpg"],
        ["扫描件（第一页）.png", "扫描件（第二页）.png", "扫描件（第十一页）.png"],
    ],
)
def test_numbers_give_the_order(names: list[str]) -> None:
    assert named(*reversed(names)) == [names]


@pytest.mark.parametrize(
    "names", [["营业执照1.jpg", "营业执照2.jpg"], ["a/1.jpg", "b/2.jpg"], ["1.jpg"], ["封面.jpg", "正文.jpg"]]
)
def test_what_calls_itself_something_else_or_lies_elsewhere_is_no_set(names: list[str]) -> None:
    assert named(*names) == []


def test_pictures_that_are_no_form_stay_what_they_are() -> None:
    sent = [file(f"{n}.jpg", blank(120 + n)) for n in (1, 2)]
    _, unassigned = packages_of(sent, Head(), GUIDE, look())
    assert [f.page_of for f in unassigned] == ["", ""]


def test_a_broken_page_takes_none_with_it() -> None:
    sent = [file("1.jpg", blank()), File("2.jpg", blank()[:900], "0" * 64, 900)]
    _, unassigned = packages_of(sent, Head(), GUIDE, look())
    assert [f.name for f in unassigned] == ["1.jpg", "2.jpg"]


# --- pasted into Word -----------------------------------------------------------------------------------------------


def test_a_word_file_of_pictures_is_a_scan() -> None:
    (looked,) = packages_of_document(file("申报书.docx", pasted(pictures())), GUIDE, look())
    (only,) = looked.files
    whole = looked.record(GUIDE)
    assert (only.role, only.pages, whole and whole.medium) == ("form_scan", 3, "ocr")
    assert only.record is not None
    assert only.record.values["uscc"].value == of("form_word")[1].values["uscc"].value
    assert [f for f in check(looked, GUIDE, Circumstances()) if f.severity == "fix"] == []


def test_pictures_come_in_the_order_of_the_text_and_once() -> None:
    pages = tuple(blank(shade) for shade in (90, 180, 90))
    data = pasted(pages)
    assert [page for page, _ in pages_in(data, DOCX, reader.read(data))] == list(pages[:2])


def test_a_word_file_with_words_beside_its_pictures_is_read_as_words() -> None:
    data = pasted((blank(),), "我单位自2021年以来与多家境外机构签订合作备忘录，共同举办专题交流，互派访问学者，项目团队稳定。")
    assert pages_in(data, DOCX, reader.read(data)) == ()


def test_a_word_file_with_a_picture_of_something_else_stays_a_word_file() -> None:
    (only,) = packages_of_document(file("单位简介.docx", pasted((blank(),))), GUIDE, look())[0].files
    assert only.record is None
    assert PICTURED not in only.notes
