"""Office files of today and of old: what would run or load from elsewhere; and what nobody is harmed by."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from parsers.dangers import dangers
from parsers.formats import risks
from parsers.formats.sniff import sniff
from tests.intake.compound import compound

TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def relation(kind: str, target: str, outside: bool = True) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="r1" Type="{TYPE}{kind}" Target="{target}"{mode}/>'


def related(*relations: str, part: str = "word/_rels/document.xml.rels") -> dict[str, bytes]:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {part: f'<?xml version="1.0"?><Relationships xmlns="{namespace}">{"".join(relations)}</Relationships>'.encode()}


def field(*runs: str) -> dict[str, bytes]:
    return {"word/header1.xml": ("<w:hdr>" + "".join(f"<w:instrText>{run}</w:instrText>" for run in runs) + "</w:hdr>").encode()}


def package(parts: dict[str, bytes], folder: str = "word") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", parts.pop("[Content_Types].xml", b"<Types/>"))
        made.writestr(f"{folder}/main.xml", b"<a/>")
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def types(part: str, kind: str) -> dict[str, bytes]:
    return {"[Content_Types].xml": f'<Types><Override PartName="/{part}" ContentType="{kind}"/></Types>'.encode()}


def risks_of(data: bytes) -> tuple[str, ...]:
    return dangers(data, sniff(data))


MACRO_SHEET, VBA = "application/vnd.ms-excel.macrosheet+xml", "application/vnd.ms-office.vbaProject"
TOLD = [
    ({"word/vbaProject.bin": b"v"}, risks.MACRO), ({"xl/VBAPROJECT.BIN": b"v"}, risks.MACRO),
    ({"ppt\\vbaProject.bin": b"v"}, risks.MACRO),
    ({"xl/settings7.bin": b"v", **types("xl/settings7.bin", VBA)}, risks.MACRO),
    ({"xl/worksheets/s9.xml": b"<a/>", **types("xl/worksheets/s9.xml", MACRO_SHEET)}, risks.MACRO_SHEET),
    ({"xl/b.bin": b"a", **types("xl/b.bin", "application/vnd.ms-excel.intlmacrosheet")}, risks.MACRO_SHEET),
    (related(relation("image", "\\\\host\\share\\a.png")), risks.SHARE),
    (related(relation("image", "file://host/share/a.png")), risks.SHARE),
    (related(relation("image", "file:///%5C%5Chost%5Cshare%5Ca.png")), risks.SHARE),
    (related(relation("image", "file:////host/a.png"), part="ppt/slides/_rels/slide1.xml.rels"), risks.SHARE),
    (related(relation("externalLinkPath", "file:///\\\\host\\a.xlsx"), part="xl/externalLinks/_rels/l.rels"), risks.SHARE),
    (related(relation("hyperlink", "\\\\host\\share")), risks.SHARE),
    (related(relation("hyperlink", "ms-msdt:/id")), risks.LAUNCH),
    (related(relation("hyperlink", "file:///C:\\资料\\a.exe")), risks.LAUNCH),
    (related(relation("oleObject", "x.scr")), risks.LAUNCH),
    (related(relation("hyperlink", "//www.example.com/a.exe")), risks.SHARE),
    (related(relation("image", "//www.example.com/a.png")), risks.SHARE),
    (related(relation("attachedTemplate", "//www.example.com/a.dotm")), risks.TEMPLATE),
    (field(' HYPERLINK "C:\\\\a\\\\x.vbs" '), risks.LAUNCH), (field(' INCLUDEPICTURE "//www.example.com/a.png" '), risks.SHARE),
    (related(relation("attachedTemplate", "http://example.com/a.dotm"), part="word/_rels/settings.xml.rels"), risks.TEMPLATE),
    (related(relation("attachedTemplate", "\\\\host\\a.dotm"), part="word/_rels/settings.xml.rels"), risks.TEMPLATE),
    (related(relation("oleObject", "mhtml:http://example.com/a!x-usc:b")), risks.LINKED),
    (field("DDE", "AUTO c:\\\\windows\\\\cmd.exe"), risks.DDE),
    (field("INCLUDE", 'PICTURE "\\\\\\\\host\\\\a.png" \\d'), risks.SHARE),
    (field('LINK Excel.Sheet "http://example.com/a.xls" a'), risks.LINKED),
    ({"xl/externalLinks/l1.xml": b"<ddeLink/>"}, risks.DDE),
    ({"ppt/slides/slide1.xml": b'<a action="ppaction://program"/>'}, risks.LAUNCH),
    ({"word/embeddings/a.xlsm": package({"xl/vbaProject.bin": b"v"}, "xl")}, risks.MACRO),
    ({"word/embeddings/a.bin": b"MZ\x90"}, risks.PROGRAM),
    ({"word/afchunk.html": b"<html><script>a()</script></html>"}, risks.SCRIPT),
]  # fmt: skip
INERT: list[dict[str, bytes]] = [
    related(relation("hyperlink", "https://example.com"), relation("hyperlink", "mailto:a@b.cn"), relation("hyperlink", "#a")),
    related(relation("hyperlink", "javascript:void(0)"), relation("hyperlink", "附件.docx"),
    relation("hyperlink", "../a/b.docx")),
    related(relation("hyperlink", "//www.example.com/"), relation("hyperlink", "\\\\Mac\\Home\\a.docx")),
    related(relation("image", "\\\\Mac\\Home\\a.png"), relation("attachedTemplate", "\\\\tsclient\\D\\Normal.dotm")),
    related(relation("image", "file:///C:\\a.js"), relation("externalLinkPath", "file:///C:\\SOLVER.EXE")),
    field(' HYPERLINK "//www.example.com/a" '), field(' INCLUDEPICTURE "\\\\\\\\Mac\\\\Home\\\\a.png" '),
    related(relation("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm"), part="word/_rels/settings.xml.rels"),
    related(relation("attachedTemplate", "/home/kylin/Normal.dotm"),
    relation("attachedTemplate", "file:///home/a/Normal.dotm")),
    related(relation("attachedTemplate", "Normal.dotm"), relation("image", "file:///D:/图/a.png")),
    related(relation("image", "https://example.com/a.png"), relation("image", "file://localhost/C:/a.png")),
    related(relation("image", "media/image1.png", outside=False), relation("oleObject", "embeddings/a.bin", outside=False)),
    related(relation("externalLinkPath", "file:///D:\\预算\\a.xlsx"), part="xl/externalLinks/_rels/l.rels"),
    {"customXml/item1.xml": b"<b/>", "word/fontTable.xml": b"<w:fonts/>", "word/fonts/font1.odttf": b"MZ"},
    {"word/embeddings/a.xlsx": package({"xl/charts/chart1.xml": b"<c/>"}, "xl")}, {"word/embeddings/a.bin": b"\0" * 100},
    field(' TOC \\o "1-3" \\h \\z \\u '), field(' HYPERLINK "http://example.com" '), field(' PAGEREF _Toc1 \\h '),
    field(' INCLUDEPICTURE "http://example.com/a.png" \\* MERGEFORMATINET '), field(' INCLUDEPICTURE "D:\\\\图\\\\a.png" '),
    field(" ADDRESS DDEN ", " FORMCHECKBOX "), types("xl/vbaProject.bin", VBA),
    {"ppt/slides/slide1.xml": b'<a action="ppaction://hlinkshowjump?jump=nextslide"/>'},
    {"xl/printerSettings/p1.bin": b"\\\\host\\printer"},
]  # fmt: skip


@pytest.mark.parametrize(("parts", "risk"), TOLD)
@pytest.mark.parametrize("folder", ["word", "xl", "ppt"])
def test_what_would_run_or_load_is_told(parts: dict[str, bytes], risk: str, folder: str) -> None:
    assert risk in risks_of(package(dict(parts), folder))


@pytest.mark.parametrize("parts", INERT)
def test_what_many_office_files_have_is_not_told(parts: dict[str, bytes]) -> None:
    assert risks_of(package(dict(parts))) == ()


def test_packages_within_packages_are_followed_to_an_end() -> None:
    data = package({"xl/vbaProject.bin": b"v"}, "xl")
    for _ in range(2):
        data = package({"word/embeddings/a.docx": data})
    assert risks_of(data) == (risks.MACRO,)
    for _ in range(9):
        data = package({"word/embeddings/a.docx": data})
    assert risks_of(data) == (risks.UNCHECKED,)


# --- compound files -------------------------------------------------------------------------------------------------


def filled(content: bytes) -> bytes:
    return content.ljust(4096, b"\0")


def sheet(kind: int) -> bytes:
    name = struct.pack("<IBBB", 0, 0, kind, 2) + b"\0S1"
    start = struct.pack("<HH", 0x809, 16) + bytes(16)
    return filled(start + struct.pack("<HH", 0x85, len(name)) + name + struct.pack("<HH", 0x0A, 0))


def native(name: str, content: bytes) -> bytes:
    raw = name.encode("gb18030")
    body = b"\x02\0" + raw + b"\0" + b"C:\\" + raw + b"\0" + b"\0\0\x03\0" + struct.pack("<I", len(raw) + 1) + raw + b"\0"
    body += struct.pack("<I", len(content)) + content
    return filled(struct.pack("<I", len(body)) + body)


def record(kind: int, content: bytes, instance: int = 0) -> bytes:
    return struct.pack("<HHI", instance << 4, kind, len(content)) + content


def word(template: str) -> dict[str, object]:
    strings = b"\xff\xff\x02\0\0\0" + b"".join(struct.pack("<H", len(s)) + s.encode("utf-16-le") for s in ("", template))
    stream = bytearray(4096)
    stream[:2], stream[0x19A:0x1A2] = b"\xec\xa5", struct.pack("<II", 0, len(strings))
    return {"WordDocument": bytes(stream), "0Table": filled(strings)}


VBA_TREE: dict[str, object] = {"VBA": {"dir": bytes(4096), "_VBA_PROJECT": bytes(4096)}}
SLIDES = "PowerPoint Document"
OLD: list[tuple[dict[str, object], tuple[str, ...]]] = [
    ({"Workbook": sheet(0), "_VBA_PROJECT_CUR": VBA_TREE}, (risks.MACRO,)), ({"Workbook": sheet(1)}, (risks.MACRO_SHEET,)),
    ({"Book": sheet(1)}, (risks.MACRO_SHEET,)), ({"Workbook": sheet(0)}, ()), ({"Workbook": sheet(2)}, ()),
    ({**word("Normal.dot"), "Macros": VBA_TREE}, (risks.MACRO,)), (word("Normal.dotm"), ()), (word("C:\\a\\Normal.dot"), ()),
    (word("\\\\host\\a.dot"), (risks.TEMPLATE,)), (word("http://example.com/a.dot"), (risks.TEMPLATE,)),
    ({**word(""), "ObjectPool": {"_1": {"\x01Ole10Native": native("发票.exe", b"MZ")}}}, (risks.PROGRAM,)),
    ({**word(""), "ObjectPool": {"_1": {"\x01Ole10Native": native("说明.vbs", b"MsgBox 1")}}}, (risks.PROGRAM,)),
    ({**word(""), "ObjectPool": {"_1": {"\x01Ole10Native": native("说明.txt", b"hello")}}}, ()),
    ({**word(""), "ObjectPool": {"_1": {"\x01Ole": filled(b"\1\0\0\2" + "\\\\host\\a.xls".encode("utf-16-le"))}}},
     (risks.SHARE,)),
    ({**word(""), "ObjectPool": {"_1": {"\x01Ole": filled(b"\1\0\0\2" + bytes(16))}}}, ()),
    ({SLIDES: filled(record(0x0F, b"\x02\0\0\x04\x0c\0\0\0" + struct.pack("<III", 1, 1, 2)))}, (risks.MACRO,)),
    ({SLIDES: filled(record(0x0F, b"\x02\0\0\x04\x0c\0\0\0" + struct.pack("<III", 1, 0, 2)))}, ()),
    ({SLIDES: filled(record(0x1011, bytes(4) + zlib.compress(compound({"VBA": VBA_TREE})), 1))}, (risks.MACRO,)),
    ({SLIDES: filled(record(0x1011, bytes(4) + zlib.compress(compound({"Workbook": sheet(0)})), 1))}, ()),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "told"), OLD)
def test_old_office_files(tree: dict[str, object], told: tuple[str, ...]) -> None:
    assert risks_of(compound(tree)) == told


def test_a_broken_compound_file_with_a_macros_name_is_told() -> None:
    whole = compound({"Workbook": sheet(0), "_VBA_PROJECT_CUR": VBA_TREE})
    assert risks_of(whole[:1024] + b"\xff" * 512 + whole[1536:]) in ((risks.MACRO,), (risks.MACRO,))
    assert risks_of(compound({"Workbook": sheet(0)})[:1500]) == ()


def test_a_bare_macro_sheet_of_excel_4_is_told() -> None:
    assert risks_of(b"\x09\x04\x06\0\0\0\x40\0\0\0") == (risks.MACRO_SHEET,)
    assert risks_of(b"\x09\x04\x06\0\0\0\x10\0\0\0") == ()


# --- OpenDocument -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("parts", "told"), [
    ({"content.xml": b"<a/>", "Basic/Standard/Module1.xml": b"<m/>"}, (risks.MACRO,)),
    ({"content.xml": b"<a/>", "Basic/script-lc.xml": b"<m/>"}, ()),
    ({"content.xml": b'<a xlink:href="vnd.sun.star.script:a"/>'}, (risks.MACRO,)),
    ({"content.xml": b'<draw:image xlink:href="file://host/a.png"/>'}, (risks.SHARE,)),
    ({"content.xml": b'<text:a xlink:type="simple" xlink:href="../x.exe">'}, (risks.LAUNCH,)),
    ({"content.xml": b'<draw:image xlink:href="//www.example.com/a.png"/>'}, (risks.SHARE,)),
    ({"content.xml": b'<text:a xlink:href="//www.example.com/"><draw:image xlink:href="Pictures/a.png"/>'}, ()),
    ({"content.xml": b'<a xlink:href="http://example.com"/><draw:image xlink:href="Pictures/a.png"/>'}, ()),
])  # fmt: skip
def test_open_document_files(parts: dict[str, bytes], told: tuple[str, ...]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, content in parts.items():
            made.writestr(name, content)
    assert risks_of(out.getvalue()) == told
