"""too-short: a long answer has fewer characters than the office wants (F1-22, F1-26)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.text_length import character_count


def short(subject: Subject, *, least: dict[str, int]) -> Iterator[Hit]:
    """Offers {characters} and {least}. Fields that are filled in with fewer characters (blanks not counted) than the office
    wants."""
    for key, fewest in least.items():
        value = subject.filled(key)
        if value is not None and value.text and character_count(value.text) < fewest:
            yield hit(key, value, characters=character_count(value.text), least=fewest)


KIND = Kind(short, offers=("characters", "least"))
