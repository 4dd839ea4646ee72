"""Several old Word files of one mail by one start of LibreOffice: the same documents, and a bad one is lost alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.model import LimitSettings
from intake.sandbox.read_mail import read_mail
from parsers.formats.legacy import libreoffice, reader
from parsers.formats.legacy.batch import together
from parsers.model.document import Document
from tests import installation
from tests.samples.make import mails
from tests.tales import START

needs_office = pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed")


def rtf(text: str) -> bytes:
    return rb"{\rtf1\ansi " + text.encode() + b"}"


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many files each start of the converter was given."""
    found: list[int] = []
    run = libreoffice._run

    def counted(program: str, folder: Path, sources: list[Path], target: Path, to: str = libreoffice.DOCX) -> None:
        found.append(len(sources))
        run(program, folder, sources, target, to)

    monkeypatch.setattr(libreoffice, "_run", counted)
    return found


@needs_office
def test_files_of_one_mail_share_a_start_and_say_the_same(starts: list[int]) -> None:
    files = [rtf(f"number {n}") for n in range(3)]
    alone: list[Document] = [reader.read(data) for data in files]
    with together([*files, b"a text", b"PK\x03\x04 no archive"]):
        assert [reader.read(data) for data in files] == alone
    assert starts == [1, 1, 1, 3]
    reader.read(files[0])
    assert starts[-1] == 1, "nothing of a mail is kept for the next"


@needs_office
def test_a_mail_is_read_with_one_start(starts: list[int]) -> None:
    attached = [(f"{n}.doc", rtf(f"number {n}" + " and more words" * 200)) for n in range(3)]
    raw = mails.package_mail(("李文静", "a@unit.example.org"), "材料", attached, sent=START, serial=1)
    reading, _ = read_mail(raw, installation.guide(), LimitSettings())
    assert starts == [3]
    told = [*reading.unassigned, *(file for package in reading.packages for file in package.files)]
    assert {file.name: file.trouble for file in told} == {f"{n}.doc": None for n in range(3)}


# --- what goes wrong ------------------------------------------------------------------------------------------------

SCRIPT = """#!/bin/sh
for last; do :; done
case "$*" in *source0.rtf*) {batch};; esac
out=$(echo "$*" | sed 's/.*--outdir \\([^ ]*\\) .*/\\1/'); mkdir -p "$out"; cp {docx} "$out/source.docx"
"""


@pytest.mark.parametrize("batch", ["sleep 60", "kill -9 $$", "exit 0", "mkdir -p out; echo torn > out/source0.docx; exit 0"])
def test_a_batch_that_fails_leaves_each_file_to_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, starts: list[int], batch: str
) -> None:
    (tmp_path / "made.docx").write_bytes(b"PK what the converter made")
    (tmp_path / "soffice").write_text(SCRIPT.format(batch=batch, docx=tmp_path / "made.docx"))
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setattr(libreoffice, "program", lambda: str(tmp_path / "soffice"))
    monkeypatch.setattr(libreoffice, "SECONDS", 3.0)
    files = [rtf("one"), rtf("two")]
    with together(files):
        assert [libreoffice.to_docx(data, "rtf") for data in files] == [b"PK what the converter made"] * 2
    assert starts == [2, 1, 1]


def test_without_libreoffice_nothing_is_tried(monkeypatch: pytest.MonkeyPatch, starts: list[int]) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    with together([rtf("one"), rtf("two")]):
        pass
    assert not starts


def test_broken_files_stay_out_of_a_batch(starts: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: "/bin/false")
    with together([rtf("one"), rb"{\rtf1 {\b {\i no end", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)]):
        pass
    assert not starts, "what is left is one file, which has its start to itself"
