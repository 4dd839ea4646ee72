"""A case's answers → the keys by which the same person, unit or number is known in another case, however it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from config.model import FieldKind
from parsers.checks.operands.operand import Answer, answers, field_of
from parsers.checks.rule import Subject
from parsers.values import bare_writing, identity_numbers
from parsers.values.names import bare
from parsers.values.width import folded

MOST_KEYS = 200
"""How many people of one case count."""
SHOWN = 8
"""How many other cases a sentence names: it is bounded however many there are."""
_NOTHING = frozenset({"", "无", "暂无", "没有", "待定", "不详", "同上"})
_KEYS: Mapping[FieldKind, Callable[[str], str]] = {
    FieldKind.ACCOUNT: bare_writing.account, FieldKind.CODE: bare_writing.credit_code, FieldKind.ORGANISATION: bare_writing.unit,
    FieldKind.IDENTITY: identity_numbers.plain, FieldKind.EMAIL: lambda text: "".join(folded(text).split()).lower(),
}


def key_of(subject: Subject, answer: Answer) -> str:
    """What distinguishes the answer from others; "" where it says nothing."""
    field = field_of(subject, answer)
    made = _KEYS.get(field.kind, bare) if field and not answer.part else bare
    return "" if bare(answer.text) in _NOTHING else made(answer.text)


def keyed(subject: Subject, of: tuple[str, ...], same: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Answer]]:
    """Each different key of the case with the first answer that has it: one of the answers at `of`, together with what each of
    `same` says. A case in which one of `same` says nothing has no key."""
    beside = [sorted({key for key, _ in _at(subject, operand)}) for operand in same]
    seen: set[tuple[str, ...]] = set()
    for key, answer in (pair for operand in of for pair in _at(subject, operand)):
        for rest in product(*beside):
            whole = (key, *rest)
            if whole not in seen and len(seen) < MOST_KEYS:
                seen.add(whole)
                yield whole, answer


def _at(subject: Subject, operand: str) -> list[tuple[str, Answer]]:
    """The answers at an operand that say something, with their keys; worked out once for all rules."""
    if (there := subject.kept.get((_at, operand))) is None:
        there = [(key, one) for one in answers(subject, operand) if (key := key_of(subject, one))]
        subject.kept[_at, operand] = there
    return list(there)


def named(numbers: Sequence[str], count: int) -> str:
    """The numbers of other cases as a sentence has them, where there are `count` of them."""
    some = "、".join(numbers[:SHOWN])
    return some if count <= SHOWN else f"{some}等{count}项"
