"""text-length: a text is shorter or longer than allowed, counted in the way of Word's 字数 and by characters."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.operands.operand import answers, hit_at
from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.finding import Severity
from parsers.values.text_length import character_count, word_count


def text_length(subject: Subject, *, fields: tuple[str, ...], least: int = 0, most: int = 0) -> Iterator[Hit]:
    """Offers {words}, {characters}, {least}, {most} and {problem}. Certain where both counts are outside the limit, a reminder
    where one is. A blank text has another rule."""
    for one in answers(subject, *fields):
        words, characters = word_count(one.text.strip()), character_count(one.text)
        fewer, more = sorted((words, characters))
        few, many = fewer < least, bool(most) and more > most
        if more and (few or many):
            certain = more < least if few else fewer > most
            yield hit_at(subject, [one], None if certain else Severity.REMIND, words=words, characters=characters, least=least,
                         most=most, problem=f"不足{least}字" if few else f"超过{most}字")


KIND = Kind(text_length, offers=("words", "characters", "least", "most", "problem"))
