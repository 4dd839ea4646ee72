"""Addresses letters, keeps their final bytes, then sends them. Writes no text of a letter itself.

SMTP cannot promise exactly one delivery. This can be promised: the bytes and the Message-ID are committed before anything is
sent, the attempt is committed before the first byte leaves, and a letter whose fate is unknown is never sent again by itself.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from sqlalchemy import Connection

from config.language import say
from config.model import Settings
from intake.ledger import Ledger, letter_limits
from intake.ledger import letters as letter_rows
from intake.ledger.cases import Touch
from intake.ledger.letters import Draft
from intake.letters import send_log
from intake.letters.addresses import Unaddressable, on_the_wire
from intake.letters.breaker import HELD, Breaker
from intake.letters.recipients import BARE, DAY, DOUBTED, OVER, RECEIPT, turn
from intake.letters.retry import next_attempt
from intake.letters.send_log import SendLog
from intake.letters.smtp import Delivery, Outcome, Transport, open_transport
from intake.mime.from_address import without_address
from intake.model import Outage
from intake.timestamps import days_between, moment_of, text_of
from parsers.model.mail import Head
from reports.case import Letter
from reports.state_words import SHANGHAI
from reports.states import LetterState

log = logging.getLogger(__name__)

QUARANTINED = "材料带有密级标志，由人决定是否回复"
OFF, APPROVE, OLD = "设置为不发信", "等待人工批准", "来信较早，等待人工决定"
NOT_COMPOSED = "回信未能生成，现为简短回执"
UNREAD = "unread"
"""The kind of a letter that says that a mail arrived which is not read."""
NUMBERS = "numbers"
"""The kind of a letter that tells only case numbers."""
BY_STAFF = "人工暂缓"
CUT_OFF = "发送时程序中断，是否送达不明"
LEFT_BEFORE = "台账恢复之前已寄出，不再重发"
UNSURE = "台账恢复或新建之前的来信，可能已经答复，等待人工决定"
MAY_HAVE_LEFT = "台账恢复之前开始发送，是否送达不明"


def draft(mail: str, head: Head, letter: Letter, waits_since: str, settings: Settings, now: datetime) -> Draft:
    """A receipt for the sender of a mail, with its final bytes. Its state says whether it may be sent at once; where no letter
    can go to the address, it has failed, and says why."""
    message_id = f"<receipt-{mail[:32]}@{settings.smtp.sender.rpartition('@')[2] or 'localhost'}>"
    state, why = _state(waits_since, settings, now, head)
    body = _message(letter, head, message_id, settings, now)
    return Draft(f"{RECEIPT}{mail[:16]}", mail, "receipt", head.sender, message_id, letter.subject, body, state, why)


def decision_draft(key: str, kind: str, answered: Touch, letter: Letter, settings: Settings, now: datetime) -> Draft:
    """A letter of a decision for the sender of the mail that it answers. It waits for a person unless settings let such letters
    be sent."""
    mail, head = answered.mail, Head(sender=answered.sender, message_id=answered.message_id)
    message_id = f"<{key}-{mail[:16]}@{settings.smtp.sender.rpartition('@')[2] or 'localhost'}>"
    free = settings.letters.decisions == "auto" and settings.letters.send == "auto"
    state, why = _reachable(head) or ((LetterState.QUEUED, "") if free else (LetterState.HELD, APPROVE))
    body = _message(letter, head, message_id, settings, now)
    return Draft(key, mail, kind, head.sender, message_id, letter.subject, body, state, why)


def unread_draft(mail: str, head: Head, letter: Letter, waits_since: str, settings: Settings, now: datetime) -> Draft:
    """The short answer to a mail that is not read; its receipt follows if it is read after all."""
    message_id = f"<{UNREAD}-{mail[:32]}@{settings.smtp.sender.rpartition('@')[2] or 'localhost'}>"
    state, why = _state(waits_since, settings, now, head)
    body = _message(letter, head, message_id, settings, now)
    return Draft(f"{UNREAD}-{mail[:16]}", mail, UNREAD, head.sender, message_id, letter.subject, body, state, why)


def numbers_draft(key: str, mail: str, head: Head, letter: Letter, settings: Settings, now: datetime) -> Draft:
    """A letter with case numbers to this sender, in answer to one of their mails."""
    message_id = f"<{key}@{settings.smtp.sender.rpartition('@')[2] or 'localhost'}>"
    state, why = _reachable(head) or (LetterState.QUEUED, "")
    return Draft(key, mail, NUMBERS, head.sender, message_id, letter.subject, _message(letter, head, message_id, settings, now),
                 state, why)


def _reachable(head: Head) -> tuple[LetterState, str] | None:
    """Failed, and why, where no letter can go to this sender."""
    try:
        on_the_wire(head.sender)
    except Unaddressable as problem:
        return LetterState.FAILED, str(problem) if head.sender else f"{without_address(head.notes)}，无法发信"
    return None


def _state(waits_since: str, settings: Settings, now: datetime, head: Head) -> tuple[LetterState, str]:
    if failed := _reachable(head):
        return failed
    if settings.letters.send == "off":
        return LetterState.HELD, OFF
    if settings.letters.send == "approve":
        return LetterState.HELD, APPROVE
    arrived = moment_of(waits_since)
    if settings.letters.max_age_days and (arrived is None or days_between(arrived, now) > settings.letters.max_age_days):
        return LetterState.HELD, OLD
    return LetterState.QUEUED, ""


def _message(letter: Letter, head: Head, message_id: str, settings: Settings, now: datetime) -> bytes:
    """The RFC 5322 bytes, with the headers of an automatic answer (RFC 3834), plain text first, HTML beside it."""
    from email.headerregistry import Address  # here: a pass without letters need not load what parses addresses

    message = EmailMessage()
    user, _, domain = settings.smtp.sender.partition("@")
    message["From"] = Address(settings.office.name, user, domain)
    with suppress(Unaddressable):  # such a letter has failed already, and is kept as it would have been
        message["To"] = on_the_wire(head.sender)
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(now.astimezone(SHANGHAI))
    message["Message-ID"] = message_id
    if head.message_id:
        message["In-Reply-To"] = head.message_id
        message["References"] = " ".join((*head.references[-20:], head.message_id))
    message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(letter.text, cte="base64")
    message.add_alternative(letter.html, subtype="html", cte="base64")
    message.set_boundary(f"=_{message_id[1:33]}")
    return message.as_bytes()


def capped(connection: Connection, sender: str, received: str, settings: Settings) -> bool:
    """Whether this sender has had its letters of a day for mails that brought nothing new. This is what stops two robots that
    answer each other."""
    since = moment_of(received)
    if since is None:
        return False
    had = letter_rows.idle_letters(connection, sender, text_of(since - timedelta(days=1)))
    return had >= settings.letters.per_sender_a_day


def hold(connection: Connection, keys: Sequence[str], now: str) -> int:
    """Holds queued letters for a person, and for good those that the program held back for a time. Returns how many."""
    queued = letter_rows.move(connection, keys, (LetterState.QUEUED,), LetterState.HELD, now, BY_STAFF)
    return queued + letter_limits.reword(connection, keys, (HELD, OVER), BY_STAFF)


def recover(ledger: Ledger, settings: Settings, now: datetime) -> int:
    """Handles letters that a killed run left in `sending`: back into the queue where delivering twice leaves one (a Maildir),
    else `unknown`, for a person. Returns how many became unknown."""
    with ledger.write() as connection:
        cut_off = letter_rows.in_state(connection, LetterState.SENDING)
        if settings.smtp.url.startswith("maildir:"):
            letter_rows.move(connection, cut_off, (LetterState.SENDING,), LetterState.QUEUED, text_of(now))
            return 0
        return letter_rows.move(connection, cut_off, (LetterState.SENDING,), LetterState.UNKNOWN, text_of(now), CUT_OFF)


def send_due(ledger: Ledger, settings: Settings, now: datetime, breaker: Breaker) -> list[str]:
    """Sends every letter that is due, within the provider's limits and while the breaker lets them; those that answer mails for
    which nobody vouches come last. Returns lines about what a person should know.

    Letters stay queued when the server cannot be reached, or takes no more of ours now: that is no reason to fail a run
    whose mails are settled.
    """
    with ledger.read() as connection:
        keys = sorted(letter_rows.due(connection, text_of(now)), key=turn)
        gone = letter_rows.gone_since(connection, text_of(now - DAY))
        server = not settings.smtp.url.startswith("maildir:")
        keys = _within_share(connection, keys, settings, now) if server else keys
    if not keys or settings.letters.send == "off":
        return []
    most = min(settings.smtp.per_run, max(0, settings.smtp.per_day - gone)) if server else len(keys)
    sent = 0
    try:
        with open_transport(settings.smtp) as transport:
            sending = _Sending(ledger, transport, settings, now, SendLog(settings.home))
            for number, key in enumerate(keys):
                if sent >= most:
                    log.info("%d letters wait for a later run: smtp.per_run, smtp.per_day", len(keys) - number)
                    break
                breaker.ask(now)
                outcome = _send(sending, key, settings.smtp.spacing_seconds if sent and server else 0)
                sent += outcome is not None
                if outcome is not None and outcome.ours and outcome.state != Delivery.SENT:
                    return _stopped(outcome, len(keys) - number - 1)
    except Outage as outage:
        return [say(f"发信服务器不可用（{outage}），信件保留在队列中，下次运行再发。",
                    f"Letters cannot leave ({outage}); they stay queued for the next run.")]
    return []


def _within_share(connection: Connection, keys: Sequence[str], settings: Settings, now: datetime) -> list[str]:
    """These letters without those to senders for whom nobody vouches that are more than their share of a day: these stay queued
    for a later run. What a person let go counts, and leaves."""
    gone = letter_rows.gone_since(connection, text_of(now - DAY), (DOUBTED, BARE))
    free = max(1, int(settings.smtp.per_day * settings.smtp.unvouched_share)) - gone
    approved = letter_rows.let_go_by_a_person(connection, keys)
    unvouched = [key for key in keys if turn(key) and key not in approved]
    late = set(unvouched[max(0, free):])
    if late:
        log.info("%d letters to senders for whom nobody vouches wait for a later run: smtp.unvouched_share", len(late))
    return [key for key in keys if key not in late]


def _stopped(outcome: Outcome, left: int) -> list[str]:
    """What to tell when a server takes no more of our letters: "later" needs no action, a refusal needs a person."""
    code = outcome.detail[:3]  # no more than the code: the rest of the answer may name the recipient
    log.info("the letter server answered %s; %d letters wait for a later run", code, left)
    told = say(f"发信服务器拒收本邮箱的信件（答复 {code}），其余 {left} 封下次运行再发。",
               f"The letter server refuses our letters (answer {code}); the other {left} wait for the next run.")
    return [told] if code.startswith("5") else []


@dataclass(frozen=True, slots=True)
class _Sending:
    """What the letters of one run are sent with."""

    ledger: Ledger
    transport: Transport
    settings: Settings
    now: datetime
    log: SendLog


def _send(sending: _Sending, key: str, pause: float) -> Outcome | None:
    """Sends a letter after so many seconds; None where it is not queued any more, or left before the ledger was restored."""
    ledger, now = sending.ledger, sending.now
    with ledger.read() as connection:
        if not letter_rows.queued(connection, key):
            return None
    time.sleep(pause)
    with ledger.write() as connection:
        letter = letter_rows.bytes_of(connection, key)
        if letter is None or _left_before(connection, sending, key, letter[1]):
            return None
        if not letter_rows.move(connection, (key,), (LetterState.QUEUED,), LetterState.SENDING, text_of(now)):
            return None
    recipient, message_id, body = letter
    try:
        sending.log.note(send_log.ATTEMPTED, message_id)
        outcome = sending.transport.send(sending.settings.smtp.sender, on_the_wire(recipient), body, message_id)
    except Unaddressable as problem:  # a letter of an older release
        outcome = Outcome(Delivery.FAILED, str(problem))
    except Outage:
        _note(ledger, key, Outcome(Delivery.RETRY, "服务器不可用"), now)
        raise
    sending.log.note(send_log.SENT if outcome.state == Delivery.SENT else send_log.FAILED, message_id)
    _note(ledger, key, outcome, now)
    return outcome


def _left_before(connection: Connection, sending: _Sending, key: str, message_id: str) -> bool:
    """Whether a letter left, or may have left, of which this ledger knows no attempt: the log has it, or begins later than the
    mail. Then the letter is not sent again, unless a person let it go."""
    if letter_rows.attempts(connection, key):
        return False
    step, now = sending.log.last(message_id), text_of(sending.now)
    if step not in (send_log.SENT, send_log.ATTEMPTED):
        unsure = sending.log.unsure_until
        if step or not letter_rows.came_before(connection, key, unsure) or letter_rows.let_go_by_a_person(connection, [key]):
            return False
        return letter_rows.move(connection, (key,), (LetterState.QUEUED,), LetterState.HELD, now, UNSURE) > 0
    state, why = (LetterState.SENT, LEFT_BEFORE) if step == send_log.SENT else (LetterState.UNKNOWN, MAY_HAVE_LEFT)
    for old, new in ((LetterState.QUEUED, LetterState.SENDING), (LetterState.SENDING, state)):  # by way of an attempt, so that a
        letter_rows.move(connection, (key,), (old,), new, now, why)  # person may still order it sent
    return True


def _note(ledger: Ledger, key: str, outcome: Outcome, now: datetime) -> None:
    with ledger.write() as connection:
        if outcome.state != Delivery.RETRY:
            letter_rows.move(connection, (key,), (LetterState.SENDING,), LetterState(outcome.state), text_of(now), outcome.detail)
            return
        sending = (LetterState.SENDING,)
        later = next_attempt(letter_rows.attempts(connection, key), now)
        if later is None:
            letter_rows.move(connection, (key,), sending, LetterState.FAILED, text_of(now), outcome.detail)
        else:
            letter_rows.put_off(connection, key, text_of(now), outcome.detail, text_of(later))
