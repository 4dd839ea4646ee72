"""Scans from a second source: LibreOffice lays a form out in its own font and with its own lines, and its pages are pictures."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from config.model import ScanSettings
from parsers.model.file import File
from parsers.model.package import Role
from parsers.model.record import Record
from parsers.ocr.scan_budget import scan_budget
from parsers.packages.gather import packages_of_document
from tests import installation
from tests.tales import application, piece

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
REAL = installation.SHARED / "samples" / "docx"
DPI = 150


def scanned(word: bytes, folder: Path) -> bytes:
    """The pages of a Word file as LibreOffice lays them out, drawn in gray into a PDF without text."""
    (folder / "a.docx").write_bytes(word)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, folder / "a.docx"],
                   check=True, capture_output=True, timeout=120)
    document, out = pypdfium2.PdfDocument((folder / "a.pdf").read_bytes()), io.BytesIO()
    first, *others = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    first.save(out, "PDF", save_all=True, append_images=others, resolution=DPI, quality=60)
    return out.getvalue()


def record_of(data: bytes) -> Record:
    file = File("扫描件.pdf", data, hashlib.sha256(data).hexdigest(), len(data))
    guide = installation.guide()
    (package,) = packages_of_document(file, guide, scan_budget(ScanSettings(pages=20, seconds=300), guide))
    (read,) = package.files
    assert read.role == Role.FORM_SCAN and read.record is not None and read.record.missing_labels == ()
    return read.record


def plain(text: object) -> str:
    return "".join(unicodedata.normalize("NFKC", str(text)).split())


def held_against(record: Record, truth: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Fields of words that are wrong, and those said to be blank though they are printed."""
    words = {key: value for key, value in truth.items() if isinstance(value, str) and key in record.values}
    texts = {key: record.values[key].text for key in words}
    wrong = [key for key, value in words.items() if texts[key] is not None and plain(record.values[key].value) != plain(value)]
    return wrong, [key for key, value in words.items() if value and texts[key] == ""]


def test_our_own_form_in_another_font(tmp_path: Path) -> None:
    values = {key: value for key, value in application("lo").values.items() if key != "project_name"}
    wrong, blank = held_against(record_of(scanned(piece("word", "lo"), tmp_path)), values)
    assert (wrong, blank) == ([], [])


@pytest.mark.skipif(not REAL.is_dir(), reason="the sample documents are not here")
@pytest.mark.parametrize("name", ["a02", "a08"])
def test_the_offices_real_form(tmp_path: Path, name: str) -> None:
    truth = json.loads((REAL / f"{name}.json").read_text("utf-8"))["fields"]
    wrong, blank = held_against(record_of(scanned((REAL / f"{name}.docx").read_bytes(), tmp_path)), truth)
    assert blank == [] and len(wrong) <= 1, wrong
