"""Seals on drawn crops of scanned pages: how many are found, and how much red is taken for one.

`python -m tests.bench.seals [COUNT [SEED…]]`: 200 crops of one seed where nothing is given.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable

from parsers.seals.colour import sheet
from parsers.seals.red_shapes import find, state
from tests.parsers.seals import Crop, crops

STATES = ("seen", "not seen", "cannot tell")


def told(crop: Crop) -> str:
    """What is said of a crop."""
    return looked(crop)[0]


def looked(crop: Crop) -> tuple[str, int]:
    """What is said of a crop, and how many of its seals were found."""
    seen = sheet(crop.pixels, crop.page_width)
    seals = find(seen)
    return state(seen, seals), min(len(seals), crop.seals)


def table(looked_at: Iterable[Crop]) -> tuple[float, float]:
    """Prints what was said, a line a kind; gives the recall and the share of false alarms, gray crops left out."""
    said: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    began, count = time.process_time(), 0
    spent, every, there = 0.0, 0, 0
    for crop in looked_at:
        began = time.process_time()
        said_of_it, found_of_it = looked(crop)
        spent, count = spent + time.process_time() - began, count + 1
        said[crop.truth, crop.kind][said_of_it] += 1
        if crop.truth == "seen":
            every, there = every + crop.seals, there + found_of_it
    print(f"{'truth':12} {'kind':20}" + "".join(f"{state:>13}" for state in STATES))
    for (truth, kind), counts in sorted(said.items(), key=lambda entry: STATES.index(entry[0][0])):
        print(f"{truth:12} {kind:20}" + "".join(f"{counts[state] or '':>13}" for state in STATES))
    found, alarms = _share(said, "seen"), _share(said, "not seen")
    print(f"of all seals, also covered ones, {there / max(every, 1):.3f} found")
    print(f"recall {found:.3f}, false alarms {alarms:.3f}, {count} crops, {1000 * spent / max(count, 1):.0f} ms of CPU each")
    return found, alarms


def _share(said: dict[tuple[str, str], Counter[str]], truth: str) -> float:
    """Of crops with this truth, the share of which a seal was said to be seen."""
    counts = sum((counts for (true, _), counts in said.items() if true == truth), Counter())
    return counts["seen"] / max(counts.total(), 1)


if __name__ == "__main__":
    number, *seeds = (int(word) for word in sys.argv[1:] or ["200"])
    table(crop for seed in seeds or [2024] for crop in crops(seed, number))
