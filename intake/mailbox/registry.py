"""The kinds of mailboxes, by the scheme of mailbox.url. A new kind is a module in this folder and a line in KINDS.

The module has two functions: `problems` says what is wrong with the settings as far as it can be told without network, and
`mailbox` returns the mailbox, not yet open. The module is loaded when a mailbox of its kind is wanted. What every kind must do
is in tests/intake/mailbox/test_contract.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from config.model import MailboxSettings
from intake.mailbox.interface import Mailbox


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
    *first, last = (kind.looks for kind in KINDS.values())
    return f"{', '.join(first)} or {last}"
