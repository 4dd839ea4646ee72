"""post-proof-missing: a ticked option needs a proof among the papers (R22)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.missing_papers import missing_papers
from parsers.checks.rule import Hit, Kind, Subject


def option_papers(subject: Subject, *, field: str, option: str, words: tuple[str, ...]) -> Iterator[Hit]:
    """Offers {option}. An option with the words `option` is ticked in the field, and no file has one of the words in its name or
    at the beginning of its text."""
    value = subject.filled(field)
    if value is None or not isinstance(value.value, list) or not any(option in str(item) for item in value.value):
        return
    for _ in missing_papers(subject, words=words):
        yield Hit(field, words={"option": option})


KIND = Kind(option_papers, offers=("option",), package=True, whole=True, absent=True)
