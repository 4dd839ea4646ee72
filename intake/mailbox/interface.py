"""What every mailbox offers, the kinds of mailbox by the scheme of mailbox.url, and tools that all kinds share.

A new kind is a module in this folder and a line in KINDS. The module has two functions: `problems` says what is wrong with the
settings as far as it can be told without network, and `mailbox` returns the mailbox, not yet open. The module is loaded when a
mailbox of its kind is wanted. What every kind must do is in tests/intake/mailbox/test_contract.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from config.language import listed
from config.model import MailboxSettings
from intake.model import Arrival, Origin

Known = Callable[[str, str], Mapping[str, str]]
"""(folder, uidvalidity) → the uids already fetched from there, each with what the mailbox said of its mail then."""


Kept = Callable[[str, str], Mapping[str, int]]
"""(folder, uidvalidity) → the uids of mails that several passes did not give whole, each with the number of bytes kept of it."""


def nothing_kept(folder: str, uidvalidity: str) -> Mapping[str, int]:
    """Every mail was given whole."""
    del folder, uidvalidity
    return {}


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

    def arrivals(self, taken: Known, recheck: bool = False, kept: Kept = nothing_kept) -> Iterator[Arrival]:
        """Mails that are not known yet, oldest place first. Each must be taken before the next one is asked for. With `recheck`
        also known ones of which the mailbox now says something else: their uid was given to another mail. One that is not given
        whole comes again, each time marked as short. Raises MailboxOutage; a mail that is gone when its turn comes is left out
        and logged."""
        ...

    def is_there(self, origin: Origin) -> bool:
        """Whether this place still held its mail when its folder was listed; True also where it was not listed."""
        ...

    def sent(self) -> tuple[Sent, ...] | None:
        """The newest mails sent from this account; None where there is no such folder, so that nothing can be said of a
        letter's fate. Raises MailboxOutage."""
        ...

    def missing(self) -> tuple[str, ...]:
        """Folders of the settings that are not there, in Chinese sentences; complete after the arrivals or the survey."""
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


class Module(Protocol):
    """What the module of a kind offers."""

    def problems(self, settings: MailboxSettings) -> Iterator[str]:
        """What is wrong with these settings, one line each. Contacts nothing."""
        ...

    def mailbox(self, settings: MailboxSettings, home: Path) -> Mailbox:
        """The mailbox of settings without problems, to be opened by `with`. `home` is where a relative path starts."""
        ...


@dataclass(frozen=True, slots=True)
class Kind:
    """How the URL of a kind looks, and the module that reads such a mailbox."""

    looks: str
    module: str

    def load(self) -> Module:
        """The module, loaded."""
        return cast(Module, import_module(self.module))


KINDS = {
    "imaps": Kind("imaps://user@host:993/INBOX", "intake.mailbox.imap"),
    "imap": Kind("imap://…", "intake.mailbox.imap"),
    "maildir": Kind("maildir:PATH", "intake.mailbox.local_files"),
    "folder": Kind("folder:PATH", "intake.mailbox.local_files"),
}


def kind_of(settings: MailboxSettings) -> Kind | None:
    """The kind of mailbox that these settings name; None where no kind has this scheme."""
    return KINDS.get(settings.url.partition(":")[0])


def known_kinds() -> str:
    """The possible forms of URLs, for a person who gave another one."""
    return listed(kind.looks for kind in KINDS.values())
