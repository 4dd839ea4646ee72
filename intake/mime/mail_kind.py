"""Decides what kind of mail this is, and whether it may be answered automatically (RFC 3834). Decides nothing about an
application."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from intake.mime.automatic_signs import BOUNCES, LIST_SIGNS, POSTMASTER
from intake.mime.bounces import returns_a_mail
from intake.mime.from_address import without_address
from parsers.model.file import TroubleKind
from parsers.model.mail import Head, MailKind
from parsers.model.package import Package, PackageFile

# Where a reply's own words end and the quoted mail begins.
_QUOTE = re.compile(
    r"^[ \t]*(>|-{2,}[ \t]*(原始邮件|Original Message|转发邮件|回复的原邮件)|发件人[:：]|From:|"
    r"在.{0,80}写道[:：]|On .{0,120}wrote:)",
    re.MULTILINE | re.IGNORECASE,
)
_UNSUBSCRIBE = re.compile("退订|取消订阅|不再接收|unsubscribe", re.IGNORECASE)
_WITHDRAWAL = re.compile(r"(撤回|撤销|取消|放弃|退出).{0,10}(申报|申请|项目|材料)|(申报|申请|项目|材料).{0,6}(撤回|撤销)")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a mail is. `reply` says whether a receipt may be sent automatically; `why` is a short Chinese reason for staff.
    `unaddressed`: it would be answered, had it an address that can be read."""

    kind: MailKind
    reply: bool
    why: str
    unaddressed: bool = False


def kind(
    reading_head: Head,
    packages: Sequence[Package],
    unassigned: Sequence[PackageFile],
    own_addresses: Collection[str],
    supplement: bool,
) -> Kind:
    """The kind of a mail that was read. `own_addresses` are the mailbox's and the office's; `supplement` says that the ledger
    knows a case this mail adds to. An application stays an application even when the mail must not be answered."""
    application = bool(packages) or supplement
    silent = silence(reading_head, own_addresses, application)
    bounced = any(sign in BOUNCES for sign in _signs(reading_head, application))
    if application and not bounced:
        named = MailKind.SUPPLEMENT if supplement else MailKind.SUBMISSION
        missing = "" if reading_head.sender else f"{without_address(reading_head.notes)}，不自动回复"
        why = silent or missing or ("补充或更正材料" if supplement else "申报材料")
        return Kind(named, not silent and not missing, why, unaddressed=not silent and bool(missing))
    if _signs(reading_head, application) or _own(reading_head, own_addresses):
        return Kind(MailKind.AUTOMATIC, False, silent)
    return _without_files(reading_head, unassigned)


def _without_files(head: Head, unassigned: Sequence[PackageFile]) -> Kind:
    """Mail that brings no application: never answered automatically, a person reads it."""
    if withdrawal(head):
        return Kind(MailKind.OTHER, False, "疑似要求撤回申报，请工作人员处理")
    if head.links:
        parts = ((link.name or link.provider, link.size_and_expiry) for link in head.links[:3])
        named = "；".join("，".join(part for part in both if part) for both in parts)
        return Kind(MailKind.ENQUIRY, False, f"材料在网盘或超大附件链接中（{named}），邮件内没有文件，请工作人员处理")
    if any(file.trouble is not None and file.trouble.kind == TroubleKind.ENCRYPTED for file in unassigned):
        return Kind(MailKind.ENQUIRY, False, "邮件或附件已加密，无法打开，由工作人员答复")
    if unassigned:
        return Kind(MailKind.ENQUIRY, False, "附件不是申报材料，由工作人员答复")
    if head.body.strip() or head.subject:
        return Kind(MailKind.ENQUIRY, False, "咨询，由工作人员答复")
    return Kind(MailKind.OTHER, False, "邮件没有正文和附件")


def _signs(head: Head, application: bool) -> tuple[str, ...]:
    """The signs of an automatic mail that count. Two of them stand on people's mails, too: postmaster@ may be the only mailbox
    of a small unit, and webmail and mailers of a firm write List-Unsubscribe. Where there is no other sign, an application is a
    person's unless the mail returns another one; words without an application are a person's unless they report a delivery or
    tell how to unsubscribe."""
    others = [sign for sign in head.automatic if sign != POSTMASTER and sign not in LIST_SIGNS]
    signs = (*others, *(sign for sign in head.automatic if sign not in others))
    if others or head.return_path == "":
        return signs
    if POSTMASTER in signs:
        report = head.returned is not None and (not application or returns_a_mail(head.returned))
        return signs if report else ()
    return signs if not application and _UNSUBSCRIBE.search(head.body) else ()


def silence(head: Head, own_addresses: Collection[str], application: bool = False) -> str:
    """Why this mail must not be answered automatically; "" when it may, as far as its signs say: it may have no address."""
    own = bare_addresses(own_addresses)
    if _own(head, own_addresses):
        return "本邮箱自己发出的邮件，不回复"
    if signs := _signs(head, application):
        return f"自动邮件（{signs[0]}），不回复"
    if head.return_path == "":
        return "退信地址为空，不回复"
    if own and own.isdisjoint(address.casefold() for address in head.to):
        return "收件人中没有本邮箱（密送或转投），不自动回复"
    return ""


def _own(head: Head, own_addresses: Collection[str]) -> bool:
    return head.sender.casefold() in bare_addresses(own_addresses)


def bare_addresses(addresses: Collection[str]) -> set[str]:
    """Addresses without display names, blanks and capitals, to be compared; blank settings count as none."""
    return {address.rpartition("<")[2].strip("> ").casefold() for address in addresses if address.strip()}


def withdrawal(head: Head) -> bool:
    """Whether the sender's own words (not the mail they quote) speak of withdrawing an application."""
    return bool(_WITHDRAWAL.search(head.subject) or _WITHDRAWAL.search(own_words(head.body)[:2000]))


def own_words(body: str) -> str:
    """A body without the mail it quotes."""
    quote = _QUOTE.search(body)
    return body[: quote.start()] if quote else body
