"""Tells to which signed part of a form each seal of its pages belongs: the nearest to where the part asks for one, one a part."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.seals.signed_areas import Area, Box

_ASKS = re.compile(r"盖\s*章|公\s*章|签\s*[字名章]")
_REACH = 0.2
"""Share of a seal's height that lies in a part from which it may be that part's."""
_NEAREST = 4
"""How many seals are tried for each part: papers have one or two."""
_MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class Placed:
    """A seal's place: its page, and its box in thousandths of the page's width. `personal`: it may be a person's."""

    page: int
    box: Box
    personal: bool = False

    @property
    def middle(self) -> float:
        """How far down the page its centre is."""
        return (self.box[1] + self.box[3]) / 2


def owners(seals: Sequence[Placed], areas: Sequence[Area]) -> list[int | None]:
    """The number of the part to which each seal belongs, None for one that lies in no part. As many parts as possible get a seal
    of a unit, each the nearest to its printed place of it; what is left over belongs where its centre lies."""
    parts = range(min(len(areas), _MOST_PARTS))
    choices: list[list[int | None]] = []
    for part in parts:
        may = [n for n, seal in enumerate(seals) if not seal.personal and _may_be(seal, areas[part])]
        choices.append([*sorted(may, key=lambda n, area=areas[part]: distance(seals[n], area))[:_NEAREST], None])  # type: ignore[misc]
    best: tuple[tuple[int, float], tuple[int | None, ...]] = ((0, 0.0), ())
    for chosen in itertools.product(*choices):
        taken = [n for n in chosen if n is not None]
        if len(set(taken)) == len(taken):
            far = sum(distance(seals[n], areas[part]) for part, n in enumerate(chosen) if n is not None)
            best = max(best, ((len(taken), -far), chosen), key=lambda entry: entry[0])
    owned = {n: part for part, n in enumerate(best[1]) if n is not None}
    return [owned.get(n, _home(seal, areas)) for n, seal in enumerate(seals)]


def reach(seal: Placed, area: Area) -> float:
    """The share of a seal's height that lies in a part."""
    _, up, _, down = seal.box
    inside = (min(down, box[3]) - max(up, box[1]) for page, box in area.parts if page == seal.page)
    return max((share / max(1, down - up) for share in inside), default=0.0)


def distance(seal: Placed, area: Area) -> float:
    """How far above or below the lines of a part that ask for a seal and a signature a seal's centre is."""
    asks = [line.box for line in area.lines if line.page == seal.page and _ASKS.search(line.text)]
    asks = asks or [box for page, box in area.parts if page == seal.page]
    if not asks:
        return float("inf")
    first, last = min((up + down) / 2 for _, up, _, down in asks), max((up + down) / 2 for _, up, _, down in asks)
    return max(first - seal.middle, seal.middle - last, 0.0)


def _may_be(seal: Placed, area: Area) -> bool:
    return any(page == seal.page for page, _ in area.parts) and reach(seal, area) > _REACH


def _home(seal: Placed, areas: Sequence[Area]) -> int | None:
    for number, area in enumerate(areas):
        if any(page == seal.page and box[1] <= seal.middle < box[3] for page, box in area.parts):
            return number
    return None
