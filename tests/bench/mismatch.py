"""Word against paper on pairs of known truth: the same application, one thing changed in Word (`planted_differences`), another
edition. Says how many planted differences are found, and how many of all compared fields are false ones.

`python -m tests.bench.mismatch [SEEDS [FOLDER]]`: so many seeds a category and style of scan (1), so many eights of printed
applications (`papers`) scanned in one style in turn, and the scans of a folder that have their true fields beside them
(NAME.json), against Word files made of these.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from config.model import Guide, ScanSettings
from parsers.compare import Comparison, compare
from parsers.model.file import File
from parsers.model.record import Record
from parsers.ocr.scan_budget import scan_budget
from parsers.packages.gather import packages_of_document
from tests.bench.papers import generated, told
from tests.bench.planted_differences import Values, planted
from tests.bench.scan_accuracy import scanned
from tests.installation import guide
from tests.parsers.scans import STYLES, scan
from tests.samples.make import crowd, pdf, projects, word

FIELDS, COMPARED, FALSE = "fields", "compared", "false"


@dataclass(frozen=True)
class Pair:
    """An application and the record read from its paper; `way`: the style of the scan, or "text PDF"."""

    way: str
    form: str
    values: Values
    paper: Record


def record_of(name: str, data: bytes, rules: Guide) -> Record | None:
    """What is read in these bytes, pictures included."""
    file = File(name, data, hashlib.sha256(data).hexdigest(), len(data))
    return packages_of_document(file, rules, scan_budget(ScanSettings(), rules))[0].files[0].record


# --- pairs ----------------------------------------------------------------------------------------------------------


def made(seeds: int, rules: Guide) -> Iterator[Pair]:
    """Generated applications, as text PDFs and as scans in every style."""
    for seed in range(seeds):
        for number, category in enumerate(crowd.CATEGORIES):
            values, form = projects.values(Random(f"pair {seed} {category}"), category), projects.form_of(category)
            papers = {"text PDF": pdf.text_pdf(form, values)}
            papers |= {style: scan(form, values, style, seed=seed) for style in STYLES[number % 2 :: 2]}
            for way, data in papers.items():
                if (paper := record_of(f"{way}.pdf", data, rules)) is not None:
                    yield Pair(way, form, values, paper)


def from_papers(seeds: int, rules: Guide) -> Iterator[Pair]:
    """Generated applications, each filled in its own manner and scanned in one style."""
    for seed in range(seeds):
        for number, paper in enumerate(generated(8, seed)):
            style = STYLES[(number + seed) % len(STYLES)]
            record = record_of(f"{style}.pdf", scanned(paper, style, seed), rules)
            if record is not None:
                yield Pair(f"printed, {style}", paper.form, paper.values, record)


def from_folder(folder: Path, rules: Guide) -> Iterator[Pair]:
    """Scans with their truth beside them. What the truth does not say is taken from a generated application."""
    for source, truth, form, fields in told(folder):
        base = projects.values(Random(1), fields["project_category"])
        paper = record_of(source.name, source.read_bytes(), rules) if source.suffix == ".pdf" else None
        if paper is not None:
            yield Pair(f"given, {truth.get('style', 'text PDF')}", form, base | fields, paper)


# --- the measuring --------------------------------------------------------------------------------------------------


def outcome(pair: Pair, kind: str, key: str, changed: Values, rules: Guide) -> tuple[str, Comparison]:
    """What comparing came to: found, missed, unsure (the paper was read too badly to say), or false (something else was said)."""
    form = rules.form(pair.form)
    words = record_of("申报书.docx", word.docx(pair.form, changed), rules)
    assert form is not None
    assert words is not None
    found = compare(words, pair.paper, form)
    named = [one.field for one in found.differences]
    if kind == "another edition":
        return ("found" if found.edition else "missed"), found
    if found.edition or [field for field in named if field != key]:
        return "false", found
    if kind == "same":
        return "found", found
    return "found" if key in named else "unsure" if key in found.skipped else "missed", found


def measure(pairs: Iterator[Pair], rules: Guide) -> Counter[tuple[str, str, str]]:
    """Prints what went wrong as it comes; gives counts by way, kind of change and outcome."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for number, pair in enumerate(pairs):
        form = rules.form(pair.form)
        asked = frozenset(field.key for field in form.fields) if form is not None else frozenset[str]()
        for kind, key, changed in planted(pair.values, number, asked):
            result, found = outcome(pair, kind, key, changed, rules)
            counts[pair.way, kind, result] += 1
            if kind == "same":
                counts[pair.way, FIELDS, COMPARED] += len(found.compared)
                counts[pair.way, FIELDS, FALSE] += len(found.differences)
            if result != "found":
                said = [(one.field, one.word_shown, one.paper_shown) for one in found.differences]
                print(f"  {result}: {pair.way}, {kind} {key}: {said}, skipped {list(found.skipped)}")
    return counts


def table(counts: Counter[tuple[str, str, str]]) -> None:
    """A line a way and kind."""
    results = ("found", "unsure", "missed", "false")
    print(f"{'paper':20} {'change in Word':24}" + "".join(f"{result:>8}" for result in results))
    for way, kind in dict.fromkeys((way, kind) for way, kind, _ in counts if kind != FIELDS):
        print(f"{way:20} {kind:24}" + "".join(f"{counts[way, kind, result] or '':>8}" for result in results))
    fields = {(what, way): n for (way, kind, what), n in counts.items() if kind == FIELDS}
    compared, false = (sum(n for (what, _), n in fields.items() if what == one) for one in (COMPARED, FALSE))
    planted_ = Counter(result for (_, kind, result), n in counts.items() if kind not in ("same", FIELDS) for _ in range(n))
    print(f"planted: {dict(planted_)}; fields compared on papers that agree: {compared}, false: {false}")


if __name__ == "__main__":
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    shipped = guide()
    total = measure(made(many, shipped), shipped) + measure(from_papers(many, shipped), shipped)
    for given in sys.argv[2:]:
        total += measure(from_folder(Path(given), shipped), shipped)
    table(total)
