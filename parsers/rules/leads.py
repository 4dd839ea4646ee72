"""station-leads-too-few: a station must promise at least thirty useful leads a year (R77)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values.counts import numbers


def leads(subject: Subject, *, fields: tuple[str, ...], least: int) -> Iterator[Hit]:
    """Offers {count} and {least}. Numbers count before 条, and before 项 and 个 where 信息 or 需求 follows."""
    text = subject.text(*fields)
    if not text.strip():
        return
    counts = numbers(text, before="", after=r"余?多?条|余?多?(?:项|个)(?=[^，。；\n]{0,12}(?:信息|需求))")
    if max(counts, default=0) < least:
        key = next(key for key in fields if subject.filled(key))
        yield hit(key, subject.value(key), count=f"仅识别到{max(counts)}条" if counts else "未识别到条数", least=least)


KIND = Kind(leads, offers=("count", "least"))
