"""The whole pass against the sum of its parts, one worker against two, and a pass that finds nothing new.

`python -m tests.bench.whole [--mails N] [--scanned N] [--rounds N] [--json FILE]`. The parts are what a pass cannot do without,
done one after the other in one process that does nothing else: download into the vault, read, settle, send, write workbook and
pages. Each way runs in a process of its own, start and imports included; on one core a process is held to one (taskset).

Most of these mails are read without their scans, lest recognition hide everything else. What two cores bring is also told of
mails as they come: each with a scan of its own, of which every file's first page is recognised (a pass of cron's recognises all).
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from config.load import PROJECT
from intake.operations.guide_check_cache import note_good
from tests import installation
from tests.bench.archive import fill, quick
from tests.bench.report import Report, Row, options
from tests.bench.timing import beside, children, speed_up
from tests.samples.make import mailbox

FASTER = 1.7
"""Times faster on two cores than on one."""
NOTHING_NEW = 1.0
"""Seconds of CPU that a pass without new mail may take, the interpreter's start included."""


# --- the ways, each in a process of its own ---------------------------------------------------------------------------


def parts(home: Path, box: Path) -> dict[str, float]:
    """CPU seconds of each part."""
    from intake.ledger import mails as mail_rows
    from intake.ledger import runs as run_rows
    from intake.letters import outbox
    from intake.operations.installation import open_installation
    from intake.operations.progress import Narrator
    from intake.pipeline.fetch import fetch
    from intake.pipeline.run import bench_of, breaker_of
    from intake.pipeline.settle import settle
    from intake.publish.outputs import publish
    from intake.publish.sources import Sources
    from intake.sandbox import worker
    from intake.timestamps import text_of
    spent, now = {"start": time.process_time()}, datetime.now(UTC)
    these = quick(home, f"maildir:{box}")
    opened = open_installation(these, installation.guide(), Narrator(quiet=True))
    with opened.ledger.write() as connection:
        run_rows.start(connection, text_of(now))
    worker._bench = bench_of(opened)

    def timed(name: str, work: Callable[[], object]) -> None:
        began = time.process_time()
        work()
        spent[name] = time.process_time() - began

    def read() -> None:
        with opened.ledger.read() as connection:
            digests = [mail.sha256 for mail in mail_rows.waiting(connection)]
        for digest in digests:
            body = worker.read(digest, careful=False)
            with opened.ledger.write() as connection:
                mail_rows.keep_reading(connection, digest, opened.guide.digest, body)

    def settle_all() -> None:
        with opened.ledger.read() as connection:
            digests = [mail.sha256 for mail in mail_rows.waiting(connection)]
        for digest in digests:
            settle(opened.ledger, digest, these, opened.guide, now)

    timed("download into the vault", lambda: fetch(opened))
    timed("reading", read)
    timed("settling", settle_all)
    timed("sending", lambda: outbox.send_due(opened.ledger, these, now, breaker_of(opened)))
    timed("workbook and pages", lambda: publish(Sources(opened.ledger, opened.mails, opened.files, these, opened.guide), 1))
    opened.ledger.close()
    return spent


def command(home: Path, box: Path, processes: int = 1, pages: int = 0) -> tuple[float, float]:
    """CPU and wall seconds of the command itself, as cron calls it, in an installation whose guide was found good before. Of a
    scan so many pages are recognised."""
    note_good(quick(home, f"maildir:{box}"), installation.guide())
    environment = os.environ | {
        "INTAKE_HOME": str(home), "INTAKE_MAILBOX__URL": f"maildir:{box}", "INTAKE_SMTP__URL": f"maildir:{home / 'letters'}",
        "INTAKE_LEDGER__URL": f"sqlite:///{home / 'ledger.sqlite'}", "INTAKE_OUTPUT__PATH": str(home / "output"),
        "INTAKE_WORKERS__PROCESSES": str(processes), "INTAKE_SCANS__PAGES": str(pages), "INTAKE_OUTPUT__PAGE_PICTURES": "0",
        "INTAKE_LETTERS__MAX_AGE_DAYS": "0"}
    return children(lambda: subprocess.run([sys.executable, str(PROJECT / "run_intake.py")], env=environment, check=True,
                                           stdout=subprocess.DEVNULL))  # fmt: skip


# --- side by side -----------------------------------------------------------------------------------------------------


def way(
    name: str, lab: Path, cores: set[int], keep: Path | None = None, pages: int = 0
) -> tuple[float, float, dict[str, float]]:
    """CPU seconds, wall seconds, and what the way told of itself."""
    home = lab / "home"
    told: list[bytes] = []
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        if name == "parts":
            call = [sys.executable, "-m", "tests.bench.whole", "--lab", str(lab)]
            cpu, wall = children(lambda: told.append(subprocess.run(call, check=True, stdout=subprocess.PIPE).stdout))
        else:
            cpu, wall = command(home, lab / ("scanned" if pages else "box"), 2 if name == "two" else 1, pages)
    finally:
        os.sched_setaffinity(0, mine)
    if keep is not None and not keep.exists():
        home.rename(keep)
    shutil.rmtree(home, ignore_errors=True)
    return cpu, wall, json.loads(told[0]) if told else {}


def measure(lab: Path, mails: int, scanned: int, rounds: int) -> list[Row]:
    """All figures."""
    fill(lab / "box", mailbox(mails, 2024), "mail")
    fill(lab / "scanned", mailbox(scanned, 2024, own_scans=True), "mail")
    cores = sorted(os.sched_getaffinity(0))
    one, two = {cores[0]}, set(cores[:2])
    singly, apart, doubly, nothing, usual = [], [], [], [], []
    for _ in range(rounds):
        apart.append(way("parts", lab, one))
        singly.append(way("one", lab, one, lab / "kept"))
        doubly.append(way("two", lab, two))
        usual.append((way("one", lab, one, pages=1)[1], way("two", lab, two, pages=1)[1]))
    (lab / "kept").rename(lab / "home")  # the Maildir of letters and the ledger are known by this place
    command(lab / "home", lab / "box")
    for _ in range(max(3, rounds)):
        nothing.append(command(lab / "home", lab / "box"))
    rows = [
        beside(f"whole pass, {mails} mails, one core / sum of parts", *([run[0] for run in way] for way in (singly, apart)), 1.2,
               unit="s CPU"),
        speed_up(f"one core / two, wall: {scanned} mails as they come", *zip(*usual, strict=True), FASTER,
                 note="" if len(two) > 1 else "there is one core only"),
        speed_up(f"one core / two, wall: {mails} mails, no scan read",
                 *([run[1] for run in way] for way in (singly, doubly)), FASTER),
        Row("a pass with nothing new, with start", statistics.median(n[0] for n in nothing), None, None, NOTHING_NEW, "s CPU"),
    ]
    rows += [Row(f"  part: {name}", statistics.median(run[2][name] for run in apart), None, unit="s CPU") for name in apart[0][2]]
    return rows


def main() -> None:
    """Print the table, or be the parts."""
    parser = options("tests.bench.whole", __doc__)
    parser.add_argument("--mails", type=int, default=60)
    parser.add_argument("--scanned", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lab", type=Path, help="do the parts in this folder and tell their seconds")
    chosen = parser.parse_args()
    if chosen.lab:
        print(json.dumps(parts(chosen.lab / "home", chosen.lab / "box")))
        return
    with tempfile.TemporaryDirectory(dir="/var/tmp") as lab:
        rows = measure(Path(lab), chosen.mails, chosen.scanned, chosen.rounds)
    Report("whole pass", rows).keep(chosen.json)


if __name__ == "__main__":
    main()
