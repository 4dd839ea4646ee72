"""The command: reads forms in generated layouts and prints what was read rightly, by kind.

`python -m tests.bench.form_layouts [--count N] [--seed S] [--as word,pdf,scan] [--only N,…] [--json FILE] [--show] [--keep DIR]`:
45 layouts where nothing is given, as Word and as PDF. Scans take some ten seconds a page: `--as scan --count 12`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from config.model import ScanSettings
from parsers.formats.registry import read as read_file
from parsers.formats.registry import sniff
from parsers.ocr.scan_budget import ScanBudget
from parsers.ocr.unknown_form.pages import with_pictures_read
from parsers.pairs import accounted, doubts, keyed
from parsers.pairs.recognised import with_unsure
from tests.bench.form_layouts.as_paper import pdfs, scan
from tests.bench.form_layouts.as_word import docx
from tests.bench.form_layouts.compose import layout
from tests.bench.form_layouts.measure import Score, score
from tests.bench.form_layouts.model import Layout

AIMS = {"word": 0.985, "pdf": 0.97, "scan": 0.95}
KINDS = ("plain", "path", "text", "blank", "no false label", "coverage")


def read(data: bytes) -> dict[str, Any]:
    """What the command `form pairs --json` says of a file, without the sandbox."""
    document = read_file(data, sniff(data))
    if document.text_layer is False:
        document = with_pictures_read(data, sniff(data), document, ScanBudget(ScanSettings(), ()))
    found, left = accounted(document)
    seen = with_unsure(found, document)
    return {"pairs": keyed(seen), "doubts": doubts(seen), "unclaimed": [piece.text for piece in left]}


def files(layouts: list[Layout], medium: str) -> dict[str, bytes]:
    """The layouts as files of a medium, by their names."""
    words = {one.name: docx(one) for one in layouts}
    if medium == "word":
        return words
    prints = pdfs(words)
    return prints if medium == "pdf" else {name: scan(data, Random(name)) for name, data in prints.items()}


def main() -> None:
    """The command."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench.form_layouts")
    asked.add_argument("--count", type=int, default=45)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--as", dest="media", default="word,pdf")
    asked.add_argument("--only", default="")
    asked.add_argument("--json", type=Path)
    asked.add_argument("--show", action="store_true")
    asked.add_argument("--keep", type=Path)
    given = asked.parse_args()
    numbers = [int(number) for number in given.only.split(",")] if given.only else range(given.count)
    layouts = [layout(number, given.seed) for number in numbers]
    record: dict[str, Any] = {}
    for medium in given.media.split(","):
        total = Score()
        parts: dict[str, Counter[str]] = {}
        for name, data in files(layouts, medium).items():
            one = next(made for made in layouts if made.name == name)
            if given.keep:
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / f"{name}.{'docx' if medium == 'word' else medium + '.pdf'}").write_bytes(data)
            got = read(data)
            found = score(one, got)
            total.right += found.right
            total.all += found.all
            for part in set(one.parts):
                parts.setdefault(part, Counter()).update(bad=len(found.faults), all=found.all.total())
            record[f"{name}.{medium}"] = {"parts": one.parts, "faults": found.faults, "right": found.right, "all": found.all}
            if given.show and found.faults:
                print(f"{name} {medium} {' '.join(one.parts)}", *found.faults, sep="\n    ", flush=True)
        print(_table(medium, total))
        if given.show:
            worst = sorted(parts.items(), key=lambda part: -part[1]["bad"] / part[1]["all"])
            print("  faults by part: " + " · ".join(f"{part} {c['bad']}/{c['all']}" for part, c in worst))
    if given.json:
        given.json.write_text(json.dumps(record, ensure_ascii=False, indent=1), "utf-8")


def _table(medium: str, total: Score) -> str:
    """A line a medium: right of all by kind, and of all pairs together against the aim."""
    shares = [f"{kind} {total.right[kind]}/{total.all[kind]} = {total.right[kind] / total.all[kind]:.3f}"
              for kind in KINDS if total.all[kind]]  # fmt: skip
    pairs = [kind for kind in KINDS[:4] if total.all[kind]]
    every = sum(total.right[kind] for kind in pairs) / max(1, sum(total.all[kind] for kind in pairs))
    return f"{medium}: {' · '.join(shares)} · all pairs {every:.3f} (aim {AIMS[medium]})"


if __name__ == "__main__":
    main()
