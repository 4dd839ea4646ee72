"""What every mailbox offers, and tools that all kinds of mailbox share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from intake.model import Arrival

Known = Callable[[str, str], Mapping[str, str]]
"""(folder, uidvalidity) → the uids already fetched from there, each with what the mailbox said of its mail then."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One mail in the folder of sent mail: its Message-ID and those it answers, its time (ISO 8601, "" = not told)."""

    message_id: str
    answers: tuple[str, ...]
    moment: str


class Mailbox(Protocol):
    """A place mail is read from, and nothing else: no mail is ever marked, moved or deleted. Open only inside `with`."""

    account: str
    listed: dict[str, int]
    """Folder → how many mails were there when it was last listed."""

    def __enter__(self) -> Mailbox: ...
    def __exit__(self, *_: object) -> None: ...

    def arrivals(self, known: Known, recheck: bool = False) -> Iterator[Arrival]:
        """Mails that are not known yet, oldest place first. Each must be taken before the next one is asked for. With `recheck`
        also known ones of which the mailbox now says something else: their uid was given to another mail. Raises MailboxOutage; a
        mail that is gone when its turn comes is left out and logged."""
        ...

    def sent(self) -> tuple[Sent, ...] | None:
        """The newest mails sent from this account; None where there is no such folder, so that nothing can be said of a
        letter's fate. Raises MailboxOutage."""
        ...

    def notices(self) -> tuple[str, ...]:
        """What the person who set the mailbox up should know, in Chinese; complete after the arrivals were read."""
        ...

    def survey(self) -> str:
        """What is found in the mailbox, in Chinese sentences for the person who sets it up. Raises MailboxOutage."""
        ...


def in_pieces(data: bytes, size: int) -> Iterator[bytes]:
    """The same bytes in pieces of at most `size`."""
    for at in range(0, len(data), size):
        yield data[at : at + size]
