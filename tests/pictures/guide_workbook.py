"""Pictures of a guide that was drafted from a blank form: two sheets of its workbook, and the page that tries it.
`make pictures`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import openpyxl

import run_intake
from tests import installation
from tests.pictures.pages import picture
from tests.pictures.sheets import FOLDER, printed, printed_page

NAME = "2027-青年"
SHOWN = {"待填": "指南-待填", "小类": "指南-小类"}


def main() -> None:
    """Drafts the guide of a form that `form blank` makes, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        blank = draft_in(home)
        book = home / "guide.xlsx"
        run_intake.main(["guide", "edit", NAME, "--output", str(book)])
        for sheet, target in SHOWN.items():
            one = openpyxl.load_workbook(book)
            for name in one.sheetnames:
                if name != sheet:
                    del one[name]
            one[sheet].page_setup.orientation = "landscape"
            one[sheet].page_setup.fitToHeight, one[sheet].sheet_properties.pageSetUpPr.fitToPage = 0, True
            one.save(home / "one.xlsx")
            printed_page(printed((home / "one.xlsx").read_bytes(), home), 1, FOLDER / f"{target}.png")
        run_intake.main(["guide", "try", NAME, "--output", str(home / "try.html")])
        picture(home, home / "try.html", "指南-试读", "1300,1500")
        blank.unlink()


def draft_in(home: Path) -> Path:
    """Drafts a guide beside a copy of the shipped one, as an installation has it; returns the blank form."""
    settings = installation.of_one_guide(home)
    os.environ["INTAKE_SETTINGS"] = str(settings)
    blank = home / "空白申报书.docx"
    run_intake.main(["form", "blank", "haizhi", "--output", str(blank)])
    run_intake.main(["guide", "new", NAME, str(blank)])
    return blank


if __name__ == "__main__":
    main()
