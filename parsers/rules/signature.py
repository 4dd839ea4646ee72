"""signature-missing: no pen was seen where the scanned form asks for a signature (R98–R100). A typed name is "cannot tell".
date-missing: nothing stands where it asks for a date."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject
from parsers.model.finding import Severity
from parsers.model.seal import StampKind
from parsers.rules.seal import unseen


def signatures(subject: Subject) -> Iterator[Hit]:
    """One hit a part in which no scan of the package shows a signature. Offers {what} and {why}."""
    yield from unseen(subject, StampKind.SIGNATURE, "签字")


def dates(subject: Subject) -> Iterator[Hit]:
    """One hit a part in which no scan of the package shows a date; what cannot be told is not spoken of. Offers {what}, {why}."""
    yield from (hit for hit in unseen(subject, StampKind.DATE, "日期") if hit.severity == Severity.VERIFY)


KIND = Kind(signatures, offers=("what", "why"))
DATE = Kind(dates, offers=("what", "why"))
