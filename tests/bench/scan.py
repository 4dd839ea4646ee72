"""CPU of reading scanned pages into a record (drawn, turned, straightened, recognised, cells, ticks, stamps, filled) against the
bare call of the recogniser on the same pictures, its own settings kept, one thread each.

`python -m tests.bench.scan [--rounds N] [--styles] [--json FILE] [PDF…]`: scans of both forms, or those given; with
`--styles` also a paper in each style of `papers_in_styles`. Prints a line a scan, and where our time goes.
"""

from __future__ import annotations

import hashlib
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache, partial, wraps
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from config.model import ScanSettings
from parsers.model.file import File
from parsers.model.package import Package
from parsers.ocr.render import Pixels, pages
from parsers.ocr.scan_budget import scan_budget
from parsers.packages.gather import packages_of_document
from tests.bench.papers_in_styles.measure import drawn
from tests.bench.papers_in_styles.printed_forms import filled
from tests.bench.papers_in_styles.styles import STYLES, scanned
from tests.bench.report import Report, Row, options
from tests.installation import guide
from tests.parsers.scans import scan
from tests.samples.make import projects

AIM = 0.5
PARTS = {
    "drawing": ("parsers.ocr.render.Pages.draw",),
    "straightening": ("parsers.ocr.preprocess.flatten",),
    "cells": tuple(f"parsers.ocr.preprocess.{name}" for name in ("rules", "tables", "erased")),
    "lines found": ("parsers.ocr.preprocess.find_lines",),
    "way up": ("parsers.ocr.preprocess.way_up", "parsers.ocr.preprocess.upside_down"),
    "lines read": ("parsers.ocr.preprocess.read", "parsers.ocr.page_text.cut"),
    "passed over": ("parsers.ocr.page_text._passed_over",),
    "cells cut at labels": ("parsers.ocr.page_text.page_of",),
    "ink read again": ("parsers.ocr.known_form.page_cells.read_again",),
    "ticks": ("parsers.ocr.known_form.page_cells.marked",),
    "lines broken": ("parsers.ocr.page_text.with_broken_lines",),
    "stamps": ("parsers.packages.read_file.signed",),
    "record": ("parsers.packages.read_file.form_records", "parsers.packages.read_file.identify"),
}
"""Parts of our work, and the functions that do it."""


@cache
def _bare() -> Any:
    from rapidocr import RapidOCR

    one = {f"EngineConfig.onnxruntime.{way}_op_num_threads": 1 for way in ("intra", "inter")}
    return RapidOCR(params={**one, "Global.log_level": "critical"})


def bare(pictures: list[Pixels]) -> int:
    """The recogniser as it comes, on each page; counts lines."""
    return sum(len(_bare()(picture).txts or ()) for picture in pictures)


def ours(data: bytes) -> Package:
    """The record of a scan, and what is stamped on it."""
    file = File("申报书.pdf", data, hashlib.sha256(data).hexdigest(), len(data))
    return packages_of_document(file, guide(), scan_budget(ScanSettings(), guide()))[0]


def inputs() -> Iterator[tuple[str, bytes]]:
    """Scans of both forms by name, in four styles."""
    for number, (style, category) in enumerate(
        (("clean", "conference"), ("sideways", "domestic_base"), ("upside", "cooperation"), ("phone", "overseas_station"))
    ):
        values = projects.values(Random(f"bench {number}"), category)
        yield f"{category}, {style}", scan(projects.form_of(category), values, style, seed=number)


def in_styles() -> Iterator[tuple[str, bytes]]:
    """A paper in each style, by name."""
    for style, number in drawn(list(STYLES), len(STYLES), seed=20):
        yield style, scanned(filled(number, 20, STYLES[style].wishes), STYLES[style], seed=20)


# --- parts ----------------------------------------------------------------------------------------------------------


@contextmanager
def parts(spent: dict[str, float]) -> Iterator[None]:
    """While open, adds CPU seconds of each part to `spent`; a part within another is not counted twice."""
    undo: list[Callable[[], None]] = []
    inside: list[str] = []
    for part, places in PARTS.items():
        for place in places:
            holder, name = _holder(place)
            original = getattr(holder, name)
            setattr(holder, name, _timed(original, part, spent, inside))
            undo.append(partial(setattr, holder, name, original))
    try:
        yield
    finally:
        for back in undo:
            back()


def _timed(original: Callable[..., Any], part: str, spent: dict[str, float], inside: list[str]) -> Callable[..., Any]:
    @wraps(original)
    def timed(*given: Any, **named: Any) -> Any:
        began = time.process_time()
        inside.append(part)
        try:
            return original(*given, **named)
        finally:
            took = time.process_time() - began
            inside.pop()
            spent[part] += took
            if inside:
                spent[inside[-1]] -= took

    return timed


def _holder(place: str) -> tuple[Any, str]:
    path, _, name = place.rpartition(".")
    with suppress(ModuleNotFoundError):
        return import_module(path), name
    module, _, owner = path.rpartition(".")
    return getattr(import_module(module), owner), name


# --- the table ------------------------------------------------------------------------------------------------------


def measure(scans: Mapping[str, bytes], rounds: int) -> list[Row]:
    """CPU seconds a page of both, taken in turns, a row a scan; their medians; and a row a part of ours."""
    rows: list[Row] = []
    spent: dict[str, float] = defaultdict(float)
    total = count = 0.0
    for name, data in scans.items():
        pictures = list(pages(data, "application/pdf"))
        if not rows:
            ours(data), bare(pictures[:1])  # models are loaded
        pairs = []
        for _ in range(rounds):
            floor = _cpu(partial(bare, pictures))
            with parts(spent):
                pairs.append((floor, _cpu(partial(ours, data))))
        total, count = total + sum(mine for _, mine in pairs), count + rounds * len(pictures)
        floor, mine = (statistics.median(pair[at] for pair in pairs) / len(pictures) for at in (0, 1))
        ratio = statistics.median(mine / floor for floor, mine in pairs)
        rows.append(Row(name, mine, floor, ratio, note=f"{len(pictures)} pages"))
    of = {which: statistics.median(getattr(row, which) for row in rows) for which in ("ours", "floor", "ratio")}
    rows.append(Row("a scanned page / bare rapidocr on it", of["ours"], of["floor"], of["ratio"], AIM))
    rows += [Row(f"of ours: {part}", took / count) for part, took in spent.items()]
    return [*rows, Row("of ours: other", (total - sum(spent.values())) / count)]


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    asked = options("tests.bench.scan", __doc__)
    asked.add_argument("scans", nargs="*", type=Path)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--styles", action="store_true")
    told = asked.parse_args(arguments)
    scans = {path.name: path.read_bytes() for path in told.scans} or dict(inputs())
    if told.styles:
        scans |= dict(in_styles())
    Report("scan", measure(scans, told.rounds)).keep(told.json)


if __name__ == "__main__":
    main()
