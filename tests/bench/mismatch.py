"""Word against paper on pairs of known truth: the same application, one digit, one name or one tick changed, another edition.

`python -m tests.bench.mismatch [SEEDS [FOLDER]]`: so many seeds a category and style of scan (1), and the scans of a folder that
have their true fields beside them (NAME.json), against Word files made of these.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from config.model import Guide, ScanSettings
from parsers.compare import Comparison, compare
from parsers.model.file import File
from parsers.model.record import Record
from parsers.ocr.scan_budget import scan_budget
from parsers.packages.gather import packages_of_document
from tests.bench.papers import told
from tests.installation import guide
from tests.parsers.scans import STYLES, scan
from tests.samples.make import crowd, pdf, projects, word
from tests.samples.make.forms import FIELDS

DIGITS = ("contact_phone", "leader_phone", "uscc", "bank_account_number", "postal_code", "email")
TEXTS = ("main_content", "cooperation_basis", "overview", "funding")
NAMES = ("project_leader", "contact_person", "applicant_unit", "legal_representative")
Values = dict[str, Any]


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


# --- what is changed in Word ----------------------------------------------------------------------------------------


def planted(values: Values, seed: int, asked: frozenset[str]) -> Iterator[tuple[str, str, Values]]:
    """Kinds of change, the field changed (one that the form asks), and the values with it; what is the same and another edition
    have no field."""
    rng = Random(f"planted {seed}")
    yield "same", "", values
    for key in (key for key in DIGITS if values.get(key) and key in asked):
        yield "one digit", key, values | {key: _other_digit(values[key], rng)}
    for key in (key for key in TEXTS if any(map(str.isdigit, str(values.get(key, "")))) and key in asked):
        yield "one digit in a text", key, values | {key: _other_digit(values[key], rng)}
    for key in (key for key in NAMES if values.get(key) and key in asked):
        yield "one name", key, values | {key: _other_name(values[key], rng)}
    yield from _ticks(values)
    if values.get("schedule"):
        rows = [dict(row) for row in values["schedule"]]
        rows[0]["budget_wan"] += 1
        yield "one amount", "schedule", values | {"schedule": rows}
    edition = projects.values(Random(f"edition {seed}"), values["project_category"])
    kept = ("applicant_unit", "uscc", "project_category")
    yield "another edition", "", values | {key: edition[key] for key in edition if key in values and key not in kept}


def _ticks(values: Values) -> Iterator[tuple[str, str, Values]]:
    twins = {"conference": "cooperation", "domestic_base": "overseas_station"}
    twin = (twins | {b: a for a, b in twins.items()})[values["project_category"]]
    yield "one tick", "project_category", values | {"project_category": twin}
    if "cooperation_fields" in values:
        chosen = values["cooperation_fields"]
        spare = next(field for field in FIELDS if not any(field in one for one in chosen))
        yield "one tick", "cooperation_fields", values | {"cooperation_fields": [*chosen, spare]}


def _other_digit(text: str, rng: Random) -> str:
    at = rng.choice([n for n, char in enumerate(text) if char.isdigit()])
    return text[:at] + str((int(text[at]) + rng.randint(1, 9)) % 10) + text[at + 1 :]


def _other_name(name: str, rng: Random) -> str:
    """Another character in the middle: endings of units say what they are."""
    at = len(name) // 2 if len(name) > 4 else len(name) - 1
    return name[:at] + rng.choice([char for char in "勇琳浩雪岚" if char != name[at]]) + name[at + 1 :]


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
            if result != "found":
                said = [(one.field, one.word_shown, one.paper_shown) for one in found.differences]
                print(f"  {result}: {pair.way}, {kind} {key}: {said}, skipped {list(found.skipped)}")
    return counts


def table(counts: Counter[tuple[str, str, str]]) -> None:
    """A line a way and kind."""
    results = ("found", "unsure", "missed", "false")
    print(f"{'paper':20} {'change in Word':22}" + "".join(f"{result:>8}" for result in results))
    for way, kind in dict.fromkeys((way, kind) for way, kind, _ in counts):
        print(f"{way:20} {kind:22}" + "".join(f"{counts[way, kind, result] or '':>8}" for result in results))


if __name__ == "__main__":
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    shipped = guide()
    total = measure(made(many, shipped), shipped)
    for given in sys.argv[2:]:
        total += measure(from_folder(Path(given), shipped), shipped)
    table(total)
