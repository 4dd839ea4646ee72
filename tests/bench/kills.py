"""Kills every command that writes at every step and at any moment, and prints what was lost, doubled or broken of it.

`python -m tests.bench.kills [--count 1000] [--seed 0] [--only NAME]`. After each few kills the command is called to its end, cron
runs, and the result is held against that of a machine on which nothing was killed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.faults.commands import KINDS
from tests.faults.kills import Result, bench


def main(arguments: list[str]) -> int:
    """Prints a line a command and one for all. Exit 1 when anything is lost, doubled or broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kills", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="kills in all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=KINDS, action="append", help="one command; may be given again")
    asked = parser.parse_args(arguments)
    names, whole = asked.only or list(KINDS), Result()
    print(f"{'command':<26}{'steps':>6}{'trials':>8}{'kills':>7}{'lost':>6}{'doubled':>9}{'broken':>8}", flush=True)
    with tempfile.TemporaryDirectory() as folder, bench(Path(folder)) as made:
        for at, name in enumerate(names):
            kind, trials, most = Result(), 0, (asked.count - whole.kills) // (len(names) - at)
            while kind.kills < most and trials < asked.count:
                one = made.trial(name, trials, asked.seed)
                for mine in ("kills", "lost", "doubled", "broken"):
                    setattr(kind, mine, getattr(kind, mine) + getattr(one, mine))
                trials += 1
            print(_line(name, made.steps_of(name), trials, kind), flush=True)
            print("".join(f"    {line}\n" for line in (kind.lost + kind.doubled + kind.broken)[:5]), end="", flush=True)
            for mine in ("kills", "lost", "doubled", "broken"):
                setattr(whole, mine, getattr(whole, mine) + getattr(kind, mine))
    print(_line("all", "", "", whole))
    return 1 if whole.lost or whole.doubled or whole.broken else 0


def _line(name: str, steps: object, trials: object, result: Result) -> str:
    wrong = len(result.lost), len(result.doubled), len(result.broken)
    return f"{name:<26}{steps:>6}{trials:>8}{result.kills:>7}{wrong[0]:>6}{wrong[1]:>9}{wrong[2]:>8}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
