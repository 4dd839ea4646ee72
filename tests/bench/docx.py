"""CPU of reading a Word file into a document against opening it with python-docx alone, which reads nothing yet.

`python -m tests.bench.docx [FOLDER] [--json FILE]`: both forms in several shapes, and the .docx of a folder where one is given.
"""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

import docx

from parsers.formats import word
from tests.bench.pairs import compare
from tests.bench.report import Report, options
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


def main() -> None:
    """Print the table."""
    parser = options("tests.bench.docx", __doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    chosen = parser.parse_args()
    files = {path.name: path.read_bytes() for folder in chosen.folders for path in sorted(folder.glob("*.docx"))}
    rows = compare(inputs() | files, word.read, lambda data: docx.Document(io.BytesIO(data)),
                   "a Word file / python-docx opening it", 1.5, chosen.rounds)
    Report("docx", rows).keep(chosen.json)


if __name__ == "__main__":
    main()
