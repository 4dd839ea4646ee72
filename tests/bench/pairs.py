"""Measures two ways of reading one file in one process: they take turns; gives CPU time, the best and the median ratio."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from tests.bench.report import Report, Row
from tests.bench.timing import command, cpu, ratio

Way = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Pair:
    """Our way and the floor, what they are called together, and the most that the ratio should be."""

    what: str
    ours: Way
    floor: Way
    aim: float

    def command(self, name: str, text: str | None, inputs: Callable[[], Mapping[str, bytes]], rounds: int) -> None:
        """The command of a measurement: of these inputs, and of the files of that ending in the folders that are given."""
        command(f"tests.bench.{name}", text, lambda asked, _: Report(name, self.rows({**inputs(), **{
            path.name: path.read_bytes() for folder in asked.files for path in sorted(folder.glob(f"*.{name}"))}}, asked.rounds)),
            paths="FOLDER", rounds=rounds)  # fmt: skip

    def rows(self, inputs: Mapping[str, bytes], rounds: int) -> list[Row]:
        """CPU milliseconds of both at their best and the median ratio of the rounds, a row an input; the last row has the medians
        of all inputs."""
        for data in inputs.values():
            self.ours(data), self.floor(data)
        rows = [self._row(name, data, rounds) for name, data in inputs.items()]
        ours, floor, ratios = (statistics.median(getattr(row, of) for row in rows) for of in ("ours", "floor", "ratio"))
        return [*rows, Row(self.what, ours, floor, ratios, self.aim, "ms")]

    def _row(self, name: str, data: bytes, rounds: int) -> Row:
        pairs = [(cpu(partial(self.floor, data)), cpu(partial(self.ours, data))) for _ in range(rounds)]
        floor, ours = zip(*pairs, strict=True)
        return Row(name, 1000 * min(ours), 1000 * min(floor), ratio(ours, floor), unit="ms")
