"""forbidden-words: a text has words that it must not have, or names what another field says (匿名评审不得出现单位、姓名)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.operands.operand import answers, hit_at
from parsers.checks.rule import Hit, Kind, Subject
from parsers.values.width import folded

SHORTEST, MOST_FOUND = 2, 5


def forbidden(
    subject: Subject, *, fields: tuple[str, ...], words: tuple[str, ...] = (), names_of: tuple[str, ...] = (),
    words_list: str = "",
) -> Iterator[Hit]:
    """Offers {found}. Blanks and width do not count; a name of one character is not looked for."""
    names = [one.text for one in answers(subject, *names_of)]
    listed = subject.guide.lists.get(words_list, ())
    wanted = {_plain(word): word for word in (*words, *listed, *names) if len(_plain(word)) >= SHORTEST}
    for one in answers(subject, *fields):
        text = _plain(one.text)
        found = [" ".join(word.split()) for plain, word in wanted.items() if plain in text]
        if found:
            hit = hit_at(subject, [one], found="、".join(found[:MOST_FOUND]))
            yield hit._replace(discriminator=f"{one.row} {one.part} {' '.join(found)}")


def _plain(text: str) -> str:
    return "".join(folded(text).split())


KIND = Kind(forbidden, offers=("found",))
