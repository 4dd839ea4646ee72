"""What a short answer must look like, and how long a long one should be at least (F1-05a, F1-15, F1-16, F1-22, F1-26)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.rules.length import character_count
from parsers.values.width import folded


def pattern(subject: Subject, *, fields: tuple[str, ...], like: re.Pattern[str]) -> Iterator[Hit]:
    """Filled fields in which nothing of this pattern stands (half-width, without blanks)."""
    for key in fields:
        value = subject.filled(key)
        if value is not None and value.text and not like.search("".join(folded(value.text).split())):
            yield hit(key, value)


def short(subject: Subject, *, least: dict[str, int]) -> Iterator[Hit]:
    """Offers {characters} and {least}. Filled fields with fewer characters (no blanks counted) than the office asks of them."""
    for key, fewest in least.items():
        value = subject.filled(key)
        if value is not None and value.text and character_count(value.text) < fewest:
            yield hit(key, value, characters=character_count(value.text), least=fewest)


PATTERN = Kind(pattern)
SHORT = Kind(short, offers=("characters", "least"))
