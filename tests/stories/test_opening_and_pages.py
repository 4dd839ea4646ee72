"""Two settings that limit what comes in: the day a call opens, and the pages of a PDF or TIFF."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from PIL import Image

from config.model import Settings
from intake.sandbox.check_paths import check_paths
from parsers.model.file import TroubleKind
from tests import installation


def mails_sheet(home: Path) -> str:
    book = load_workbook(home / "output" / "审查表.xlsx", read_only=True)
    return "\n".join(str(cell) for row in book["邮件"].iter_rows(values_only=True) for cell in row if cell is not None)


def one_application(home: Path) -> Path:
    box = home / "box"
    box.mkdir()
    sample = next(path for path in sorted(installation.MAILBOX.glob("*.eml")) if b"multipart" in path.read_bytes()[:4000])
    (box / sample.name).write_bytes(sample.read_bytes())
    return box


@pytest.mark.parametrize(("opens", "told"), [
    ("2099-01-01T08:00:00+08:00", True), ("2099-01-01T08:00:00", True), ("2001-01-01T08:00:00+08:00", False), (None, False),
])
def test_a_mail_from_before_the_opening_is_told_to_staff(tmp_path: Path, opens: str | None, told: bool) -> None:
    chosen = installation.settings(tmp_path, one_application(tmp_path), guide={"opens": opens})
    assert installation.run(chosen)[1] == 0
    assert ("早于受理开始时间（2099年1月1日 08:00）" in mails_sheet(tmp_path)) == told
    assert len(installation.letters(tmp_path)) == 1, "its receipt goes out all the same"


def pdf(pages: int) -> bytes:
    document, out = pypdfium2.PdfDocument.new(), BytesIO()
    for _ in range(pages):
        document.new_page(595, 842)
    document.save(out)
    return out.getvalue()


def limited(home: Path, pages: int) -> Settings:
    return installation.settings(home, home, limits={"pages": pages})


def test_a_pdf_with_more_pages_is_refused_by_a_limit_of_ours(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(4))
    found = check_paths([tmp_path / "a.pdf"], installation.guide(), limited(tmp_path, 3))
    file = found.cases[0].package.files[0]
    assert file.trouble is not None and (file.trouble.kind, file.trouble.detail) == (TroubleKind.LIMIT, "PDF 共4页，超过3页")
    assert "fix" not in [finding.severity for finding in found.cases[0].findings]


def tiff(pages: int) -> bytes:
    out = BytesIO()
    first, *others = [Image.new("1", (900, 1200), number % 2) for number in range(pages)]
    first.save(out, "TIFF", save_all=True, append_images=others)
    return out.getvalue()


@pytest.mark.parametrize(("pages", "refused"), [(2, False), (3, False), (4, True)])
def test_a_tiff_of_many_pages_is_refused_likewise(tmp_path: Path, pages: int, refused: bool) -> None:
    (tmp_path / "扫描件.tif").write_bytes(tiff(pages))
    (case,) = check_paths([tmp_path / "扫描件.tif"], installation.guide(), limited(tmp_path, 3)).cases
    trouble = case.package.files[0].trouble
    assert (trouble is not None and trouble.detail == "TIFF 的页数，超过3页") is refused
    assert "fix" not in [finding.severity for finding in case.findings]


def test_a_tiff_whose_pages_go_in_a_circle_or_break_off_is_left_to_its_reader(tmp_path: Path) -> None:
    whole = tiff(3)
    first = int.from_bytes(whole[4:8], "little")
    count = int.from_bytes(whole[first : first + 2], "little")
    link = first + 2 + 12 * count
    circle = whole[:link] + first.to_bytes(4, "little") + whole[link + 4 :]
    for data in (circle, whole[: len(whole) // 2], b"II*\0"):
        (tmp_path / "a.tif").write_bytes(data)
        file = check_paths([tmp_path / "a.tif"], installation.guide(), limited(tmp_path, 3)).cases[0].package.files[0]
        assert file.trouble is None or file.trouble.kind != TroubleKind.LIMIT


def test_one_that_keeps_to_the_limit_or_cannot_be_opened_is_left_to_its_reader(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(3))
    (tmp_path / "b.pdf").write_bytes(pdf(3)[:200])
    for name in ("a.pdf", "b.pdf"):
        file = check_paths([tmp_path / name], installation.guide(), limited(tmp_path, 3)).cases[0].package.files[0]
        assert file.trouble is None or file.trouble.kind != TroubleKind.LIMIT
