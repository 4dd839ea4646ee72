"""signature-date: no date where the scanned form asks for one (R98–R100)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject
from parsers.checks.scan_stamps import unseen
from parsers.model.finding import Severity
from parsers.model.seal import StampKind


def dates(subject: Subject) -> Iterator[Hit]:
    """One hit for each part where no scan of the package shows a date; no hit where that cannot be decided. Offers {what},
    {why}."""
    yield from (hit for hit in unseen(subject, StampKind.DATE, "日期") if hit.severity == Severity.VERIFY)


KIND = Kind(dates, offers=("what", "why"))
