"""Adds to a mail's kind what staff should know of it: which letter it brings back, that it came before the call was open."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from config.model import Settings
from intake.ledger import cases as case_rows
from intake.ledger import letters as letter_rows
from intake.mime.mail_kind import Kind
from intake.mime.sender_proof import disproved, relays
from intake.timestamps import moment_of
from parsers.model.mail import Head, MailKind
from reports.state_words import SHANGHAI, spoken


def returned(connection: Connection, head: Head, what: Kind) -> Kind:
    """Notes with a letter that it came back, and returns the kind of the report."""
    if what.kind != MailKind.AUTOMATIC or head.returned is None:
        return what
    why = "，".join(part for part in (head.returned.why or "对方服务器退信", head.returned.status) if part)
    answered = letter_rows.came_back(connection, head.returned.ids, head.returned.recipients, why)
    numbers = dict.fromkeys(number for mail in answered for number in case_rows.case_numbers(connection, mail))
    why_returned = f"退信：给{'、'.join(numbers)}的回信未送达（{why}），请另行联系申报单位" if numbers else f"退信（{why}）"
    return replace(what, why=why_returned)


def handed_on(what: Kind, head: Head, settings: Settings) -> Kind:
    """Says with a mail whose sender the provider disproves which server certainly handed it on: a forwarder's, or a forger's."""
    if not disproved(head.proof, settings.authority):
        return what
    through = "、".join(relays(head.proof, settings.authority))
    said = f"发件地址未通过邮箱服务商的验证，邮件经 {through} 发出或转发" if through else "发件地址未通过邮箱服务商的验证"
    return replace(what, why="；".join(part for part in (said, what.why) if part))


def before_opening(what: Kind, received: str, settings: Settings) -> Kind:
    """Says with an application's mail that it came before the call was open."""
    opens, moment = settings.guide.opens, moment_of(received)
    if opens is None or moment is None:
        return what
    opens = opens if opens.tzinfo else opens.replace(tzinfo=SHANGHAI)
    if moment >= opens:
        return what
    return replace(what, why="；".join(part for part in (f"早于受理开始时间（{spoken(opens.isoformat())}）", what.why) if part))
