"""other-email: the form has another address than the sender's (F2-13)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.checks.rule import Hit, Kind, Subject, hit
from parsers.values import email


def other_email(subject: Subject, *, field: str) -> Iterator[Hit]:
    """The address in the form is not the one the mail came from. The finding shows neither address: letters go only to the sender
    (X12)."""
    value, sender = subject.filled(field), subject.circumstances.sender.lower()
    written = re.findall(r"[\w.%+'=-]+@[\w.-]+\w", email(value.text or "").lower()) if value is not None else []
    if sender and written and sender not in written:
        yield hit(field, value)


KIND = Kind(other_email)
