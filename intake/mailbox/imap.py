"""A mailbox behind IMAP, read with as few commands as possible: LIST, EXAMINE, UID SEARCH ALL, UID FETCH.

NetEase (126, 163) answers little else truly: it wants ID on every connection before a folder is opened, announces SASL-IR
and cannot do it, always says UIDVALIDITY 1, and searches by header wrongly. So identity is never taken from here.
"""

from __future__ import annotations

import imaplib
import logging
import ssl
from collections.abc import Iterator
from typing import Any, Self
from urllib.parse import SplitResult, unquote

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from config.model import MailboxSettings
from intake.mailbox.model import Known, in_pieces
from intake.mime.text import decode, one_line
from intake.model import Arrival, MailboxOutage, Origin
from intake.secret import loopback, secret

log = logging.getLogger(__name__)

IDENTITY = {"name": "grant-intake", "version": "1", "vendor": "grant-intake"}
LISTED_AT_ONCE = 500
# imapclient passes on whatever its parser trips over in a strange answer.
_FAILURES = (IMAPClientError, imaplib.IMAP4.error, OSError, AttributeError, ValueError, KeyError, IndexError, TypeError)


class ImapMailbox:
    """See Mailbox. One connection, opened by `with`; once it broke it stays broken, and the next run makes a new one."""

    def __init__(self, url: SplitResult, settings: MailboxSettings) -> None:
        self.url, self.settings = url, settings
        self.host, self.user = url.hostname or "", unquote(url.username or "")
        self.account = f"imap:{self.user}@{self.host}"
        self.folders = tuple(dict.fromkeys((unquote(url.path.strip("/")) or "INBOX", *settings.folders)))
        self.client: IMAPClient | None = None

    def __enter__(self) -> Self:
        try:
            self.client = self._connected()
            self._sign_in(self.client)
        except MailboxOutage:
            self.__exit__()
            raise
        except _FAILURES as error:
            self.__exit__()
            raise MailboxOutage(f"the mailbox at {self.host} cannot be reached ({_reason(error)})") from error
        return self

    def __exit__(self, *_: object) -> None:
        client, self.client = self.client, None
        if client is not None:
            client.__exit__(None, None, None)  # logs out, and swallows what a dead connection says

    def arrivals(self, known: Known) -> Iterator[Arrival]:
        """See Mailbox. Folders in the order of the settings, mails by rising uid; small ones are fetched in batches. A further
        folder that is not there is told and left out: a name mistyped must not keep the others waiting."""
        for number, folder in enumerate(self.folders):
            if number and not self.ask("the list of folders", lambda c, name=folder: c.folder_exists(name)):
                log.warning("mailbox.folders: there is no folder %s; the others are read", folder)
                continue
            validity = self.examine(folder)
            uids = self.ask("the list of mails", lambda c: c.search("ALL"))
            fetched = known(folder, validity)
            fresh = [uid for uid in sorted({int(uid) for uid in uids}) if str(uid) not in fetched]
            for at in range(0, len(fresh), LISTED_AT_ONCE):
                yield from self._arrivals(folder, validity, fresh[at : at + LISTED_AT_ONCE])

    # --- connection -------------------------------------------------------------------------------------------------

    def _connected(self) -> IMAPClient:
        secure = self.url.scheme == "imaps"
        context = ssl.create_default_context(cafile=str(self.settings.ca_file) if self.settings.ca_file else None)
        port = self.url.port or (993 if secure else 143)
        client = IMAPClient(self.host, port, ssl=secure, ssl_context=context, timeout=self.settings.timeout_seconds)
        quiet(client)
        client.normalise_times = False
        self.client = client
        if not secure and (self.settings.ca_file or not loopback(self.host)):
            if not client.has_capability("STARTTLS"):
                raise MailboxOutage(f"the mailbox at {self.host} offers no STARTTLS; nothing was sent in the open")
            client.starttls(context)
        return client

    def _sign_in(self, client: IMAPClient) -> None:
        """LOGIN and not AUTHENTICATE, then ID before any folder is opened: NetEase demands both."""
        word = secret(self.settings, self.host, self.user)
        try:
            client.login(self.user, word)
        except (IMAPClientError, imaplib.IMAP4.error, UnicodeError) as error:
            if isinstance(error, imaplib.IMAP4.abort):
                raise
            told = _reason(error).replace(word, "***")
            raise MailboxOutage(f"the mailbox at {self.host} refused the login ({told})") from None
        if client.has_capability("ID"):
            client.id_(IDENTITY)

    # --- reading ----------------------------------------------------------------------------------------------------

    def ask(self, what: str, question: Any) -> Any:
        """The answer to one question; every failure becomes an outage."""
        try:
            return question(self.client)
        except _FAILURES as error:
            raise MailboxOutage(f"the mailbox at {self.host} broke off: {what} ({_reason(error)})") from error

    def examine(self, folder: str) -> str:
        """Open a folder for reading only, so that nothing is ever marked; its UIDVALIDITY."""
        answer = self.ask(f"folder {folder}", lambda c: c.select_folder(folder, readonly=True))
        return str(answer.get(b"UIDVALIDITY", 0))

    def _arrivals(self, folder: str, validity: str, uids: list[int]) -> Iterator[Arrival]:
        told = self.ask("sizes of mails", lambda c: c.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"]))
        batch: list[int] = []
        for uid in uids:
            if uid not in told:
                _gone(folder)
                continue
            size = int(told[uid].get(b"RFC822.SIZE") or 0)
            if size > self.settings.chunk_bytes or not size:  # a server that tells no size may hide any
                yield from self._small(folder, validity, batch, told)
                batch = []
                yield from self._large(folder, validity, uid, told)
            elif batch and size + sum(told[u][b"RFC822.SIZE"] for u in batch) > self.settings.batch_bytes:
                yield from self._small(folder, validity, batch, told)
                batch = [uid]
            else:
                batch.append(uid)
        yield from self._small(folder, validity, batch, told)

    def _small(self, folder: str, validity: str, uids: list[int], told: Any) -> Iterator[Arrival]:
        """Whole mails, one FETCH for all of them."""
        bodies = self._bodies(folder, uids) if uids else {}
        for uid in uids:
            data = bodies.pop(uid, {}).get(b"BODY[]")
            if data is None:
                _gone(folder)
            else:
                yield self._arrival(folder, validity, uid, told, _pieces_of(data, self.settings.chunk_bytes))

    def _bodies(self, folder: str, uids: list[int]) -> Any:
        """The answer to FETCH. Where the server says NO to a batch, each mail is asked for alone, so that one it cannot give
        does not stand in the way of all that come after it."""
        try:
            return self.client.fetch(uids, ["BODY.PEEK[]"]) if self.client else {}
        except IMAPClientError as error:
            if isinstance(error, imaplib.IMAP4.abort):
                raise MailboxOutage(f"the mailbox at {self.host} broke off: mails ({_reason(error)})") from error
            if len(uids) == 1:
                return {}
            found: dict[int, Any] = {}
            for uid in uids:
                found |= self._bodies(folder, [uid])
            return found
        except _FAILURES as error:
            raise MailboxOutage(f"the mailbox at {self.host} broke off: mails ({_reason(error)})") from error

    def _large(self, folder: str, validity: str, uid: int, told: Any) -> Iterator[Arrival]:
        """A mail in chunks, each fetched when it is asked for; the first one now, to see that the mail is still there."""
        first = self._chunk(uid, 0)
        if first is None:
            _gone(folder)
            return
        size = int(told[uid].get(b"RFC822.SIZE") or 0)

        def pieces() -> Iterator[bytes]:
            piece, at = first, 0
            while piece:
                yield from in_pieces(piece, self.settings.chunk_bytes)
                at += len(piece)
                if at >= size and len(piece) != self.settings.chunk_bytes:
                    return
                piece = self._chunk(uid, at) or b""
            if at < size:  # some servers overstate; their end of the mail is the end
                log.warning("a mail is shorter than the server said: folder %s", folder)

        yield self._arrival(folder, validity, uid, told, pieces)

    def _chunk(self, uid: int, at: int) -> bytes | None:
        """Bytes of a mail from `at`, None when the mail is gone. A server may ignore the range: the rest of all it sends."""
        item = f"BODY.PEEK[]<{at}.{self.settings.chunk_bytes}>"
        answer = self.ask("a part of a mail", lambda c: c.fetch([uid], [item])).get(uid, {})
        if b"BODY[]" in answer:
            return bytes(answer[b"BODY[]"] or b"")[at:]
        found = answer.get(b"BODY[]<%d>" % at)
        return None if found is None and at == 0 else bytes(found or b"")

    def _arrival(self, folder: str, validity: str, uid: int, told: Any, pieces: Any) -> Arrival:
        moment = told[uid].get(b"INTERNALDATE")
        size = told[uid].get(b"RFC822.SIZE")
        received = moment.isoformat() if moment is not None and moment.tzinfo is not None else ""
        return Arrival(Origin(self.account, folder, validity, str(uid)), received, size or None, pieces)


def quiet(client: IMAPClient) -> None:
    """Stop imaplib from formatting every byte for a log nobody keeps: seven times faster. imapclient sets it to 5 and offers
    no switch; where a later release has no such attribute, nothing is lost but speed."""
    connection = getattr(client, "_imap", None)
    if connection is not None and hasattr(connection, "debug"):
        connection.debug = 0


def _pieces_of(data: bytes, size: int) -> Any:
    return lambda: in_pieces(data, size)


def _gone(folder: str) -> None:
    log.warning("a mail left the mailbox, or cannot be given, before it was fetched: folder %s", folder)


def _reason(error: BaseException) -> str:
    """What went wrong in a few words, from the server where it says so; one line, bounded."""
    said = error.args[0] if error.args else ""
    text = decode(said) if isinstance(said, bytes) else str(error)
    return one_line(f"{type(error).__name__}: {text}", 200)
