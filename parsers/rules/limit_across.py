"""limit-across: one person, unit or recommender has more cases than the call allows (限项)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice

from parsers.checks.across.keys import SHOWN, keyed, named
from parsers.checks.operands.operand import Answer, answers, hit_at, shown
from parsers.checks.operands.quantities import in_words, quantity
from parsers.checks.rule import Hit, Kind, Subject
from parsers.values.names import bare


def limit(
    subjects: Sequence[Subject], *, of: tuple[str, ...], together: tuple[str, ...] = (), most: float = 1, most_list: str = "",
    amount: str = "",
) -> Iterator[tuple[int, Hit]]:
    """Offers {text}, {count}, {sum}, {most} and {cases}, the numbers of the other cases. Cases count together where they name
    the same at one of `of` and say the same at each of `together`; each case counts once. With `amount` their numbers
    are added up (money in 万元), and one that says none adds nothing."""
    groups: dict[tuple[str, ...], dict[int, Answer]] = defaultdict(dict)
    for index, subject in enumerate(subjects):
        for key, answer in keyed(subject, of, together):
            groups[key][index] = answer
    limits = _limits(subjects[0], most_list) if subjects and most_list else {}
    for key, members in groups.items():
        allowed, total = Decimal(str(limits.get(key[0], most))), _added(subjects, members, amount)
        if total > allowed and len(members) > (1 if amount else 0):
            words: dict[str, int | str] = {"count": len(members), "sum": in_words(total), "most": in_words(allowed)}
            yield from _hits(subjects, members, words)


def _added(subjects: Sequence[Subject], members: Mapping[int, Answer], amount: str) -> Decimal:
    """How many cases these are, or what their numbers at `amount` add up to."""
    if not amount:
        return Decimal(len(members))
    told = (quantity(subjects[index], one) for index in members for one in answers(subjects[index], amount))
    return sum((number for number in told if number is not None), Decimal(0))


def _hits(
    subjects: Sequence[Subject], members: Mapping[int, Answer], words: Mapping[str, int | str]
) -> Iterator[tuple[int, Hit]]:
    first = [(index, subjects[index].case_no) for index in islice(members, SHOWN + 1)]
    for index, answer in members.items():
        others = named([number for other, number in first if other != index], len(members) - 1)
        found = hit_at(subjects[index], [answer], text=shown(subjects[index], answer), cases=others, **words)
        yield index, found._replace(discriminator=f"{answer.text} {others}")


def _limits(subject: Subject, most_list: str) -> dict[str, int]:
    """Name → its own limit, from the list's first two columns."""
    rows = subject.guide.tables.get(most_list, ())
    return {bare(row[0]): int(row[1]) for row in rows if len(row) > 1 and row[1].strip().isdecimal()}


KIND = Kind(limit, offers=("text", "count", "sum", "most", "cases"), across=True)
