"""budget-unit: an amount in 元 where 万元 is asked for (R125)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.checks.money import amounts, money_label
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.width import folded

_BARE_YUAN = re.compile(r"\d\s*元(?![件素])")


def unit(subject: Subject, *, fields: tuple[str, ...], above_wan: float) -> Iterator[Hit]:
    """An amount of more than `above_wan` 万元, or one with a plain 元 in a schedule."""
    for key in fields:
        value = subject.filled(key)
        if value is None:
            continue
        text = folded(value.text or "")
        rows = value.value if isinstance(value.value, list) else []
        large = [row.get("budget_wan") or 0 for row in rows] or [amount.wan for amount in amounts(text, subject.guide)]
        if any(wan > above_wan for wan in large) or (rows and _BARE_YUAN.search(text)):
            yield hit(key, value)._replace(label=money_label(subject, value))


KIND = Kind(unit)
