"""What a second worker brings, on this machine and on a cluster: the same mails, the same records to the byte.

`python -m tests.bench.workers [--mails N] [--scanned N] [--rounds N] [--json FILE]`: seconds to read a mailbox with one and with
two workers that have started already, medians of rounds in which they take turns. A second worker needs a second core that is
free: where a cluster's scheduler and coordinator run on the same two, mails without scans show mostly that.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from config.model import NO_SCANS, LimitSettings, ScanSettings, WorkerSettings
from intake.pipeline.open_reader import open_reader
from intake.sandbox.worker_setup import Bench
from intake.store.vault import Vault
from tests import installation
from tests.bench.report import Report, Row
from tests.bench.timing import command, speed_up
from tests.samples.make import mailbox
from tests.servers.cluster import cluster

AIM = 1.7
Timed = tuple[float, dict[str, object]]


def timed(bench: Bench, warm: Sequence[str], digests: Sequence[str]) -> Timed:
    """Seconds to read these mails by workers that have read `warm`, and what was read."""
    with open_reader(bench) as reader:
        reader.offer(warm)
        while reader.left:
            reader.finished(block=True)
        began, told = time.perf_counter(), {}
        reader.offer(digests)
        while reader.left:
            told |= dict(reader.finished(block=True))
        return time.perf_counter() - began, told


def rows(folder: Path, mails: int, scanned: int, rounds: int) -> list[Row]:
    """A row for this machine and one for a cluster, of mails without scans and of mails as they come."""
    vault = Vault(folder / "mails")
    plain = [vault.put([raw])[0] for _, raw in mailbox(mails + 8, 7)]
    usual = [vault.put([raw])[0] for _, raw in mailbox(scanned + 2, 7, own_scans=True)]
    bench = Bench(installation.guide(), LimitSettings(), WorkerSettings(), vault.root, folder / "files")
    kinds = {
        f"{mails} mails, no scan read": (NO_SCANS, plain[:8], plain[8:]),
        f"{scanned} mails, a page of every scan": (ScanSettings(pages=1), usual[:2], usual[2:]),
    }
    with cluster(folder / "one", 1) as one, cluster(folder / "two", 2) as two:
        ways = {
            "this machine": [WorkerSettings(processes=1), WorkerSettings(processes=2)],
            "cluster": [WorkerSettings(url=one.url), WorkerSettings(url=two.url)],
        }
        found: dict[str, list[tuple[Timed, Timed]]] = {}
        for round_ in range(rounds):
            for what, (scans, warm, digests) in kinds.items():
                for name, settings in ways.items():
                    lab = folder / f"{round_} {what} {name}"
                    first, second = (timed(replace(bench, settings=s, scans=scans, files=lab / str(n)), warm, digests)
                                     for n, s in enumerate(settings))
                    found.setdefault(f"{name}, {what}", []).append((first, second))
    for what in kinds:
        records = [told for name, pairs in found.items() if name.endswith(what) for pair in pairs for _, told in pair]
        if any(other != records[0] for other in records):
            sys.exit(f"the records differ: {what}")
    return [
        speed_up(f"1 → 2 workers: {name}", [a[0] for a, _ in pairs], [b[0] for _, b in pairs],
                 AIM, note=f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        for name, pairs in found.items()
    ]


if __name__ == "__main__":
    command("tests.bench.workers", __doc__,
            lambda asked, folder: Report("a second worker", rows(folder, asked.mails, asked.scanned, asked.rounds)),
            mails=80, scanned=12, rounds=2)
