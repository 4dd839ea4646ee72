"""CPU of reading a PDF with text into a document against bare pdfplumber on the same pages: open, tables, words.

`python -m tests.bench.pdf [FOLDER] [--json FILE]`: both forms, and the .pdf of a folder where one is given.
"""

from __future__ import annotations

import io
from random import Random

import pdfplumber

from parsers.formats.pdf import reader
from tests.bench.pairs import Pair
from tests.samples.make import crowd, projects
from tests.samples.make import pdf as samples


def bare(data: bytes) -> None:
    """What one does with pdfplumber to get at a form's cells and words."""
    with pdfplumber.open(io.BytesIO(data)) as opened:
        for page in opened.pages:
            page.extract_tables()
            page.extract_words()
            page.close()


def inputs() -> dict[str, bytes]:
    """Filled forms by name."""
    return {c: samples.text_pdf(projects.form_of(c), projects.values(Random(1), c)) for c in crowd.CATEGORIES}


if __name__ == "__main__":
    Pair("a text PDF / pdfplumber on its pages", reader.read, bare, 1.1).command("pdf", __doc__, inputs, rounds=5)
