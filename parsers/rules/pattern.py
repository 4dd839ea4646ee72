"""pattern: a short answer does not have the form it must have (F1-05a, F1-15, F1-16)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.checks.operands.operand import PART, answers, hit_at
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.width import folded


def pattern(subject: Subject, *, fields: tuple[str, ...], like: re.Pattern[str]) -> Iterator[Hit]:
    """Fields that are filled in, and cells of columns, that do not contain this pattern (compared in half-width characters,
    without blanks)."""
    for key in fields:
        for one in answers(subject, key) if PART in key else ():
            if one.text and not like.search("".join(folded(one.text).split())):
                yield hit_at(subject, [one])
        value = subject.filled(key)
        if value is not None and value.text and not like.search("".join(folded(value.text).split())):
            yield hit(key, value)


KIND = Kind(pattern)
