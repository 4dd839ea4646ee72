"""A connection to an IMAP server that repairs itself: after a drop it signs in again, opens the same folder, and repeats the
command.

All commands here only read, so repeating one changes nothing. What a server refuses is an outage at once, except where it says
that it is busy: then we wait, because a throttled mailbox does not answer faster when it is asked more often.
"""

from __future__ import annotations

import imaplib
import logging
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import SplitResult, unquote

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from config.language import say
from config.model import MailboxSettings
from intake.mailbox.prefetch import Ahead
from intake.mime.charsets import decode
from intake.model import LoginRefused, MailboxOutage
from intake.outside_words import of_network
from intake.passwords import loopback, password_of

log = logging.getLogger(__name__)

T = TypeVar("T")

IDENTITY = {"name": "grant-intake", "version": "1", "vendor": "grant-intake"}
LONGEST_PAUSE = 60.0
# imapclient passes on any error of its parser in a strange answer.
_FAILURES = (IMAPClientError, imaplib.IMAP4.error, OSError, AttributeError, ValueError, KeyError, IndexError, TypeError)
# RFC 5530 names a few; Coremail and others say it only in words. (Chinese words do not reach us: imapclient drops them.)
_BUSY = re.compile(r"\[(?:LIMIT|INUSE|UNAVAILABLE|THROTTLED|OVERQUOTA)|too (?:many|frequent|fast|busy)|try (?:again|later)|"
                   r"system busy|rate limit|throttl|temporar", re.IGNORECASE)  # fmt: skip


class _Unreachable(MailboxOutage):
    """No server answers there, or the answer broke off before we were signed in."""


class Connection:
    """Open between `open` and `close`. Raises MailboxOutage: LoginRefused where the server refuses the user or the password."""

    def __init__(self, url: SplitResult, settings: MailboxSettings) -> None:
        self.url, self.settings = url, settings
        self.host, self.user = url.hostname or "", unquote(url.username or "")
        self._client: IMAPClient | None = None
        self._folder: tuple[str, str] | None = None
        self._mended = 0
        self._ahead = Ahead()

    def open(self) -> None:
        """Connect and sign in."""
        try:
            client = self._connected()
            self._sign_in(client)
        except MailboxOutage:
            self.close()
            raise
        except _FAILURES as error:
            self.close()
            raise _Unreachable(say(f"邮箱服务器 {self.host} 连接不上（{of_network(error)}）",
                                   f"the mailbox at {self.host} cannot be reached ({of_network(error)})")) from error

    def close(self) -> None:
        """Closes the connection, with a logout where it still works."""
        client, self._client = self._client, None
        if client is not None and self._ahead.busy:
            client.shutdown()  # nobody waits for that answer any more
        elif client is not None:
            client.__exit__(None, None, None)  # logs out, and ignores the errors of a dead connection

    def renew(self) -> None:
        """Closes the connection; the next command goes over a new one, in the same folder."""
        self.close()

    def examine(self, folder: str, needed: bool = True) -> str | None:
        """Opens a folder for reading only, so that nothing is ever marked. Returns its UIDVALIDITY; None where the server refuses
        a folder that is not `needed`."""
        self._folder = None
        what = say(f"打开文件夹“{folder}”", f"folder {folder}")
        if needed:
            validity = self.ask(what, lambda client: _examined(client, folder))
        else:
            validity = self.ask(what, lambda client: _examined(client, folder), str)
        self._folder = (folder, validity) if validity else None
        return validity or None

    def fetch(
        self, what: str, uids: Sequence[int], items: Sequence[str], then: Sequence[int] = (),
        refusal: Callable[[], dict[int, Any]] | None = None,
    ) -> dict[int, Any]:
        """The answer to FETCH, as `ask` gives it. `then` are the uids that will be fetched next: the server is asked for them
        already."""
        return self._ask(what, lambda client: self._ahead.fetch(client, uids, items, then), refusal)

    def ask(self, what: str, question: Callable[[IMAPClient], T], refusal: Callable[[], T] | None = None) -> T:
        """The answer to one command. After a break the connection is repaired and the command repeated, and a busy server is
        given time, within the settings' limits. `refusal` gives the answer where the server said NO; without it that too is an
        outage."""

        def alone(client: IMAPClient) -> T:
            self._ahead.settle(client)
            return question(client)

        return self._ask(what, alone, refusal)

    def _ask(self, what: str, question: Callable[[IMAPClient], T], refusal: Callable[[], T] | None) -> T:
        pause, tries = self.settings.pause_seconds, self.settings.retries
        while True:
            try:
                client = self._standing()
                with _in_time(client, self.settings.answer_seconds):
                    return question(client)
            except _Unreachable:
                if not tries:
                    raise
            except MailboxOutage:
                raise
            except _FAILURES as error:
                refused = isinstance(error, imaplib.IMAP4.error) and not isinstance(error, imaplib.IMAP4.abort)
                busy = bool(_BUSY.search(_error_text(error)))
                if refused and not busy and refusal is not None:
                    return refusal()
                if not tries or (refused and not busy) or self._mended >= self.settings.reconnects:
                    raise MailboxOutage(say(f"与邮箱服务器 {self.host} 的会话中断：{what}（{of_network(error)}）",
                                            f"the mailbox at {self.host} broke off: {what} ({of_network(error)})")) from error
                if not refused:
                    self._drop()
            log.info("the mailbox is busy or broke off: %s; asking again in %.0f s", what, pause)
            time.sleep(pause)
            pause, tries = min(pause * 3, LONGEST_PAUSE), tries - 1

    def _standing(self) -> IMAPClient:
        """The client, signed in again and back in its folder where the connection was lost."""
        if self._client is None:
            self._reopen()
        assert self._client is not None
        return self._client

    def _reopen(self) -> None:
        self.open()
        if self._client is not None and self._folder is not None:
            folder, validity = self._folder
            if _examined(self._client, folder) != validity:
                raise MailboxOutage(say(f"邮箱 {self.host} 的文件夹“{folder}”在读取时被重建",
                                        f"the mailbox at {self.host} was made anew while it was read: folder {folder}"))

    def _drop(self) -> None:
        """Drops a connection that broke: imaplib's object cannot be used again."""
        client, self._client = self._client, None
        self._mended += 1
        if client is not None:
            client.shutdown()

    def _connected(self) -> IMAPClient:
        secure = self.url.scheme == "imaps"
        covered = secure or self.settings.ca_file or not loopback(self.host)
        context = ssl.create_default_context(cafile=_path(self.settings.ca_file)) if covered else None
        port = self.url.port or (993 if secure else 143)
        client = IMAPClient(self.host, port, ssl=secure, ssl_context=context, timeout=self.settings.timeout_seconds)
        quiet(client)
        client.normalise_times = False
        self._client = client
        if covered and not secure:
            if not client.has_capability("STARTTLS"):
                raise MailboxOutage(say(f"邮箱服务器 {self.host} 不支持 STARTTLS 加密，未发送密码：请改用 imaps://",
                                        f"the mailbox at {self.host} offers no STARTTLS; nothing was sent in the open: use "
                                        "imaps://"))
            client.starttls(context)
        return client

    def _sign_in(self, client: IMAPClient) -> None:
        """Sends LOGIN and not AUTHENTICATE, then ID before any folder is opened: NetEase demands both, on every connection."""
        word = password_of(self.settings, self.host, self.user)
        try:
            client.login(self.user, word)
        except (IMAPClientError, imaplib.IMAP4.error, UnicodeError) as error:
            if isinstance(error, imaplib.IMAP4.abort):
                raise
            why = of_network(error).replace(word, "***")
            raise LoginRefused(say(f"邮箱服务器 {self.host} 拒绝登录（{why}）：请核对用户名和授权码",
                                   f"the mailbox at {self.host} refused the login ({why}): check the user and the "
                                   "authorisation code")) from None
        if client.has_capability("ID"):
            client.id_(IDENTITY)


@contextmanager
def _in_time(client: IMAPClient, seconds: float) -> Iterator[None]:
    """Closes the connection to a server that is still answering after `seconds`: a socket's timeout starts again with every
    byte."""

    def hang_up() -> None:
        with suppress(OSError, AttributeError):
            client.socket().shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def quiet(client: IMAPClient) -> None:
    """Stops imaplib from formatting every byte for a log that nobody keeps: seven times faster. imapclient sets the level to 5
    and offers no switch; where a later release has no such attribute, only speed is lost."""
    connection = getattr(client, "_imap", None)
    if connection is not None and hasattr(connection, "debug"):
        connection.debug = 0


def _path(path: Path | None) -> str | None:
    return str(path) if path else None


def _error_text(error: BaseException) -> str:
    answer = error.args[0] if error.args else ""
    return decode(answer) if isinstance(answer, bytes) else str(error)


def _examined(client: IMAPClient, folder: str) -> str:
    answer: Any = client.select_folder(folder, readonly=True)
    return str(answer.get(b"UIDVALIDITY", 0))
