"""Shared by all measurements: reading the command line, measuring CPU time, and medians of rounds that alternate."""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.bench.report import Report, Row, options

PR_SET_CHILD_SUBREAPER = 36
Work = Callable[[], object]
Measure = Callable[[argparse.Namespace, Path], Report]
"""What was asked for, and an empty folder to work in → what was found."""


def command(module: str, text: str | None, measure: Measure, flags: Sequence[str] = (), paths: str = "", **numbers: int) -> None:
    """The command line of a measurement: its table printed, and kept as JSON where asked for. `flags` and `numbers` are its
    options, these with what they are without being asked; `paths` names what may be given besides."""
    parser = options(module, text)
    for name, value in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    for name in flags:
        parser.add_argument(f"--{name}", action="store_true")
    if paths:
        parser.add_argument("files", nargs="*", type=Path, metavar=paths)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        measure(asked, Path(folder)).keep(asked.json)


def cpu(work: Work) -> float:
    """CPU seconds of this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


def children(work: Work) -> tuple[float, float]:
    """CPU seconds of the processes that `work` starts, and of all that these leave behind; and its seconds by the clock."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    wall = time.perf_counter() - began
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def ratio(ours: Sequence[float], floor: Sequence[float]) -> float:
    """Median of the ratios of each round: what a round's neighbours cost, they cost both."""
    return statistics.median(a / b for a, b in zip(ours, floor, strict=True))


def beside(what: str, ours: Sequence[float], floor: Sequence[float], aim: float | None = None, **words: Any) -> Row:
    """A row of both ways' rounds: their medians, and the median of the rounds' ratios."""
    return Row(what, statistics.median(ours), statistics.median(floor), ratio(ours, floor), aim, **words)


def speed_up(what: str, one: Sequence[float], two: Sequence[float], aim: float, **words: Any) -> Row:
    """A row of how many times faster the second way is."""
    return Row(what, statistics.median(two), statistics.median(one), ratio(one, two), aim, at_least=True, **words)
