"""OFD files in a package: certificates known by their titles, forms by their tables, scans as scans, broken ones named."""

from __future__ import annotations

import hashlib
import io
from random import Random

import pikepdf
import pypdfium2
import pytest

from config.model import ScanSettings
from parsers.formats.registry import read
from parsers.formats.sniff import PDF
from parsers.model.file import File, TroubleKind
from parsers.model.package import PackageFile, Role
from parsers.ocr.scan_budget import scan_budget
from parsers.packages.read_file import read_file
from tests.parsers.ofds import Ofd, image, page, signed, table, words, zipped
from tests.parsers.rules.builders import guide
from tests.samples.make import pdf, projects


def as_read(data: bytes, name: str = "1.ofd", pages: int = 0) -> PackageFile:
    budget = scan_budget(ScanSettings(pages=pages, seconds=60, mail_seconds=60), guide())
    return read_file(File(name, data, hashlib.sha256(data).hexdigest(), len(data)), guide(), budget)


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("营业执照", Role.EVIDENCE), ("事业单位法人证书", Role.EVIDENCE), ("非涉密证明", Role.NON_SECRET_CERTIFICATE),
        ("推荐函", Role.RECOMMENDATION), ("电子发票（增值税专用发票）", Role.OTHER),
    ],
)  # fmt: skip
def test_a_paper_is_known_by_its_title(title: str, role: Role) -> None:
    sealed = signed(Ofd([page(words(title, 60, 30, 6) + table([("名称", "湖南某某大学")]))]))
    as_read_ = as_read(sealed.data())
    assert (as_read_.role, as_read_.trouble, as_read_.pages, as_read_.text_layer) == (role, None, 1, True)
    assert as_read_.text_start.startswith(title)
    assert [note.partition("（")[0] for note in as_read_.notes] == ["电子签章：未核验"]


def ofd_of(data: bytes) -> bytes:
    """A PDF's characters and rules as an OFD of the same pages, each character a text object, as printer drivers write them."""
    import pdfplumber

    sheets, k = [], 25.4 / 72
    with pdfplumber.open(io.BytesIO(data)) as plumbed:
        for sheet in plumbed.pages:
            objects = [
                f'<ofd:TextObject Boundary="{c["x0"] * k:.3f} {c["top"] * k:.3f} 9 9" Font="1" Size="{c["size"] * k:.3f}">'
                f'<ofd:TextCode X="0" Y="{c["size"] * k * 0.88:.3f}">{c["text"].replace("&", "&amp;").replace("<", "&lt;")}'
                "</ofd:TextCode></ofd:TextObject>"
                for c in sheet.chars
            ]
            for edge in (*sheet.lines, *sheet.rects):
                x0, x1, top, bottom = (edge[side] * k for side in ("x0", "x1", "top", "bottom"))
                moves = f"M {x0} {top} L {x1} {top} L {x1} {bottom} L {x0} {bottom} C"
                objects.append(f"<ofd:PathObject><ofd:AbbreviatedData>{moves}</ofd:AbbreviatedData></ofd:PathObject>")
            sheets.append(page("".join(objects)))
    return Ofd(sheets).data()


def test_a_form_in_ofd_gives_what_the_same_form_gives_in_pdf() -> None:
    typed = pdf.text_pdf("exchange", projects.values(Random(3), "cooperation"))
    one, other = as_read(ofd_of(typed)), as_read(typed, "1.pdf")
    assert (one.role, other.role) == (Role.FORM_PDF, Role.FORM_PDF)
    assert one.record is not None
    assert other.record is not None
    assert {key: value.text for key, value in one.record.values.items()} == {
        key: value.text for key, value in other.record.values.items()}
    assert one.record.missing_labels == other.record.missing_labels


def test_a_scan_in_ofd_is_recognised_as_one_in_pdf_is() -> None:
    sheet = pypdfium2.PdfDocument(pdf.text_pdf("haizhi", projects.values(Random(2), "domestic_base")))[0]
    out = io.BytesIO()
    sheet.render(scale=2).to_pil().convert("RGB").save(out, "JPEG", quality=80)
    data = Ofd([page(image(30, "0 0 210 297", "210 0 0 297 0 0"))], {30: out.getvalue()}).data()
    read_ = as_read(data, pages=1)
    assert (read_.role, read_.text_layer) == (Role.FORM_SCAN, False)
    assert "申报书" in read_.text_start


def test_what_cannot_be_read_is_named_as_an_ofd() -> None:
    whole = Ofd([page(words("营业执照", 60, 30))])
    broken = as_read(zipped({**whole.written(), "Doc_0/Document.xml": b"<ofd:Doc"}))
    assert broken.role == Role.REFUSED
    assert broken.trouble is not None
    assert (broken.trouble.kind, "OFD" in broken.trouble.detail) == (TroubleKind.DAMAGED, True)


def test_no_text_of_an_ofd_gets_into_its_pdf_as_an_order() -> None:
    data = Ofd([page(words("(甲) Tj ET Q /Launch", 20, 20) + words("&lt;/Root&gt; endobj", 20, 60))]).data()
    from parsers.formats.ofd.to_pdf import converted

    with pikepdf.open(io.BytesIO(converted(data))) as made:
        assert set(made.Root.keys()) == {"/Type", "/Pages"}
    assert "(甲) Tj ET Q /Launch" in [p.text for p in read(converted(data), PDF).blocks]  # type: ignore[union-attr]
