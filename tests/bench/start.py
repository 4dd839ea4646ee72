"""CPU of a start: `--help` and `status` beside the bare interpreter, and beside the libraries that `status` cannot do without.

`python -m tests.bench.start [--json FILE]`: medians of rounds in which the commands take turns.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from config.load import PROJECT
from tests.bench.report import Report, Row
from tests.bench.timing import beside, children, command

PROGRAM = str(PROJECT / "run_intake.py")
BARE, LIBRARIES = "python -c pass", "import sqlalchemy, pydantic_settings, typer"
WAYS = {
    BARE: ["-c", "pass"], LIBRARIES: ["-c", LIBRARIES], "--help": [PROGRAM, "--help"],
    "status --help": [PROGRAM, "status", "--help"], "status": [PROGRAM, "status"],
}
PAIRS = (("--help", BARE), ("status --help", BARE), ("status", BARE), ("status", LIBRARIES))


def cpu(arguments: list[str], home: str) -> float:
    """Seconds of CPU of one start."""
    environment, call = os.environ | {"INTAKE_HOME": home}, [sys.executable, *arguments]
    return children(lambda: subprocess.run(call, check=True, stdout=subprocess.DEVNULL, env=environment))[0]


def measured(rounds: int) -> list[Row]:
    """A row a pair."""
    with tempfile.TemporaryDirectory() as home:
        times = [{name: cpu(way, home) for name, way in WAYS.items()} for _ in range(rounds + 1)][1:]  # the first warms up
    return [beside(f"{ours} / {floor}", [each[ours] for each in times], [each[floor] for each in times]) for ours, floor in PAIRS]


if __name__ == "__main__":
    command("tests.bench.start", __doc__, lambda asked, _: Report("start-up, CPU", measured(asked.rounds)), rounds=15)
