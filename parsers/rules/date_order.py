"""date-order: a date is before or after another one, a day that the guide names, or the end of the call; or too near or far."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from parsers.checks.operands.operand import Answer, answers, hit_at
from parsers.checks.operands.quantities import meant_days
from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.finding import Severity
from parsers.values.days import Days, chinese, moved
from parsers.values.names import bare

_UNWRITTEN = frozenset({"", "年月", "年月日"})
"""What a blank form prints in the place of a date."""
DEADLINE, RECEIVED = "deadline", "received"
"""Words for the end of the call and for the arrival of the case's first complete revision."""


def date_order(
    subject: Subject, *, fields: tuple[str, ...], after: str = "", before: str = "", least_months: int = 0, most_months: int = 0,
) -> Iterator[Hit]:
    """Offers {day}, {against}, the day that it is compared with, and {problem}. A date told to the month only is wrong only where
    every day of it is. The months count from `after` onwards, or back from `before`. What is no single date is for a
    person; nothing is asked where the other day is not known."""
    for one in answers(subject, *fields):
        if bare(one.text) in _UNWRITTEN:
            continue
        meant = meant_days(subject, one)
        if meant is None:
            yield hit_at(subject, [one], Severity.VERIFY, day=one.text, against="", problem="未能识别为一个日期")
            continue
        for operand, later in ((after, True), (before, False)):
            other, said = _other(subject, operand)
            wrong = _wrong(meant, other, later, (least_months, most_months)) if other else ""
            if other and wrong:
                yield hit_at(subject, [one, *said], day=chinese(meant), against=chinese(other), problem=wrong)


def _other(subject: Subject, operand: str) -> tuple[Days | None, list[Answer]]:
    told = {DEADLINE: subject.circumstances.deadline, RECEIVED: subject.circumstances.received}
    if operand in told:
        written = (told[operand] or "")[:10]
        return (_one(date.fromisoformat(written)), []) if written else (None, [])
    if not operand or operand[0].isdigit():
        return (_one(date.fromisoformat(operand)), []) if operand else (None, [])
    said = list(answers(subject, operand))
    return (meant_days(subject, said[0]), said) if len(said) == 1 else (None, [])


def _one(day: date) -> Days:
    return day, day


def _wrong(meant: Days, other: Days, later: bool, months: tuple[int, int]) -> str:
    """What is wrong between two dates, of which the first should be the later one or the earlier; "" for nothing."""
    (first, last), least, most = meant, *months
    if later:
        if last < other[0]:
            return "早于"
        near, far = last < moved(other[0], least), bool(most) and first > moved(other[1], most)
    else:
        if first > other[1]:
            return "晚于"
        near, far = first > moved(other[1], -least), bool(most) and last < moved(other[0], -most)
    return f"相隔不足{least}个月" if near and least else f"相隔超过{most}个月" if far else ""


KIND = Kind(date_order, offers=("day", "against", "problem"))
