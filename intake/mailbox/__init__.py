"""Reads mail from a server, a Maildir or a folder through one small interface. Never changes a mailbox."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from config.language import say
from config.model import MailboxSettings
from intake.mailbox.interface import Mailbox, kind_of, known_kinds
from intake.model import WrongSettings

__all__ = ["Mailbox", "check_login", "host_of", "inspect_mailbox", "mailbox_problems", "open_mailbox"]


def open_mailbox(settings: MailboxSettings, home: Path) -> Mailbox:
    """The mailbox of these settings, to be opened by `with`. `home` is where a relative path starts. Every mail is passed on
    whatever its size. Raises WrongSettings; opening raises MailboxOutage."""
    kind = kind_of(settings)
    if problems := mailbox_problems(settings):
        raise WrongSettings(problems)
    assert kind is not None
    return kind.load().mailbox(settings, home)


def mailbox_problems(settings: MailboxSettings) -> list[str]:
    """What is wrong with the mailbox's settings, one line each, as far as it can be told without network."""
    kind = kind_of(settings)
    if kind is None:
        looks = known_kinds()
        return ["mailbox.url: " + say(f"应写作 {looks} 之一", f"must be one of {looks}")]
    return list(kind.load().problems(settings))


def host_of(settings: MailboxSettings) -> str:
    """Name of the mailbox's server, "" for files."""
    return urlsplit(settings.url).hostname or ""


def check_login(settings: MailboxSettings) -> str:
    """Opens the mailbox as a run would, and tells what is found there. Raises WrongSettings and MailboxOutage."""
    return inspect_mailbox(settings)[0]


def inspect_mailbox(settings: MailboxSettings) -> tuple[str, tuple[str, ...]]:
    """What is found in the mailbox, and the folders of the settings that are not, in Chinese. Raises as `check_login`."""
    with open_mailbox(settings, Path.cwd()) as mailbox:
        return mailbox.survey(), mailbox.missing()
