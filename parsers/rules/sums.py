"""sums: amounts of several fields do not add up, or one is too large or too small a share of another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from parsers.checks.operands.operand import Answer, answers, hit_at
from parsers.checks.operands.quantities import in_words, quantity, unit_of
from parsers.checks.rule import Hit, Kind, Subject


def sums(
    subject: Subject, *, parts: tuple[str, ...], wholes: tuple[str, ...],
    relation: Literal["equal", "at-most", "at-least"] = "equal", percent: float = 100.0, tolerance: float = 0.011,
    minus: tuple[str, ...] = (),
) -> Iterator[Hit]:
    """Offers {parts}, {total}, {allowed}, the share of the total that is meant, {difference} and {percent}, what the parts are of
    the total. Money counts in 万元. Nothing is asked while one of the fields is blank, unreadable, or no number."""
    sides = [_added(subject, operands) for operands in (parts, wholes, minus)]
    if sides[0] is None or sides[1] is None or sides[2] is None:
        return
    (first, found), (whole, others), (less, further) = sides[0], sides[1], sides[2]
    told = [*found, *others, *further]
    if len({bool(unit_of(subject, one)) for one in told}) > 1:
        return  # money beside a bare number is compared by nobody
    whole -= less
    allowed = whole * Decimal(str(percent)) / 100
    difference, slack = first - allowed, Decimal(str(tolerance))
    wrong = {"equal": abs(difference) > slack, "at-most": difference > slack, "at-least": -difference > slack}[relation]
    if wrong:
        share = in_words(round(100 * first / whole, 1)) if whole else ""
        one = hit_at(subject, [*others, *found, *further], parts=in_words(first), total=in_words(whole), percent=share,
                     allowed=in_words(allowed), difference=in_words(abs(difference)))
        yield one._replace(discriminator=f"{in_words(first)} {in_words(whole)}")


def _added(subject: Subject, operands: tuple[str, ...]) -> tuple[Decimal, list[Answer]] | None:
    """The sum at these operands with its answers; None where one of them is lacking or is no number. Blank cells of a table that
    has others count nothing."""
    total, found = Decimal(0), list[Answer]()
    for operand in operands:
        there = [one for one in answers(subject, operand) if one.text]
        if not there:
            return None
        for one in there:
            number = quantity(subject, one)
            if number is None:
                return None
            total, found = total + number, [*found, one]
    return total, found


KIND = Kind(sums, offers=("parts", "total", "allowed", "difference", "percent"))
