"""A mailbox behind IMAP, read with as few commands as possible: LIST, EXAMINE, UID SEARCH ALL, UID FETCH.

Other answers of NetEase (126, 163) are unreliable: it announces SASL-IR and cannot do it, always says UIDVALIDITY 1, and searches
headers wrongly. So a mail's identity never comes from the server. Every run reads the whole list of UIDs, so no mail can be
missed behind a cursor; `recheck` also compares the mails already fetched with what the server says of them now.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

from config.language import say
from config.model import MailboxSettings
from intake.mailbox.connection import Connection
from intake.mailbox.folder_names import folders_of
from intake.mailbox.imap_mails import FolderMails, uids_of
from intake.mailbox.interface import Kept, Known, Sent, nothing_kept
from intake.mailbox.providers import shown_in_part
from intake.mailbox.sent_folder import sent_mails
from intake.mailbox.survey import survey
from intake.model import Arrival, Origin
from intake.passwords import server_problems

log = logging.getLogger(__name__)

LISTED_AT_ONCE = 500
_INBOX = "INBOX"


def problems(settings: MailboxSettings) -> Iterator[str]:
    """What is wrong with these settings, one line each. Contacts nothing."""
    try:
        url = urlsplit(settings.url)
    except ValueError:
        scheme = settings.url.partition(":")[0]
        yield "mailbox.url: " + say(f"应写作 {scheme}://用户@服务器:993/INBOX", f"must look like {scheme}://user@host:993/INBOX")
        return
    yield from server_problems("mailbox", url, settings)
    if settings.ca_file and not settings.ca_file.is_file():
        yield "mailbox.ca_file: " + say("没有这个文件", "no such file")


def mailbox(settings: MailboxSettings, home: Path) -> ImapMailbox:
    """The mailbox of these settings, not yet connected."""
    del home
    return ImapMailbox(urlsplit(settings.url), settings)


class ImapMailbox:
    """See Mailbox. Connected by `with`."""

    def __init__(self, url: SplitResult, settings: MailboxSettings) -> None:
        self.settings = settings
        self.connection = Connection(url, settings)
        self.host = self.connection.host
        self.account = f"imap:{self.connection.user}@{self.host}"
        self.wanted = tuple(dict.fromkeys((unquote(url.path.strip("/")) or _INBOX, *settings.folders)))
        self.listed: dict[str, int] = {}
        self._uids: dict[str, tuple[str, frozenset[str]]] = {}
        self._missing: list[str] = []
        self.renamed: tuple[tuple[str, str], ...] = ()
        self._oldest: datetime | None = None

    def __enter__(self) -> Self:
        self.connection.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def arrivals(self, taken: Known, recheck: bool = False, kept: Kept = nothing_kept) -> Iterator[Arrival]:
        """See Mailbox. Folders in the order of the settings, mails by rising uid; small ones are fetched in batches."""
        for folder in self.folders():
            validity = self.connection.examine(folder, needed=folder == self.wanted[0])
            if validity is None:
                self._missing.append(f"邮箱中的文件夹“{folder}”不能打开，其中的来信没有读取。")
                continue
            uids = uids_of(self.connection.ask(say("列出邮件", "the list of mails"), lambda c: c.search("ALL")))
            self.listed[folder] = len(uids)
            self._uids[folder] = (validity, frozenset(map(str, uids)))
            fetched = taken(folder, validity)
            mails = FolderMails(self.connection, self.settings, (self.account, folder, validity), kept(folder, validity))
            for at in range(0, len(uids), LISTED_AT_ONCE):
                page = [uid for uid in uids[at : at + LISTED_AT_ONCE] if recheck or str(uid) not in fetched]
                if page:
                    yield from mails.arrivals(page, fetched)
            yield from mails.again()
            self._oldest = min((d for d in (self._oldest, mails.oldest) if d), default=None)

    def is_there(self, origin: Origin) -> bool:
        """See Mailbox."""
        validity, uids = self._uids.get(origin.folder, (origin.uidvalidity, frozenset((origin.uid,))))
        return validity == origin.uidvalidity and origin.uid in uids

    def missing(self) -> tuple[str, ...]:
        """See Mailbox."""
        return tuple(self._missing)

    def sent(self) -> tuple[Sent, ...] | None:
        """See Mailbox. Leaves the folder of sent mail open, so it must be called after the arrivals."""
        return sent_mails(self.connection, self.settings.sent_folder)

    def notices(self) -> tuple[str, ...]:
        """What the person who set the mailbox up should know, in Chinese; complete after the arrivals were read."""
        return shown_in_part(self.host, self._oldest)

    def survey(self) -> str:
        """See Mailbox."""
        return survey(self.connection, self.folders, lambda: self.renamed)

    def folders(self) -> tuple[str, ...]:
        """The folders of the settings by their names on the server. One that does not exist is left out and told: a mistyped name
        must not delay the others."""
        first, *further = self.wanted
        if not (further or self.settings.sent_folder) and first.upper() == _INBOX:
            return (first,)
        there = folders_of(self.connection)
        found = [(name, there.find(name)) for name in self.wanted]
        for name in (name for name, here in found if here is None):
            log.warning(say("mailbox.folders：邮箱中没有文件夹 %s，其余照常读取",
                            "mailbox.folders: there is no folder %s; the others are read"), name)
        sent = self.settings.sent_folder
        self._missing = [there.missing("mailbox.folders", name) for name, here in found if here is None]
        self._missing += [there.missing("mailbox.sent_folder", sent)] if sent and there.find(sent) is None else []
        self.renamed = tuple((name, here) for name, here in found if here and here != name and not name.startswith("\\"))
        return tuple(dict.fromkeys(here for _, here in found if here is not None))
