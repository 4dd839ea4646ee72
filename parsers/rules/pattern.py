"""pattern: what a short answer must look like (F1-05a, F1-15, F1-16)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.width import folded


def pattern(subject: Subject, *, fields: tuple[str, ...], like: re.Pattern[str]) -> Iterator[Hit]:
    """Filled fields in which nothing of this pattern stands (half-width, without blanks)."""
    for key in fields:
        value = subject.filled(key)
        if value is not None and value.text and not like.search("".join(folded(value.text).split())):
            yield hit(key, value)


KIND = Kind(pattern)
