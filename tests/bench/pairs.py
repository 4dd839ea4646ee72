"""Two ways of doing one thing, measured side by side in one process: they take turns, CPU time, the best and the median ratio."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

Way = Callable[[bytes], object]


def compare(inputs: Mapping[str, bytes], ours: Way, theirs: Way, rounds: int = 9) -> float:
    """Prints a line an input, CPU milliseconds of both at their best and the ratios; gives the median of the inputs' ratios."""
    ratios = []
    for data in inputs.values():
        ours(data), theirs(data)
    print(f"{'input':32} {'theirs ms':>10} {'ours ms':>10} {'ratio':>7} {'median':>7}")
    for name, data in inputs.items():
        pairs = [(_cpu(theirs, data), _cpu(ours, data)) for _ in range(rounds)]
        best = min(mine for _, mine in pairs) / min(other for other, _ in pairs)
        median = statistics.median(mine / other for other, mine in pairs)
        ratios.append(best)
        print(f"{name:32} {_best(pairs, 0):10.2f} {_best(pairs, 1):10.2f} {best:7.2f} {median:7.2f}")
    print(f"{'all':32} {'':21} {statistics.median(ratios):7.2f}")
    return statistics.median(ratios)


def _best(pairs: list[tuple[float, float]], which: int) -> float:
    return 1000 * min(pair[which] for pair in pairs)


def _cpu(way: Way, data: bytes) -> float:
    began = time.process_time()
    way(data)
    return time.process_time() - began
