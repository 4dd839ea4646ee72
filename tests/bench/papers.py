"""Makes printed pages of filled forms whose true values are known: generated ones, and documents with a truth file beside them.

Word files are printed by LibreOffice, in a font with serifs or without; without LibreOffice they are drawn.
"""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from parsers.formats.legacy import libreoffice
from tests.samples.make import crowd, pdf, projects, word
from tests.samples.make.forms import Dialect, TickStyle

FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC")
Values = dict[str, Any]


@dataclass(frozen=True)
class Printed:
    """An application on clean paper: its form, its true values (contract, section 2), and the pages as a PDF with text."""

    name: str
    form: str
    values: Values
    pages: bytes


def generated(count: int, seed: int) -> Iterator[Printed]:
    """So many applications of the four categories in turn, each filled in its own manner."""
    drafts = []
    for number in range(count):
        rng = Random(f"paper {seed} {number}")
        category = crowd.CATEGORIES[number % len(crowd.CATEGORIES)]
        form, values, dialect = projects.form_of(category), projects.values(rng, category), manner(rng)
        if form == "exchange":
            values.pop("project_name")  # this form does not ask for it
        drafts.append((f"g{seed}-{number}", form, values, dialect, rng.choice(FONTS)))
    words = [fonted(word.docx(form, values, dialect), font) for _, form, values, dialect, font in drafts]
    for (name, form, values, dialect, _), data in zip(drafts, printed(words, "docx"), strict=True):
        yield Printed(name, form, values, data or pdf.text_pdf(form, values, dialect))


def manner(rng: Random) -> Dialect:
    """A manner of filling, drawn by lot: of ticks those for which every computer has the font."""
    ticks: tuple[TickStyle, ...] = ("paren", "box", "square", "control", "only")
    return Dialect(
        tick=rng.choice(ticks),
        mark=rng.choice("√√✓"),
        gap=rng.choice(("", " ", "  ")),
        cover=rng.choice(("lines", "table")),
        bank=rng.choice(("rows", "lines", "nested")),
        labels=rng.choice(("template", "tight", "wide")),
        colon=rng.choice(("：", ":", "： ")),
        money=rng.choice(("plain", "unit", "yuan")),
        hints=rng.random() < 0.6,
        one_table=rng.random() < 0.6,
        wide_digits=rng.random() < 0.2,
        signed="dated",
        blank_rows=rng.randrange(4),
    )


def given(folder: Path) -> Iterator[Printed]:
    """The documents of a folder that have their truth beside them (NAME.json), scans excepted."""
    for source, truth, form, fields in told(folder):
        if truth.get("medium") != "scan":
            data = source.read_bytes()
            (pages,) = [data] if source.suffix == ".pdf" else printed([data], source.suffix[1:])
            if pages:
                yield Printed(source.name, form, fields, pages)


def told(folder: Path) -> Iterator[tuple[Path, dict[str, Any], str, Values]]:
    """Every document of a folder that has its truth beside it (NAME.json): the file, all that is told, its form and values."""
    for beside in sorted(folder.rglob("*.json")):
        truth = json.loads(beside.read_text("utf-8"))
        source = next((f for f in sorted(beside.parent.glob(beside.stem + ".*")) if f.suffix != ".json"), None)
        if source is not None and "fields" in truth:
            fields = dict(truth["fields"])
            form, (start, end) = fields.pop("form"), fields.pop("period_months")
            fields["project_period"] = {"text": fields["project_period"], "start": start, "end": end}
            yield source, truth, form, fields


def fonted(docx: bytes, font: str) -> bytes:
    """A Word file in another font."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace("宋体".encode(), font.encode()) if name.endswith(".xml") else data)
    return out.getvalue()


def printed(documents: Sequence[bytes], suffix: str) -> list[bytes | None]:
    """Each as a PDF by LibreOffice, in one call; None for all without it."""
    program = libreoffice.program()
    if program is None:
        return [None] * len(documents)
    with TemporaryDirectory() as name:
        folder = Path(name)
        sources = [folder / f"{number}.{suffix}" for number in range(len(documents))]
        for source, data in zip(sources, documents, strict=True):
            source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)]
        subprocess.run(command, check=True, capture_output=True, timeout=60 + 10 * len(documents))
        return [source.with_suffix(".pdf").read_bytes() for source in sources]
