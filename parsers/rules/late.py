"""late-submission: the first complete revision arrived after the deadline, if the call has one (R124)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from parsers.checks.rule import Hit, Kind, Subject
from parsers.values.months import moment


def late(subject: Subject) -> Iterator[Hit]:
    """Offers {received} and {deadline}, in Chinese time. No hit when either is not known."""
    received, deadline = subject.circumstances.received, subject.circumstances.deadline
    if received and deadline and datetime.fromisoformat(received) > datetime.fromisoformat(deadline):
        yield Hit(words={"received": moment(received), "deadline": moment(deadline)})


KIND = Kind(late, offers=("received", "deadline"), package=True)
