"""Two ways of doing one thing, measured side by side in one process: they take turns, CPU time, the best and the median ratio."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

from tests.bench.report import Row

Way = Callable[[bytes], object]


def compare(inputs: Mapping[str, bytes], ours: Way, theirs: Way, what: str, aim: float, rounds: int = 9) -> list[Row]:
    """CPU milliseconds of both at their best and the median ratio of the rounds, a row an input; the last row has the medians of
    all inputs."""
    for data in inputs.values():
        ours(data), theirs(data)
    rows = []
    for name, data in inputs.items():
        pairs = [(_cpu(theirs, data), _cpu(ours, data)) for _ in range(rounds)]
        ratio = statistics.median(mine / other for other, mine in pairs)
        rows.append(Row(name, 1000 * min(mine for _, mine in pairs), 1000 * min(other for other, _ in pairs), ratio, unit="ms"))
    middle = statistics.median(row.ratio or 0.0 for row in rows)
    return [*rows, Row(what, _middle(rows, "ours"), _middle(rows, "floor"), middle, aim, "ms")]


def _middle(rows: list[Row], which: str) -> float:
    return statistics.median(getattr(row, which) for row in rows)


def _cpu(way: Way, data: bytes) -> float:
    began = time.process_time()
    way(data)
    return time.process_time() - began
