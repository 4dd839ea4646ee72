"""One planted fault and the tests that look at it: noticed, by which test, or not."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from tests.mutants.places import Place
from tests.mutants.telling import TOLD
from tests.mutants.trees import Tree

LOOK = 0.1
START = 60
"""Seconds that pytest may take to its first test; more where a test may."""
PATIENCE = 10
"""Seconds that tests have to end their servers before they are killed."""
NEVER_RAN = 5
"""pytest's exit code where no test was found."""


class Stopped(Exception):
    """Somebody wants the run to end."""


class Broken(Exception):
    """pytest itself did not work."""


@dataclass(frozen=True, slots=True)
class Run:
    """How tests went: the test that failed or hung, "" where none did; whether time was up before all were asked."""

    failed: str = ""
    hung: bool = False
    cut_short: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a fault: the test that noticed it ("" for none), whether by hanging; whether all tests were asked."""

    by: str
    hung: bool
    cut_short: bool
    seconds: float


class Bench:
    """A copy of the tree and the way tests are run in it. Stories run on SQLite only: twice is dear."""

    def __init__(self, tree: Tree, patience: float, budget: float, stop: Event) -> None:
        self.tree, self.patience, self.budget, self.stop = tree, patience, budget, stop
        self._well: dict[str, bool] = {}

    def tried(self, place: Place, tests: Sequence[str]) -> Verdict:
        """Plant the fault and run tests until one fails that holds without it."""
        since, unwell, run = time.monotonic(), [test for test, well in self._well.items() if not well], Run()
        while tests:
            with self.tree.planted(place):
                run = self.run(tests, unwell, since + self.budget)
            if not run.failed or self.well(run.failed):
                break
            unwell.append(run.failed)
            tests, run = _from(tests, run.failed), Run()
        return Verdict(run.failed, run.hung, run.cut_short, round(time.monotonic() - since, 1))

    def well(self, test: str) -> bool:
        """Whether a test holds, in time, where no fault is planted. Asked once."""
        if test not in self._well:
            self._well[test] = not self.run([test], (), math.inf).failed
        return self._well[test]

    def run(self, tests: Sequence[str], without: Sequence[str], end: float) -> Run:
        """Run tests up to the first that fails, or takes longer than there is patience for, or until the clock says `end`."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-k", "not postgresql", "-p", "no:cacheprovider",
                   "-p", "tests.mutants.telling", "--hypothesis-seed=0", *(f"--deselect={test}" for test in without),
                   *tests]  # fmt: skip
        with tempfile.TemporaryDirectory(prefix="told-") as folder:
            Path(folder).chmod(0o755)  # servers of tests that run as somebody else have their folders here
            told, output = Path(folder) / "told", Path(folder) / "output"
            told.touch()
            with output.open("wb") as out:
                child = subprocess.Popen(command, cwd=self.tree.root, env=os.environ | {TOLD: str(told), "TMPDIR": folder},
                                         start_new_session=True, stdin=subprocess.DEVNULL, stdout=out, stderr=out)  # fmt: skip
            try:
                why = self._ends_early(child, told, end)
            finally:
                _ended(child)
            if why == "hung":
                return Run(_last(told, "begins") or tests[0], hung=True)
            return Run(cut_short=True) if why else _result(child.returncode, told, output.read_bytes(), tests)

    def _ends_early(self, child: subprocess.Popen[bytes], told: Path, end: float) -> str:
        """Wait for the tests; why they shall be ended, "" where they came to their own end."""
        size, since = -1, time.monotonic()
        while child.poll() is None:
            if self.stop.is_set():
                raise Stopped
            if told.stat().st_size != size:
                size, since = told.stat().st_size, time.monotonic()
            if time.monotonic() - since > (self.patience if size else max(self.patience, START)):
                return "hung"
            if time.monotonic() > end:
                return "time is up"
            time.sleep(LOOK)
        return ""


def _from(tests: Sequence[str], failed: str) -> Sequence[str]:
    """What is left to ask: the file of the test that failed, unless all of it did, and those after it."""
    file = failed.split("::")[0]
    left = tests[tests.index(file) :] if file in tests else ()
    return left[1:] if file == failed else left


def _result(code: int, told: Path, output: bytes, tests: Sequence[str]) -> Run:
    if code in (0, NEVER_RAN):
        return Run()
    failed = _last(told, "fails") or (_last(told, "begins") if code < 0 else "")
    return Run(failed) if failed else _at_the_start(code, output, tests)


def _at_the_start(code: int, output: bytes, tests: Sequence[str]) -> Run:
    """Where the settings of all tests cannot be loaded any more, the first test counts as the one that failed."""
    if b"ImportError while loading conftest" in output or b"Traceback" in output:
        return Run(tests[0])
    raise Broken(f"pytest ended with {code}:\n" + output.decode(errors="replace")[-2000:])


def _last(told: Path, word: str) -> str:
    lines = [line.split("\t", 1) for line in told.read_text("utf-8").splitlines()]
    return next((name for first, name in reversed(lines) if first == word), "")


def _ended(child: subprocess.Popen[bytes]) -> None:
    """First as a person would end it, so that servers of tests go too; then for good."""
    for sign in (signal.SIGINT, signal.SIGKILL):
        try:
            os.killpg(child.pid, sign)
            child.wait(PATIENCE)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue
