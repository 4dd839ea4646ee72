"""Makes, on the day after, the one letter with the case numbers that a recipient was not told because it had had its letters of a
day, and with what must be corrected in these cases. Only for senders for whom our provider vouches; what other letters were held
back for that reason waits for a person.

If we die here: each recipient's letter is kept in one transaction with the note that its numbers are told, under a key with the
day in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from logging import getLogger

from sqlalchemy import Connection

from config.language import say
from config.model import Guide, Settings
from intake.ledger import Ledger, letter_limits
from intake.ledger import cases as case_rows
from intake.ledger import letters as letter_rows
from intake.ledger.letter_limits import HeldBack
from intake.letters import outbox
from intake.letters.recipients import LATER, TOLD
from intake.mime.same_mailbox import spelt
from intake.sandbox.faults import frames
from intake.timestamps import moment_of, text_of
from parsers.checks.finding_kind import is_kind
from parsers.model.finding import Severity
from parsers.model.mail import Head
from parsers.model.rule_kind import RuleKind
from reports.case import Case
from reports.state_words import SHANGHAI

log = getLogger(__name__)

MOST, MOST_TO_CORRECT = 300, 60
"""Cases in one letter, and those among them in which something must be corrected; the rest follows the next day."""


def tell_numbers(ledger: Ledger, settings: Settings, guide: Guide, now: datetime) -> int:
    """Keeps the letters that are due today. Returns how many."""
    if settings.letters.send != "auto":
        return 0
    with ledger.read() as connection:
        held = letter_limits.held_because(connection, LATER)
    today = now.astimezone(SHANGHAI).date()
    due = sorted((one for one in held if _day(one.created) < today), key=lambda one: spelt(one.recipient))
    made = 0
    for recipient, mine in groupby(due, key=lambda one: spelt(one.recipient)):
        with ledger.write() as connection:
            made += _tell(connection, recipient, list(mine), settings, guide, now)
    return made


def _day(moment: str) -> date:
    at = moment_of(moment)
    return at.astimezone(SHANGHAI).date() if at else date.min


def _tell(
    connection: Connection, recipient: str, held: Sequence[HeldBack], settings: Settings, guide: Guide, now: datetime
) -> bool:
    """Keeps the letter to one recipient, and notes at the letters held back what is told. False where there is nothing to tell,
    or today's letter is made."""
    from reports.letters.compose import numbers_letter  # here: on most days nothing was held back

    untold, newest = _untold(connection, recipient, held, guide), held[-1]
    telling = _of_one_letter(untold)
    mark = hashlib.sha256(recipient.encode()).hexdigest()[:16]
    key = f"{outbox.NUMBERS}-{mark}-{now.astimezone(SHANGHAI):%Y%m%d}"
    if telling:
        head = Head(sender=newest.recipient, message_id=newest.message_id)
        try:
            letter = numbers_letter([case for _, case in telling], settings.office, guide)
        except Exception as error:  # a template, or words it cannot take: the receipts stay held, and the pass goes on
            log.error(say("告知编号的信没有写成：%s",
                          "a letter with case numbers was not composed: %s"), frames(error).replace("\n", " < "))
            return False
        if letter_rows.bytes_of(connection, key) or not letter_rows.keep(
                connection, outbox.numbers_draft(key, newest.mail, head, letter, settings, now), text_of(now)):
            return False
    left = {case_id for case_id, _ in untold[len(telling):]}
    keys = [one.key for one in held if not left & letter_limits.cases_of(connection, [one.mail]).keys()]
    letter_limits.reword(connection, keys, (LATER,), TOLD)
    return bool(telling)


def _of_one_letter(untold: Sequence[tuple[int, Case]]) -> Sequence[tuple[int, Case]]:
    """The first of these cases, as many as one letter tells of."""
    to_correct = 0
    for at, (_, case) in enumerate(untold[:MOST]):
        to_correct += any(finding.severity == Severity.FIX for finding in case.findings)
        if to_correct > MOST_TO_CORRECT:
            return untold[:at]
    return untold[:MOST]


def _untold(connection: Connection, recipient: str, held: Sequence[HeldBack], guide: Guide) -> list[tuple[int, Case]]:
    """The cases of these mails whose number this recipient was not told, with their ids; none that a person must release
    first."""
    numbers = letter_limits.cases_of(connection, {one.mail for one in held})
    told = letter_limits.told_of(connection, numbers, TOLD)
    there = dict(case_rows.newest(connection, list(numbers.values())))
    untold = []
    for case_id, number in numbers.items():
        newest = there.get(number)
        if newest is None or recipient in {spelt(one) for one in told.get(case_id, ())}:
            continue
        if not any(is_kind(finding, guide, RuleKind.SECRET_MARK, RuleKind.SENDER_UNVERIFIED) for finding in newest.findings):
            from intake.pipeline.fold import as_told  # here: on most days nothing was held back

            untold.append((case_id, as_told(connection, number, newest, guide)))
    return untold
