"""CPU of reading a PDF with text into a document against bare pdfplumber on the same pages: open, tables, words.

`python -m tests.bench.pdf [FOLDER] [--json FILE]`: both forms, and the .pdf of a folder where one is given.
"""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

import pdfplumber

from parsers.formats import pdf
from tests.bench.pairs import compare
from tests.bench.report import Report, options
from tests.samples.make import pdf as samples
from tests.samples.make import projects


def bare(data: bytes) -> None:
    """What one does with pdfplumber to get at a form's cells and words."""
    with pdfplumber.open(io.BytesIO(data)) as opened:
        for page in opened.pages:
            page.extract_tables()
            page.extract_words()
            page.close()


def inputs() -> dict[str, bytes]:
    """Filled forms by name."""
    categories = ("conference", "cooperation", "domestic_base", "overseas_station")
    return {c: samples.text_pdf(projects.form_of(c), projects.values(Random(1), c)) for c in categories}


def main() -> None:
    """Print the table."""
    parser = options("tests.bench.pdf", __doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    chosen = parser.parse_args()
    files = {path.name: path.read_bytes() for folder in chosen.folders for path in sorted(folder.glob("*.pdf"))}
    rows = compare(inputs() | files, pdf.read, bare, "a text PDF / pdfplumber on its pages", 1.1, chosen.rounds)
    Report("pdf", rows).keep(chosen.json)


if __name__ == "__main__":
    main()
