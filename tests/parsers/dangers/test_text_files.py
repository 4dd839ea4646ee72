"""RTF, web pages, flat Office XML, and files that would run if they were opened."""

from __future__ import annotations

import pytest

from parsers.dangers import dangers, what_runs
from parsers.formats import risks
from parsers.formats.link_targets import on_share
from parsers.formats.sniff import sniff
from tests.intake.compound import compound

VBA = compound({"VBA": {"dir": bytes(4096)}})
MHT = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(("text", "told"), [
    (r"{\*\template \\\\host\\a.dot}", (risks.TEMPLATE,)), (r"{\*\template http://example.com/a.dotm}", (risks.TEMPLATE,)),
    (r"{\*\template C:\\Users\\a\\Normal.dotm}", ()), (r"{\*\template Normal.dotm}", ()),
    (r'{\field{\*\fldinst { DDEAU}{TO c:\\\\cmd.exe }}{\fldrslt a}}', (risks.DDE,)),
    (r'{\field{\*\fldinst { INCLUDEPICTURE "\\\\\\\\host\\\\a.png" }}{\fldrslt }}', (risks.SHARE,)),
    (r'{\field{\*\fldinst HYPERLINK "http://example.com"}{\fldrslt a}}', ()),
    (r'{\field{\*\fldinst HYPERLINK "mailto:a@example.com"}{\fldrslt \\\\a}}', ()),
    (r"{\object\objemb\objupdate{\*\objdata 00}}", (risks.LINKED,)),
    (r"{\object\objemb{\*\objdata 0105 {\b}" + VBA.hex() + "}}", (risks.MACRO,)),
    (r"{\object\objemb{\*\objdata " + compound({"CONTENTS": b"a" * 4096}).hex() + "}}", ()),
])  # fmt: skip
def test_rich_text(text: str, told: tuple[str, ...]) -> None:
    data = (r"{\rtf1\ansi " + text + r" hello\par}").encode()
    assert dangers(data, sniff(data)) == told


@pytest.mark.parametrize(("page", "told"), [
    ("<script>a()</script>", (risks.SCRIPT,)), ("<SCRIPT src=a.js>", (risks.SCRIPT,)), ("<body onload=a()>", (risks.SCRIPT,)),
    ("<img src=x onerror='a()'>", (risks.SCRIPT,)), ("<a href='javascript:a()'>b</a>", (risks.SCRIPT,)),
    ("<a href='java&#115;cript:a()'>b</a>", (risks.SCRIPT,)),
    ("<!--[if mso]><script>a()</script><![endif]-->", (risks.SCRIPT,)),
    ("<object data='a.swf'></object>", (risks.SCRIPT,)), ("<img src='\\\\host\\a.png'>", (risks.SHARE,)),
    ("<link href='file://host/a.css'>", (risks.SHARE,)), ("<p style=\"background:url('file://host/a.png')\">", (risks.SHARE,)),
    ("<iframe src='search-ms:a'>", (risks.LAUNCH,)), ("<svg onload='a()'/>", (risks.SCRIPT,)),
    ("<p>on time = 3 天</p><a href='https://example.com'>a</a>", ()), ("<!-- <script>a()</script> -->", ()),
    ("<a href='javascript:void(0);'>a</a><img src='file:///C:/a.png'><img src='//cdn.example.com/a.png'>", ()),
    ("<p>description of the script; 脚本</p><form action='http://example.com'>", ()), ("<img src='a.files/image001.png'>", ()),
])  # fmt: skip
@pytest.mark.parametrize("saved", [False, True])
def test_web_pages(page: str, told: tuple[str, ...], saved: bool) -> None:
    data = ((MHT + "\r\n" if saved else "") + f"<html><body>{page}</body></html>").encode()
    assert dangers(data, sniff(data)) == told


def test_a_picture_of_lines_with_a_script_and_one_without() -> None:
    for inside, told in (("<script>a()</script>", (risks.SCRIPT,)), ("<path d='M0 0'/>", ())):
        data = f"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>".encode()
        assert dangers(data, sniff(data)) == told


def test_flat_office_xml() -> None:
    start = '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>'
    far, near = ('<w:attachedTemplate w:val="\\\\host\\a.dot"/>', '<w:attachedTemplate w:val="C:\\a\\Normal.dot"/>')
    assert dangers((start + far).encode(), sniff(start.encode())) == (risks.TEMPLATE,)
    assert dangers((start + near + '<w:hlink w:dest="http://example.com"/>').encode(), sniff(start.encode())) == ()


def test_macros_packed_into_text() -> None:
    start = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>'
    flat = start + b"<w:binData>QWN0aXZlTWltZQAAAf</w:binData>"
    page = f"{MHT}\r\n<html></html>\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\nQWN0aXZlTWltZQAAAf\r\n--b--".encode()
    open_document = b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
    open_document = open_document.replace(b">", b" office:mimetype='application/vnd.oasis.opendocument.text'>", 2)
    assert dangers(flat, sniff(flat)) == dangers(page, sniff(page)) == (risks.MACRO,)
    macro = open_document + b'<ooo:x/><script:module script:name="a"/>'
    assert (dangers(macro, sniff(macro)), dangers(open_document, sniff(open_document))) == ((risks.MACRO,), ())


@pytest.mark.parametrize("name", [
    "申报书.lnk", "a.URL", "b.hta", "c.js", "c.jse", "d.vbs", "d.vbe", "e.bat", "e.cmd", "f.ps1", "g.wsf", "h.scr",
    "i.pif", "j.com",
    "申报书.docx.js", "申报书.pdf.vbs . ", "a.ｊｓ", "申报书\u202exslx.js", "安装.reg", "a.scf", "b.settingcontent-ms", "c.iqy",
    "d.chm", "a.vbs:b",
])  # fmt: skip
def test_what_runs_by_its_suffix(name: str) -> None:
    assert what_runs(name, b"hello", "text/plain")
    assert not what_runs(name, b"%PDF-1.4", "application/pdf")


@pytest.mark.parametrize("data", [
    b"MZ\x90\0", b"\x7fELF", b"L\0\0\0\x01\x14\x02\0", b"[InternetShortcut]\r\nURL=file://host/a",
    b"\xef\xbb\xbf[internetshortcut]",
    b"#!/bin/sh\n", bytes(0x8001) + b"CD001", b"ITSF\x03\0\0\0\x60", b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d",
    b"[Desktop Entry]\nExec=a",
])
def test_what_runs_by_its_bytes_whatever_its_name(data: bytes) -> None:
    assert what_runs("申报书.docx", data, sniff(data))


@pytest.mark.parametrize("name", ["申报书.docx", "说明.txt", "readme", "名单.csv", "a.xml", "b.md", "js", ".js文件.txt",
"2024.1.com议程.txt", "标准.jsp1"])
def test_what_does_not_run(name: str) -> None:
    assert not what_runs(name, b"hello", "text/plain")


@pytest.mark.parametrize(("target", "far"), [
    ("\\\\host\\share", True), ("//host/share", True), ("file://host/a", True), ("file:\\\\host\\a", True),
    ("FILE:////host/a", True),
    ("file:///\\\\host\\a", True), ("file://///host/a", True), ("\\\\?\\UNC\\host\\a", True),
    ("\\\\host@SSL\\DavWWWRoot\\a", True),
    ("smb://host/a", True), (" \\\\10.0.0.1\\a", True), ("file:%2F%2Fhost/a", True), ("\\\\[fe80::1]\\a", True),
    ("C:\\a", False), ("file:///C:/a", False), ("file:///C|/a", False), ("file://C:/a", False), ("file:///home/a", False),
    ("/home/a", False), ("file:/home/a", False), ("http://host/a", False), ("a\\b", False), ("\\\\?\\C:\\a", False),
    ("\\\\.\\a", False),
    ("file://localhost/C:/a", False), ("", False), ("\\\\", False), ("#a", False), ("mailto:a@b", False), ("..\\..\\a", False),
])  # fmt: skip
def test_whose_computer_a_target_is_on(target: str, far: bool) -> None:
    assert on_share(target) is far
