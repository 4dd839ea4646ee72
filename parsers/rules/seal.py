"""seal: no seal was seen where the scanned form asks for one (R97, R99, R100). What cannot be decided is a note."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject
from parsers.checks.scan_stamps import unseen
from parsers.model.seal import StampKind


def seals(subject: Subject) -> Iterator[Hit]:
    """One hit for each part where no scan of the package shows a seal. Offers {what} and {why}."""
    yield from unseen(subject, StampKind.SEAL, "公章")


KIND = Kind(seals, offers=("what", "why"))
