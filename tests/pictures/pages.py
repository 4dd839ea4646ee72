"""Pictures of the case pages as a browser shows and prints them: a real pass over the sample mailbox, then Chromium.
`make pictures`; fonts are those of the machine."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests import house
from tests.pictures.sheets import FOLDER, printed_page, run, smaller

WINDOWS = {"页-索引": ("index.html", "1300,900"), "页-案卷": ("GJ2024-0005.html", "1300,1500"),
           "页-案卷-手机": ("GJ2024-0005.html", "500,1100")}  # fmt: skip
PRINTED = "页-案卷-打印"


def main() -> None:
    """One pass, four pictures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        house.run(house.settings(home, house.MAILBOX, scans={"pages": 0}))
        pages = home / "output" / "pages"
        for name, (page, size) in WINDOWS.items():
            shot = home / f"{name}.png"
            chromium(home, f"--screenshot={shot}", f"--window-size={size}", (pages / page).as_uri())
            smaller(shot, FOLDER / f"{name}.png")
        chromium(home, f"--print-to-pdf={home / 'print.pdf'}", "--no-pdf-header-footer", (pages / "GJ2024-0005.html").as_uri())
        printed_page(home / "print.pdf", 1, FOLDER / f"{PRINTED}.png")


def chromium(home: Path, *words: str) -> None:
    """Runs the browser without a window."""
    run("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={home / 'browser'}",
        *words)  # fmt: skip


if __name__ == "__main__":
    main()
