"""A draw of places from a seed, even over rooms and over kinds of fault."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.mutants.places import Place, makes_another


def drawn(root: Path, places: Sequence[Place], seed: int, count: int) -> list[Place]:
    """`count` places, or all where there are fewer: room after room by chance, in each the kind of fault drawn least so far."""
    chance, chosen = random.Random(seed), []
    rest = _by_room(places)
    kinds: Counter[str] = Counter()
    for room in _rounds(chance, rest):
        if len(chosen) == count:
            break
        place = _one(chance, rest[room], kinds)
        if makes_another((root / place.file).read_bytes(), place):
            chosen.append(place)
            kinds[place.kind] += 1
    return chosen


def _by_room(places: Sequence[Place]) -> dict[str, list[Place]]:
    rooms: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        rooms[place.room].append(place)
    return dict(rooms)


def _rounds(chance: random.Random, rest: dict[str, list[Place]]) -> Iterator[str]:
    """Rooms, all of them before one comes again, as long as any has a place left."""
    while any(rest.values()):
        order = sorted(room for room, places in rest.items() if places)
        chance.shuffle(order)
        yield from order


def _one(chance: random.Random, places: list[Place], kinds: Counter[str]) -> Place:
    """Taken out of `places`, with whatever else could be done at the same spot."""
    names = sorted({place.kind for place in places})
    least = min(kinds[name] for name in names)
    kind = chance.choice([name for name in names if kinds[name] == least])
    place = chance.choice([place for place in places if place.kind == kind])
    places[:] = [other for other in places if (other.file, other.change[:2]) != (place.file, place.change[:2])]
    return place
