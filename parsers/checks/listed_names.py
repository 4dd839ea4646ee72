"""Checks whether a unit is on one of the lists of the guide."""

from __future__ import annotations

from parsers.checks.rule import Subject
from parsers.values.names import bare, same


def listed(subject: Subject, name: str, key: str) -> bool:
    """Whether a unit's name is an entry of one of the guide's lists. An entry is a name, or several spellings with / between
    them."""
    entries = subject.guide.lists.get(key, ())
    return any(same(word, name) for entry in entries for word in entry.split("<")[0].split("/") if bare(word))
