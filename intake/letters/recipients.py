"""Says whether one more letter may go to an address today, by how far our provider vouches for the mail that it answers.

Whoever forges a sender has us write to a victim. So the letters that an address gets within a day are counted, whatever their
mails brought and however the address is spelt; the limit is that of the mail to be answered.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from config.model import Settings
from intake.ledger import letter_limits
from intake.ledger import runs as run_rows
from intake.mime.sender_proof import disproved, judged_by, vouched
from intake.timestamps import moment_of, text_of
from parsers.model.mail import Proof

JUDGED = "judged by"
"""A fact's name begins with this: when the newest mail arrived that this provider judged."""
JUDGES = timedelta(days=30)
"""A provider that judged no mail for so long judges none."""
DAY = timedelta(days=1)
SHARE = 10
"""One in so many letters of a day may be a bare receipt."""
RECEIPT, DOUBTED, BARE = "receipt-", "unproven-", "bare-"
"""How the key of a receipt begins, in the order in which they are sent: bare ones say nothing of a mail, since its sender is
disproved."""
OVER = "该邮箱一天内的回信已达上限"
LATER = f"{OVER}，未告知的编号次日一并告知"
BY_A_PERSON = f"{OVER}，由人决定是否发送"
TOLD = "编号已另信告知，全文由人决定是否发送"
BARE_OVER = "发件人未获证实的简短回执一天内已达上限，由人决定是否发送"


class SenderClass(StrEnum):
    """What our provider says of a mail's sender; the names of `letters.per_recipient_day`."""

    VOUCHED = "vouched"
    UNVERIFIED = "unverified"
    """Nothing certain, although it judges mails."""
    DISPROVED = "disproved"
    NO_VERDICTS = "no_verdicts"
    """It judged no mail for 30 days, or no provider is known."""


KEYS = {SenderClass.DISPROVED: BARE, SenderClass.UNVERIFIED: DOUBTED}


def sender_class(connection: Connection, proof: Proof | None, received: str, settings: Settings, now: datetime) -> SenderClass:
    """How far the provider vouches for a mail with this proof, which arrived then. Notes that it judges, where it did."""
    authority = settings.authority
    if not authority:
        return SenderClass.NO_VERDICTS
    arrived, name = min(moment_of(received) or now, now), f"{JUDGED} {authority}"
    last = moment_of(run_rows.recall(connection, name))
    if judged_by(proof, authority):
        if last is None or arrived > last:
            run_rows.remember(connection, name, text_of(arrived))
        last = arrived
    if disproved(proof, authority):
        return SenderClass.DISPROVED
    if proof is not None and vouched(proof, authority):
        return SenderClass.VOUCHED
    return SenderClass.UNVERIFIED if last is not None and arrived - last <= JUDGES else SenderClass.NO_VERDICTS


def held_back(connection: Connection, address: str, sender: SenderClass, settings: Settings, now: datetime) -> str:
    """Why one more letter to this address must wait, for the sheet 回复; "" where it need not."""
    since = text_of(now - DAY)
    most = getattr(settings.letters.per_recipient_day, sender)
    same = spelt if sender == SenderClass.VOUCHED else mailbox_behind
    mine, domain = same(address), spelt(address).rpartition("@")[2]
    had = letter_limits.recipients_since(connection, since, _spellings(domain))
    if sum(same(other) == mine for other in had) >= most:
        return LATER if sender == SenderClass.VOUCHED else BY_A_PERSON
    if sender != SenderClass.DISPROVED:
        return ""
    return BARE_OVER if letter_limits.keys_since(connection, since, BARE) >= max(1, settings.smtp.per_day // SHARE) else ""


def spelt(address: str) -> str:
    """An address in one spelling: small letters, Chinese domains as xn--."""
    name, _, domain = address.strip().rpartition("@")
    domain = domain.lower().rstrip(".")
    with suppress(UnicodeError):
        domain = domain if domain.isascii() else domain.encode("idna").decode()
    return f"{name.lower()}@{domain}"


def mailbox_behind(address: str) -> str:
    """The mailbox into which an address probably leads: without what follows a plus and without the dots of the name, which some
    providers take for nothing. Two people may share one; so it is asked only of senders for whom nobody vouches."""
    name, _, domain = spelt(address).rpartition("@")
    return f"{name.split('+')[0].replace('.', '') or name}@{domain}"


def _spellings(domain: str) -> tuple[str, ...]:
    """This domain as addresses may have it, in small letters."""
    try:
        return tuple({domain, domain.encode().decode("idna")})
    except UnicodeError:
        return (domain,)
