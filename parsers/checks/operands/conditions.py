"""Conditions of a guide + a case, or a row of a table → whether they hold, and whether that is certain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from config.model import Condition, FieldKind
from parsers.checks.operands.operand import PART, Answer, answers, doubtful, field_of
from parsers.checks.operands.quantities import age, day_of, quantity
from parsers.checks.rule import Subject
from parsers.model.document import Medium
from parsers.model.record import Value
from parsers.values.names import bare
from parsers.values.width import folded


class Held(NamedTuple):
    """Whether all conditions hold, and whether a machine can be sure of it."""

    holds: bool
    certain: bool = True


CERTAIN = Held(True)


def held(subject: Subject, conditions: Iterable[Condition]) -> Held:
    """Whether all of these hold of the case. What could not be read holds never: who corrects the field has the rule ask."""
    certain = True
    for one in conditions:
        if not _holds(subject, one):
            return Held(False)
        key = one.field.partition(PART)[0]
        value = subject.value(key)
        certain = certain and not doubtful(subject, [key]) and (value is None or value.medium != Medium.OCR)
    return Held(True, certain)


def row_meets(subject: Subject, row: Mapping[str, Answer], conditions: Iterable[Condition]) -> bool:
    """Whether a row, column → answer, meets all of these conditions, whose fields are its columns."""
    return all(one.field in row and _meets(subject, row[one.field], one) for one in conditions)


def _holds(subject: Subject, one: Condition) -> bool:
    value = subject.value(one.field.partition(PART)[0])
    if value is None or value.text is None:
        return False
    found = answers(subject, one.field)
    if one.filled is False:
        return not found and _blank(value)
    return any(_meets(subject, answer, one) for answer in found)


def _blank(value: Value) -> bool:
    return value.blank or value.value == []


def _meets(subject: Subject, answer: Answer, one: Condition) -> bool:
    if not answer.text.strip():
        return one.filled is False
    tests = (
        one.filled is not False,
        not one.ticked or _ticked(subject, answer, one.ticked),
        not one.unticked or (answer.content is not None and not _ticked(subject, answer, one.unticked)),
        not one.says or _says(answer.text, one.says),
        not one.without or not _says(answer.text, one.without),
        not one.same_as or bare(answer.text) in {bare(other.text) for other in answers(subject, one.same_as)},
        _numbered(subject, answer, one),
        _aged(subject, answer, one),
    )
    return all(tests)


def _ticked(subject: Subject, answer: Answer, words: Iterable[str]) -> bool:
    """Whether one of these options, by its words or its key, is chosen."""
    field = field_of(subject, answer)
    chosen: tuple[Any, ...] = tuple(answer.content) if isinstance(answer.content, list) else (answer.content,)
    stated = {bare(str(one).partition("：")[0]) for one in chosen if one is not None}
    options = {bare(name): bare(option.key or option.label) if field and field.kind == FieldKind.CHOICE else bare(option.label)
               for option in (field.options if field else ()) for name in (option.label, option.key, *option.aliases) if name}
    return any(options.get(bare(word), bare(word)) in stated for word in words)


def _says(text: str, words: Iterable[str]) -> bool:
    plain = "".join(folded(text).split())
    return any("".join(folded(word).split()) in plain for word in words)


def _numbered(subject: Subject, answer: Answer, one: Condition) -> bool:
    if one.least is None and one.most is None:
        return True
    number = quantity(subject, answer)
    return number is not None and within(number, one.least, one.most)


def within(number: Decimal, least: float | None, most: float | None) -> bool:
    """Whether a number is within these limits, themselves included."""
    return (least is None or number >= Decimal(str(least))) and (most is None or number <= Decimal(str(most)))


def _aged(subject: Subject, answer: Answer, one: Condition) -> bool:
    """Somebody who may be of the age counts."""
    if one.youngest is None and one.oldest is None:
        return True
    old = age(subject, answer, day_of(subject.guide, one.on))
    if old is None:
        return False
    fewest, most = old
    return (one.youngest is None or most >= one.youngest) and (one.oldest is None or fewest <= one.oldest)
