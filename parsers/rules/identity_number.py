"""identity-number: the number of an identity card is not one, or does not agree with the date of birth beside it."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import FieldKind
from parsers.checks.operands.operand import PART, Answer, answers, hit_at
from parsers.checks.operands.quantities import meant_days
from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.finding import Severity
from parsers.values import identity_numbers


def identity_number(subject: Subject, *, fields: tuple[str, ...] = (), birth: str = "") -> Iterator[Hit]:
    """Offers {reason}, never the number. Numbers of passports and permits, and old ones of 15 digits, are for a person."""
    keys = fields or tuple(field.key for field in subject.fields(FieldKind.IDENTITY))
    births = {(one.key, one.row): one for one in answers(subject, birth)} if birth else {}
    for one in answers(subject, *keys):
        if not one.text:
            continue
        if reason := identity_numbers.fault(one.text):
            other = Severity.VERIFY if identity_numbers.of_another_kind(one.text) else None
            yield _silent(hit_at(subject, [one], other, reason=reason))
        elif (beside := births.get((birth.partition(PART)[0], one.row))) and _differs(subject, one, beside):
            yield _silent(hit_at(subject, [one, beside], reason="与所填出生日期不一致"))


def _differs(subject: Subject, one: Answer, beside: Answer) -> bool:
    born, meant = identity_numbers.birth(one.text), meant_days(subject, beside)
    return born is not None and meant is not None and not meant[0] <= born <= meant[1]


def _silent(hit: Hit) -> Hit:
    """The hit without the number in what distinguishes it."""
    return hit._replace(discriminator=hit.label)


KIND = Kind(identity_number, offers=("reason",))
