"""The type of a file is found from its bytes, and every type is read or refused: never anything else, whatever the bytes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from contextlib import suppress
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from parsers.formats.legacy import libreoffice
from parsers.formats.registry import READERS, read
from parsers.formats.sniff import (  # fmt: skip
    COMPOUND,
    DOC,
    DOCX,
    DRM,
    ENCRYPTED_OOXML,
    FLAT_ODT,
    FLAT_WORD,
    HTML,
    MHT,
    OCTETS,
    ODT,
    OFFICE,
    PAGES,
    PDF,
    RTF,
    TEXT,
    UOF,
    WORD_2003,
    WORKS,
    XLSX,
    XPS,
    sniff,
)
from parsers.model.document import Document, paragraphs
from parsers.model.file import File, Unreadable
from parsers.packages.gather import packages_of_document
from tests.installation import guide
from tests.intake.compound import compound
from tests.parsers import dialects


def packed(*names: str, first: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        if first:
            package.writestr("mimetype", first)
        for name in names:
            package.writestr(name, "<x/>")
    return buffer.getvalue()


FORM = dialects.saved(dialects.form([["单位名称", "某大学"]], "申报书"))
PAGE = "<html><meta charset=utf-8><p>单位：某大学</p></html>".encode()
HOLLOW = bytes(4096)
OPEN = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
BROWSER = b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=x\r\n\r\n"

KINDS = {
    "docx": (FORM, DOCX),
    "docx strict": (dialects.strict(FORM), DOCX),
    "docx with backslashes": (packed("[Content_Types].xml", "word\\document.xml"), DOCX),
    "docx cut off": (FORM[: len(FORM) // 2], DOCX),
    "docx after its first bytes": (FORM[:400], OFFICE),
    "xlsx": (packed("[Content_Types].xml", "xl/workbook.xml"), XLSX),
    "zip": (packed("甲.docx", "乙/word/document.xml"), "application/zip"),
    "odt": (packed("content.xml", first=ODT.encode()), ODT),
    "odt cut off": (packed("content.xml", first=ODT.encode())[:-30], ODT),
    "ofd": (packed("OFD.xml", "Doc_0/Document.xml"), "application/ofd"),
    "pages": (packed("Index/Document.iwa"), PAGES),
    "xps": (packed("[Content_Types].xml", "FixedDocSeq.fdseq"), XPS),
    "flat": (dialects.flat(FORM), FLAT_WORD),
    "word 2003": (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><w:wordDocument/>', WORD_2003),
    "uof": (b'<?xml version="1.0"?><uof:UOF xmlns:uof="x"/>', UOF),
    "fodt": (f'<?xml version="1.0"?><office:document {OPEN} office:mimetype="{ODT}"/>'.encode(), FLAT_ODT),
    "doc": (compound({"WordDocument": HOLLOW}), DOC),
    "word 2": (b"\xdb\xa5-\x00" + HOLLOW, DOC),
    "works": (compound({"MatOST": HOLLOW}), WORKS),
    "locked docx": (compound({"EncryptedPackage": HOLLOW, "EncryptionInfo": HOLLOW}), ENCRYPTED_OOXML),
    "rights managed doc": (compound({"\tDRMContent": HOLLOW, "WordDocument": HOLLOW}), ENCRYPTED_OOXML),
    "compound": (compound({"Whatever": HOLLOW}), COMPOUND),
    "unit's own cipher": (b"%TSD-Header-###%" + HOLLOW, DRM),
    "another one": (b"b\x14#e\x01\x00" + bytes(20) + b"E-SafeNet\0\0\0LOCK" + HOLLOW, DRM),
    "rtf": (b"{\\rtf1 x}", RTF),
    "pdf": (b"\r\n%PDF-1.4\n", PDF),
    "html": (PAGE, HTML),
    "html in utf-16": (PAGE.decode().encode("utf-16"), HTML),
    "html of word": (dialects.page(Document("word", ())), HTML),
    "html without a head": (b"\xef\xbb\xbf \r\n<!-- x --><![if x]><TABLE border=1>", HTML),
    "xhtml": (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"/>', HTML),
    "mht": (dialects.archive(PAGE), MHT),
    "mht of a browser": (BROWSER, MHT),
    "mail": (b"Received: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "message/rfc822"),
    "text": ("项目名称：某某\r\n".encode("gb18030"), TEXT),
    "picture": (b"\xff\xd8\xff\xe0", "image/jpeg"),
    "noise": (b"\x00\x01\x02\x03", OCTETS),
    "nothing": (b"", OCTETS),
}


@pytest.mark.parametrize("name", KINDS)
def test_the_type_is_told_by_the_bytes(name: str) -> None:
    data, kind = KINDS[name]
    assert sniff(data) == kind


@pytest.mark.parametrize("module", sorted(set(READERS.values())))
def test_every_reader_is_there(module: str) -> None:
    assert callable(import_module(f"parsers.formats.{module}").read)


@pytest.mark.parametrize(
    ("name", "trouble", "words"),
    [
        ("docx cut off", "damaged", ""),
        ("docx after its first bytes", "damaged", ""),
        ("odt cut off", "damaged", ""),
        ("locked docx", "encrypted", "密码"),
        ("rights managed doc", "encrypted", "密码"),
        ("unit's own cipher", "encrypted", "加密软件"),
        ("another one", "encrypted", "加密软件"),
        ("compound", "unsupported", ""),
        ("uof", "unsupported", "UOF"),
        ("ofd", "damaged", "OFD"),
        ("pages", "unsupported", "Pages"),
        ("xps", "unsupported", "XPS"),
        ("noise", "unsupported", ""),
        ("nothing", "empty", ""),
    ],
)
def test_what_is_not_read_says_why(name: str, trouble: str, words: str) -> None:
    data, kind = KINDS[name]
    with pytest.raises(Unreadable) as raised:
        read(data, kind)
    assert raised.value.trouble.kind == trouble
    assert words in raised.value.trouble.detail


def test_a_text_in_whatever_encoding() -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        data = "申报书\r\n\r\n□ 是  ☑ 否\n".encode(encoding)
        document = read(data, sniff(data))
        assert [(p.text, p.place.paragraph) for p in paragraphs(document.blocks)] == [("申报书", 1), ("☐ 是  ☑ 否", 3)]


# --- what staff are told --------------------------------------------------------------------------------------------


def told(name: str, data: bytes, rule: str) -> list[tuple[str, str]]:
    (package,) = packages_of_document(File(name, data, hashlib.sha256(data).hexdigest(), len(data)), guide())
    return [(f.severity, f.message) for f in check(package, guide(), Circumstances()) if f.rule == rule]


def test_a_macro_is_told_in_chinese_and_the_form_is_read() -> None:
    data = dialects.rewritten(FORM, lambda *part: part, **{"word/vbaProject.bin": b"\xd0\xcf"})
    assert told("申报书.docm", data, "attachment-unreadable") == []
    ((severity, message),) = told("申报书.docm", data, "attachment-dangerous")
    assert severity == "verify"
    assert "含宏" in message and "申报书.docm" in message


@pytest.mark.parametrize(
    ("kind", "rule", "severity"),
    [
        ("docx cut off", "attachment-unreadable", "fix"),
        ("locked docx", "attachment-encrypted", "fix"),
        ("unit's own cipher", "attachment-encrypted", "fix"),
        ("nothing", "attachment-unreadable", "fix"),
        ("pages", "attachment-unreadable", "verify"),
        ("compound", "attachment-unreadable", "verify"),
    ],
)
def test_one_finding_for_each_file_that_cannot_be_read(kind: str, rule: str, severity: str) -> None:
    rules = ("attachment-unreadable", "attachment-encrypted", "attachment-dangerous")
    assert [(name, found[0]) for name in rules for found in told("申报书.doc", KINDS[kind][0], name)] == [(rule, severity)]


def test_without_a_converter_the_applicant_is_asked_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    ((severity, message),) = told("申报书.rtf", b"{\\rtf1 x}", "attachment-unreadable")
    assert severity == "verify"
    assert "LibreOffice" in message


# --- any bytes ------------------------------------------------------------------------------------------------------


def attempt(data: bytes) -> None:
    with suppress(Unreadable):
        assert isinstance(read(data, sniff(data)), Document)


NO_CONVERTER = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def without_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    """What LibreOffice makes of wild bytes is its own affair, in its own process: here only our side of it is tried."""
    monkeypatch.setattr(libreoffice, "program", lambda: None)


@NO_CONVERTER
@given(st.binary(max_size=2000))
def test_wild_bytes(without_converter: None, data: bytes) -> None:
    attempt(data)


@NO_CONVERTER
@given(st.sampled_from(sorted(KINDS)), st.data())
def test_known_files_with_wild_bytes_in_them(without_converter: None, name: str, data: st.DataObject) -> None:
    content = KINDS[name][0]
    at = data.draw(st.integers(0, len(content)))
    noise, gone = data.draw(st.binary(max_size=40)), data.draw(st.integers(0, 60))
    attempt(content[:at] + noise + content[at + gone :])


@NO_CONVERTER
@given(st.sampled_from(["word/document.xml", "_rels/.rels", "[Content_Types].xml"]), st.data())
def test_parts_with_wild_bytes_in_them(without_converter: None, part: str, data: st.DataObject) -> None:
    """Packed anew, so that the noise gets past the checksums to the reader itself."""

    def spoilt(name: str, content: bytes) -> tuple[str, bytes]:
        if name != part:
            return name, content
        at = data.draw(st.integers(0, len(content)))
        return name, content[:at] + data.draw(st.binary(max_size=30)) + content[at + data.draw(st.integers(0, 200)) :]

    attempt(dialects.rewritten(FORM, spoilt))


WORDS = [
    "p", "r", "t", "tbl", "tr", "tc", "tcPr", "gridSpan", "vMerge", "sdt", "sdtContent", "sdtPr", "checkbox", "fldChar", "ffData",
    "pict", "txbxContent", "AlternateContent", "Fallback", "ins", "del", "sym", "br", "rPr", "vanish", "trPr", "gridBefore",
]  # fmt: skip
TREES = st.recursive(
    st.sampled_from(WORDS).map(lambda name: f'<w:{name} w:val="9" w:char="F0FE" w:font="Wingdings" w:fldCharType="end"/>'),
    lambda inner: st.tuples(st.sampled_from(WORDS), st.lists(inner, max_size=4)).map(
        lambda made: f'<w:{made[0]} w:val="-3">甲{"".join(made[1])}</w:{made[0]}>'
    ),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(TREES, max_size=4))
def test_words_of_word_in_any_order(trees: list[str]) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<w:document xmlns:w="{space}"><w:body>{"".join(trees)}</w:body></w:document>'.encode()
    attempt(dialects.rewritten(FORM, lambda name, content: (name, xml if name == "word/document.xml" else content)))
