"""CPU of a start: `--help` and `status` beside the bare interpreter, and beside the libraries that `status` cannot do without.

`python -m tests.bench.start [--json FILE]`: medians of rounds in which the commands take turns.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile

from config.load import PROJECT
from tests.bench.report import Report, Row, options

ROUNDS = 15
PROGRAM = str(PROJECT / "run_intake.py")
BARE, LIBRARIES = "python -c pass", "import sqlalchemy, pydantic_settings, typer"
WAYS = {
    BARE: ["-c", "pass"], LIBRARIES: ["-c", LIBRARIES], "--help": [PROGRAM, "--help"],
    "status --help": [PROGRAM, "status", "--help"], "status": [PROGRAM, "status"],
}
PAIRS = (("--help", BARE), ("status --help", BARE), ("status", BARE), ("status", LIBRARIES))


def cpu(arguments: list[str], home: str) -> float:
    """Seconds of CPU of one start."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=os.environ | {"INTAKE_HOME": home})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(rounds: int = ROUNDS) -> list[Row]:
    """A row a pair."""
    with tempfile.TemporaryDirectory() as home:
        times = [{name: cpu(way, home) for name, way in WAYS.items()} for _ in range(rounds + 1)][1:]  # the first warms up
    median = {name: statistics.median(each[name] for each in times) for name in WAYS}
    return [Row(f"{ours} / {floor}", median[ours], median[floor], statistics.median(each[ours] / each[floor] for each in times))
            for ours, floor in PAIRS]


if __name__ == "__main__":
    Report("start-up, CPU", measured()).keep(options("tests.bench.start", __doc__).parse_args(sys.argv[1:]).json)
