"""PDFs that cannot be read whole: encrypted, broken, empty, far too large. Each gives what is there, or one word of trouble."""

from __future__ import annotations

import contextlib
from random import Random

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from parsers.formats.pdf import reader
from parsers.formats.pdf.inspection import members
from parsers.formats.registry import read
from parsers.formats.sniff import sniff
from parsers.model.document import Document
from parsers.model.file import Unreadable
from tests.parsers import pdfs
from tests.samples.make import pdf as samples
from tests.samples.make import projects


def trouble(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        reader.read(data)
    return caught.value.trouble.kind


@pytest.mark.parametrize("strength", [2, 3, 4, 6])
def test_passwords(strength: int) -> None:
    def locked(user: str) -> bytes:
        encryption = pikepdf.Encryption("geheim", user, R=strength, aes=strength > 3, metadata=strength > 3)  # type: ignore[arg-type]
        return pdfs.changed(pdfs.page(), lambda file: None, encryption=encryption)

    assert trouble(locked("auf")) == "encrypted"
    assert pdfs.grids(reader.read(locked(""))) == [[list(row) for row in pdfs.ROWS]], "an owner's password locks nobody out"


def test_a_broken_file_after_a_locked_one_is_not_called_locked() -> None:
    locked = pdfs.changed(pdfs.page(), lambda file: None, encryption=pikepdf.Encryption(owner="geheim", user="auf"))
    assert trouble(locked) == "encrypted"
    assert trouble(b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF") == "damaged"


def test_a_broken_table_of_references_is_mended() -> None:
    data = pdfs.page()
    start = data.rindex(b"startxref")
    assert pdfs.texts(reader.read(data[:start] + b"startxref\n7\n%%EOF")) == pdfs.texts(reader.read(data))
    assert pdfs.texts(reader.read(b"junk before\r\n" * 5 + data)) == pdfs.texts(reader.read(data))
    assert pdfs.texts(reader.read(data.replace(b"0000000000 65535 f", b"9999999999 65535 f"))) == pdfs.texts(reader.read(data))


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_half_a_file_is_damaged_or_gives_what_is_there(share: float) -> None:
    data = samples.text_pdf("exchange", projects.values(Random(1), "conference"))
    try:
        assert reader.read(data[: int(share * len(data))]).pages
    except Unreadable as error:
        assert error.trouble.kind in ("damaged", "empty")


def test_empty_pages_are_empty_and_pictures_are_pictures() -> None:
    assert trouble(pdfs.drawn(lambda canvas: None)) == "empty"
    assert trouble(b"%PDF-1.7\n%%EOF") == "damaged"
    scan = samples.scan_pdf("haizhi", projects.values(Random(1), "domestic_base"))
    document = reader.read(scan)
    assert (document.medium, document.text_layer) == ("ocr", False)


def test_a_page_by_its_content_not_by_its_name() -> None:
    assert sniff("<html><body>申报书</body></html>".encode()) != "application/pdf"
    assert sniff(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00") == "image/jpeg"
    assert sniff(pdfs.page()) == "application/pdf"
    with pytest.raises(Unreadable):
        read(b"%PDF-1.4 <html>", "application/pdf")


def test_a_portfolio_gives_its_members() -> None:
    def change(file: pikepdf.Pdf) -> None:
        file.attachments["合作协议.docx"] = b"PK\x03\x04 agreement"
        file.attachments["附件.txt"] = b"text"

    assert dict(members(pdfs.changed(pdfs.page(), change))) == {"合作协议.docx": b"PK\x03\x04 agreement", "附件.txt": b"text"}
    assert list(members(pdfs.page())) == []


@settings(max_examples=60, deadline=5000)
@given(st.data())
def test_broken_bytes_give_a_document_or_one_word_of_trouble(data: st.DataObject) -> None:
    whole = bytearray(pdfs.page())
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=30)):
        whole[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    for broken in (bytes(whole), bytes(whole[:cut])):
        with contextlib.suppress(Unreadable):
            assert isinstance(reader.read(broken), Document)


def test_a_page_of_very_many_strokes_is_read_in_bounds() -> None:
    def pen(canvas: Canvas) -> None:
        for i in range(7000):
            canvas.line(10 + i % 500, 10, 10 + i % 500, 20 + i // 500)
        canvas.setFont(pdfs.FONT, 12)
        canvas.drawString(60, 700, "申报单位：湖南某某大学，申报单位：湖南某某大学")

    assert pdfs.texts(reader.read(pdfs.drawn(pen))) == ["申报单位：湖南某某大学，申报单位：湖南某某大学"]


def test_too_many_pages() -> None:
    def change(file: pikepdf.Pdf) -> None:
        for _ in range(reader.MOST_PAGES):
            file.pages.append(file.pages[0])

    assert trouble(pdfs.changed(pdfs.page(), change)) == "limit"
