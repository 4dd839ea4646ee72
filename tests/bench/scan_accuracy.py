"""How rightly scans are read: applications of known truth, printed, stamped, signed, and scanned in six styles.

`python -m tests.bench.scan_accuracy [--count N] [--seed S] [--styles a,b] [--turns] [--jobs N] [--json FILE] [FOLDER…]`: N
generated applications, or the documents of folders that have their truth beside them, each scanned in every style (`--turns`: in
one, in turn). A field is right when it is equal to the truth after NFKC with blanks removed (the measure of long texts is their
similarity, 0.93); ticks as sets. Prints right / all by style and kind of field, how surely what is wrong was said, and every
wrong field.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from config.model import ScanSettings
from parsers.checks.engine import check
from parsers.checks.rule import Circumstances
from parsers.model.file import File
from parsers.model.record import Record, Value
from parsers.ocr.scan_budget import scan_budget
from parsers.packages.gather import packages_of_document
from tests.bench.papers import Printed, generated, given
from tests.installation import guide
from tests.parsers.scans import STYLES, on_paper, places

TICKS = ("project_category", "cooperation_contents", "cooperation_fields")
CODES = (
    "uscc", "contact_phone", "unit_phone", "leader_phone", "postal_code", "bank_account_number", "email", "fax", "project_period",
    "schedule",
)  # fmt: skip
KINDS = ("text", "ticks", "codes")
LONG, ALIKE = 40, 0.93
DPI = (150, 200, 200, 250, 300)


@dataclass(frozen=True)
class Said:
    """What was read of one field: right or not; `value` None where it was called unreadable."""

    paper: str
    style: str
    key: str
    right: bool
    want: Any
    value: Any
    confidence: float

    @property
    def kind(self) -> str:
        """Text, ticks or codes."""
        return "ticks" if self.key in TICKS else "codes" if self.key in CODES else "text"


# --- the measure ----------------------------------------------------------------------------------------------------


def plain(text: Any) -> str:
    """NFKC, dashes made one, without blanks."""
    said = unicodedata.normalize("NFKC", "" if text is None else str(text))
    return re.sub(r"\s+", "", re.sub(r"[‐‑‒–—―−~～]+", "-", said))


def option(text: Any) -> str:
    """An option without punctuation, and without what was written after 其他."""
    return re.sub(r"[\W_]+", "", re.sub(r"^(其他\w*)[:：].*", r"\1", plain(text)))


def same(key: str, want: Any, got: Any) -> bool:
    """Whether a value is the true one."""
    if key == "project_period":
        return isinstance(got, dict) and (got.get("start"), got.get("end")) == (want["start"], want["end"])
    if key == "project_category":
        return bool(want == got)
    if key in TICKS:
        return isinstance(got, list) and set(map(option, got)) == set(map(option, want))
    if key == "schedule":
        return isinstance(got, list) and [_row(row) for row in got] == [_row(row) for row in want]
    w, g = plain(want), plain(got)
    if len(w) > LONG:
        return difflib.SequenceMatcher(None, w, g, autojunk=False).ratio() >= ALIKE
    return w == g and got is not None


def _row(row: Any) -> tuple[str, str, Any]:
    return plain(row.get("stage")), plain(row.get("goal")), row.get("budget_wan")


# --- one scan -------------------------------------------------------------------------------------------------------


def scanned(paper: Printed, style: str, seed: int) -> bytes:
    """The paper stamped by its unit and its recommender, signed, and scanned."""
    rng = Random(f"{paper.name} {style} {seed}")
    unit, recommender = str(paper.values.get("applicant_unit", "")), str(paper.values.get("recommender", ""))
    marks = places(paper.pages, (unit, unit, recommender), rng)
    return on_paper(paper.pages, marks, style, rng.randrange(10**6), rng.choice(DPI))


def read(paper: Printed, style: str, seed: int) -> tuple[list[Said], Counter[str]]:
    """What was read of each field of one scan; counts of pages, and of `fix` findings other than the missing Word file."""
    rules = guide()
    data = scanned(paper, style, seed)
    file = File("申报书.pdf", data, hashlib.sha256(data).hexdigest(), len(data))
    (looked,) = packages_of_document(file, rules, scan_budget(ScanSettings(), rules))
    fixes = [f for f in check(looked, rules, Circumstances()) if f.severity == "fix" and f.rule != "word-missing"]
    counts = Counter({"fix": len(fixes), "scans": 1, "pages": looked.files[0].pages or 0})
    return list(_said(paper, style, looked.record(rules))), counts


def _said(paper: Printed, style: str, record: Record | None) -> Iterable[Said]:
    values = {**paper.values, "form": paper.form}
    form = record and guide().form(record.form)
    known = {field.key for field in form.fields} if form else set(paper.values)
    yield Said(paper.name, style, "form", form is not None and form.key == paper.form, paper.form, record and record.form, 1.0)
    for key, want in values.items():
        if key not in known or (key in TICKS and not want):
            continue
        value = record.values.get(key, Value(None)) if record else Value(None)
        right = same(key, want, value.value)
        yield Said(paper.name, style, key, right, want, value.value, value.confidence)


# --- the table ------------------------------------------------------------------------------------------------------


def table(said: Sequence[Said], counts: Counter[str], sure: float = 0.9) -> None:
    """A line a style and one for all; then what is wrong."""
    print(f"{'style':10}" + "".join(f"{kind:>20}" for kind in (*KINDS, "all")) + f"{'wrong, sure':>14}{'unreadable':>12}")
    for style in (*dict.fromkeys(s.style for s in said), "all"):
        mine = [s for s in said if style in (s.style, "all")]
        line = f"{style:10}"
        for kind in (*KINDS, "all"):
            some = [s for s in mine if kind in (s.kind, "all")]
            right = sum(s.right for s in some)
            line += f"{right:>7}/{len(some):<4} {right / max(len(some), 1):.4f} "
        wrong = [s for s in mine if not s.right]
        certain = sum(s.value is not None and s.confidence >= sure for s in wrong)
        print(line + f"{certain:>12}{sum(s.value is None for s in wrong):>12}")
    print(dict(counts), "most often wrong:", Counter(s.key for s in said if not s.right).most_common(8))


def wrongs(said: Iterable[Said]) -> list[dict[str, Any]]:
    """The wrong fields as JSON."""
    return [
        {"paper": s.paper, "style": s.style, "key": s.key, "want": s.want, "got": s.value, "confidence": round(s.confidence, 3)}
        for s in said
        if not s.right
    ]


def main() -> None:
    """The command."""
    asked = argparse.ArgumentParser()
    asked.add_argument("folders", nargs="*", type=Path)
    asked.add_argument("--count", type=int, default=4)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--styles", default=",".join(STYLES))
    asked.add_argument("--turns", action="store_true")
    asked.add_argument("--jobs", type=int, default=1)
    asked.add_argument("--json", type=Path)
    given_ = asked.parse_args()
    papers = [p for folder in given_.folders for p in given(folder)] or list(generated(given_.count, given_.seed))
    styles = given_.styles.split(",")
    jobs = [(paper, style, given_.seed) for paper in papers for style in styles]
    if given_.turns:
        jobs = [(paper, styles[(number + given_.seed) % len(styles)], given_.seed) for number, paper in enumerate(papers)]
    said: list[Said] = []
    counts: Counter[str] = Counter()
    with ProcessPoolExecutor(given_.jobs, get_context("spawn")) as pool:
        for (paper, style, _), (fields, some) in zip(jobs, pool.map(read, *zip(*jobs, strict=True)), strict=True):
            said, counts = said + fields, counts + some
            for one in wrongs(fields):
                print(f"  {paper.name} {style} {one['key']} {one['confidence']}: {one['want']!r} ≠ {one['got']!r}", flush=True)
    table(said, counts)
    if given_.json:
        given_.json.write_text(json.dumps(wrongs(said), ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
