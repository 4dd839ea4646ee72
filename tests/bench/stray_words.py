"""Writes a random word or mark into a random place of a filled form and looks for it again.

It must be seen: as a part of a value, or unclaimed, or as a doubt. Every other field stays as it was, is unreadable or in doubt,
and nothing new is called missing. `python -m tests.bench.stray_words --word 2000 --pdf 500 --seed 1` prints what was lost.
"""

from __future__ import annotations

import argparse
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any

import pikepdf
from docx import Document as WordDocument
from docx.text.paragraph import Paragraph
from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas

from config.model import Guide, Meaning, Severity
from intake.unpack.member_names import make_file
from parsers.checks.engine import check
from parsers.model.package import Package
from parsers.model.record import Doubt, Record, Value
from parsers.model.rule_kind import RuleKind
from parsers.packages.gather import packages_of_document
from tests import installation
from tests.parsers.rules.builders import QUIET
from tests.samples.make import pdf, sheet, word
from tests.samples.make.forms import Dialect
from tests.samples.make.projects import form_of, values

CATEGORIES = ("conference", "cooperation", "domestic_base", "overseas_station")
WRITERS = (Dialect(), Dialect(tick="box", labels="wide", hints=False), Dialect(tick="square"))
WORDS = ("鼹鼠", "鼹鼠Q7", "Mole Q7", "见附页鼹鼠", "鼹鼠：无", "（鼹鼠）", "7706", "鼹鼠。本项目拟于明年开展，详见鼹鼠附件")
MARKS = ("√", "☑", "×", "✓")
PDF_WORDS = ("鼹鼠", "见附页鼹鼠", "鼹鼠：无", "√", "×", "■")
RARE = frozenset("鼹鼠")
"""Characters that no form has: over other words of a PDF a stray word is read between their letters."""
ABSENT = (RuleKind.FIELD_MISSING, RuleKind.TICK, RuleKind.TEMPLATE)


@dataclass(frozen=True, slots=True)
class Loss:
    """What went wrong in one try: `stray` is what was written, `place` where, `what` and the fields it happened to."""

    seed: int
    stray: str
    place: str
    what: str
    keys: tuple[str, ...] = ()


def in_word(seed: int) -> list[Loss]:
    """One try in a Word form: at the beginning, within or at the end of a paragraph of the body or of a cell."""
    random = Random(f"word {seed}")
    category, writer, person = random.choice(CATEGORIES), random.randrange(len(WRITERS)), random.randrange(6)
    plain = _word_form(category, writer, person)
    written = WordDocument(io.BytesIO(plain))
    cells = [p for table in written.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    place = random.choice([*written.paragraphs, *cells])
    stray, before = random.choice((*WORDS, *MARKS)), place.text
    _write(place, stray, random)
    out = io.BytesIO()
    written.save(out)
    return list(_losses(seed, stray, before[:40], plain, out.getvalue(), "申报书.docx"))


def in_pdf(seed: int) -> list[Loss]:
    """One try in a text PDF: at a random point of the frame of a random page."""
    random = Random(f"pdf {seed}")
    category, person = random.choice(CATEGORIES), random.randrange(6)
    plain = _pdf_form(category, person)
    stray, (x, y) = random.choice(PDF_WORDS), (random.uniform(80, 480), random.uniform(80, 760))
    with pikepdf.open(io.BytesIO(plain)) as document:
        number = random.randrange(len(document.pages))
        with pikepdf.open(io.BytesIO(_overlay(stray, x, y))) as over:
            document.pages[number].add_overlay(over.pages[0])
            out = io.BytesIO()
            document.save(out)
    return list(_losses(seed, stray, f"page {number + 1} at {x:.0f},{y:.0f}", plain, out.getvalue(), "申报书.pdf"))


def _losses(seed: int, stray: str, place: str, plain: bytes, strayed: bytes, name: str) -> Iterator[Loss]:
    guide = installation.guide()
    (before, known), (after, told) = _read(plain, name, guide), _read(strayed, name, guide)
    if after is None or before is None:
        yield Loss(seed, stray, place, "the form is not found")
        return
    if not _seen(stray, before, after):
        yield Loss(seed, stray, place, "not seen again")
    doubtful = {key for rule, key in told if rule == RuleKind.CONTENT_UNCLAIMED}
    doubtful |= {key for key in before.values if after.unclaimed_at(key)}
    changed = [key for key, value in before.values.items()
               if (now := after.values[key]).value != value.value and now.text is not None]
    quiet = tuple(key for key in changed if key not in doubtful and not after.values[key].doubt
                  and not _within(stray, after.values[key].text or "") and not _from_signed(guide, key, stray, after))
    if len(quiet) > (stray in MARKS):  # a mark may well change the one field at which it stands
        yield Loss(seed, stray, place, "other fields changed", quiet)
    missing = tuple(f"{rule} {key}" for rule, key in sorted(told - known, key=str)
                    if rule in ABSENT and not (stray in MARKS and key and after.values[key].doubt == Doubt.AMBIGUOUS))
    if missing:
        yield Loss(seed, stray, place, "called missing", missing)


def _seen(stray: str, before: Record, after: Record) -> bool:
    wanted = _squeezed(stray)
    held = Counter(_squeezed("\n".join(_texts(after))))
    if len(wanted) > 1:
        return any(_within(stray, text) for text in _texts(after))
    had = Counter(_squeezed("\n".join(_texts(before))))
    ticked = any(after.values[key].value != value.value or after.values[key].doubt != value.doubt
                 for key, value in before.values.items())
    return held[wanted] > had[wanted] or ticked


def _within(stray: str, text: str) -> bool:
    rare = RARE & set(stray)
    return _squeezed(stray) in _squeezed(text) or (bool(rare) and rare <= set(text))


def _from_signed(guide: Guide, key: str, stray: str, after: Record) -> bool:
    """Whether a field is the recommender's, whose name is found in what was typed in a signed part, and the word stands there."""
    signed = key == guide.key_of(after.form, Meaning.RECOMMENDER)
    return signed and any(_within(stray, value.text or "") for value in after.areas.values())


def _texts(record: Record) -> Iterator[str]:
    every: list[Value] = [*record.values.values(), *record.areas.values(), *(v for vs in record.printed.values() for v in vs)]
    yield from (value.text or "" for value in every)
    yield from (str(value.value) for value in every)
    yield from (piece.text for piece in record.unclaimed)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _read(data: bytes, name: str, guide: Guide) -> tuple[Record | None, set[tuple[str, str | None]]]:
    """The form's record, and (kind, field) of what is certainly wrong and of what is in doubt."""
    (package, *_) = packages_of_document(make_file(name, data), guide)
    found = check(Package(package.files, shape=package.shape), guide, QUIET)
    told = {(one.kind, one.field) for one in found if one.severity == Severity.FIX or one.kind == RuleKind.CONTENT_UNCLAIMED}
    return package.record(guide), told


def _write(place: Paragraph, stray: str, random: Random) -> None:
    runs = [run for run in place.runs if run.text]
    if not runs or random.random() < 0.4:
        place.add_run(stray)
        return
    run = random.choice(runs)
    at = random.randint(0, len(run.text))
    run.text = run.text[:at] + stray + run.text[at:]


@lru_cache
def _word_form(category: str, writer: int, person: int) -> bytes:
    return word.docx(form_of(category), values(Random(person), category), WRITERS[writer])


@lru_cache
def _pdf_form(category: str, person: int) -> bytes:
    return pdf.text_pdf(form_of(category), values(Random(person), category))


def _overlay(stray: str, x: float, y: float) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=pdf.A4)
    canvas.setFont(sheet.FONT, 10.5)
    canvas.setFillColor(black)
    canvas.drawString(x, y, stray)
    canvas.save()
    return out.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    """Tries so many in each format; prints each loss and their number."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.stray_words")
    parser.add_argument("--word", type=int, default=2000)
    parser.add_argument("--pdf", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1, help="the first one")
    given: Any = parser.parse_args(arguments)
    count: Counter[str] = Counter()
    for kind, trial, number in (("word", in_word, given.word), ("pdf", in_pdf, given.pdf)):
        for seed in range(given.seed, given.seed + number):
            for loss in trial(seed):
                count[f"{kind}: {loss.what}"] += 1
                print(kind, loss, flush=True)
    losses = "; ".join(f"{what} {n}" for what, n in sorted(count.items()))
    print(f"{given.word} in Word, {given.pdf} in PDF; {losses or 'none lost'}")
    return min(len(count), 1)


if __name__ == "__main__":
    raise SystemExit(main())
