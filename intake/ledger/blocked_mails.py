"""Mails that are set aside because staff blocked their sender, and what is kept of it when they are freed. Functions over one
connection; the caller owns the transaction."""

from __future__ import annotations

import re

from sqlalchemy import Connection, select, update

from intake.ledger import mails as mail_rows
from intake.ledger.tables import mails
from reports.states import MailState

BLOCKED_BY = "发件人已由工作人员拦截（{}），未读取"
"""What is said of such a mail, with the address or domain that is blocked."""
FREED = "拦截已解除，自此刻起按刚收到处理："
"""What is said of a freed mail until it is settled, before the moment (ISO 8601 in UTC)."""
_NAME = re.compile(r"（([^（）]*)）")


def block(connection: Connection, sha256: str, name: str) -> bool:
    """Sets a waiting mail aside, because staff blocked this address or domain. Returns False, and changes nothing, where it was
    settled before: what it brought stays."""
    fresh = (mails.c.sha256 == sha256, mails.c.state == MailState.WAITING, mails.c.settled == "")
    values = {"state": MailState.BLOCKED, "why": BLOCKED_BY.format(name)}
    return bool(connection.execute(update(mails).where(*fresh).values(values)).rowcount)


def blocked(connection: Connection) -> tuple[str, ...]:
    """Digests of the mails that are set aside."""
    return tuple(connection.execute(select(mails.c.sha256).where(mails.c.state == MailState.BLOCKED)).scalars())


def blocked_by(why: str) -> str:
    """The address or domain of which this was said of a mail; "" where an older release did not say it."""
    return match[1] if (match := _NAME.search(why)) else ""


def free(connection: Connection, sha256: str, now: str) -> None:
    """Has a mail wait again, as if it came now."""
    mail_rows.reopen(connection, sha256)
    connection.execute(update(mails).where(mails.c.sha256 == sha256).values(why=f"{FREED}{now}"))


def waits_since(connection: Connection, sha256: str) -> str:
    """Since when a mail waits for an answer, ISO 8601 with zone: its arrival, or when its sender was blocked no more."""
    row = connection.execute(select(mails.c.received, mails.c.why).where(mails.c.sha256 == sha256)).one()
    return row.why.removeprefix(FREED) if row.why.startswith(FREED) else str(row.received)
