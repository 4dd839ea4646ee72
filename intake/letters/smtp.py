"""Sends ready letters to a server or a Maildir. Transport only: writes no text, decides nothing, and never tries anything
twice."""

from __future__ import annotations

import hashlib
import re
import smtplib
import ssl
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol, Self
from urllib.parse import unquote, urlsplit

from config.language import say
from config.model import SmtpSettings
from config.os_errors import why
from intake.mime.charsets import decode, one_line
from intake.model import LetterLoginRefused, LetterOutage, WrongSettings
from intake.outside_words import of_network
from intake.passwords import loopback, password_of, server_problems
from intake.store.atomic_write import Flush, write_whole

OUR_NAME = "grant-intake.local"
"""The name we give in EHLO: the machine's own name may be Chinese or wrong, and others need not know it."""


class Delivery(StrEnum):
    """What became of one attempt to send."""

    SENT = "sent"
    """The server took it."""
    FAILED = "failed"
    """Refused for good (5xx)."""
    RETRY = "retry"
    """Not now (4xx): wait two minutes or more."""
    UNKNOWN = "unknown"
    """The connection broke after the letter was sent and before the answer, so it may have arrived."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one letter. `detail` is the server's answer on one line. `ours`: the refusal is about us or our letters and
    not about this recipient, so the next letter would be refused too."""

    state: Delivery
    detail: str = ""
    ours: bool = False


class Transport(Protocol):
    """Open only inside `with`. Opening and `send` raise LetterOutage when the server cannot be reached or refuses the login;
    the current letter was then certainly not sent."""

    def __enter__(self) -> Transport: ...
    def __exit__(self, *_: object) -> None: ...
    def send(self, sender: str, recipient: str, message: bytes, message_id: str) -> Outcome: ...


def open_transport(settings: SmtpSettings) -> Transport:
    """The transport of these settings. Raises WrongSettings."""
    if problems := send_problems(settings):
        raise WrongSettings(problems)
    scheme, _, rest = settings.url.partition(":")
    return MaildirTransport(Path(rest)) if scheme == "maildir" else SmtpTransport(settings)


def send_problems(settings: SmtpSettings) -> list[str]:
    """What is wrong with the settings of sending, one line each, as far as it can be told without network."""
    scheme, _, rest = settings.url.partition(":")
    if scheme == "maildir":
        return [] if rest else ["smtp.url: " + say("maildir: 后面要写路径", "maildir: needs a path")]
    if scheme not in ("smtp", "smtps"):
        return ["smtp.url: " + say("应写作 smtps://用户@服务器:465、smtp://… 或 maildir:路径",
                                   "must be smtps://user@host:465, smtp://… or maildir:PATH")]
    try:
        url = urlsplit(settings.url)
    except ValueError:
        return ["smtp.url: " + say(f"应写作 {scheme}://用户@服务器:465", f"must look like {scheme}://user@host:465")]
    problems = list(server_problems("smtp", url, settings, sign_in=not loopback(url.hostname or "")))
    if not re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+", settings.sender):
        problems.append("smtp.from: " + say("要写发信的邮箱地址，不带姓名", "must be the bare address the letters come from"))
    if settings.ca_file and not settings.ca_file.is_file():
        problems.append("smtp.ca_file: " + say("没有这个文件", "no such file"))
    return problems


def check_login(settings: SmtpSettings) -> str:
    """Opens the transport as a run would, sends nothing, and reports it in a sentence. Raises WrongSettings and LetterOutage."""
    with open_transport(settings):
        local = settings.url.startswith("maildir:")
        if local:
            return say("信件写入本机文件夹，可以写入。", "Letters are laid into a folder of this machine, which can be written.")
        return say("发信服务器登录成功（未发送任何邮件）。", "The letter server let us in; nothing was sent.")


# --- SMTP -----------------------------------------------------------------------------------------------------------


class SmtpTransport:
    """See Transport. One recipient a letter; a new connection after every `per_connection` letters (NetEase: 450 MI:DMC), and
    after any connection that broke."""

    def __init__(self, settings: SmtpSettings) -> None:
        self.settings, self.url = settings, urlsplit(settings.url)
        self.host = self.url.hostname or ""
        self.server: smtplib.SMTP | None = None
        self.sent = 0

    def __enter__(self) -> Self:
        self._connect()
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def send(self, sender: str, recipient: str, message: bytes, message_id: str) -> Outcome:
        """Hands one letter over. A break before its first byte was sent is an outage; any later one is "unknown"."""
        del message_id  # it is in the message; a server does not read it
        if self.sent >= self.settings.per_connection:
            self._close()
        server = self.server or self._connect()
        self.sent += 1
        try:
            refusal = self._envelope(server, sender, recipient)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            self._close()
            raise LetterOutage(say(f"发信服务器 {self.host} 在收信之前断开（{_reason(error)}）",
                                   f"the letter server {self.host} broke off before the letter ({_reason(error)})")) from error
        return refusal or self._data(server, message)

    def _envelope(self, server: smtplib.SMTP, sender: str, recipient: str) -> Outcome | None:
        """Sends MAIL, RCPT and the command DATA; None when the server waits for the letter."""
        code, answer = server.mail(sender)
        ours = code != 250
        if code == 250:
            code, answer = server.rcpt(recipient)
        if code in (250, 251):
            code, answer = server.docmd("DATA")
            ours = code != 354
        if code == 354:
            return None
        self._reset(server, code)
        outcome = _outcome(code, answer, ours)
        # refused before the server saw it: nothing is wrong with this letter
        return replace(outcome, state=Delivery.RETRY) if ours else outcome

    def _data(self, server: smtplib.SMTP, message: bytes) -> Outcome:
        """Sends the letter itself and reads the answer. Lines end with CRLF and dots are doubled, as RFC 5321 demands."""
        lines = re.sub(rb"\r?\n|\r", b"\r\n", message).removesuffix(b"\r\n")
        try:
            server.send(re.sub(rb"(?m)^\.", b"..", lines) + b"\r\n.\r\n")
            code, answer = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            return Outcome(Delivery.UNKNOWN, _reason(error), ours=True)
        if code != 250:
            self._reset(server, code)
        return _outcome(code, answer, ours=True)

    def _reset(self, server: smtplib.SMTP, code: int) -> None:
        """Prepares the connection for the next letter; 421 says that the server is closing it."""
        try:
            if code == 421 or server.rset()[0] != 250:
                self._close()
        except (smtplib.SMTPException, OSError):
            self._close()

    def _connect(self) -> smtplib.SMTP:
        try:
            self.server = self._signed_in()
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            self._close()
            trouble = LetterLoginRefused if isinstance(error, smtplib.SMTPAuthenticationError) else LetterOutage
            raise trouble(_unusable(self.host, self._hidden(_reason(error)))) from error
        self.sent = 0
        return self.server

    def _signed_in(self) -> smtplib.SMTP:
        context = ssl.create_default_context(cafile=str(self.settings.ca_file) if self.settings.ca_file else None)
        timeout = self.settings.timeout_seconds
        if self.url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.url.port or 465, OUR_NAME, timeout=timeout, context=context)
        else:
            server = smtplib.SMTP(self.host, self.url.port or 25, OUR_NAME, timeout=timeout)
        self.server = server  # so that a failure from here on closes the connection
        server.ehlo_or_helo_if_needed()
        if self.url.scheme == "smtp" and (self.settings.ca_file or not loopback(self.host)):
            server.starttls(context=context)  # raises where the server does not offer it: nothing is sent unencrypted
            server.ehlo()
        if user := unquote(self.url.username or ""):
            server.login(user, password_of(self.settings, self.host, user))
        return server

    def _hidden(self, text: str) -> str:
        user = unquote(self.url.username or "")
        word = password_of(self.settings, self.host, user) if user else ""
        return text.replace(word, "***") if word else text

    def _close(self) -> None:
        server, self.server, self.sent = self.server, None, 0
        if server is not None:
            try:
                server.quit()
            except (smtplib.SMTPException, OSError):
                server.close()


def _outcome(code: int, answer: bytes | str, ours: bool = False) -> Outcome:
    detail = one_line(f"{code} {decode(answer) if isinstance(answer, bytes) else answer}", 300)
    if code == 250:
        return Outcome(Delivery.SENT, detail)
    return Outcome(Delivery.FAILED if 500 <= code <= 599 else Delivery.RETRY, detail, ours)


def _reason(error: BaseException) -> str:
    """What went wrong in a few words; one line, bounded."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _outcome(error.smtp_code, error.smtp_error).detail
    return of_network(error)


def _unusable(host: str, reason: str) -> str:
    return say(f"发信服务器 {host} 不能用（{reason}）", f"the letter server {host} cannot be used ({reason})")


# --- Maildir --------------------------------------------------------------------------------------------------------


class MaildirTransport:
    """See Transport. Writes letters into new/ by way of tmp/, durable before they are called sent. The file's name comes
    from the Message-ID, so a letter written twice is there once; it ends in .eml, which a Maildir allows, so that a double
    click opens it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        try:
            for box in ("tmp", "new", "cur"):
                (self.path / box).mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise LetterOutage("smtp.url: " + say(f"信件文件夹写不进去：{why(error)}",
                                                  f"the Maildir cannot be written ({why(error)})")) from error
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def send(self, sender: str, recipient: str, message: bytes, message_id: str) -> Outcome:
        """Writes one letter byte for byte; the envelope is what its headers say."""
        del sender, recipient
        name = hashlib.sha256(message_id.encode("utf-8", "replace")).hexdigest()[:40]
        if any(entry.name.startswith(name) for box in ("new", "cur") for entry in (self.path / box).iterdir()):
            return Outcome(Delivery.SENT, "已在信件文件夹中")
        try:
            new, temporary = self.path / "new" / f"{name}.eml", self.path / "tmp" / f"{name}.eml"
            write_whole(new, message, Flush.CONTENT_AND_NAME, None, temporary)
        except OSError as error:
            raise LetterOutage("smtp.url: " + say(f"信件文件夹写不进去：{why(error)}",
                                                  f"the Maildir cannot be written ({why(error)})")) from error
        return Outcome(Delivery.SENT, "已放入信件文件夹")
