"""Pictures of the case pages as a browser shows and prints them: real passes over sample mails, then Chromium.
`make pictures`; fonts are those of the machine."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from tests import installation
from tests.pictures.sheets import FOLDER, printed_page, run, smaller

READ = "09-wrong-code.eml"
"""The mail whose scan is really read, so that the places found on it are framed: one, for the time it takes."""
CASE = "GJ2024-0001.html"
WINDOWS = {"页-案卷": "1300,1500", "页-案卷-手机": "500,1100"}
PRINTED, CLICKED = "页-案卷-打印", "页-案卷-对照"


def main() -> None:
    """The index after a pass over all mails without their scans; the page of one case after its scan was read."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        index = passed(home / "all", installation.MAILBOX, scans={"pages": 0}) / "index.html"
        picture(home, index, "页-索引", "1300,900")
        box = home / "box"
        box.mkdir()
        shutil.copy(installation.MAILBOX / READ, box)
        case = passed(home / "one", box) / CASE
        for name, size in WINDOWS.items():
            picture(home, case, name, size)
        clicked(case, home / "clicked.png")
        smaller(home / "clicked.png", FOLDER / f"{CLICKED}.png")
        chromium(home, f"--print-to-pdf={home / 'print.pdf'}", "--no-pdf-header-footer", case.as_uri())
        printed_page(home / "print.pdf", 1, FOLDER / f"{PRINTED}.png")


def passed(home: Path, box: Path, **changes: dict[str, Any]) -> Path:
    """The folder of the pages after a pass over these mails."""
    home.mkdir()
    installation.run(installation.settings(home, box, **changes))
    return home / "output" / "pages"


def picture(home: Path, page: Path, name: str, size: str) -> None:
    """A page in a window of this size."""
    shot = home / f"{name}.png"
    chromium(home, f"--screenshot={shot}", f"--window-size={size}", page.as_uri())
    smaller(shot, FOLDER / f"{name}.png")


def clicked(page: Path, target: Path) -> None:
    """The fields beside the scan, after a click on the place of the first of them."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1300,1150"):
        options.add_argument(word)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        driver.get(page.as_uri())
        driver.execute_script("document.getElementById('fields').scrollIntoView()")
        spots = driver.find_element("css selector", "article.field[data-box]").find_elements("css selector", ".jump[data-box^=b]")
        spots[-1].click()
        time.sleep(1)  # its picture is loaded when it comes into budget
        driver.save_screenshot(str(target))
    finally:
        driver.quit()


def chromium(home: Path, *words: str) -> None:
    """Runs the browser without a window."""
    run("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={home / 'browser'}",
        *words)  # fmt: skip


if __name__ == "__main__":
    main()
