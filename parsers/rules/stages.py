"""stage-outside-period: stages of the schedule outside the project's period, or overlapping (F1-27, F1-29)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from config.model import FieldKind
from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values import period
from parsers.values.months import month

Span = tuple[str, str]


def stages(subject: Subject, *, field: str = "", within: str = "") -> Iterator[Hit]:
    """Offers {what}. Checks only stages whose months are given with their year; two that share at most one month follow each
    other. `field`, `within`: the schedule and the period, where they are not the first fields of these kinds."""
    field, within = field or _first(subject, FieldKind.SCHEDULE), within or _first(subject, FieldKind.PERIOD)
    value = subject.filled(field)
    rows: list[dict[str, Any]] = value.value if value is not None and isinstance(value.value, list) else []
    spans = [(str(row.get("stage") or ""), span) for row in rows if (span := period(str(row.get("stage") or "")))]
    whole = _span(subject, within)
    for stage, (first, last) in spans:
        if whole and whole[0] <= whole[1] and first <= last and (first < whole[0] or last > whole[1]):
            what = f"“{stage}”不在项目期限（{month(whole[0])}至{month(whole[1])}）之内"
            yield hit(field, value, what=what)._replace(discriminator=f"outside {stage}")
    for (one, early), (other, late) in _overlapping(spans):
        if early != late:
            yield hit(field, value, what=f"“{one}”与“{other}”两个阶段的时间重叠")._replace(discriminator=f"overlap {one}")
    for row in rows:
        if not str(row.get("goal") or "").strip() and (row.get("stage") or row.get("budget_wan") is not None):
            what = f"“{row.get('stage') or '（未写时间）'}”一行未填写目标内容"
            yield hit(field, value, what=what)._replace(discriminator=f"no goal {row.get('stage') or ''}")


def _first(subject: Subject, kind: FieldKind) -> str:
    return next((field.key for field in subject.fields(kind)), "")


def _span(subject: Subject, key: str) -> Span | None:
    value = subject.value(key)
    span = value.value if value is not None and isinstance(value.value, dict) else {}
    first, last = span.get("start"), span.get("end")
    return (first, last) if isinstance(first, str) and isinstance(last, str) else None


def _overlapping(spans: list[tuple[str, Span]]) -> Iterator[tuple[tuple[str, Span], tuple[str, Span]]]:
    """Neighbouring stages that share two months or more. Where one of them contains the other there is no hit: a stage over the
    whole period is not a mistake."""
    for one, other in pairwise(spans):
        (a, b), (c, d) = one[1], other[1]
        if max(a, c) < min(b, d) and not (a <= c and d <= b) and not (c <= a and b <= d):
            yield one, other


KIND = Kind(stages, offers=("what",))
