"""Targets of links, in the writings that programs and attackers use: whose computer they lead to, and what they start."""

from __future__ import annotations

import pytest

from parsers.formats.link_targets import of_the_web, on_share, runs_a_file, starts_something


@pytest.mark.parametrize("target", [
    "\\\\Mac\\Home\\Desktop\\图.png", "file:///\\\\Mac\\Home\\a.png", "//Mac/AllFiles/Users/a.png",
    "\\\\psf\\Home\\Normal.dotm",
    "\\\\.psf\\Home\\a.png", "\\\\tsclient\\D\\Normal.dotm", "file://///tsclient/C/a.png",
    "\\\\vmware-host\\Shared Folders\\a.png",
    "\\\\VBoxSvr\\share\\a.png", "\\\\wsl$\\Ubuntu\\a.png", "\\\\?\\UNC\\Mac\\Home\\a.png", "file://psf/Home/a.png",
])  # fmt: skip
def test_folders_of_virtual_machines_and_remote_desktops_are_the_writers_own(target: str) -> None:
    assert not on_share(target)


@pytest.mark.parametrize("target", [
    "\\\\mac\\evil\\a.png", "\\\\mac@80\\Home\\a", "\\\\psf.example.com\\a.png", "\\\\tsclientx\\c", "\\/host\\a.png",
    "/\\host/a",
    "%2f%2Fhost%5Ca.png", "file:\\\\host/a.png", "file:////?/UNC/host/a", "file:///?/unc/host/a", "\\\\?\\UNC\\host\\a",
    "url:file://host/a", "file://www.example.com/a", "\\\\mac", "\\\\psf@SSL\\DavWWWRoot\\a",
])  # fmt: skip
def test_names_like_these_on_the_network_are_shares(target: str) -> None:
    assert on_share(target)


@pytest.mark.parametrize(("target", "web"), [
    ("//www.hnast.org.cn/", True), ("//www.hnast.org.cn", True), ("//mp.weixin.qq.com/s?__biz=a", True),
    (" //a.cn:8080/b#c", True),
    ("//www.example.com/a.html?f=b.exe", True), ("//xn--a.xn--fiqs8s/a", True),
    ("//host/share", False), ("//nas.local/a", False), ("//10.0.0.1/a", False), ("//host@SSL/a", False),
    ("\\\\www.a.com\\b", False),
    ("/\\www.a.com/b", False), ("//www.a.com/b.exe", False), ("//www.a.com\\b", False), ("///www.a.com/b", False),
    ("file://www.a.com/b", False), ("http://www.a.com/b", False), ("//server.corp/a", False),
])  # fmt: skip
def test_an_address_of_the_web_without_its_scheme(target: str, web: bool) -> None:
    assert of_the_web(target) is web


@pytest.mark.parametrize("target", [
    "file:///C:\\Users\\a\\x.exe", "file:///C:/a%20b/x%2Eexe", "x.bat", "..\\资料\\安装.msi", "file:///D:\\a.LNK",
    "file:///C:\\x.exe#Sheet1",
    "file:///C:\\C#.vbs", "//host/x.hta", "C:\\Windows\\System32\\cmd.exe", "file:C:\\a.ps1", "FILE:///c|/a.js",
    "file:///C:\\x.exe. ",
    "\\\\psf\\Home\\x.command", "x.docx.exe", "file:x.com", "\\\\?\\C:\\a\\x.exe", "file:////?/UNC/host/x.vbs",
    "x\u202ecod.exe",
    "file:///C:/a.exe%00.docx", "\\\\tsclient\\C\\x.scr",
])  # fmt: skip
def test_links_that_start_a_file(target: str) -> None:
    assert runs_a_file(target)


@pytest.mark.parametrize("target", [
    "www.example.com", "example.com", "abc@example.com", "mailto:a@example.com", "https://example.com/a.exe",
    "file:///C:\\a\\申报书.docx",
    "file:///C:\\2024.1.xlsx", "附件1.pdf", "..\\..\\a\\b.doc", "tel:0731-1", "file:///C:\\a\\b.exe.docx", "#_Toc.exe",
    "//www.example.com",
    "file:///C:\\Users\\a\\Desktop", "tencent://message/?uin=1", "//www.example.com/a.html?f=b.exe", "", "#", "/", "..",
])  # fmt: skip
def test_links_that_start_none(target: str) -> None:
    assert not runs_a_file(target) and not starts_something(target)


@pytest.mark.parametrize("target", [
    "ms-word:ofe|u|https://example.com/a.docx", "MS-EXCEL:ofv|u|file://host/a", "mk:@MSITStore:C:\\a.chm::/x", "vbscript:a()",
    "search-ms:query=a&crumb=location:\\\\host", "search:query=a",
])  # fmt: skip
def test_schemes_that_start_a_program(target: str) -> None:
    assert starts_something(target)
