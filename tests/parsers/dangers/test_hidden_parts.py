"""Parts of Office files whose names say nothing of what they are, controls, ribbons; and files that run by their name."""

from __future__ import annotations

import io
import zipfile

import pytest

from parsers.dangers import dangers, what_runs
from parsers.formats import risks
from parsers.formats.sniff import sniff
from tests.intake.compound import compound
from tests.parsers.dangers.test_office import VBA_TREE, filled, native, package, related, relation

VBA = compound(VBA_TREE)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(600)
BROWSER, CHECK_BOX = "{8856F961-340A-11D0-A96B-00C04FD705A2}", "{8BD21D40-EC42-11CE-9E0D-00AA006002F3}"
RIBBON = '<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui"{}><ribbon/></customUI>'
PROGRAM = b"MZ" + bytes(58) + b"\x80\0\0\0" + bytes(600)


def held(kind: str, target: str, content: bytes, part: str = "word/_rels/document.xml.rels") -> dict[str, bytes]:
    """A part and the relation that leads to it."""
    return {**related(relation(kind, target, outside=False), part=part), f"word/{target}": content}


def control(clsid: str, properties: str = "") -> dict[str, bytes]:
    return {"word/activeX/activeX1.xml": f'<ax:ocx ax:classid="{clsid}">{properties}</ax:ocx>'.encode()}


def text(inner: str) -> dict[str, bytes]:
    return {"word/document.xml": f"<w:document>{inner}</w:document>".encode()}


TOLD: list[tuple[dict[str, bytes], str]] = [
    ({"word/media/image1.png": VBA}, risks.MACRO), ({"word/media/image2.emf": package({"xl/vbaProject.bin": b"v"}, "xl")},
     risks.MACRO),
    (held("vbaProject", "media/a.xml", b"v"), risks.MACRO), (held("vbaProject", "a.tmp", b"v",
    "x/_rels/b.rels") | {"x/a.tmp": b"v"}, risks.MACRO),
    (held("xlMacrosheet", "b.xml", b"<a/>"), risks.MACRO_SHEET), ({"word/media/image3.jpeg": PROGRAM}, risks.PROGRAM),
    (held("oleObject", "media/o.gif", b"#!/bin/sh\n"), risks.PROGRAM), (held("package", "c.xml", b"MZ\x90"), risks.PROGRAM),
    (held("aFChunk", "chunk.xml", b"<html><script>a()</script></html>"), risks.SCRIPT),
    (held("aFChunk", "a.htm", b"<html><img src='\\\\host\\a.png'></html>"), risks.SHARE),
    ({"word/media/a.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='a()'/>"}, risks.SCRIPT),
    ({"word/media/i.png": compound({"\x01Ole10Native": native("a.exe", b"MZ")})}, risks.PROGRAM),
    (control(BROWSER), risks.CONTROL), (control(CHECK_BOX, '<ax:ocxPr ax:name="Movie" ax:value="\\\\host\\a.swf"/>'),
     risks.SHARE),
    ({"word/activeX/activeX1.bin": compound({"\x03OCXNAME": filled(b"a"), "VBA": VBA_TREE})}, risks.MACRO),
    ({"customUI/customUI.xml": RIBBON.format(' onLoad="a"').encode()}, risks.RIBBON),
    ({"custom/ui14.xml": RIBBON.format("").replace("<ribbon/>", '<button onAction="a"/>').encode()}, risks.RIBBON),
    (text('<v:shape href="file:///C:\\a.exe"/>'), risks.LAUNCH), (text('<v:imagedata src="\\\\host\\a.png"/>'), risks.SHARE),
    ({"word/settings.xml": b'<w:connectString w:val="Provider=a;Data Source=\\\\host\\a.mdb"/>'}, risks.SHARE),
    (related(relation("mailMergeSource", "http://example.com/a.docx")), risks.SENDS),
    (related(relation("mailMergeSource", "\\\\host\\a.docx")), risks.SHARE), (related(relation("frame",
    "http://example.com")), risks.LINKED),
    (related(relation("subDocument", "\\\\host\\a.docx")), risks.LINKED), (related(relation("aFChunk",
    "http://example.com")), risks.LINKED),
    ({"word/webextensions/w.xml": b'<webextension><reference store="\\\\host\\a" storeType="FileSystem"/></webextension>'},
     risks.SHARE),
    ({"ppt/slideMasters/m.xml": b'<a action="ppaction://macro?name=a"/>'}, risks.LAUNCH),
    ({"else/where.xml": b"<w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText>"}, risks.DDE),
]  # fmt: skip
INERT: list[dict[str, bytes]] = [
    {"word/media/image1.png": PICTURE}, {"word/media/image1.png": compound({"CONTENTS": bytes(4096)})},
    {"word/media/image1.emf": b"MZ" + bytes(200)}, {"word/fonts/a.odttf": PROGRAM[:40]},
    {"word/media/a.wmf": package({"xl/a.xml": b"<a/>"}, "xl")},
    held("oleObject", "embeddings/a.bin", compound({"Workbook": bytes(4096)})), held("package",
    "e/a.xlsx", package({"xl/a.xml": b"<a/>"}, "xl")),
    related(relation("vbaProject", "vbaProject2.bin", outside=False)), held("aFChunk", "chunk.htm", b"<html><p>a</p></html>"),
    {"word/media/a.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><foreignObject><div>a</div></foreignObject></svg>"},
    control(CHECK_BOX), control("{5512D11C-5CC6-11CF-8D67-00AA00BDCE1D}"), control("{20DD1B9E-87C4-11D1-8BE3-0000F8754DA1}"),
    control("{00000000-1111-2222-3333-444444444444}", '<ax:ocxPr ax:name="Caption" ax:value="单位公章"/>'),
    {"customUI/customUI.xml": RIBBON.format("").encode()}, text('<v:shape href="https://example.com" o:button="t"/>'),
    {"customUI/c.xml": RIBBON.format("").replace("<ribbon/>", '<group idMso="GroupFont" visible="false"/>').encode()},
    text('<v:imagedata r:id="rId5" o:title="a"/><v:shape style="a" macro="">'),
    text("<w:t>onLoad=&quot;a()&quot; cmd|'/c calc'!A1</w:t>"),
    {"word/settings.xml": b'<w:connectString w:val="Provider=Microsoft.ACE.OLEDB.12.0;Data Source=D:\\a.xlsx;Mode=Read"/>'},
    related(relation("mailMergeSource", "file:///D:\\a.xlsx")), related(relation("frame", "a.docx")),
    related(relation("subDocument", "a.docx")),
    {"word/webextensions/w.xml": b'<we:webextension><we:reference store="zh-CN" storeType="OMEX"/></we:webextension>'},
    {"ppt/slideLayouts/l.xml": b'<a action="ppaction://hlinkpres?slideindex=1"/>'}, {"docProps/app.xml": b"<a>macro</a>"},
    {"word/glossary/document.xml": b"<w:instrText> PAGE </w:instrText>"}, {"word/theme/t.xml": b'<a:f name="cmd|a!b1"/>'},
]  # fmt: skip


@pytest.mark.parametrize(("parts", "risk"), TOLD)
def test_hidden_parts_are_told(parts: dict[str, bytes], risk: str) -> None:
    data = package(dict(parts))
    assert dangers(data, sniff(data)) == (risk,)


@pytest.mark.parametrize("parts", INERT)
def test_what_looks_like_them_is_not(parts: dict[str, bytes]) -> None:
    data = package(dict(parts))
    assert dangers(data, sniff(data)) == ()


def test_a_broken_part_hides_no_other() -> None:
    data = bytearray(package({"word/a.xml": b"<a>" + b"x" * 500, "word/media/image1.png": VBA}))
    at = data.find(b"xxxx")
    data[at : at + 4] = b"yyyy"
    assert dangers(bytes(data), sniff(bytes(data))) == (risks.MACRO,)


def test_a_large_sheet_is_searched_to_its_end() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made, made.open("xl/worksheets/s.xml", "w") as part:
        part.write(b"<worksheet>")
        for _ in range(9):
            part.write(b"<c><v>1</v></c>" * (1 << 16))
        part.write(b"<f>cmd|'/c calc'!A1</f></worksheet>")
    assert dangers(out.getvalue(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") == (risks.DDE,)


def test_a_control_in_an_old_document() -> None:
    data = compound({"WordDocument": filled(b"\xec\xa5"), "Contents": bytes(4096)})
    assert dangers(data, sniff(data)) == ()
    root = data.find("Root Entry".encode("utf-16-le"))
    known = bytes.fromhex("61f956880a34d011a96b00c04fd705a2")
    assert dangers(data[: root + 80] + known + data[root + 96 :], sniff(data)) == (risks.CONTROL,)


@pytest.mark.parametrize("name", ["a.dqy", "a.udl", "a.dsn", "a.appcontent-ms", "a.shs", "a.pyz",
"a.mobileconfig", "a.wsb", "a.inetloc"])
def test_further_suffixes_of_what_runs(name: str) -> None:
    assert what_runs(name, b"hello", "text/plain") and not what_runs(name, b"%PDF-1.4", "application/pdf")


@pytest.mark.parametrize("start", [b"WEB\r\n1\r\nhttp://example.com/a", b"XLODBC\r\n1\r\nDSN=a", b"QueryType=OLEDB\r\n"])
def test_queries_of_excel_under_other_names(start: bytes) -> None:
    assert what_runs("数据.txt", start, sniff(start))
    assert not what_runs("数据.txt", b"WEB\r\n" + start[5:].replace(b"1", b""), "text/plain")


def test_a_script_that_begins_like_a_letter() -> None:
    letter = b"Date: a\r\nSubject: b\r\n\r\n"
    assert what_runs("说明.bat", letter, sniff(letter)) and not what_runs("www.example.com", letter, sniff(letter))
