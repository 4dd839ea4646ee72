"""signature: no handwriting was seen where the scanned form asks for a signature (R98–R100). A typed name is "cannot tell" and so
a note."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject
from parsers.checks.scan_stamps import unseen
from parsers.model.seal import StampKind


def signatures(subject: Subject) -> Iterator[Hit]:
    """One hit for each part where no scan of the package shows a signature. Offers {what} and {why}."""
    yield from unseen(subject, StampKind.SIGNATURE, "签字")


KIND = Kind(signatures, offers=("what", "why"))
