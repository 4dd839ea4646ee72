"""Draws what hands put on lists of options: marks that choose, corrections and odd marks that nobody may be sure of."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tests.bench.pens.hand import Hand, Point

CHOOSING = (
    "tick in", "tick over", "tick with a long tail", "small tick", "letter v", "cross", "ring round box", "ring round words",
    "ring round both", "filled", "scribble", "dot", "slash", "tick before", "tick behind", "tick onto words", "ring inside",
    "looped tick", "flat tick",
)
CORRECTED = ("scratched out", "crossed out", "words struck", "box blotted", "struck twice")
"""Ticked first, then made undone in this way; another option is ticked instead."""
ODD = ("question mark", "between two", "ring round two", "line over all", "word by hand", "struck only")
"""Nobody may be sure of these."""


@dataclass(frozen=True)
class Place:
    """Where an option is printed: its box or brackets and its words (left, top, right, bottom), and its size of print."""

    box: tuple[float, float, float, float]
    words: tuple[float, float, float, float]
    em: float


def choose(hand: Hand, kind: str, at: Place) -> None:
    """One mark that chooses an option."""
    rng, e = hand.rng, 0.5 * at.em
    j = lambda share=0.15: rng.uniform(-share, share) * at.em  # noqa: E731
    x, y = (at.box[0] + at.box[2]) / 2 + j(0.08), (at.box[1] + at.box[3]) / 2 + j(0.08)
    if kind in ("tick in", "tick over", "tick with a long tail", "small tick", "looped tick", "flat tick"):
        _tick(hand, x, y, e * {"small tick": 0.55, "tick in": 0.85, "flat tick": 1.0}.get(kind, rng.uniform(1.1, 1.8)), kind)
    elif kind == "letter v":
        a = rng.uniform(0.6, 1.1) * e
        hand.stroke((x - a, y - a + j()), (x - 0.4 * a, y), (x, y + a), (x + 0.45 * a, y - 0.1 * a), (x + a, y - a + j()))
    elif kind == "cross":
        a = rng.uniform(0.55, 1.35) * e
        hand.stroke((x - a + j(), y - a), (x + j(0.05), y + j(0.05)), (x + a, y + a + j()))
        hand.stroke((x + a + j(), y - a), (x + j(0.05), y + j(0.05)), (x - a, y + a + j()))
    elif kind in ("ring round box", "ring inside"):
        grow = (0.25, 0.7) if kind == "ring round box" else (-0.55, -0.4)
        a, b = (max(0.3 * e, (at.box[n + 2] - at.box[n]) / 2 + rng.uniform(*grow) * e) for n in (0, 1))
        a = min(a, 0.6 * e) if kind == "ring inside" else a
        ring(hand, x, y, a, max(b, 0.35 * e) if kind == "ring inside" else b)
    elif kind in ("ring round words", "ring round both"):
        left = at.box[0] if kind == "ring round both" else at.words[0]
        a, b = (at.words[2] - left) / 2 + rng.uniform(0.3, 0.9) * e, (at.words[3] - at.words[1]) / 2 + rng.uniform(0.25, 0.8) * e
        ring(hand, (left + at.words[2]) / 2 + j(), (at.words[1] + at.words[3]) / 2 + j(0.08), a, b)
    elif kind in ("filled", "scribble"):
        _filled(hand, x, y, min(0.5 * (at.box[2] - at.box[0]), 0.85 * e), e, 13 if kind == "filled" else rng.randint(4, 6))
    elif kind == "dot":
        for n in range(5):
            hand.stroke((x + 0.2 * e * math.cos(n), y + 0.2 * e * math.sin(n)), (x - 0.15 * e, y + 0.15 * e), (x, y), firm=1.2)
    elif kind == "slash":
        hand.stroke((x + rng.uniform(0.5, 1) * e, y - e + j()), (x + j(0.05), y), (x - rng.uniform(0.4, 0.9) * e, y + 0.9 * e))
    elif kind == "tick before":
        _tick(hand, at.box[0] - rng.uniform(0.35, 0.7) * e, y, 0.75 * e, kind)
    elif kind == "tick behind":
        _tick(hand, at.words[2] + rng.uniform(0.5, 0.8) * e, y, 0.8 * e, kind)
    elif kind == "tick onto words":
        _tick(hand, at.box[2] - 0.1 * e, y, 1.5 * e, kind)


def _tick(hand: Hand, x: float, y: float, e: float, kind: str) -> None:
    rng = hand.rng
    j = lambda: rng.uniform(-0.15, 0.15) * e  # noqa: E731
    long, flat = 2.3 if kind == "tick with a long tail" else rng.uniform(0.8, 1.3), 0.45 if kind == "flat tick" else 1.0
    low = (x - 0.15 * e + j(), y + (0.6 * e + j()) * flat)
    points: list[Point] = [(x - 0.75 * e + j(), y - 0.1 * e + j()), (x - 0.45 * e, y + 0.22 * e * flat), low]
    if kind == "looped tick":
        points.append((low[0] + 0.12 * e, low[1] + 0.05 * e))
    high = (x + long * e, y - long * 0.85 * e * flat)
    points += [((low[0] + high[0]) / 2 - 0.1 * e, (low[1] + high[1]) / 2 + 0.08 * e), high]
    hand.stroke(*points)


def ring(hand: Hand, x: float, y: float, a: float, b: float) -> None:
    """A ring that need not close: its end may fall short, go over its beginning or miss it."""
    rng, first = hand.rng, hand.rng.uniform(0, 6.28)
    turn, drift = rng.uniform(-0.2, 0.5) + 6.28, rng.uniform(-0.06, 0.1)
    steps = 22
    hand.stroke(*((x + a * (1 + drift * n / steps) * math.cos(first + turn * n / steps),
                   y + b * (1 + drift * n / steps) * math.sin(first + turn * n / steps) * rng.uniform(0.95, 1.05))
                  for n in range(steps + 1)))  # fmt: skip


def _filled(hand: Hand, x: float, y: float, wide: float, e: float, lines: int) -> None:
    points: list[Point] = []
    for n in range(lines):
        level = y - 0.75 * e + 1.5 * e * n / (lines - 1)
        points += [(x - wide, level + 0.1 * e), (x + wide, level - 0.25 * e)][:: 1 if n % 2 else -1]
    hand.stroke(*points)


def undo(hand: Hand, kind: str, at: Place) -> None:
    """Makes a choice undone."""
    rng, e = hand.rng, 0.5 * at.em
    x, y = (at.box[0] + at.box[2]) / 2, (at.box[1] + at.box[3]) / 2
    middle = (at.words[1] + at.words[3]) / 2
    if kind == "scratched out":
        _filled(hand, x, y, 1.3 * e, 1.5 * e, 8)
    elif kind == "crossed out":
        choose(hand, "cross", Place((x - 1.3 * e, y - 1.3 * e, x + 1.3 * e, y + 1.3 * e), at.words, 1.8 * at.em))
    elif kind == "box blotted":
        _filled(hand, x, y, 0.9 * e, e, 16)
    else:
        for n in range(2 if kind == "struck twice" else 1):
            level = middle + (n - 0.3) * 0.5 * e
            hand.stroke((at.box[0] - 0.3 * e, level + rng.uniform(-3, 3)),
                        ((at.box[0] + at.words[2]) / 2, level + rng.uniform(-4, 4)),
                        (at.words[2] + rng.uniform(-0.4, 0.5) * e, level + rng.uniform(-4, 4)))  # fmt: skip


def odd(hand: Hand, kind: str, at: Place, beside: Place | None) -> None:
    """A mark of which nobody may be sure; `beside`: the next option on the same line."""
    rng, e = hand.rng, 0.5 * at.em
    x, y = (at.box[0] + at.box[2]) / 2, (at.box[1] + at.box[3]) / 2
    if kind == "question mark":
        arc = (x - 0.5 * e, y - 0.7 * e), (x, y - 1.1 * e), (x + 0.45 * e, y - 0.6 * e)
        hand.stroke(*arc, (x + 0.05 * e, y), (x, y + 0.4 * e))
        hand.stroke((x, y + 0.9 * e), (x + 1, y + 0.95 * e))
    elif kind == "between two" and beside is not None:
        _tick(hand, (at.words[2] + beside.box[0]) / 2, y, 0.6 * e, "")
    elif kind == "ring round two" and beside is not None:
        a = (beside.words[2] - at.box[0]) / 2 + 0.5 * e
        ring(hand, (at.box[0] + beside.words[2]) / 2, y, a, 1.5 * e)
    elif kind == "line over all":
        hand.stroke((at.box[0] - e, y - 2 * e), (at.box[0] + 5 * e, y), (at.words[2] + 4 * e, y + 2.5 * e))
    elif kind == "word by hand":
        for n in range(rng.randint(4, 6)):
            left = at.words[0] + n * 0.8 * e
            first = left, y - rng.uniform(0, 0.6) * e
            hand.stroke(first, (left + 0.4 * e, y + rng.uniform(-0.5, 0.5) * e), (left + 0.7 * e, y + 0.5 * e))
            hand.stroke((left, y), (left + 0.7 * e, y + rng.uniform(-0.3, 0.3) * e))
    else:
        undo(hand, "words struck", at)
