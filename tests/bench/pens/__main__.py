"""The command: reads lists of options marked by pens and prints how many were understood, and each one that was not.

`python -m tests.bench.pens [--seeds 1,2] [--count 40] [--printed]`: so many lists a seed; a page of some six takes two or three
seconds. `--printed`: only lists whose ticks are printed and that no pen touched.
"""

from __future__ import annotations

import argparse
from collections import Counter

from tests.bench.pens.measure import said
from tests.bench.pens.sheets import FONTS, KINDS, PRINTED


def main() -> None:
    """The command."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench.pens")
    asked.add_argument("--seeds", default="1")
    asked.add_argument("--count", type=int, default=40)
    asked.add_argument("--printed", action="store_true")
    given = asked.parse_args()
    for seed in map(int, given.seeds.split(",")):
        count: Counter[str] = Counter()
        for one in said(seed, given.count, FONTS, (PRINTED,) if given.printed else KINDS):
            for group in (one.group, "all"):
                count.update({group: 1, f"{group} right": int(one.right), f"{group} surely wrong": int(one.wrong)})
            if not one.right:
                how = "SURELY WRONG" if one.wrong else "in doubt"
                print(f"  page {one.page} {one.scanner} {one.listed.kind} {one.listed.look}: {how}, "
                      f"{one.listed.meant} ≠ {one.chosen}")  # fmt: skip
        print(f"seed {seed}:", ", ".join(f"{name} {number}" for name, number in sorted(count.items())), flush=True)


if __name__ == "__main__":
    main()
