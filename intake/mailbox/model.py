"""What every mailbox offers, and the tools its kinds share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from intake.model import Arrival

Known = Callable[[str, str], set[str]]
"""(folder, uidvalidity) → the uids already fetched from there."""


class Mailbox(Protocol):
    """A place mail is read from, and nothing else: no mail is ever marked, moved or deleted. Open only inside `with`."""

    account: str

    def __enter__(self) -> Mailbox: ...
    def __exit__(self, *_: object) -> None: ...

    def arrivals(self, known: Known) -> Iterator[Arrival]:
        """Mails that are not known yet, oldest place first. Each is to be taken before the next one is asked for.
        Raises MailboxOutage; a mail that is gone when its turn comes is left out and logged."""
        ...


def in_pieces(data: bytes, size: int) -> Iterator[bytes]:
    """The same bytes in pieces of at most `size`."""
    for at in range(0, len(data), size):
        yield data[at : at + size]
