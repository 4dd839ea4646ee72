"""unit-is-a-part: the applicant is part of a legal person: a branch, a university's department (R38)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.model import Meaning
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.names import bare, joint


def part(subject: Subject, *, patterns: tuple[re.Pattern[str], ...]) -> Iterator[Hit]:
    """The applicant's name is that of a part of a legal person: a branch, a university's department (R38)."""
    value = subject.filled(subject.key_of(Meaning.APPLICANT))
    names = joint(value.text) if value is not None and value.text else ()
    if len(names) == 1 and any(pattern.search(bare(names[0])) for pattern in patterns):
        yield hit(subject.key_of(Meaning.APPLICANT), value)


KIND = Kind(part)
