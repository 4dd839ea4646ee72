"""funding-out-of-range: the sum asked for is outside the category's range (R5, R52). Only a reminder: the column of the first
form may hold the whole cost and not the sum asked for (X17)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from config.model import Guide
from parsers.checks.money import amounts, money_label
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.record import Value


def funding(
    subject: Subject, *, fields: tuple[str, ...], schedules: Literal["remind", "asked-only"] = "remind"
) -> Iterator[Hit]:
    """Offers {what}, and {sum}, {least}, {most} in 万元. A schedule is added up; a text counts only where it has exactly one
    amount that is asked for. With `schedules` "asked-only" schedules are not checked (X17)."""
    category = subject.guide.category(subject.category)
    for key in fields:
        value = subject.filled(key)
        if value is None or category is None or category.money_wan is None:
            continue
        if schedules == "asked-only" and isinstance(value.value, list):
            continue
        total = asked(value, subject.guide)
        least, most = category.money_wan
        if total is not None and not least <= total <= most:
            what = "经费预算合计" if isinstance(value.value, list) else "申请经费"
            wrong_sum = hit(key, value, what=what, sum=total, least=float(least), most=float(most))
            yield wrong_sum._replace(label=money_label(subject, value))


def asked(value: Value, guide: Guide) -> float | None:
    """The sum asked for in 万元, None where the value does not give it for certain."""
    if isinstance(value.value, list):
        budgets = [row["budget_wan"] for row in value.value if row.get("budget_wan") is not None]
        return round(sum(budgets), 6) if budgets else None
    sums = {amount.wan for amount in amounts(value.text or "", guide) if amount.part == "asked"}
    return sums.pop() if len(sums) == 1 else None


KIND = Kind(funding, offers=("what", "sum", "least", "most"))
