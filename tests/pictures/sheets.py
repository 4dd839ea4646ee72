"""Pictures of every sheet as it prints: workbook → PDF (LibreOffice) → PNG (poppler, ImageMagick). `make pictures`.

The desk is tests.reports.busy_desk; the fonts are those of the machine (the pictures in docs: Noto Sans CJK).
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

from config.load import PROJECT, load_guide
from reports.workbook.book import build
from tests.reports import busy_desk

FOLDER = PROJECT / "docs" / "pictures"
WIDTH, LARGEST, DOTS = 1500, 200_000, 130
SECOND = ("总览",)
"""Sheets that are printed on two pages beside each other, with the staff's columns on the second."""


def main() -> None:
    """The sheets named on the command line, else all."""
    guide = load_guide(PROJECT / "config" / "guides" / "2024")
    data = build(busy_desk.desk(guide), guide)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pdf = printed(data, Path(folder))
        first = first_pages(pdf)
        for name in openpyxl.load_workbook(io.BytesIO(data), read_only=True).sheetnames:
            if name in sys.argv[1:] or not sys.argv[1:]:
                printed_page(pdf, first[name], FOLDER / f"表-{name}.png")
                if name in SECOND:
                    printed_page(pdf, first[name] + 1, FOLDER / f"表-{name}-2.png")


def printed(data: bytes, folder: Path) -> Path:
    """Prints a workbook to PDF. Returns the PDF's path."""
    (folder / "book.xlsx").write_bytes(data)
    run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder,
        folder / "book.xlsx")  # fmt: skip
    return folder / "book.pdf"


def first_pages(pdf: Path) -> dict[str, int]:
    """Sheet → its first page: every page carries the sheet's name at the right of its head."""
    found: dict[str, int] = {}
    for number, text in enumerate(run("pdftotext", "-layout", pdf, "-").split("\f"), 1):
        head = text.strip().split("\n", 1)[0].split()
        if head:
            found.setdefault(head[-1], number)
    return found


def printed_page(pdf: Path, page: int, target: Path) -> None:
    """One page as a PNG."""
    with tempfile.TemporaryDirectory() as folder:
        run("pdftoppm", "-png", "-r", DOTS, "-f", page, "-l", page, pdf, Path(folder) / "page")
        smaller(next(Path(folder).glob("page*.png")), target)


def smaller(shot: Path, target: Path) -> None:
    """A picture with as many colours as keep it small."""
    for colours in (256, 128, 64, 32, 16):
        run("convert", shot, "-trim", "+repage", "-bordercolor", "white", "-border", "12", "-resize", f"{WIDTH}x>", "+dither",
            "-colors", colours, "-strip", "-define", "png:compression-level=9", target)  # fmt: skip
        if target.stat().st_size < LARGEST:
            return


def run(*command: object) -> str:
    """Runs a program and returns what it said."""
    done = subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=300)
    return done.stdout.decode("utf-8", "replace")


if __name__ == "__main__":
    main()
