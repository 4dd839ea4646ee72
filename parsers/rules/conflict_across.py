"""conflict-across: several cases say the same of one thing, and not the same of another (the same account under two units)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from parsers.checks.across.keys import SHOWN, keyed, named
from parsers.checks.operands.operand import Answer, hit_at, shown
from parsers.checks.rule import Hit, Kind, Subject

Group = Mapping[str, Mapping[int, tuple[Answer, Answer]]]
"""What is said at `differs` → index of each case that says it → its answers at `of` and there."""


def conflict(
    subjects: Sequence[Subject], *, of: tuple[str, ...], differs: str, together: tuple[str, ...] = (),
) -> Iterator[tuple[int, Hit]]:
    """Offers {text}, {own}, what this case says at `differs`, {others}, what other cases say there, and {cases}, their numbers.
    A case that says nothing there is in no conflict."""
    groups: dict[tuple[str, ...], dict[str, dict[int, tuple[Answer, Answer]]]] = defaultdict(lambda: defaultdict(dict))
    for index, subject in enumerate(subjects):
        for (there,), other in islice(keyed(subject, (differs,)), 1):
            for key, answer in keyed(subject, of, together):
                groups[key][there][index] = (answer, other)
    for group in groups.values():
        if len(group) > 1:
            yield from _of_group(subjects, group)


def _of_group(subjects: Sequence[Subject], group: Group) -> Iterator[tuple[int, Hit]]:
    count = sum(map(len, group.values()))
    for there, members in group.items():
        against = list(islice((one for said, ones in group.items() if said != there for one in ones.items()), SHOWN))
        others = named([subjects[n].case_no for n, _ in against], count - len(members))
        says = "、".join(dict.fromkeys(shown(subjects[n], other) for n, (_, other) in against))
        for index, (answer, own) in members.items():
            subject = subjects[index]
            found = hit_at(subject, [answer], text=shown(subject, answer), own=shown(subject, own), others=says, cases=others)
            yield index, found._replace(discriminator=f"{answer.text} {others}")


KIND = Kind(conflict, offers=("text", "own", "others", "cases"), across=True)
