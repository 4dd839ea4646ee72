"""One proposed edit of a guide, with the cases it rests on; and what all that propose share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

LEAST_CASES = 2
"""In how many cases the same must have been put right before it is taken for a habit of the form and not of one applicant."""
LONGEST_WORDS, SHOWN = 40, 5
_DIGITS = re.compile(r"\d(?:[\s-]*\d){4,}")

Key = TypeVar("Key", bound=tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`where`: file of the guide and key in it; `edit`: what to write there; `why`: what staff did, in a sentence; both in
    Chinese. `cases`: numbers of the cases in which they did it, in order."""

    where: str
    edit: str
    why: str
    cases: tuple[str, ...]

    @property
    def evidence(self) -> str:
        """The sentence with the first numbers of cases."""
        shown = "、".join(self.cases[:SHOWN])
        return f"{self.why}（{shown}{f' 等{len(self.cases)}项' if len(self.cases) > SHOWN else ''}）"


def habits(seen: Iterable[tuple[Key, str]], least: int = LEAST_CASES) -> dict[Key, tuple[str, ...]]:
    """What was seen in at least so many cases → their numbers in order. `seen`: what, and in which case."""
    where: defaultdict[Key, dict[str, None]] = defaultdict(dict)
    for key, number in seen:
        where[key][number] = None
    return {key: tuple(numbers) for key, numbers in where.items() if len(numbers) >= least}


def general(words: str) -> bool:
    """Whether words may be part of a form and shown: one line, short, with a letter, and no number of anybody's."""
    return 0 < len(words) <= LONGEST_WORDS and "\n" not in words and any(map(str.isalpha, words)) and not _DIGITS.search(words)
