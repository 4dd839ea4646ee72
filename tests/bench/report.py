"""The result of a measurement: rows of ours beside the lower bound, printed as a table and kept as JSON for `make bench`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `ours` and `floor` are in `unit` and were measured in the same run, taking turns; `ratio` is the median of
    the ratios of the rounds (None: a figure without floor); `aim` is the most (or, with `at_least`, the least) it should be."""

    what: str
    ours: float | None
    floor: float | None = None
    ratio: float | None = None
    aim: float | None = None
    unit: str = "s"
    at_least: bool = False
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the aim is reached; None where there is none."""
        found = self.ours if self.ratio is None else self.ratio
        if self.aim is None or found is None:
            return None
        return found >= self.aim if self.at_least else found <= self.aim


@dataclass(frozen=True, slots=True)
class Report:
    """All rows of one measurement."""

    name: str
    rows: Sequence[Row]

    def table(self) -> str:
        """A line a row."""
        lines = [f"{self.name:44} {'ours':>10} {'floor':>10} {'':4} {'ratio':>7} {'aim':>8}"]
        for row in self.rows:
            aim = "" if row.aim is None else f"{'≥' if row.at_least else '≤'} {row.aim:g}"
            verdict = {True: "", False: "  MISSED", None: ""}[row.met]
            lines.append(f"  {row.what:42} {_number(row.ours)} {_number(row.floor)} {row.unit:4} {_number(row.ratio, 7, 2)} "
                         f"{aim:>8}{verdict}{'  ' + row.note if row.note else ''}")
        return "\n".join(lines)

    def keep(self, path: Path | None) -> None:
        """Print the table, and write the JSON where a path is given."""
        print(self.table())
        if path is not None:
            told = {"name": self.name, "rows": [{**asdict(row), "met": row.met} for row in self.rows]}
            path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


def options(module: str, text: str | None) -> argparse.ArgumentParser:
    """The command line of a measurement, with its `--json FILE`."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=text)
    parser.add_argument("--json", type=Path, help="keep the figures here")
    return parser


def _number(value: float | None, width: int = 10, digits: int = 3) -> str:
    return " " * width if value is None else f"{value:{width}.{digits}f}"
