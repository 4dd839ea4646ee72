"""Overwrites a ledger at random places, and counts what finds it: `doctor`, `backup` (which must refuse), a restore that works.

`python -m tests.bench.damage [--count 50] [--seed 1] [--bytes 4096]`. A place in a page that holds nothing, or in a page's unused
part, harms nobody and may stay unfound: such a trial counts as harmless where every row still reads as it was."""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from intake.ledger import integrity
from intake.model import LedgerDamaged
from intake.operations import restore as restoring
from intake.operations.backup import back_up
from tests import installation


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}


def trial(whole: Path, work: Path, random: Random, size: int) -> str:
    """One overwriting: `found`, `harmless` or `missed`; fails where a damaged ledger is backed up or cannot be restored."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(whole, work / "home")
    these = installation.settings(work / "home", installation.MAILBOX)
    ledger = integrity.path_of(these.ledger.url)
    assert ledger is not None
    before, now = rows(ledger), datetime.now(UTC)
    back_up(these, work / "backup", now)
    with ledger.open("r+b") as file:
        file.seek(random.randrange(ledger.stat().st_size - size))
        file.write(random.randbytes(size))
    if not integrity.damage(ledger):
        return "harmless" if rows(ledger) == before else "missed"
    try:
        back_up(these, work / "backup", now)
    except LedgerDamaged:
        pass
    else:
        raise AssertionError("a damaged ledger was backed up")
    restoring.restore(these, work / "backup", restoring.plan(these, work / "backup"), now)
    assert rows(ledger) == before
    return "found"


def main() -> None:
    """Prints how many of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bytes", type=int, default=4096)
    asked = parser.parse_args()
    random, counts = Random(asked.seed), dict.fromkeys(("found", "harmless", "missed"), 0)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole"
        installation.run(installation.settings(whole, installation.MAILBOX, scans={"pages": 0}, output={"page_pictures": False}))
        for _ in range(asked.count):
            counts[trial(whole, Path(folder) / "work", random, asked.bytes)] += 1
    print("　".join(f"{name} {count}" for name, count in counts.items()), f"of {asked.count}, {asked.bytes} bytes each")


if __name__ == "__main__":
    main()
