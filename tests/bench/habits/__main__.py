"""Prints how many fields of forms filled by habit are read exactly, by medium and by habit.

`python -m tests.bench.habits --word 450 --pdf 150 --seed 1 [--guide 2025-demo]`: half of the PDFs are printed by LibreOffice.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tests.bench.habits.trial import GUIDES, Made, Read, made, printed, read


def documents(word: int, pdf: int, seed: int, guide: str) -> Iterator[Made]:
    """All documents of a trial, one by one."""
    yield from (made(number, "word", seed, guide) for number in range(word))
    if pdf:
        yield from printed([made(number, "printed", seed, guide) for number in range(pdf // 2)])
        yield from (made(number, "pdf", seed, guide) for number in range(pdf - pdf // 2))


def table(readings: Sequence[Read]) -> Iterator[str]:
    """The lines of the report: by medium, and by habit where not all is exact."""
    for medium in ("word", "printed", "pdf"):
        mine = [one for one in readings if one.made.medium == medium]
        if mine:
            yield f"{medium:8} {_counted(mine)}"
    both = [one for one in readings if one.made.medium != "word"]
    if both:
        yield f"{'all PDF':8} {_counted(both)}"
    yield ""
    for name in sorted({habit.name for one in readings for habit in one.made.habits}):
        mine = [one for one in readings if name in {habit.name for habit in one.made.habits}]
        if any(one.wrong or one.false_fix for one in mine):
            yield f"{name:32} {_counted(mine)}"


def _counted(readings: Sequence[Read]) -> str:
    count = Counter(outcome for one in readings for outcome in one.fields.values())
    right, planted = count["exact"] + count["allowed"], [one for one in readings if one.made.defect]
    told = sum(one.told for one in planted)
    return (
        f"{len(readings):4} documents, fields {right}/{count.total()} = {right / max(count.total(), 1):.4f} "
        f"(allowed doubts {count['allowed']}, other doubts {count['doubtful']}, wrong {count['wrong']}, lost {count['lost']}), "
        f"false fix {sum(len(one.false_fix) for one in readings)}, planted {told}/{len(planted)}"
    )


def losses(readings: Iterable[Read]) -> Iterator[str]:
    """A line a document that is not read as it should be."""
    for one in readings:
        habits = " + ".join(habit.name for habit in one.made.habits)
        where = f"{one.made.medium} {one.made.number} ({one.made.application.guide}, {one.made.application.category}; {habits})"
        for key, (truth, said) in one.wrong.items():
            yield f"{where}: {key} {one.fields[key]}: {said!r}, true {truth!r}"
        for told in one.false_fix:
            yield f"{where}: FALSE FIX {told}"
        if one.made.defect and not one.told:
            yield f"{where}: NOT TOLD {one.made.defect.rule}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes and reads the documents; 1 where a fix is false."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.habits")
    parser.add_argument("--word", type=int, default=450)
    parser.add_argument("--pdf", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--guide", choices=GUIDES, default="", help="only this one; without it both, by lot")
    given: Any = parser.parse_args(arguments)
    readings = [read(one) for one in documents(given.word, given.pdf, given.seed, given.guide)]
    print("\n".join([*losses(readings), "", *table(readings)]))
    return int(any(one.false_fix for one in readings))


if __name__ == "__main__":
    raise SystemExit(main())
