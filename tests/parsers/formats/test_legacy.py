"""Old and foreign formats through LibreOffice: what they keep, what must be noticed, and that no call exceeds its time."""

from __future__ import annotations

import io
import struct
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from parsers.formats import risks
from parsers.formats.legacy import libreoffice, ole
from parsers.formats.legacy import reader as legacy
from parsers.formats.registry import read
from parsers.formats.sniff import DOC, FLAT_ODT, ODT, ODT_TEMPLATE, RTF, sniff
from parsers.formats.word import reader as word
from parsers.model.document import Document, Grid, paragraphs
from parsers.model.file import Unreadable
from tests.intake.compound import compound
from tests.parsers import dialects

needs_office = pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")
FILTERS = {
    "doc": ("doc:MS Word 97", DOC), "rtf": ("rtf:Rich Text Format", RTF), "odt": ("odt:writer8", ODT),
    "ott": ("ott:writer8_template", ODT_TEMPLATE), "fodt": ("fodt:OpenDocument Text Flat XML", FLAT_ODT),
}  # fmt: skip


def resaved(data: bytes, to: str, folder: Path) -> bytes:
    """A .docx as LibreOffice saves it in another format."""
    (folder / "source.docx").write_bytes(data)
    command = [str(libreoffice.program()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
               FILTERS[to][0], "--outdir", str(folder), str(folder / "source.docx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"source.{to}").read_bytes()


def form() -> docx.document.Document:
    rows = [["项目类别", "☑国际会议 ☐国际合作"], ["单位名称", "湖南某某大学"], ["开户银行", "某银行"], ["账号", "6222 0000"]]
    made = dialects.form(rows, "申报书")
    made.tables[0].cell(2, 0).merge(made.tables[0].cell(3, 0))
    made.tables[0].cell(1, 1).add_table(1, 2).rows[0].cells[1].text = "内层"
    return made


def contents(document: Document) -> list[tuple[str, int, int]]:
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    return [(cell.text, cell.row, cell.column) for cell in grid.cells]


# --- what is kept ---------------------------------------------------------------------------------------------------


@needs_office
@pytest.mark.parametrize("to", FILTERS)
def test_tables_and_ticks_come_through(to: str, tmp_path: Path) -> None:
    original = dialects.saved(form())
    data = resaved(original, to, tmp_path)
    assert sniff(data) == FILTERS[to][1]
    assert contents(legacy.read(data)) == contents(word.read(original))


@needs_office
def test_a_table_lost_on_the_way_is_noticed(tmp_path: Path) -> None:
    """A document that ends in its table comes back from LibreOffice's own .doc as one run of words."""
    made = docx.Document()
    table = made.add_table(4, 2)
    for number, row in enumerate(table.rows):
        row.cells[0].text, row.cells[1].text = f"第{number}项", f"内容{number}"
    body = made.element.body
    body.remove(body.sectPr)
    data = resaved(dialects.saved(made), "doc", tmp_path)
    with pytest.raises(Unreadable) as raised:
        legacy.read(data)
    assert raised.value.trouble.kind == "unsupported"


RTF_FORM = (
    rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\fnil\fcharset2 Wingdings 2;}}"
    rb"\f0 \'c9\'ea\'b1\'a8\'ca\'e9\par"
    rb"\trowd\cellx2000\cellx6000\pard\intbl \'c0\'e0\'b1\'f0\cell {\f1 R}\'ca\'c7{\f1\'a3}\'b7\'f1\cell\row\pard "
    rb"{\shp{\*\shpinst\shpleft0\shptop0\shpright5000\shpbottom2000{\sp{\sn shapeType}{\sv 202}}"
    rb"{\shptxt \pard \'ce\'c4\'b1\'be\'bf\'f2\par}}}"
    rb"{\v \'b0\'b5}{\deleted \'be\'c9}\par}"
)


@needs_office
def test_rich_text_as_word_writes_it() -> None:
    document = legacy.read(RTF_FORM)
    assert contents(document) == [("类别", 0, 0), ("☑是☐否", 0, 1)]
    assert [p.text for p in paragraphs(document.blocks)] == ["申报书", "类别", "☑是☐否", "文本框"]


# --- what the bytes say of themselves -------------------------------------------------------------------------------


def binary(flags: int = 0, magic: int = ole.WORD_97, **more: object) -> bytes:
    """A Word file's frame: enough to be told for what it is."""
    head = struct.pack("<HHHHHH", magic, 0xC1, 0, 0, 0, flags)
    return compound({"WordDocument": head.ljust(4096, b"\0"), "0Table": bytes(4096), "1Table": bytes(4096), **more})


@pytest.mark.parametrize("magic", [ole.WORD_97, ole.WORD_95])
def test_a_password_is_told_before_any_converter_is_asked(magic: int) -> None:
    with pytest.raises(Unreadable, match="encrypted"):
        legacy.read(binary(flags=0x0100, magic=magic))


def test_macros_of_old_files() -> None:
    assert not ole.inspect_binary(binary()).macro
    assert ole.inspect_binary(binary(Macros={"VBA": {"dir": bytes(4096)}})).macro


def test_a_locked_open_document() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", ODT)
        package.writestr("content.xml", b"\x01\x02")
        package.writestr("META-INF/manifest.xml", "<m><e><manifest:encryption-data/></e></m>")
    with pytest.raises(Unreadable, match="encrypted"):
        legacy.read(buffer.getvalue())


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_cut_off_files_are_damaged_by_their_own_bytes(share: float) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", ODT)
        package.writestr("content.xml", "<x/>" * 500)
    namespace = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    flat = f'<office:document xmlns:office="{namespace}" t="{ODT}">{"<p/>" * 500}</office:document>'.encode()
    for data in (binary(), buffer.getvalue(), flat, RTF_FORM):
        part = data[: int(len(data) * share)]
        with pytest.raises(Unreadable, match=r"damaged|RTF 文件不完整"):
            read(part, sniff(part))


@needs_office
def test_a_broken_file_is_damaged_only_if_nobody_opens_it() -> None:
    data = bytearray(binary())
    data[0x2C:0x30] = struct.pack("<I", 5_000_000)  # so many sectors its table of sectors never has
    with pytest.raises(Unreadable) as raised:
        legacy.read(bytes(data))
    assert raised.value.trouble.kind in ("damaged", "unsupported")


# --- the converter's cage -------------------------------------------------------------------------------------------


@pytest.fixture
def pretend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a script in LibreOffice's place; what it writes to $OUT is kept."""

    def put(lines: str) -> Path:
        script = tmp_path / "soffice"
        script.write_text(f"#!/bin/sh\nOUT={tmp_path}\n{lines}\n")
        script.chmod(0o755)
        monkeypatch.setattr(libreoffice, "program", lambda: str(script))
        return tmp_path

    return put


def test_no_converter_is_our_own_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "PLACES", ())
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(Unreadable) as raised:
        legacy.read(RTF_FORM)
    assert raised.value.trouble.kind == "unsupported"
    assert "LibreOffice" in raised.value.trouble.detail


def test_a_call_that_hangs_ends_with_all_its_children(pretend: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "SECONDS", 1.0)
    out = pretend("(setsid sleep 300 & echo $! > $OUT/child; wait) &\nsleep 300")
    with pytest.raises(Unreadable, match="timeout"):
        legacy.read(RTF_FORM)
    time.sleep(0.2)
    assert not Path(f"/proc/{(out / 'child').read_text().strip()}").exists()


def test_a_fork_bomb_is_ended_before_its_time(pretend: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    out = pretend("i=0; while [ $i -lt 300 ]; do sleep 300 & echo $! >> $OUT/born; i=$((i+1)); done; wait")
    with pytest.raises(Unreadable, match="unsupported"):
        legacy.read(RTF_FORM)
    born = (out / "born").read_text().split()
    assert born and not [pid for pid in born if Path(f"/proc/{pid}").exists()]


BAD_ENDS = ("exit 0", "exit 77", "kill -9 $$", "mkdir -p out; : > out/source.docx", "mkdir -p out; echo x > out/source.docx")


@pytest.mark.parametrize("lines", BAD_ENDS)
def test_its_exit_code_says_nothing_and_a_bad_result_is_not_the_applicants(pretend: Callable[[str], Path], lines: str) -> None:
    pretend(f"cd $HOME; {lines}")
    with pytest.raises(Unreadable, match="unsupported"):
        legacy.read(RTF_FORM)


def test_its_own_profile_no_secrets_and_nothing_left(pretend: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_MAILBOX__PASSWORD", "geheim")
    out = pretend('env >> $OUT/env; echo "$@" >> $OUT/args; echo $HOME >> $OUT/home')
    for _ in range(2):
        with pytest.raises(Unreadable):
            legacy.read(RTF_FORM)
    assert "geheim" not in (out / "env").read_text()
    profiles = {word for word in (out / "args").read_text().split() if word.startswith("-env:UserInstallation=file://")}
    assert len(profiles) == 2
    assert not any(Path(home).exists() for home in (out / "home").read_text().split())


@needs_office
def test_a_macro_in_an_open_document_is_noted(tmp_path: Path) -> None:
    entry = b'<manifest:file-entry manifest:full-path="Basic/Standard/m.xml" manifest:media-type="text/xml"/></manifest:manifest>'

    def declared(name: str, content: bytes) -> tuple[str, bytes]:
        return name, content.replace(b"</manifest:manifest>", entry) if name.startswith("META-INF") else content

    data = resaved(dialects.saved(form()), "odt", tmp_path)
    assert legacy.read(dialects.rewritten(data, declared, **{"Basic/Standard/m.xml": b"<m/>"})).notes == (risks.MACRO,)
