"""Classification marks in files that nobody reads here: spreadsheets, slides, OFD and old Office files."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from intake.unpack.member_names import make_file
from parsers.formats import unread_words as module
from parsers.formats.unread_words import unread_words
from parsers.packages.package_facts import has_mark
from parsers.packages.read_file import read_file
from tests import installation


def book(where: str) -> bytes:
    """A workbook with the mark in a cell, in pieces of different type, on its printed head, or nowhere."""
    made, out = openpyxl.Workbook(), io.BytesIO()
    page = made.active
    assert page is not None
    page["A1"] = "项目汇总表"
    if where == "cell":
        page["C9"] = "机密★3年"
    elif where == "pieces":
        page["B2"] = CellRichText("秘", TextBlock(InlineFont(b=True), "密"), "★")
    elif where == "head":
        page.oddHeader.right.text = "秘密★"  # type: ignore[union-attr]
    made.save(out)
    return out.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "x")
        packed.writestr(name, content)
    return out.getvalue()


def old_excel(text: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 505 + text.encode("utf-16-le")


def marked(name: str, data: bytes) -> bool:
    return has_mark(read_file(make_file(name, data), installation.guide()))


@pytest.mark.parametrize(("where", "told"), [("cell", True), ("pieces", True), ("head", True), ("nowhere", False)])
def test_a_mark_in_a_workbook_is_seen(where: str, told: bool) -> None:
    assert marked("汇总表.xlsx", book(where)) == told


def test_a_mark_in_an_ofd_and_in_slides_is_seen() -> None:
    page = '<ofd:TextObject><ofd:TextCode X="1">机密★</ofd:TextCode></ofd:TextObject>'.encode()
    assert marked("a.ofd", zipped("Doc_0/Pages/Page_0/Content.xml", page))
    assert marked("a.pptx", zipped("ppt/slides/slide1.xml", "<a:t>绝密★</a:t>".encode()))


def test_a_mark_in_an_old_office_file_is_seen_at_even_and_odd_places() -> None:
    assert "秘密★" in unread_words(old_excel("秘密★"))
    assert "秘密★" in unread_words(old_excel("a") + b"\0" + "秘密★".encode("utf-16-le"))


# --- what is wild -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + b"\xff" * 99, book("cell")[:500], b"\0" * 100])
def test_what_cannot_be_opened_has_no_words(data: bytes) -> None:
    assert "★" not in unread_words(data)


def test_a_bomb_is_looked_at_up_to_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_OF_ONE", 1000)
    assert len(unread_words(zipped("a.xml", b"a" * 10_000_000))) == 1000
