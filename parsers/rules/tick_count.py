"""tick-count: too few or too many options are ticked, of all or of some of them."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity
from parsers.model.record import Doubt
from parsers.values.names import bare


def tick_count(
    subject: Subject, *, fields: tuple[str, ...], least: int = 0, most: int = 0, among: tuple[str, ...] = (),
) -> Iterator[Hit]:
    """Offers {count}, {ticked}, {least}, {most} and {problem}. Where a mark is unclear a person counts. Nothing is asked where
    nothing is ticked at all: another rule reports that, unless only some of the options count."""
    counted = {bare(word) for word in among}
    for key in fields:
        value = subject.value(key)
        if value is None or not isinstance(value.value, list) or (not value.value and not (among and value.text)):
            continue
        words = [str(one) for one in value.value if not among or bare(str(one).partition("：")[0]) in counted]
        if least <= len(words) and (not most or len(words) <= most):
            continue
        unsure = value.doubt == Doubt.UNSURE or (subject.record is not None and subject.record.unclaimed_at(key))
        problem = f"少于{least}项" if len(words) < least else f"多于{most}项"
        yield hit(key, value, Severity.VERIFY if unsure else None, count=len(words), ticked="、".join(words), least=least,
                  most=most, problem=problem)


KIND = Kind(tick_count, offers=("count", "ticked", "least", "most", "problem"))
