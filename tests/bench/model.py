"""What a mail, a page and a case cost, a model of any load fitted from it, and the model held against ten times the load, run.

`python -m tests.bench.model [--mails N] [--pages] [--json FILE]`: passes over N, 3 N and 10 N made mails (40, 120, 400). The
model is fitted to the parts of the first two and has not seen the third. `--pages` recognises a scanned form too. docs/scale.md
tells what came out; `Model` is what its tables are made with.
"""

from __future__ import annotations

import os
import tempfile
import time
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from random import Random

from config.model import ScanSettings
from tests import installation
from tests.bench import whole
from tests.bench.archive import fill
from tests.bench.report import Report, Row
from tests.bench.timing import command
from tests.samples.make import mailbox

CASES = 0.8
"""Of generated mails, those that are applications."""
READING = 0.9
"""Of what a mail costs before it is settled, what readers do."""
DAYS = [0.4 / 27] * 27 + [0.1, 0.2, 0.3]
"""How a call's mails come: most of them at its end."""
HOURS, EVERY, PAGES = 10, 600, 10
"""Hours of a day in which mail comes, seconds from one pass to the next, scanned pages an application."""
FLAT = 1.1
"""What a mail may cost more where there are ten times as many."""


@dataclass(frozen=True, slots=True)
class Model:
    """CPU seconds: of a pass however little it has to do, of a mail (download, reading, sending), of a scanned page, of each
    new case (settling), and of each case that is shown (workbook and pages), new or not. Bytes: of a mail in the vault, and of
    a case in the ledger and in the output folder. Then CPU again: of handing a mail to a reader and its reading back."""

    start: float
    mail: float
    page: float
    settled: float
    shown: float
    vault: float
    ledger: float
    output: float
    handed: float = 0.0

    def cpu(self, mails: int, cases: int, pages: int, shown: int, passes: int = 1) -> float:
        """CPU seconds of so many passes that bring so much in all, each of them with this many cases to show."""
        always = passes * (self.start + self.shown * shown)
        return always + (self.mail + self.handed) * mails + self.settled * cases + self.page * pages

    def seconds(self, mails: float, pages: float, shown: float, cores: int) -> float:
        """Wall seconds of a pass over so many new mails. Reading has all cores, everything else one."""
        each = self.mail * (1 - READING) + self.handed + self.settled * CASES
        read = self.mail * READING * mails + self.page * pages
        return self.start + each * mails + self.shown * shown + read / cores

    def disk(self, mails: int) -> float:
        """Bytes kept of so many mails."""
        return self.vault * mails + (self.ledger + self.output) * CASES * mails


def simulate(model: Model, mails: int, cores: int, workbook: bool = True) -> tuple[float, float]:
    """A call with so many mails, pass by pass. Returns the longest time in seconds from a mail's arrival to its letter, and the
    seconds of the longest pass. Without `workbook` that is written outside these passes, at night."""
    clock = done = longest = wait = 0.0
    for day, share in enumerate(DAYS):
        clock = max(clock, day * 86_400.0)
        begin, end, before = day * 86_400.0, day * 86_400.0 + HOURS * 3600, sum(DAYS[:day]) * mails
        while done < before + share * mails - 1e-6:
            clock = EVERY * -(-clock // EVERY)
            come = before + share * mails * min(1.0, max(0.0, (clock - begin) / (end - begin)))
            if come - done < 1e-6:
                clock += EVERY
                continue
            oldest = begin + (done - before) / (share * mails) * (end - begin)
            took = model.seconds(come - done, PAGES * CASES * (come - done), CASES * come if workbook else 0, cores)
            clock, done = clock + took, come
            longest, wait = max(longest, took), max(wait, clock - oldest)
    return wait, longest


def needed(model: Model, mails: int, workbook: bool = True, most: float = 3600.0) -> int | None:
    """The fewest cores with which every letter is out within so many seconds; None where no number of them is enough."""
    for cores in (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096):
        if simulate(model, mails, cores, workbook)[0] <= most:
            return cores
    return None


@dataclass(frozen=True, slots=True)
class Trial:
    """What was measured of a mailbox: its mails, CPU and wall of the whole pass, CPU of its parts, and bytes."""

    mails: int
    cpu: float
    wall: float
    parts: dict[str, float]
    vault: int
    ledger: int
    output: int


def trial(mails: int) -> Trial:
    """A whole pass on one core, and its parts."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        lab = Path(folder)
        fill(lab / "box", mailbox(mails, 2024), "mail")
        one = {min(os.sched_getaffinity(0))}
        parts = whole.way("parts", lab, one)
        cpu, wall, _ = whole.way("one", lab, one, lab / "kept")
        kept = lab / "kept"
        return Trial(mails, cpu, wall, parts[2], _size(kept / "vault"), _size(kept / "ledger.sqlite"), _size(kept / "output"))


def fitted(small: Trial, large: Trial, page: float) -> Model:
    """Straight lines through both."""
    more = large.mails - small.mails

    def slope(*names: str) -> float:
        return sum(large.parts[name] - small.parts[name] for name in names) / more

    mail = slope("download into the vault", "reading", "sending")
    settled, shown = slope("settling") / CASES, slope("workbook and pages") / CASES
    handed = max(0.0, (large.cpu - sum(large.parts.values()) - small.cpu + sum(small.parts.values())) / more)
    start = small.cpu - small.mails * (mail + handed + CASES * (settled + shown))
    return Model(max(start, 0.0), mail, page, settled, shown, (large.vault - small.vault) / more,
                 (large.ledger - small.ledger) / more / CASES, (large.output - small.output) / more / CASES,
                 handed)  # fmt: skip


def page_cost() -> float:
    """CPU seconds of recognising a page of a scanned form, the models' loading left out."""
    from parsers.ocr.scan_budget import scan_budget
    from tests.bench.mismatch import record_of
    from tests.samples.make import pdf, projects

    scan_budget(ScanSettings(), installation.guide())
    data = pdf.scan_pdf("exchange", projects.values(Random(1), "conference"))
    record_of("a.pdf", data, installation.guide())
    began = time.process_time()
    record_of("b.pdf", data, installation.guide())
    return (time.process_time() - began) / max(1, data.count(b"/Type /Page\n") or data.count(b"/Type /Page"))


def rows(small: Trial, large: Trial, model: Model) -> list[Row]:
    """What was measured, and how near the model comes to the larger run."""
    cases = int(CASES * large.mails)
    told = model.cpu(large.mails, cases, 0, cases)
    return [
        Row("a mail among ten times as many, CPU", large.cpu / large.mails, small.cpu / small.mails,
            large.cpu / large.mails / (small.cpu / small.mails), FLAT),
        Row("the same, wall", large.wall / large.mails, small.wall / small.mails,
            large.wall / large.mails / (small.wall / small.mails), FLAT),
        Row("the larger run / what the model says", large.cpu, told, large.cpu / told, None),
        *(Row(f"model: {name}", getattr(model, name), unit="B" if name in ("vault", "ledger", "output") else "s CPU")
          for name in Model.__slots__)]


def loads(model: Model, base: int = 500) -> str:
    """What more and more of a call's mails need, a line a load."""
    lines = [f"{'mails':>10} {'cores':>6} {'with workbook at night':>23} {'longest pass':>13} {'disk GB':>8}"]
    for times in (1, 10, 100, 10_000):
        mails = times * base
        by_day, at_night = needed(model, mails), needed(model, mails, workbook=False)
        passed = simulate(model, mails, by_day or at_night or 4096, workbook=by_day is not None)[1]
        lines.append(f"{mails:>10} {by_day or '—':>6} {at_night or '—':>23} {passed:>11.0f} s {model.disk(mails) / 1e9:>8.1f}")
    return "\n".join(lines)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else sum(p.stat().st_size for p in path.rglob("*") if p.is_file())


def measure(asked: Namespace, _: Path) -> Report:
    """Three loads, and the model fitted to two of them."""
    small, middle, large = (trial(times * asked.mails) for times in (1, 3, 10))
    model = fitted(small, middle, page_cost() if asked.pages else 0.0)
    if asked.pages:
        print(loads(model))
    return Report("model: cost of a mail, a page, a case", rows(small, large, model))


if __name__ == "__main__":
    command("tests.bench.model", __doc__, measure, flags=("pages",), mails=40)
