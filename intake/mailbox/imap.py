"""A mailbox behind IMAP, read with as few commands as possible: LIST, EXAMINE, UID SEARCH ALL, UID FETCH.

Other answers of NetEase (126, 163) are unreliable: it announces SASL-IR and cannot do it, always says UIDVALIDITY 1, and searches
headers wrongly. So a mail's identity never comes from the server. Every run reads the whole list of UIDs, so no mail can be
missed behind a cursor; `recheck` also compares the mails already fetched with what the server says of them now.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Self
from urllib.parse import SplitResult, unquote, urlsplit

from config.model import MailboxSettings
from intake.mailbox.connection import Connection
from intake.mailbox.interface import Known, Sent, in_pieces
from intake.mailbox.providers import shown_in_part
from intake.mailbox.sent_folder import sent_mails
from intake.mailbox.survey import survey
from intake.model import Arrival, MailboxOutage, Origin
from intake.passwords import server_problems

log = logging.getLogger(__name__)

LISTED_AT_ONCE = 500
_INBOX = "INBOX"


def problems(settings: MailboxSettings) -> Iterator[str]:
    """What is wrong with these settings, one line each. Contacts nothing."""
    try:
        url = urlsplit(settings.url)
    except ValueError:
        yield f"mailbox.url: must look like {settings.url.partition(':')[0]}://user@host:993/INBOX"
        return
    yield from server_problems("mailbox", url, settings)
    if settings.ca_file and not settings.ca_file.is_file():
        yield "mailbox.ca_file: no such file"


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
        self._oldest: datetime | None = None

    def __enter__(self) -> Self:
        self.connection.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def arrivals(self, taken: Known, recheck: bool = False) -> Iterator[Arrival]:
        """See Mailbox. Folders in the order of the settings, mails by rising uid; small ones are fetched in batches."""
        for folder in self.folders():
            validity = self.connection.examine(folder)
            uids = sorted({int(uid) for uid in self.connection.ask("the list of mails", lambda c: c.search("ALL"))})
            self.listed[folder] = len(uids)
            fetched = taken(folder, validity)
            for at in range(0, len(uids), LISTED_AT_ONCE):
                page = [uid for uid in uids[at : at + LISTED_AT_ONCE] if recheck or str(uid) not in fetched]
                if page:
                    yield from self._arrivals(folder, validity, page, fetched)

    def sent(self) -> tuple[Sent, ...] | None:
        """See Mailbox. Leaves the folder of sent mail open, so it must be called after the arrivals."""
        return sent_mails(self.connection, self.settings.sent_folder)

    def notices(self) -> tuple[str, ...]:
        """What the person who set the mailbox up should know, in Chinese; complete after the arrivals were read."""
        return shown_in_part(self.host, self._oldest)

    def survey(self) -> str:
        """See Mailbox."""
        return survey(self.connection, self.folders)

    def folders(self) -> tuple[str, ...]:
        """The folders of the settings by their names on the server; one may be given by its special use ("\\Junk", RFC 6154).
        A further folder that does not exist is reported and left out: a mistyped name must not delay the others."""
        first, *further = self.wanted
        if not further:
            return (first,)
        there = self.connection.ask("the list of folders", lambda c: c.list_folders())
        names = {str(name) for _, _, name in there}
        uses = {flag.decode("ascii", "replace").lower(): str(name) for flags, _, name in there for flag in flags}
        folders = [first]
        for folder in further:
            name = uses.get(folder.lower()) if folder.startswith("\\") else folder if folder in names else None
            if name is None and folder.upper() != _INBOX:
                log.warning("mailbox.folders: there is no folder %s; the others are read", folder)
            else:
                folders.append(name or _INBOX)
        return tuple(dict.fromkeys(folders))

    # --- reading ----------------------------------------------------------------------------------------------------

    def _arrivals(self, folder: str, validity: str, uids: list[int], fetched: Mapping[str, str]) -> Iterator[Arrival]:
        items = self.connection.fetch("sizes of mails", uids, ["RFC822.SIZE", "INTERNALDATE"])
        fresh = []
        for uid in uids:
            if uid not in items:
                _gone(folder)
            elif str(uid) not in fetched or fetched[str(uid)] not in ("", _told(items[uid])):
                self._note(items[uid])
                fresh.append(uid)
        batches = list(self._batches(fresh, items))
        for batch, following in pairwise([*batches, []]):
            if self._is_large(items[batch[0]]):
                yield from self._large(folder, validity, batch[0], items)
            else:
                then = following if following and not self._is_large(items[following[0]]) else []
                yield from self._small(folder, validity, batch, items, then)

    def _batches(self, uids: list[int], items: Any) -> Iterator[list[int]]:
        """The uids in order: small mails together up to `batch_bytes`, each large one by itself."""
        batch: list[int] = []
        held = 0
        for uid in uids:
            size, large = _size(items[uid]), self._is_large(items[uid])
            if batch and (large or held + size > self.settings.batch_bytes):
                yield batch
                batch, held = [], 0
            if large:
                yield [uid]
            else:
                batch.append(uid)
                held += size
        if batch:
            yield batch

    def _is_large(self, answer: Any) -> bool:
        """Whether to read it in chunks; a mail whose size the server does not tell may have any size."""
        return not 0 < _size(answer) <= self.settings.chunk_bytes

    def _small(self, folder: str, validity: str, uids: list[int], items: Any, then: list[int]) -> Iterator[Arrival]:
        """Whole mails, one FETCH for all of them; `then` is the batch after this one."""
        bodies = self._bodies(uids, then)
        for uid in uids:
            data = bodies.pop(uid, {}).get(b"BODY[]")
            if data is None:
                _gone(folder)
            else:
                yield self._arrival(folder, validity, uid, items, _pieces_of(data, self.settings.chunk_bytes))

    def _bodies(self, uids: list[int], then: list[int]) -> dict[int, Any]:
        """The answer to FETCH. Where the server says NO to a batch, each mail is asked for by itself, so that one mail it cannot
        give does not block all that come after it."""

        def singly() -> dict[int, Any]:
            bodies: dict[int, Any] = {}
            for uid in uids if len(uids) > 1 else ():
                bodies |= self._bodies([uid], [])
            return bodies

        return self.connection.fetch("mails", uids, ["BODY.PEEK[]"], then, singly)

    def _large(self, folder: str, validity: str, uid: int, items: Any) -> Iterator[Arrival]:
        """A mail in chunks, each fetched when it is wanted; the first one now, to see that the mail is still there."""
        first = self._chunk(uid, 0)
        if first is None:
            _gone(folder)
            return
        size = _size(items[uid])

        def pieces() -> Iterator[bytes]:
            piece, at = first, 0
            while piece:
                yield from in_pieces(piece, self.settings.chunk_bytes)
                at += len(piece)
                if at >= size and len(piece) != self.settings.chunk_bytes:
                    return
                following = self._chunk(uid, at)
                if following is None and at < size:  # not even an empty answer: the mail was removed while it was read
                    raise MailboxOutage(f"the mailbox at {self.host} gave only the beginning of a mail: folder {folder}")
                piece = following or b""
            if at < size:  # some servers tell too large a size; the mail ends where they end it
                log.warning("a mail is shorter than the server said: folder %s", folder)

        yield self._arrival(folder, validity, uid, items, pieces)

    def _chunk(self, uid: int, at: int) -> bytes | None:
        """Bytes of a mail from `at`, None where the server gives none, not even an empty answer. A server that ignores the range
        gives the rest of the mail."""
        item = f"BODY.PEEK[]<{at}.{self.settings.chunk_bytes}>"
        answer = self.connection.ask("a part of a mail", lambda c: c.fetch([uid], [item])).get(uid, {})
        if b"BODY[]" in answer:
            return bytes(answer[b"BODY[]"] or b"")[at:]
        chunk = answer.get(b"BODY[]<%d>" % at)
        return None if chunk is None else bytes(chunk)

    def _arrival(self, folder: str, validity: str, uid: int, items: Any, pieces: Any) -> Arrival:
        moment = items[uid].get(b"INTERNALDATE")
        received = moment.isoformat() if moment is not None and moment.tzinfo is not None else ""
        origin = Origin(self.account, folder, validity, str(uid), _told(items[uid]))
        return Arrival(origin, received, _size(items[uid]) or None, pieces)

    def _note(self, answer: Any) -> None:
        moment = answer.get(b"INTERNALDATE")
        if moment is not None and moment.tzinfo is not None:
            self._oldest = moment if self._oldest is None else min(moment, self._oldest)


def _told(answer: Any) -> str:
    """What a server says of a mail besides its uid; "" where it says nothing that could be compared later."""
    moment, size = answer.get(b"INTERNALDATE"), _size(answer)
    return f"{size} {moment.isoformat() if moment else ''}".strip() if size else ""


def _size(answer: Any) -> int:
    return int(answer.get(b"RFC822.SIZE") or 0)


def _pieces_of(data: bytes, size: int) -> Any:
    return lambda: in_pieces(data, size)


def _gone(folder: str) -> None:
    log.warning("a mail left the mailbox, or cannot be given, before it was fetched: folder %s", folder)
