"""signature: no pen was seen where the scanned form asks for a signature (R98–R100). A typed name is "cannot tell"."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject
from parsers.checks.stamps import unseen
from parsers.model.seal import StampKind


def signatures(subject: Subject) -> Iterator[Hit]:
    """One hit a part in which no scan of the package shows a signature. Offers {what} and {why}."""
    yield from unseen(subject, StampKind.SIGNATURE, "签字")


KIND = Kind(signatures, offers=("what", "why"))
