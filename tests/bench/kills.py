"""Kills every command that writes at every step and at any moment, and prints what was lost, doubled or broken of it.

`python -m tests.bench.kills [--count 1000] [--minutes 0] [--seed 0] [--only NAME]`. After each few kills the command is called to
its end, cron runs, and the result is held against that of a machine on which nothing was killed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.faults.commands import KINDS
from tests.faults.kills import Result, bench

SHOWN = 5


def main(arguments: list[str]) -> int:
    """Prints a line a command and one for all. Exit 1 when anything is lost, doubled or broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kills", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="kills in all")
    parser.add_argument("--minutes", type=float, default=0, help="no new trial after so long; 0: no end but the count")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=KINDS, action="append", help="one command; may be given again")
    asked = parser.parse_args(arguments)
    names, trials, end = asked.only or list(KINDS), Counter[str](), time.monotonic() + (asked.minutes or 1e9) * 60
    results = {name: Result() for name in names}
    with tempfile.TemporaryDirectory() as folder, bench(Path(folder)) as made:
        while (killed := sum(one.kills for one in results.values())) < asked.count and time.monotonic() < end:
            name = min(names, key=lambda name: (results[name].kills, trials[name]))
            results[name].join(made.trial(name, trials[name], asked.seed))
            trials[name] += 1
            if trials.total() % 20 == 0:
                print(f"{killed} of {asked.count}", file=sys.stderr, flush=True)
        print(f"{'command':<26}{'steps':>6}{'trials':>8}{'kills':>7}{'lost':>6}{'doubled':>9}{'broken':>8}")
        whole = Result()
        for name in names:
            print(_line(name, made.steps_of(name) if trials[name] else "", trials[name], results[name]))
            whole.join(results[name])
    print(_line("all", "", trials.total(), whole))
    wrong = whole.lost + whole.doubled + whole.broken
    print("".join(f"    {line}\n" for line in wrong[:SHOWN]), end="")
    return 1 if wrong else 0


def _line(name: str, steps: object, trials: object, result: Result) -> str:
    wrong = len(result.lost), len(result.doubled), len(result.broken)
    return f"{name:<26}{steps:>6}{trials:>8}{result.kills:>7}{wrong[0]:>6}{wrong[1]:>9}{wrong[2]:>8}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
