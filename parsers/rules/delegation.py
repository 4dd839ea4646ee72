"""delegation-too-small: a delegation abroad needs at least three persons (R21)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.counts import numbers


def delegation(subject: Subject, *, field: str, option: str, fields: tuple[str, ...], least: int) -> Iterator[Hit]:
    """Offers {count} and {least}. Applies only where an option with the words `option` is ticked in `field`. A number of persons
    counts only in a sentence about a delegation."""
    ticked = subject.filled(field)
    if ticked is None or not any(option in str(item) for item in ticked.value or ()):
        return
    sentences = [s for s in re.split(r"[。；;\n]", subject.text(*fields)) if re.search(r"团|赴|出访|代表|成员|派出|选派|组织", s)]
    persons = [n for s in sentences for n in numbers(s, before="", after=r"余?(?:人|名|位)(?!次)")]
    if max(persons, default=0) < least:
        recognised = f"仅识别到{max(persons)}人" if persons else "未识别到团组人数"
        yield hit(field, ticked, count=recognised, least=least)


KIND = Kind(delegation, offers=("count", "least"))
