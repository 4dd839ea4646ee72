"""Mail from a server, a Maildir or a folder behind one small interface. Only ever read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from config.model import LimitSettings, MailboxSettings
from intake.mailbox.interface import Mailbox
from intake.mailbox.local_files import Folder, Maildir
from intake.model import WrongSettings
from intake.passwords import server_problems

__all__ = ["Mailbox", "check_login", "host_of", "mailbox_problems", "open_mailbox"]

FILES = {"folder": Folder, "maildir": Maildir}
SERVERS = ("imaps", "imap")


def open_mailbox(settings: MailboxSettings, limits: LimitSettings, home: Path) -> Mailbox:
    """The mailbox of these settings, to be opened by `with`. `home` is where a relative path starts. Every mail is handed on
    whatever its size: `limits` bind only those who read it. Raises WrongSettings; opening raises MailboxOutage."""
    del limits
    if problems := mailbox_problems(settings):
        raise WrongSettings(problems)
    scheme, _, rest = settings.url.partition(":")
    if scheme in FILES:
        return FILES[scheme]((home / Path(rest)).resolve(), settings)
    from intake.mailbox.imap import ImapMailbox

    return ImapMailbox(urlsplit(settings.url), settings)


def mailbox_problems(settings: MailboxSettings) -> list[str]:
    """What is wrong with the mailbox's settings, a line each, as far as it can be told without network."""
    return list(_problems(settings))


def _problems(settings: MailboxSettings) -> Iterator[str]:
    scheme, _, rest = settings.url.partition(":")
    if scheme in FILES:
        if not rest:
            yield f"mailbox.url: {scheme}: needs a path"
    elif scheme in SERVERS:
        try:
            url: SplitResult = urlsplit(settings.url)
        except ValueError:
            yield f"mailbox.url: must look like {scheme}://user@host:993/INBOX"
            return
        yield from server_problems("mailbox", url, settings)
        if settings.ca_file and not settings.ca_file.is_file():
            yield "mailbox.ca_file: no such file"
    else:
        yield "mailbox.url: must be imaps://user@host:993/INBOX, imap://…, maildir:PATH or folder:PATH"


def host_of(settings: MailboxSettings) -> str:
    """Name of the mailbox's server, "" for files."""
    return urlsplit(settings.url).hostname or ""


def check_login(settings: MailboxSettings) -> str:
    """Open the mailbox as a run would, and tell in Chinese what is seen there. Raises WrongSettings and MailboxOutage."""
    with open_mailbox(settings, LimitSettings(), Path.cwd()) as mailbox:
        if settings.url.partition(":")[0] in FILES:
            count = sum(1 for _ in mailbox.arrivals(lambda folder, validity: {}))
            return f"邮箱可以读取，共有{count}封邮件。"
        from intake.mailbox.imap import ImapMailbox
        from intake.mailbox.survey import look

        assert isinstance(mailbox, ImapMailbox)
        return look(mailbox)
