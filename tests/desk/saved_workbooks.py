"""Reads the cells of a saved workbook as text, and saves a workbook again with LibreOffice."""

from __future__ import annotations

import subprocess
from pathlib import Path

from python_calamine import CalamineWorkbook

Pages = dict[str, list[list[object]]]


def pages_of(path: Path) -> Pages:
    """Sheets of a workbook as rows of values."""
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}  # type: ignore[misc]


def contents(pages: Pages) -> dict[tuple[str, str, str], str]:
    """(sheet, row key, heading) → text, of every keyed sheet."""
    found = {}
    for name, rows in pages.items():
        heads = [str(value) for value in rows[0]] if rows else []
        key = next((n for n, head in enumerate(heads) if head.startswith("键")), None)
        if key is None:
            continue
        for row in rows[1:]:
            if row[key]:
                for head, value in zip(heads, row, strict=False):
                    found[name, str(row[key]), head] = str(value).strip()
    return found


def resave(path: Path) -> None:
    """The workbook opened and saved by LibreOffice itself."""
    folder = path.parent / "libre"
    folder.mkdir(exist_ok=True)
    profile = (folder / "profile").resolve().as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180)
    (folder / path.name).replace(path)
