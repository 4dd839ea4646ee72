"""The command: reads papers in styles and prints what was read rightly, and how far certainty can be believed.

`python -m tests.bench.papers_in_styles [--styles a,b] [--count N] [--seed S] [--jobs N] [--json FILE]`: N papers (one a style
where nothing is given), in the styles in turn. A paper has some twenty values and takes some ten seconds: 3,000 values are
`--count 160`.
"""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path

from tests.bench.papers_in_styles.measure import Read, drawn, read
from tests.bench.papers_in_styles.styles import STYLES
from tests.bench.papers_in_styles.tables import by_style, calibration


def main() -> None:
    """The command."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench.papers_in_styles")
    asked.add_argument("--styles", default=",".join(STYLES))
    asked.add_argument("--count", type=int, default=0)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--jobs", type=int, default=1)
    asked.add_argument("--json", type=Path)
    given = asked.parse_args()
    styles = given.styles.split(",")
    if unknown := set(styles) - set(STYLES):
        asked.error(f"no such style: {', '.join(sorted(unknown))}; there are: {', '.join(STYLES)}")
    jobs = drawn(styles, given.count or len(styles), given.seed)
    found: dict[str, list[Read]] = {}
    with ProcessPoolExecutor(given.jobs, get_context("spawn")) as pool:
        names, numbers = zip(*jobs, strict=True)
        for style, one in zip(names, pool.map(read, names, numbers, [given.seed] * len(jobs)), strict=True):
            found.setdefault(style, []).append(one)
            for said in one.said:
                if not said.right:
                    how = f"{said.how} {said.confidence:.3f}"
                    print(f"  {said.paper} {style} {said.key} {how}: {said.want!r} ≠ {said.got!r}", flush=True)
    print(by_style(found))
    print(calibration(said for some in found.values() for one in some for said in one.said))
    if given.json:
        every = [asdict(said) for some in found.values() for one in some for said in one.said]
        given.json.write_text(json.dumps(every, ensure_ascii=False, default=str, indent=1), "utf-8")


if __name__ == "__main__":
    main()
