"""Runs random stories of workbook edits: `python -m tests.desk --sequences 500 [--libre 30]`; `--libre`: how many use
LibreOffice."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from random import Random

from reports.workbook import sheet_writer
from tests.desk.clerks import Story
from tests.desk.office import Office, small_guide

COLOURS = sheet_writer.colours


def main() -> int:
    """Tell the stories; the first that loses a cell raises with its log. Those without LibreOffice do without conditional
    colours: they hold no cell, and cost half of the time."""
    options = argparse.ArgumentParser()
    options.add_argument("--sequences", type=int, default=500)
    options.add_argument("--steps", type=int, default=6)
    options.add_argument("--libre", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    began, cells, acts = time.monotonic(), 0, 0
    for n in range(chosen.sequences + chosen.libre):
        with tempfile.TemporaryDirectory() as folder:
            libre = 0.5 if n >= chosen.sequences else 0.0
            sheet_writer.colours = COLOURS if libre else lambda *_: None
            story = Story(Office(Path(folder), guide=small_guide()), Random(f"{chosen.seed} {n}"), libre)
            try:
                story.tell(chosen.steps)
            except BaseException:
                print(f"sequence {n}", flush=True)
                raise
            story.office.ledger.close()
            cells += story.cells + len(story.sheets)
            acts += len(story.log)
        if n % 20 == 19:
            seconds = time.monotonic() - began
            print(f"{n + 1} sequences, {acts} acts, {cells} staff cells typed, all there; {seconds:.0f} s", flush=True)
    print(f"{chosen.sequences + chosen.libre} sequences, {acts} acts, {cells} staff cells typed: none lost; "
          f"{time.monotonic() - began:.0f} s")
    return 0


raise SystemExit(main())
