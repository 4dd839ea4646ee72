"""What an earlier run wrote with --json, read back, and its faults found again in today's modules."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.mutants.places import Place, places_in
from tests.mutants.report import Outcome, lines_changed
from tests.mutants.source import Change
from tests.mutants.trial import Verdict

NO_CHANGE = Change(0, 0, "")
"""A record tells lines and not bytes: its faults are planted again only where they are found again."""


@dataclass(frozen=True, slots=True)
class Record:
    """Seed and number of the faults that were wanted, and what became of those that were tried."""

    seed: int
    wanted: int
    outcomes: tuple[Outcome, ...]


def read(file: Path) -> Record:
    """A record from its file. Raises OSError, or ValueError where it is none."""
    try:
        content = json.loads(file.read_text("utf-8"))
        return Record(content["seed"], content["wanted"], tuple(_outcome(one) for one in content["outcomes"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"{file.name} is no record of an earlier run") from error


def _outcome(one: dict[str, Any]) -> Outcome:
    verdict = Verdict(one["by"], one["hung"], one["cut_short"], one["seconds"])
    return Outcome(Place(one["file"], one["line"], one["kind"], NO_CHANGE), one["before"], one["after"], verdict)


def not_noticed(root: Path, record: Record) -> Iterator[tuple[Outcome, Place | None]]:
    """What no test noticed, each with its place of today; None where the module has no such line any more."""
    return ((outcome, _place_now(root, outcome)) for outcome in record.outcomes if not outcome.noticed)


def _place_now(root: Path, outcome: Outcome) -> Place | None:
    """By module, kind, and the line before and after; of several the one that stands nearest to where it stood."""
    file = root / outcome.place.file
    data = file.read_bytes() if file.is_file() else b""
    places = [place for place in places_in(data, outcome.place.file) if _same(data, place, outcome)]
    return min(places, key=lambda place: abs(place.line - outcome.place.line), default=None)


def _same(data: bytes, place: Place, outcome: Outcome) -> bool:
    return place.kind == outcome.place.kind and lines_changed(data, place) == (outcome.before, outcome.after)


def not_tried(root: Path, record: Record, chosen: Sequence[Place]) -> list[Place]:
    """Of the places that a seed draws today, those that are not in its record."""
    tried = {(one.place.file, one.place.kind, one.before, one.after) for one in record.outcomes}
    data = {place.file: (root / place.file).read_bytes() for place in chosen}
    return [place for place in chosen if (place.file, place.kind, *lines_changed(data[place.file], place)) not in tried]
