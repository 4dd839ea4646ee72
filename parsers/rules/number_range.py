"""number-range: a number or an amount of money is too small or too large, or is none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from parsers.checks.operands.conditions import within
from parsers.checks.operands.operand import answers, hit_at, shown
from parsers.checks.operands.quantities import WAN, in_words, quantity, unit_of
from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.finding import Severity


def number_range(
    subject: Subject, *, fields: tuple[str, ...], least: float | None = None, most: float | None = None,
    by_category: dict[str, tuple[float, float]] | None = None, of_category: bool = False, whole: bool = False,
) -> Iterator[Hit]:
    """Offers {number}, {least}, {most}, {unit} and {problem}. What is no single number is for a person. With `by_category` or
    `of_category` nothing is asked while the category is not known."""
    bounds: tuple[float | None, float | None] | None = (least, most)
    if by_category is not None or of_category:
        category = subject.guide.category(subject.category)
        of_guide = category.money_wan if category and of_category else None
        bounds = (by_category or {}).get(subject.category or "", of_guide)
    for one in answers(subject, *fields) if bounds else ():
        if not one.text:
            continue
        number, unit = quantity(subject, one), WAN if unit_of(subject, one) else ""
        if bounds and (problem := _problem(number, bounds, whole)):
            least_told, most_told = map(_told, bounds)
            yield hit_at(subject, [one], Severity.VERIFY if number is None else None, problem=problem, unit=unit,
                         number=shown(subject, one) if number is None else in_words(number), least=least_told, most=most_told)


def _problem(number: Decimal | None, bounds: tuple[float | None, float | None], whole: bool) -> str:
    if number is None:
        return "未能识别为一个数"
    if not within(number, *bounds):
        return "低于下限" if not within(number, bounds[0], None) else "超过上限"
    return "不是整数" if whole and number != number.to_integral_value() else ""


def _told(bound: float | None) -> str:
    return "不限" if bound is None else in_words(bound)


KIND = Kind(number_range, offers=("number", "least", "most", "unit", "problem"))
