"""What was measured, as a table, as a list of what was not noticed, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.mutants.places import Place
from tests.mutants.source import changed
from tests.mutants.trial import Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fault, the line before and after, and its verdict."""

    place: Place
    before: str
    after: str
    verdict: Verdict

    @property
    def noticed(self) -> bool:
        """Whether any test failed or hung because of it."""
        return bool(self.verdict.by)


def lines_changed(data: bytes, place: Place) -> tuple[str, str]:
    """The lines in which the change stands, before and after, without what surrounds them."""
    start = data.rfind(b"\n", 0, place.change.start) + 1
    after = changed(data, place.change)
    rest = len(data) - place.change.end
    return _one_line(data[start : _end(data, place.change.end)]), _one_line(after[start : _end(after, len(after) - rest)])


def _end(data: bytes, start: int) -> int:
    found = data.find(b"\n", start)
    return len(data) if found < 0 else found


def _one_line(data: bytes) -> str:
    return " ".join(data.decode().split())


def told(outcomes: Sequence[Outcome], wanted: int, seed: int) -> Iterator[str]:
    """Lines for a person."""
    yield from _table("room", outcomes, lambda outcome: outcome.place.room)
    yield from _table("kind of fault", outcomes, lambda outcome: outcome.place.kind)
    missed = [outcome for outcome in outcomes if not outcome.noticed]
    if missed:
        yield "not noticed:"
    for outcome in missed:
        more = ", time was up before all tests were asked" if outcome.verdict.cut_short else ""
        yield f"  {outcome.place.file}:{outcome.place.line} {outcome.place.kind}{more}"
        yield f"    - {outcome.before}\n    + {outcome.after}"
    noticed, hung = len(outcomes) - len(missed), sum(outcome.verdict.hung for outcome in outcomes)
    share = f" ({100 * noticed / len(outcomes):.0f} %)" if outcomes else ""
    cut_short = f"; stopped after {len(outcomes)} of {wanted}" if len(outcomes) < wanted else ""
    yield f"noticed {noticed} of {len(outcomes)}{share}, {hung} of them by the time limit; seed {seed}{cut_short}"


def _table(title: str, outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> Iterator[str]:
    yield f"{title:<24}noticed/all"
    for name in sorted({key(outcome) for outcome in outcomes}):
        some = [outcome.noticed for outcome in outcomes if key(outcome) == name]
        yield f"  {name:<24}{sum(some)}/{len(some)}"
    yield ""


def write(file: Path, outcomes: Sequence[Outcome], wanted: int, seed: int) -> None:
    """All of it for programs, in place of what was written before."""
    part = file.with_name(f".{file.name}.part")
    content = {"seed": seed, "wanted": wanted, "outcomes": [_plain(outcome) for outcome in outcomes]}
    part.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    part.replace(file)


def _plain(outcome: Outcome) -> dict[str, Any]:
    place, verdict = outcome.place, outcome.verdict
    return {"file": place.file, "line": place.line, "room": place.room, "kind": place.kind, "before": outcome.before,
            "after": outcome.after, "noticed": outcome.noticed, "by": verdict.by, "hung": verdict.hung,
            "cut_short": verdict.cut_short, "seconds": verdict.seconds}  # fmt: skip
