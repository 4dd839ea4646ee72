"""CPU of reading a Word file into a document against opening it with python-docx alone, which reads nothing yet.

`python -m tests.bench.docx [FOLDER] [--json FILE]`: both forms in several shapes, and the .docx of a folder where one is given.
"""

from __future__ import annotations

import io
from random import Random

import docx

from parsers.formats.word import reader
from tests.bench.pairs import Pair
from tests.samples.make import projects
from tests.samples.make import word as samples
from tests.samples.make.forms import Dialect

SHAPES = {
    "plain": Dialect(),
    "split runs": Dialect(runs="split", cover="textbox"),
    "controls": Dialect(tick="control", runs="control", bank="nested"),
    "tracked": Dialect(tick="symbol", runs="tracked", one_table=False),
}


def inputs() -> dict[str, bytes]:
    """Filled forms by name."""
    return {
        f"{category}, {name}": samples.docx(projects.form_of(category), projects.values(Random(1), category), dialect)
        for category in ("conference", "domestic_base")
        for name, dialect in SHAPES.items()
    }


if __name__ == "__main__":
    opening = Pair("a Word file / python-docx opening it", reader.read, lambda data: docx.Document(io.BytesIO(data)), 1.5)
    opening.command("docx", __doc__, inputs, rounds=9)
