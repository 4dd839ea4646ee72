"""contact-disagrees: a field that the form prints twice was filled in with two different answers (F2-04, F2-05)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from parsers.checks.field_labels import spoken
from parsers.checks.rule import Hit, Kind, Subject
from parsers.values.names import bare, joint, near
from parsers.values.width import ungrouped

_NUMBER = re.compile(r"\d{7,}")


def twice(subject: Subject, *, fields: tuple[str, ...]) -> Iterator[Hit]:
    """Offers {first} and {second}, the two labels. Two answers agree where they have a number in common, or where one name
    contains the other."""
    if subject.record is None or subject.form is None:
        return
    for key in fields:
        filled = [(n, value) for n, value in enumerate(subject.record.printed.get(key, ())) if value.text and value.text.strip()]
        for (a, one), (b, other) in pairwise(filled):
            if not _agree(one.text or "", other.text or ""):
                first, second = spoken(subject.form, key, a), spoken(subject.form, key, b)
                yield Hit(key, other.document, other.place, None, other.medium, second, {"first": first, "second": second},
                          discriminator=other.place.text())


def _agree(one: str, other: str) -> bool:
    plain = [ungrouped(text) for text in (one, other)]
    numbers = [set(_NUMBER.findall(text)) for text in plain]
    if any(numbers):
        return any(a in b or b in a for a in numbers[0] for b in numbers[1])
    return near(one, other, 2) or bool({bare(n) for n in joint(one)} & {bare(n) for n in joint(other)})


KIND = Kind(twice, offers=("first", "second"))
