"""budget-sum: parts that do not add up to the total (R104)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.model import Guide
from parsers.checks.money import amounts, money_label
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.record import Value
from parsers.values.width import folded

_TOTAL = re.compile(r"(?:合计|总计|共计|总额)[^\d\n]{0,12}(\d[\d,]*(?:\.\d+)?)\s*(万)?(元)?")
TOLERANCE_WAN = 0.011


def total(subject: Subject, *, fields: tuple[str, ...]) -> Iterator[Hit]:
    """Offers {parts} and {total} in 万元. Compares the sum of the rows with a written total, or the sum of the parts in a text
    with its total."""
    for key in fields:
        value = subject.filled(key)
        if value is None:
            continue
        parts, whole = _rows(value) if isinstance(value.value, list) else _sentence(value.text or "", subject.guide)
        if parts is not None and whole is not None and abs(parts - whole) > TOLERANCE_WAN:
            wrong_sum = hit(key, value, parts=round(parts, 4), total=round(whole, 4))
            yield wrong_sum._replace(label=money_label(subject, value))


def _rows(value: Value) -> tuple[float | None, float | None]:
    match = _TOTAL.search(folded("\n".join((value.note, value.text or ""))))
    budgets = [row.get("budget_wan") for row in value.value]
    if match is None or None in budgets or not budgets:
        return None, None
    whole = float(match[1].replace(",", ""))
    return sum(budgets), whole / 1e4 if match[3] and not match[2] else whole


def _sentence(text: str, guide: Guide) -> tuple[float | None, float | None]:
    """The sum of the parts and the total, only where the text has one total and at least two named parts: anything else would be
    a guess."""
    sums = amounts(text, guide)
    totals = [amount.wan for amount in sums if amount.part == "total"]
    parts = [amount.wan for amount in sums if amount.part in ("asked", "own")]
    if len(totals) != 1 or len(parts) < 2 or len(sums) != len(totals) + len(parts):
        return None, None
    return sum(parts), totals[0]


KIND = Kind(total, offers=("parts", "total"))
