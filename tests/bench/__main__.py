"""All measurements in one go: `make bench`, or `python -m tests.bench [--quick] [--only NAME…] [--output FOLDER]`.

Each runs in a process of its own, one after the other, and leaves its figures as JSON; all of them are printed as one table and
kept in FOLDER/bench.json. A measurement that cannot run here is skipped, and why is said; one that breaks is told and the others
go on. Exit code 1 if one broke; a missed aim is a figure and no failure.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.load import PROJECT
from tests.bench.report import Report, Row


@dataclass(frozen=True, slots=True)
class Bench:
    """A module of this folder: what it shows, its arguments, those of a quick run, and the seconds it may take."""

    name: str
    shows: str
    whole: str = ""
    quick: str = ""
    seconds: int = 600


BENCHES = (
    Bench("docx", "reading Word against opening it", "", "--rounds 3"),
    Bench("pdf", "a text PDF against pdfplumber", "", "--rounds 1"),
    Bench("scan", "a scanned page against bare rapidocr", "--rounds 1 --styles", "--rounds 1", 1800),
    Bench("mailbox", "download against a bare socket reader, the vault against mbsync", "", "--mails 200 --rounds 3"),
    Bench("rules", "planted defects, complete applications", "--seed 1 2", "--seed 1 --count 40 --complete 20", 1200),
    Bench("checking", "asking all rules against reading", "", "--count 10"),
    Bench("workbook", "the workbook against XlsxWriter alone", "--cases 1000", "--cases 60 --rounds 1"),
    Bench("start", "what --help and status load", "", ""),
    Bench("whole", "a pass against the sum of its parts; two workers; nothing new", "--mails 40",
          "--mails 10 --scanned 2 --rounds 1", 1200),
    Bench("workers", "a second worker, here and on a cluster", "", "--mails 8 --scanned 2 --rounds 1", 1200),
    Bench("memory", "peaks of coordinator and readers", "--cluster", "--megabytes 8"),
    Bench("growth", "ten new mails beside years of old ones", "--pass-only",
          "--pass-only --mails 400 --cases 100 --new 3 --rounds 1"),
    Bench("floods", "thousands of tiny mails, and huge ones, with applications among them", "", "--quick", 3600),
    Bench("model", "a mail among ten times as many", "", "--mails 5"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run them, print the table, keep the JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller inputs")
    parser.add_argument("--only", action="append", choices=[bench.name for bench in BENCHES], metavar="NAME")
    parser.add_argument("--output", type=Path, default=PROJECT / "var" / "output")
    chosen = parser.parse_args(arguments)
    chosen.output.mkdir(parents=True, exist_ok=True)
    told = [_told(bench, chosen.quick) for bench in BENCHES if not chosen.only or bench.name in chosen.only]
    for one in told:
        if one["rows"]:
            print(Report(one["name"], [_row(row) for row in one["rows"]]).table())
        if one["skipped"]:
            print(f"{one['bench']}: {one['skipped']}")
    kept = chosen.output / "bench.json"
    whole = {"machine": _machine(), "quick": chosen.quick, "benches": told}
    kept.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"kept in {kept}")
    return int(any(one["broke"] for one in told))


def _told(bench: Bench, quick: bool) -> dict[str, Any]:
    """What a measurement left: its name and rows; why it was skipped; whether it broke."""
    empty: dict[str, Any] = {"bench": bench.name, "shows": bench.shows, "name": bench.name, "rows": [], "skipped": "",
                             "broke": False, "seconds": 0.0}  # fmt: skip
    if importlib.util.find_spec(f"tests.bench.{bench.name}") is None:
        return empty | {"skipped": "there is no such measurement in this release"}
    print(f"… {bench.name}: {bench.shows}", file=sys.stderr, flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        arguments = (bench.quick if quick else bench.whole).split()
        command = [sys.executable, "-m", f"tests.bench.{bench.name}", *arguments, "--json", str(file)]
        try:
            done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=bench.seconds, check=False)
        except subprocess.TimeoutExpired:
            return empty | {"skipped": f"not done within {bench.seconds} seconds", "broke": True}
        spent = {"seconds": round(time.monotonic() - began, 1)}
        if file.exists():
            return empty | json.loads(file.read_text("utf-8")) | spent
    said = (done.stderr or done.stdout).strip().splitlines() or ["it left no figures"]
    return empty | spent | {"skipped": said[-1], "broke": bool(done.stderr)}


def _row(row: dict[str, Any]) -> Row:
    """A row as the table prints it, whoever wrote it."""
    return Row(**{name: row[name] for name in Row.__slots__ if name in row} | ({} if "unit" in row else {"unit": ""}))


def _machine() -> dict[str, Any]:
    """Where this was measured: without it a figure that is no ratio means nothing."""
    return {"cores": len(os.sched_getaffinity(0)), "python": platform.python_version(), "load": os.getloadavg()[0]}


if __name__ == "__main__":
    sys.exit(main())
