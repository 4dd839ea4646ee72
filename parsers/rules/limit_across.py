"""limit-across: one person, unit or recommender has more cases than the call allows (限项)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from parsers.checks.across.keys import SHOWN, keyed, named
from parsers.checks.operands.operand import Answer, hit_at, shown
from parsers.checks.rule import Hit, Kind, Subject
from parsers.values.names import bare

NAME = "跨项目限项"
SETTINGS = {
    "of": "对谁限项：栏目，或“栏目/列名”（如主持人、成员表的姓名）",
    "same": "还须相同的栏目：同一小类、同一身份证号等，都相同才算在一起",
    "most": "最多几项",
    "most_list": "各自限额的名单：第一列名称，第二列项数；不在名单上的按“最多几项”",
}


def limit(
    subjects: Sequence[Subject], *, of: tuple[str, ...], same: tuple[str, ...] = (), most: int = 1, most_list: str = "",
) -> Iterator[tuple[int, Hit]]:
    """Offers {text}, {count}, {most} and {cases}, the numbers of the other cases. Cases count together where they name the same
    at one of `of` and say the same at each of `same`; each case counts once."""
    groups: dict[tuple[str, ...], dict[int, Answer]] = defaultdict(dict)
    for index, subject in enumerate(subjects):
        for key, answer in keyed(subject, of, same):
            groups[key][index] = answer
    limits = _limits(subjects[0], most_list) if subjects and most_list else {}
    for key, members in groups.items():
        allowed = limits.get(key[0], most)
        first = [(index, subjects[index].case_no) for index in islice(members, SHOWN + 1)]
        for index, answer in members.items() if len(members) > allowed else ():
            others = named([number for other, number in first if other != index], len(members) - 1)
            found = hit_at(subjects[index], [answer], text=shown(subjects[index], answer), count=len(members), most=allowed,
                           cases=others)
            yield index, found._replace(discriminator=f"{answer.text} {others}")


def _limits(subject: Subject, most_list: str) -> dict[str, int]:
    """Name → its own limit, from the list's first two columns."""
    rows = subject.guide.tables.get(most_list, ())
    return {bare(row[0]): int(row[1]) for row in rows if len(row) > 1 and row[1].strip().isdecimal()}


KIND = Kind(limit, offers=("text", "count", "most", "cases"), across=True)
