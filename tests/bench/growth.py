"""What ten new mails cost beside years of old ones: the same pass over an empty ledger, and over 20,000 mails and 5,000 cases.

`python -m tests.bench.growth [--mails N] [--cases N] [--new N] [--rounds N] [--pass-only] [--queries] [--json FILE]`. Making the
workbook and the pages, which grow with what they show, is told apart, or left out (`--pass-only`: tests.bench.workbook has them);
`--queries` prints what the ledger was asked.
"""

from __future__ import annotations

import gc
import os
import shutil
import time
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.model import Settings
from intake.pipeline import run as passes
from intake.publish.outputs import Published
from run_intake import GARBAGE
from tests import installation
from tests.bench.archive import base, fill, grow, quick
from tests.bench.queries import Queries, watched
from tests.bench.report import Report, Row
from tests.bench.timing import beside, command
from tests.samples.make import mailbox


@dataclass(frozen=True, slots=True)
class Cost:
    """One pass without what follows it: wall seconds, and this process's own CPU (the readers' not). Then workbook and pages: CPU
    and statements."""

    wall: float
    cpu: float
    queries: Queries
    book_cpu: float
    book_queries: Queries


def measured(these: Settings, book: bool = True) -> Cost:
    """One pass, the making of workbook and pages told apart, or left out."""
    spent: list[tuple[float, float, Queries]] = []
    whole = passes.publish

    def publish(*arguments: Any) -> Any:
        began = time.perf_counter(), time.process_time()
        with watched() as asked:
            found = whole(*arguments) if book else Published(None)
        spent.append((time.perf_counter() - began[0], time.process_time() - began[1], asked))
        return found

    passes.publish = publish  # type: ignore[assignment]
    try:
        with watched() as asked:
            began = time.perf_counter(), time.process_time()
            _, code = installation.run(these)
            wall, cpu = time.perf_counter() - began[0], time.process_time() - began[1]
    finally:
        passes.publish = whole
    assert code == 0
    ((book_wall, book_cpu, book),) = spent
    for statement, (times, seconds) in book.seen.items():
        asked.seen[statement][0] -= times
        asked.seen[statement][1] -= seconds
    return Cost(wall - book_wall, cpu - book_cpu, asked, book_cpu, book)


@dataclass(frozen=True, slots=True)
class Lab:
    """Two installations to measure from: one that has seen nothing, and one with years behind it."""

    folder: Path
    new: int
    book: bool = True

    def prepare(self, mails: int, cases: int) -> None:
        """Make the old one, its workbook and pages laid out."""
        home, box = self.folder / "old", self.folder / "box"
        these = base(home, box)
        grow(these.ledger.url, box, mails, cases)
        if self.book:
            installation.run(these)
        (self.folder / "nothing").mkdir()
        installation.run(quick(self.folder / "empty", f"folder:{self.folder / 'nothing'}"))
        fill(self.folder / "fresh", mailbox(self.new, 2024), "new")

    def passed(self, name: str) -> Cost:
        """A pass of a copy of this installation over new mails."""
        home, fresh = self.folder / "copy", self.folder / "fresh"
        shutil.copytree(self.folder / name, home, copy_function=_copy)
        os.sync()  # else the pass waits until our copy has reached the disk
        if name == "empty":
            return self._in(home, fresh)
        box = self.folder / "box" / "cur"
        for path in (fresh / "cur").iterdir():
            os.link(path, box / path.name)
        try:
            return self._in(home, box.parent)
        finally:
            for path in box.glob("new-*"):
                path.unlink()

    def _in(self, home: Path, box: Path) -> Cost:
        try:
            return measured(quick(home, f"maildir:{box}"), self.book)
        finally:
            shutil.rmtree(home)


def _copy(source: str, target: str) -> None:
    """Only what a pass writes into is copied; the rest is the same file."""
    if "ledger.sqlite" in source:
        shutil.copy2(source, target)
    else:
        os.link(source, target)


def rows(empty: Sequence[Cost], old: Sequence[Cost]) -> list[Row]:
    """The figures of both, as ratios."""

    def pair(what: str, of: str, aim: float | None) -> Row:
        return beside(what, [getattr(cost, of) for cost in old], [getattr(cost, of) for cost in empty], aim)

    asked = [Row(f"statements, {name}", getattr(old[-1], of).count, getattr(empty[-1], of).count, None, None, "")
             for name, of in (("the pass", "queries"), ("workbook and pages", "book_queries")) if getattr(old[-1], of).count]
    times = Row("in the database, the pass", old[-1].queries.seconds, empty[-1].queries.seconds)
    book = [pair("workbook and pages, CPU", "book_cpu", None)] if old[-1].book_queries.count else []
    return [pair("a pass over new mail, wall", "wall", 1.1), pair("its coordinator, CPU", "cpu", None), times, *book, *asked]


def measure(asked: Namespace, folder: Path) -> Report:
    """Both installations by turns."""
    gc.set_threshold(GARBAGE)  # these passes run in this process, and the command does so first
    lab = Lab(folder, asked.new, not asked.pass_only)
    lab.prepare(asked.mails, asked.cases)
    empty, old = zip(*[(lab.passed("empty"), lab.passed("old")) for _ in range(asked.rounds)], strict=True)
    if asked.queries:
        for name, cost in (("empty", empty[-1]), ("old", old[-1])):
            print(f"--- {name}, the pass\n{cost.queries.table(25)}\n--- {name}, workbook and pages\n{cost.book_queries.table()}")
    return Report(f"growth: {asked.new} new beside {asked.mails} old mails", rows(empty, old))


if __name__ == "__main__":
    command("tests.bench.growth", __doc__, measure, ("pass-only", "queries"), mails=20_000, cases=5_000, new=10, rounds=5)
