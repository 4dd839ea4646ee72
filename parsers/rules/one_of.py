"""one-of: an answer is none of the allowed ones, or one of those that are not allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from parsers.checks.operands.operand import answers, hit_at, shown
from parsers.checks.rule import Hit, Kind, Subject
from parsers.values.names import bare, spellings


def one_of(
    subject: Subject, *, fields: tuple[str, ...], words: tuple[str, ...] = (), words_list: str = "", allowed: bool = True,
    whole: Literal["whole", "part"] = "whole", second: str = "",
) -> Iterator[Hit]:
    """Offers {text} and {listed}, the entry of the list that it is. Blanks, width and signs do not count; an entry may give its
    spellings with strokes between (副高/副高级). With `second`, an entry whose second column says something else at that field is
    somebody else of the same name."""
    known = _entries(subject, words, words_list, second)
    for one in answers(subject, *fields):
        said = bare(one.text)
        if not said:
            continue
        listed = next((entry for word, entry in known.items() if word == said or (whole == "part" and word in said)), "")
        if bool(listed) != allowed:
            yield hit_at(subject, [one], text=shown(subject, one), listed=listed)


def _entries(subject: Subject, words: tuple[str, ...], words_list: str, second: str) -> dict[str, str]:
    """Spelling → entry."""
    rows = [(word,) for word in words] + list(subject.guide.tables.get(words_list, ()))
    if second:
        own = {bare(one.text) for one in answers(subject, second)}
        rows = [row for row in rows if len(row) < 2 or not row[1].strip() or bare(row[1]) in own]
    return {bare(word): entry for word, entry in spellings(tuple(row[0] for row in rows if row)).items() if bare(word)}


KIND = Kind(one_of, offers=("text", "listed"))
