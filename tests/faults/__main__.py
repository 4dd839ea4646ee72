"""The long trial: makes many broken runs, spread over all kinds of fault, and prints a table of the results."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.faults.laboratory import laboratory
from tests.faults.trials import TRIALS


def main(arguments: list[str]) -> int:
    """Print a line a kind of fault: runs broken, how they ended, and violations. Exit 1 when there is any."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--runs", type=int, default=1000, help="broken runs in all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=TRIALS, help="one kind of fault")
    chosen = parser.parse_args(arguments)
    bad, names = 0, [chosen.only] if chosen.only else list(TRIALS)
    print(f"{'fault':<22}{'trials':>8}{'broken runs':>13}  {'endings':<46}lost or doubled")
    with tempfile.TemporaryDirectory() as folder, laboratory(Path(folder)) as lab:
        for name in names:
            endings: Counter[int] = Counter()
            wrong: list[str] = []
            trials = 0
            while endings.total() < chosen.runs / len(names):
                codes, found = lab.trial(name, trials, chosen.seed)
                endings.update(codes)
                wrong += found
                trials += 1
            told = " ".join(f"{_ENDINGS.get(code, code)} {n}" for code, n in sorted(endings.items()))
            print(f"{name:<22}{trials:>8}{endings.total():>13}  {told:<46}{len(wrong)}", flush=True)
            print("".join(f"    {line}\n" for line in wrong[:5]), end="")
            bad += len(wrong)
    return 1 if bad else 0


_ENDINGS = {0: "done", 1: "told", 2: "outage", 70: "fault", -9: "killed", 78: "settings"}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
