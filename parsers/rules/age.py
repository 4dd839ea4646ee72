"""age: somebody is too young or too old on the day that the call names."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.operands import quantities
from parsers.checks.operands.operand import answers, hit_at
from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.finding import Severity


def age(subject: Subject, *, fields: tuple[str, ...], least: int = 0, most: int = 0, on: str = "") -> Iterator[Hit]:
    """Offers {age}, {least}, {most}, {on} and {problem}. A birth told to the month only is wrong only where every day of it
    is; what tells no age, or an age in years that misses the limit by one (it was written on another day), is for a person.
    `most` 35 allows whoever is not yet 36."""
    day = quantities.day_of(subject.guide, on)
    for one in answers(subject, *fields):
        if not one.text:
            continue
        old = quantities.age(subject, one, day)
        problem = ("未能识别年龄" if old is None else f"未满{least}周岁" if old[1] < least
                   else f"超过{most}周岁" if most and old[0] > most else "")
        if problem:
            told = old[old[1] < least] if old else ""
            close = old is not None and min(abs(old[0] - least), abs(old[0] - most)) <= 1
            unsure = old is None or (close and quantities.meant_days(subject, one) is None)
            yield hit_at(subject, [one], Severity.VERIFY if unsure else None, age=told, problem=problem, least=least, most=most,
                         on=day.isoformat())


KIND = Kind(age, offers=("age", "least", "most", "on", "problem"))
