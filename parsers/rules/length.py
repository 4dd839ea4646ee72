"""length: a text is longer than the form allows, counted in the way of Word's 字数 and by characters (R102)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity
from parsers.values.text_length import character_count, word_count


def length(subject: Subject, *, field: str, most: int) -> Iterator[Hit]:
    """Offers {words}, {characters}, {most}. Certain when both counts exceed the limit, a reminder when one does."""
    value = subject.filled(field)
    if value is None or value.text is None or len(value.text) <= most:
        return  # neither count can exceed the number of characters
    words, characters = word_count(value.text), character_count(value.text)
    if max(words, characters) > most:
        severity: Severity | None = None if min(words, characters) > most else Severity.REMIND
        yield hit(field, value, severity, words=words, characters=characters, most=most)


KIND = Kind(length, offers=("words", "characters", "most"))
