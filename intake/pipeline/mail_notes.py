"""Adds to a mail's kind what staff should know of it: which letter it brings back, that it came before the call was open."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from config.model import Settings
from intake.ledger import cases as case_rows
from intake.ledger import returned_letters
from intake.ledger.returned_letters import Gone
from intake.matching.organisations import Domains, domains_of, organisation
from intake.mime.bounces import fits
from intake.mime.mail_kind import Kind
from intake.mime.same_mailbox import mailbox_behind, same_or_rewritten
from intake.mime.sender_proof import disproved, relays
from intake.timestamps import moment_of, text_of
from parsers.model.mail import Head, MailKind, Reported, Returned
from reports.state_words import SHANGHAI, spoken
from reports.states import COPY_LOST, DELAYED

QUEUE_LIFE = timedelta(days=5, hours=12)
"""So long after a letter left a report of it may come: servers try for four or five days (RFC 5321, 4.5.4.1) and then report."""
CLOCKS = timedelta(hours=1)
"""So much may the clocks of two machines differ."""
BY_RECIPIENT = "退信未附原信，按收件人推定"


def returned(connection: Connection, head: Head, what: Kind, moment: datetime, settings: Settings) -> Kind:
    """Notes with a letter what a report says of its delivery, and returns the kind of the report, which came at this
    moment. A report whose sender the provider disproves is believed only where it names the letter's own Message-ID, which nobody
    else can know; one that returns nothing of the letter is about the newest one to the address that left within days, and it is
    said so. One that names others than the recipient is about a copy that he forwards: the letter has not come back."""
    report = head.returned
    if what.kind != MailKind.AUTOMATIC or report is None:
        return what
    late = report.delivery == Reported.DELAYED
    why = "，".join(part for part in (report.why or ("对方服务器暂未接收" if late else "对方服务器退信"), report.status) if part)
    proven = not disproved(head.proof, settings.authority)
    letters = returned_letters.named(connection, report.ids)
    if not letters and proven and report.delivery != Reported.DELIVERED:
        if report.original is not None:
            letters = _fitting(connection, report)
        elif letters := _supposed(connection, report, moment):
            why = f"{why}；{BY_RECIPIENT}"
    domains = domains_of(settings)
    copies = [letter for letter in letters if _of_others(report, letter.recipient, domains)]
    if report.delivery == Reported.FAILED:
        returned_letters.note_copy(connection, [letter.key for letter in copies], why)
    theirs = [letter.key for letter in letters if letter not in copies]
    returned_letters.note(connection, theirs, report.delivery, why)
    numbers = "、".join(dict.fromkeys(n for letter in letters for n in case_rows.case_numbers(connection, letter.mail)))
    told = _told_of_copy if copies and not theirs else _told
    return replace(what, why=told(report.delivery, numbers, why))


def _of_others(report: Returned, recipient: str, domains: Domains) -> bool:
    """Whether all those whom a report names are certainly others than a letter's recipient. The same name at a public provider is
    a mailbox of its own."""
    return bool(report.named) and report.delivery != Reported.DELIVERED and not any(
        same_or_rewritten(named, recipient) and (organisation(named, domains) or _related(named, recipient))
        for named in report.named)  # fmt: skip


def _related(one: str, other: str) -> bool:
    """Whether one address's domain is the other's or lies within it."""
    first, second = (f".{mailbox_behind(address).rpartition('@')[2]}" for address in (one, other))
    return first.endswith(second) or second.endswith(first)


def _fitting(connection: Connection, report: Returned) -> tuple[Gone, ...]:
    """The letters that a report may be about which returns headers without a Message-ID. One with another's Message-ID is about
    another mail to the same address, and anybody can write one."""
    if report.original is None or report.original.message_id:
        return ()
    return returned_letters.newest_that_fits(connection, report.recipients, partial(fits, report.original))


def _supposed(connection: Connection, report: Returned, moment: datetime) -> tuple[Gone, ...]:
    """The letters that a report may be about which returns nothing: anybody can write that, so one for each address, and none
    that left long before it or after it."""
    earliest, latest = text_of(moment - QUEUE_LIFE), text_of(moment + CLOCKS)
    return returned_letters.newest_between(connection, report.recipients, earliest, latest)


def _told(delivery: Reported, numbers: str, why: str) -> str:
    if delivery == Reported.DELIVERED:
        return f"投递成功通知：给{numbers}的回信已送达" if numbers else "投递成功通知"
    if delivery == Reported.DELAYED:
        return f"{DELAYED}：给{numbers}的回信尚未送达（{why}），对方服务器仍可能收下" if numbers else f"{DELAYED}（{why}）"
    return f"退信：给{numbers}的回信未送达（{why}），请另行联系申报单位" if numbers else f"退信（{why}）"


def _told_of_copy(delivery: Reported, numbers: str, why: str) -> str:
    copy = COPY_LOST if delivery == Reported.FAILED else "转发到的另一地址尚未送达"
    return f"{copy}（{why}）：给{numbers}的回信，退信所列不是收件人的地址" if numbers else f"{copy}（{why}）"


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
