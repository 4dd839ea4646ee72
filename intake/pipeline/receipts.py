"""Turns a settled mail and its cases into the one receipt of the mail, kept in the outbox in the transaction that settles it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from logging import getLogger

from sqlalchemy import Connection

from config.language import say
from config.model import Guide, Settings
from intake.ledger import blocked_mails
from intake.ledger import letters as letter_rows
from intake.ledger import mails as mail_rows
from intake.ledger.letters import Draft
from intake.letters import outbox, recipients
from intake.letters.recipients import SenderClass
from intake.matching.trust import trust_of
from intake.sandbox.faults import frames
from intake.timestamps import text_of
from parsers.checks.finding_kind import is_kind
from parsers.model.mail import Head
from parsers.model.package import PackageFile
from parsers.model.rule_kind import RuleKind
from reports.case import Case
from reports.letters.compose import Arrived, bare_receipt, receipt
from reports.states import LetterState

log = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answered:
    """A mail as its receipt needs it. `reply`: it is of a kind that is answered, also where its sender cannot be; `again`: all it
    brought was here before; `unassigned`: its files that belong to no case."""

    sha256: str
    head: Head
    reply: bool
    again: bool
    unassigned: tuple[PackageFile, ...]


def keep_receipt(
    connection: Connection, mail: Answered, cases: Sequence[Case], settings: Settings, guide: Guide, now: datetime
) -> str:
    """Keeps the one receipt of this mail. Returns its state, "" where it gets none."""
    if not (mail.reply and cases):
        return ""
    sha256, head = mail.sha256, mail.head
    received = mail_rows.received_of(connection, sha256)
    if mail.again and outbox.capped(connection, head.sender, received, settings):
        return ""
    unproven = trust_of(head, settings).disproved
    letter, why = bare_receipt(received, settings.office, guide, unproven), ""
    if not unproven:
        try:
            letter = receipt(Arrived(head, received, mail.unassigned), cases, settings.office, guide, settings.letters.reminds)
        except Exception as error:  # a template, or words it cannot take: the case stands, a person sees why
            why = f"{outbox.NOT_COMPOSED}（{frames(error).splitlines()[0]}）"
            log.error(say("给邮件 %s 的回信没有写成：%s",
                          "the letter to mail %s was not composed: %s"), sha256[:12], frames(error).replace("\n", " < "))
    draft = outbox.draft(sha256, head, letter, blocked_mails.waits_since(connection, sha256), settings, now)
    if why and draft.state != LetterState.FAILED:
        draft = replace(draft, state=LetterState.HELD, why=why)
    if any(is_kind(finding, guide, RuleKind.SECRET_MARK) for case in cases for finding in case.findings):
        draft = replace(draft, state=LetterState.HELD, why=outbox.QUARANTINED)
    return keep_within_limits(connection, draft, head, received, settings, now)


def keep_within_limits(
    connection: Connection, draft: Draft, head: Head, received: str, settings: Settings, now: datetime
) -> str:
    """Keeps a receipt, held where its recipient has had its letters of a day. Returns its state, "" where the mail has one."""
    sender = recipients.sender_class(connection, head.proof, received, settings, now)
    if sender == SenderClass.DISPROVED and not trust_of(head, settings).disproved:  # a forwarder whom we trust
        sender = SenderClass.UNVERIFIED
    draft = replace(draft, key=recipients.KEYS.get(sender, recipients.RECEIPT) + draft.key.removeprefix(recipients.RECEIPT))
    over = draft.state == LetterState.QUEUED and recipients.held_back(connection, head.sender, sender, settings, now)
    draft = replace(draft, state=LetterState.HELD, why=over) if over else draft
    return draft.state if letter_rows.keep(connection, draft, text_of(now)) else ""
