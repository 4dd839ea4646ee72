"""period-invalid: 项目期限 ends before it begins, cannot be understood, or is outside the guide's years (F1-04)."""

from __future__ import annotations

from collections.abc import Iterator

from config.model import FieldKind
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.model.finding import Severity
from parsers.values.months import month


def period(subject: Subject) -> Iterator[Hit]:
    """Offers {reason}. The years are the guide's `years`."""
    first, last = subject.guide.years
    for field in subject.fields(FieldKind.PERIOD):
        value = subject.filled(field.key)
        if value is None or not isinstance(value.value, dict):
            continue
        start, end = value.value.get("start"), value.value.get("end")
        if not start or not end:
            yield hit(field.key, value, Severity.VERIFY, reason="未能识别起止年月，请人工核对")
        elif end < start:
            yield hit(field.key, value, reason=f"结束时间（{month(end)}）早于开始时间（{month(start)}）")
        elif not (first <= int(start[:4]) and int(end[:4]) <= last):
            yield hit(field.key, value, Severity.REMIND, reason=f"{month(start)}至{month(end)}不全在{first}—{last}年之内")


KIND = Kind(period, offers=("reason",))
