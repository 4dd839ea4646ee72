"""An SMTP server that can be told to misbehave."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.servers import free_port

USER, PASSWORD = "office@example.com", "secret-7f3a"


@dataclass
class Script:
    """What the server answers, and what reached it. `drop` hangs up after a letter was taken and before the answer."""

    data: str = "250 OK"
    mail: str = "250 OK"
    rcpt: str = "250 OK"
    drop: bool = False
    drop_at_rcpt: bool = False
    letters: list[Envelope] = field(default_factory=list)
    connections: int = 0

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        envelope.mail_from = address if self.mail.startswith("250") else None
        return self.mail

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        if self.drop_at_rcpt:
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.letters.append(envelope)
        if self.drop:
            server.transport.abort()
        return self.data


def _authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    fine = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    # handled=False makes the server itself say 535; with True it would say nothing and the client would hang
    return AuthResult(success=fine, handled=False)


@contextmanager
def smtp_server(
    script: Script, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, auth: bool = False
) -> Iterator[int]:
    """Port of a server that follows the script: plain, with TLS from the start, or with STARTTLS; `auth` demands a login."""
    words: dict[str, Any] = {"tls_context": starttls} if starttls else {}
    if auth:
        words |= {"authenticator": _authenticate, "auth_required": True, "auth_require_tls": False}
    controller = Controller(script, hostname="127.0.0.1", port=free_port(), ssl_context=tls, **words)
    controller.start()
    try:
        yield int(controller.port)
    finally:
        controller.stop()
