"""Says whether one more letter may go to an address today, by how far our provider vouches for the mail that it answers.

Whoever forges a sender has us write to a victim. So the letters that an address gets within a day are counted, whatever their
mails brought and however the address is spelt; the limit is that of the mail to be answered. Letters to senders for whom the
provider does not vouch never count against an applicant for whom it does: a forger takes nobody's receipt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from config.model import Settings
from intake.ledger import letter_limits
from intake.letters.provider_verdicts import judges
from intake.mime.same_mailbox import mailbox_behind, spelt
from intake.mime.sender_proof import disproved, vouched
from intake.timestamps import text_of
from parsers.model.mail import Proof

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
    """It judges no mails (`provider_verdicts`), or no provider is known."""


KEYS = {SenderClass.DISPROVED: BARE, SenderClass.UNVERIFIED: DOUBTED}


def sender_class(connection: Connection, proof: Proof | None, received: str, settings: Settings, now: datetime) -> SenderClass:
    """How far the provider vouches for a mail with this proof, which arrived then."""
    authority = settings.authority
    if not authority:
        return SenderClass.NO_VERDICTS
    if disproved(proof, authority):
        return SenderClass.DISPROVED
    if proof is not None and vouched(proof, authority):
        return SenderClass.VOUCHED
    return SenderClass.UNVERIFIED if judges(connection, received, settings, now) else SenderClass.NO_VERDICTS


def held_back(connection: Connection, address: str, sender: SenderClass, settings: Settings, now: datetime) -> str:
    """Why one more letter to this address must wait, for the sheet 回复; "" where it need not."""
    since = text_of(now - DAY)
    domain = spelt(address).rpartition("@")[2]
    had = letter_limits.letters_since(connection, since, _spellings(domain))
    bare = letter_limits.keys_since(connection, since, BARE) if sender == SenderClass.DISPROVED else 0
    return LettersOfADay(settings, had, bare).over(address, sender)


def too_many(
    connection: Connection, beginning: str, settings: Settings, now: datetime
) -> dict[str, list[str]]:
    """Receipts that wait for a reason which begins so, and must wait on if all others of them leave now: why → their keys."""
    waiting = sorted(letter_limits.waiting_for(connection, beginning), key=lambda letter: turn(letter[0]))
    mine = {key for key, _ in waiting}
    had = [letter for letter in letter_limits.letters_since(connection, text_of(now - DAY)) if letter[0] not in mine]
    letters = LettersOfADay(settings, had, sum(key.startswith(BARE) for key, _ in had))
    judging = bool(settings.authority) and judges(connection, text_of(now), settings, now)
    classes = {RECEIPT: SenderClass.VOUCHED if judging else SenderClass.NO_VERDICTS, **{key: of for of, key in KEYS.items()}}
    over: dict[str, list[str]] = {}
    for key, recipient in waiting:
        sender = classes.get(key.partition("-")[0] + "-")
        if why := letters.over(recipient, sender) if sender else "":
            over.setdefault(why, []).append(key)
        else:
            letters.add(key, recipient)
    return over


def turn(key: str) -> int:
    """When a letter's turn is among those that are due: those come last that answer mails for which nobody vouches."""
    return (DOUBTED, BARE).index(kind) + 1 if (kind := key.partition("-")[0] + "-") in (DOUBTED, BARE) else 0


class LettersOfADay:
    """Letters that are on their way, or went within a day, by recipient. `had`: their keys and recipients; `bare`: how many bare
    receipts there are besides."""

    def __init__(self, settings: Settings, had: Iterable[tuple[str, str]], bare: int = 0) -> None:
        self._settings, self._bare = settings, bare
        self._proven: Counter[str] = Counter()
        self._all: Counter[str] = Counter()
        for key, recipient in had:
            self._count(key, recipient)

    def add(self, key: str, recipient: str) -> None:
        """One more letter is on its way."""
        self._bare += key.startswith(BARE)
        self._count(key, recipient)

    def _count(self, key: str, recipient: str) -> None:
        self._all[mailbox_behind(recipient)] += 1
        self._proven[spelt(recipient)] += not key.startswith((DOUBTED, BARE))

    def over(self, address: str, sender: SenderClass) -> str:
        """Why one more letter to this address must wait; "" where it need not."""
        most = getattr(self._settings.letters.per_recipient_day, sender)
        if sender == SenderClass.VOUCHED:
            return LATER if self._proven[spelt(address)] >= most else ""
        if self._all[mailbox_behind(address)] >= most:
            return BY_A_PERSON
        full = sender == SenderClass.DISPROVED and self._bare >= max(1, self._settings.smtp.per_day // SHARE)
        return BARE_OVER if full else ""


def _spellings(domain: str) -> tuple[str, ...]:
    """This domain as addresses may have it, in small letters."""
    try:
        return tuple({domain, domain.encode().decode("idna")})
    except UnicodeError:
        return (domain,)
