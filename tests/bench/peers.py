"""The same forms read by other programs: time a document, and fields right. `make bench-peers`.

`python -m tests.bench.peers [--documents N] [--seconds N] [--environments FOLDER] [--json FILE]`. Each program is installed into
a throw-away environment of its own (kept where FOLDER is given) and runs without network, as ours does. The documents are
generated forms whose true values are known, as Word and as PDF with text.

Scoring is the same for all, and generous to who gives text and no record: a field is right when its true value stands in what
came out, blanks and widths of characters apart, at most 60 characters behind a label that the form prints for it. Ours is written
out as label and value, and scored like the others. Only printed fields of plain text are asked for: no ticks, no tables.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from config.model import Form
from parsers.model.file import File
from parsers.packages.gather import packages_of_document
from tests import installation
from tests.bench.report import Report, Row, options
from tests.samples.make import crowd, pdf, projects, word

PEERS = {"markitdown": "markitdown[docx,pdf]", "unstructured": "unstructured[docx] pdfminer.six pi_heif pypdf pikepdf pdf2image",
         "docling": "docling-slim[convert-core,format-docx,format-pdf]"}
"""What is installed of each: of unstructured what its "fast" way needs, of docling all but the models, which the network has."""
NEAR = 60
"""Characters that may stand between a label and its value."""
SECONDS = 900
"""What installing a program, and its reading of all documents, may take each."""
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "https_proxy": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}


@dataclass(frozen=True)
class Paper:
    """A document, and of each of its plain fields what the form prints before it, and the true value."""

    name: str
    data: bytes
    form: str
    truth: tuple[tuple[tuple[str, ...], str], ...]


def papers(count: int) -> list[Paper]:
    """`count` applications, each in Word and as a PDF with text."""
    found = []
    for number in range(count):
        category = crowd.CATEGORIES[number % len(crowd.CATEGORIES)]
        rng = Random(f"peers {number}")
        values, form = projects.values(rng, category), projects.form_of(category)
        truth = tuple(_truth(values, form))
        dialect = crowd.package(rng).dialect
        found.append(Paper(f"{number:02d}.docx", word.docx(form, values, dialect), form, truth))
        found.append(Paper(f"{number:02d}.pdf", pdf.text_pdf(form, values, dialect), form, truth))
    return found


def _truth(values: Mapping[str, Any], key: str) -> list[tuple[tuple[str, ...], str]]:
    form = installation.guide().form(key)
    assert form is not None
    plain = [field for field in form.fields if isinstance(values.get(field.key), str) and values[field.key] and not field.options]
    printed = {f.key: [n for slot in form.slots if slot.field == f.key for n in (slot.label, *slot.aliases)] for f in plain}
    return [((field.label, *printed[field.key]), values[field.key]) for field in plain if printed[field.key]]


def right(text: str, labels: Sequence[str], value: str) -> bool:
    """Whether the value stands in this text, near behind one of its labels."""
    plain, wanted = _plain(text), _plain(value)
    places = [found.end() for label in labels for found in re.finditer(re.escape(_plain(label)), plain)]
    return any(0 <= plain.find(wanted, at) - at <= NEAR for at in places)


def _plain(text: str) -> str:
    """Without blanks, the marks of Markdown tables, and differences of width."""
    return re.sub(r"[\s|*#\\_<>-]|<br>", "", unicodedata.normalize("NFKC", text))


# --- who reads --------------------------------------------------------------------------------------------------------


def ours(folder: Path, files: Sequence[Paper]) -> dict[str, dict[str, Any]]:
    """Our own reading, written out as label and value."""
    guide, told = installation.guide(), {}
    for number, paper in enumerate(files):
        file = File(paper.name, paper.data, hashlib.sha256(paper.data).hexdigest(), len(paper.data))
        if not number:
            packages_of_document(file, guide)
        began = time.process_time()
        record = packages_of_document(file, guide)[0].files[0].record
        spent = time.process_time() - began
        form = guide.form(paper.form)
        assert form is not None
        told[str(folder / paper.name)] = {"seconds": spent, "text": _written(record.values if record else {}, form)}
    return told


def _written(values: Mapping[str, Any], form: Form) -> str:
    return "\n".join(f"{field.label}：{values[field.key].text or ''}" for field in form.fields if field.key in values)


def peer(name: str, environments: Path, paths: Sequence[str], seconds: int = SECONDS) -> dict[str, dict[str, Any]]:
    """What another program made of them; for all of them the reason, where it could not be tried."""
    home = environments / name
    python = home / "bin" / "python"
    try:
        if not python.exists():
            venv.create(home, with_pip=True)
        if subprocess.run([python, "-c", f"import {name}"], capture_output=True, check=False).returncode:
            pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS[name].split()]
            subprocess.run(pip, check=True, timeout=seconds, capture_output=True, text=True)
        helper = Path(__file__).with_name("peer.py")
        # -P: our modules beside the helper, docx and pdf among them, must not stand in for others of that name
        done = subprocess.run([python, "-P", helper, name, *paths], env=os.environ | OFFLINE, check=True, timeout=seconds,
                              capture_output=True, text=True)  # fmt: skip
    except subprocess.TimeoutExpired as late:
        return {path: {"error": f"{'install' if 'pip' in late.cmd else 'run'} not done in {seconds} s"} for path in paths}
    except subprocess.CalledProcessError as failed:
        said = (failed.stderr.strip().splitlines() or ["no reason given"])[-1][:160]
        return {path: {"error": f"not installed: {said}" if "pip" in failed.cmd else said} for path in paths}
    found: dict[str, dict[str, Any]] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def rows(name: str, folder: Path, files: Sequence[Paper], told: Mapping[str, Any], floor: Mapping[str, float]) -> list[Row]:
    """Time and fields right, for Word and for PDF; `floor` are our seconds by ending."""
    found = []
    for ending in ("docx", "pdf"):
        mine = [(paper, told.get(str(folder / paper.name), {"error": "nothing came out"})) for paper in files
                if paper.name.endswith(ending)]  # fmt: skip
        read = [(paper, one) for paper, one in mine if "text" in one]
        errors = sorted({one["error"] for _, one in mine if "error" in one})
        score = sum(right(one["text"], labels, value) for paper, one in read for labels, value in paper.truth)
        asked = sum(len(paper.truth) for paper, _ in mine)
        spent = statistics.median(one["seconds"] for _, one in read) if read else None
        note = "; ".join([*([f"{score} of {asked} fields right"] if read else []), *errors])
        base = floor.get(ending)
        ratio = spent / base if spent is not None and base else None
        found.append(Row(f"{name}, {ending}", spent, base, ratio, None, "s CPU", note=note))
    return found


def main() -> int:
    """Print the table."""
    parser = options("tests.bench.peers", __doc__)
    parser.add_argument("--documents", type=int, default=8)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for installing a program, and for its reading")
    parser.add_argument("--environments", type=Path, help="keep the other programs' environments here")
    chosen = parser.parse_args()
    files = papers(chosen.documents)
    with tempfile.TemporaryDirectory(dir="/var/tmp") as lab:
        folder = Path(lab) / "papers"
        folder.mkdir()
        for paper in files:
            (folder / paper.name).write_bytes(paper.data)
        mine = rows("this program", folder, files, ours(folder, files), {})
        floor = {ending: row.ours or 0.0 for ending, row in zip(("docx", "pdf"), mine, strict=True)}
        paths = [str(folder / paper.name) for paper in files]
        others = [row for name in PEERS for row in rows(
            name, folder, files, peer(name, chosen.environments or Path(lab), paths, chosen.seconds), floor)]
    Report("peers: time a document / ours", [*mine, *others]).keep(chosen.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
