"""length: a text is longer than the form allows, counted as Word counts 字数 and by characters (R102)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity
from parsers.values.text_length import character_count, word_count


def length(subject: Subject, *, field: str, most: int) -> Iterator[Hit]:
    """Offers {words}, {characters}, {most}. Firm when both ways of counting exceed, a reminder when one does."""
    value = subject.filled(field)
    if value is None or value.text is None or len(value.text) <= most:
        return  # neither way counts more than there are characters
    words, characters = word_count(value.text), character_count(value.text)
    if max(words, characters) > most:
        severity: Severity | None = None if min(words, characters) > most else Severity.REMIND
        yield hit(field, value, severity, words=words, characters=characters, most=most)


KIND = Kind(length, offers=("words", "characters", "most"))
