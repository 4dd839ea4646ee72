"""sender-unverified: the mail provider says that a mail is not from the address it gives (R123)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject


def sender_unverified(subject: Subject) -> Iterator[Hit]:
    """Never hits by itself, because a package does not hold the provider's verdict: the room that knows it makes the finding with
    `parsers.checks.engine.findings_of`."""
    yield from ()


KIND = Kind(sender_unverified)
