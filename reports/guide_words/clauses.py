"""Turns the numbers of requirements that a rule names into the guide's own clauses: where each stands, and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from config.model import Guide

UNSAID = "指南未明确"
"""Where the guide is silent or contradicts itself."""
MOST_PLACES, MOST_NUMBERS = 3, 60
_SPAN = re.compile(r"(\D+)(\d{1,4})[–—-]\1(\d{1,4})")


class Clause(NamedTuple):
    """One clause: its `place` (指南 六.2) and its `words`, "" where the place says all."""

    place: str
    words: str


@lru_cache(maxsize=1024)
def clauses(guide: Guide, numbers: str) -> tuple[Clause, ...]:
    """The clauses of the guide that have these numbers, each once. A number that the guide's tables do not have is what the
    guide's writer calls the clause, and is its place; one that they have without a place stands in no text."""
    found = (_clause(guide, one) for one in _each(numbers))
    return tuple(dict.fromkeys(one for one in found if one.place))


def _each(numbers: str) -> Iterator[str]:
    """Every number: R93–R95 are three."""
    for one in numbers.split()[:MOST_NUMBERS]:
        span = _SPAN.fullmatch(one)
        if span and int(span[2]) <= int(span[3]) < int(span[2]) + MOST_NUMBERS:
            yield from (f"{span[1]}{n}" for n in range(int(span[2]), int(span[3]) + 1))
        else:
            yield one


def _clause(guide: Guide, number: str) -> Clause:
    for row in guide.coverage:
        if row.id == number:
            return Clause(row.place, row.words)
    for one in guide.contradictions:
        if one.id == number:
            return Clause(UNSAID, one.what)
    return Clause(number, "")


def places(guide: Guide, numbers: str) -> str:
    """Where the clauses stand, in a few words: 指南 一（五）1、二（二）1；申报书“开户名”."""
    named = list(dict.fromkeys(one.place for one in clauses(guide, numbers)))
    text, before = "", ""
    for place in named[:MOST_PLACES]:
        paper, _, rest = place.partition(" ")
        text += (f"、{rest}" if rest and paper == before else f"；{place}") if text else place
        before = paper if rest else ""
    return text + (" 等" if len(named) > MOST_PLACES else "")


def quoted(guide: Guide, numbers: str) -> str:
    """The clauses with their words, a line each; "" where the guide gives no words."""
    return "\n".join(f"{one.place}：{one.words}" for one in clauses(guide, numbers) if one.words)


def listed(guide: Guide) -> tuple[Clause, ...]:
    """Every clause with words that a rule of the guide rests on, in the order of the guide's table."""
    used = {one for rule in guide.rules for one in clauses(guide, rule.clause) if one.words and one.place != UNSAID}
    order = dict.fromkeys(Clause(row.place, row.words) for row in guide.coverage)
    return tuple(one for one in order if one in used)
