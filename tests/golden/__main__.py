"""`python -m tests.golden keep OUT` or `… compare A B`: the record of this checkout into a folder, or how two records differ."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from pathlib import Path

from tests.golden import asked, clerk, compare, passes
from tests.golden.calls import make
from tests.golden.masks import write
from tests.golden.nested_json import laid_out
from tests.golden.places import STATE, alone

FIRST, OFFICE, SECOND = "2024-05-06T09:30:00+08:00", "2024-05-06T15:00:00+08:00", "2024-05-07T09:30:00+08:00"
"""When the first pass runs, when the clerk saves, when the second pass runs."""
KEPT = "kept.json"
"""Of what a record is; no folder without it is a record."""


def main() -> int:
    """The exit code: 1 where records differ."""
    chosen = _options().parse_args()
    if chosen.command == "compare":
        return _compare(chosen.one, chosen.other, chosen.allow)
    if wrong := _wrong(chosen.out, chosen.state):
        print(wrong, file=sys.stderr)
        return 64
    with alone():
        _keep(chosen.out.resolve(), chosen.workers, chosen.scans and not chosen.quick, chosen.quick, chosen.state)
    return 0


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    commands = options.add_subparsers(dest="command", required=True)
    keep = commands.add_parser("keep", help="write the record of this checkout")
    keep.add_argument("out", type=Path, metavar="OUT")
    keep.add_argument("--workers", type=int, default=2, help="how many read at once; nothing may depend on it")
    keep.add_argument("--scans", action=argparse.BooleanOptionalAction, default=True, help="recognise scans and draw pages")
    keep.add_argument("--quick", action="store_true", help="without scans and without the forms of the shared cases")
    keep.add_argument("--state", type=Path, metavar="OTHER", help="start the second pass from the state in this record")
    both = commands.add_parser("compare", help="tell how two records differ; exit code 1 where they do")
    both.add_argument("one", type=Path, metavar="A")
    both.add_argument("other", type=Path, metavar="B")
    both.add_argument("--allow", type=Path, metavar="FILE", help="intended differences: a glob, a space and a pattern a line")
    return options


def _wrong(out: Path, state: Path | None) -> str:
    """Why no record can be made so; "" where it can. An older record is replaced, and nothing else."""
    if out.exists() and not (out.is_dir() and (not any(out.iterdir()) or (out / KEPT).is_file())):
        return f"{out} is neither empty nor a record"
    return f"{state} holds no state.tar" if state and not (state / "state.tar").is_file() else ""


def _keep(out: Path, workers: int, scans: bool, quick: bool, state: Path | None) -> None:
    shutil.rmtree(out, ignore_errors=True)
    write(out, KEPT, laid_out({"scans": scans, "quick": quick}))
    clock = time.monotonic()
    settings = {"INTAKE_HOME": str(STATE / "none"), **passes.reading(scans)}
    make(asked.calls(scans, quick), out, FIRST, settings, workers)
    clock = _said("read", clock)
    passes.empty()
    passes.run(out / "first", FIRST, passes.settings(scans, workers, "plain"))
    clerk.work(OFFICE)
    passes.pack(out / "state.tar")
    clock = _said("first pass", clock)
    passes.unpack((state or out) / "state.tar")
    passes.again()
    passes.run(out / "second", SECOND, passes.settings(scans, workers, "json"))
    _said("second pass", clock)


def _said(what: str, since: float) -> float:
    """The time now, after the seconds since then were told."""
    now = time.monotonic()
    print(f"{what}: {now - since:.0f} s", file=sys.stderr, flush=True)
    return now


def _compare(one: Path, other: Path, allow: Path | None) -> int:
    for folder in (one, other):
        if not (folder / KEPT).is_file():
            print(f"{folder} holds no record", file=sys.stderr)
            return 64
    found = compare.compared(one, other, compare.rules_of(allow.read_text("utf-8")) if allow else ())
    print("\n".join(compare.told(found)))
    return 1 if found.files else 0


sys.exit(main())
