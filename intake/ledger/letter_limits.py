"""What limits the letters of a day: how many went to an address, and which the program itself held back. Functions over one
connection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, not_, or_, select, update

from intake.ledger.mails import batched
from intake.ledger.tables import case_mails, cases, letters, mails
from reports.states import LetterState

BREAKER = "程序自身可能有故障，暂停发信："
"""How the reason begins of each letter that the breaker holds: it leaves when that opens, and counts as on its way."""
ON_THE_WAY = (LetterState.QUEUED, LetterState.SENDING)
GONE = (LetterState.SENT, LetterState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A letter that waits: its key, its mail with that mail's Message-ID, its recipient, and when it was made (ISO 8601 in
    UTC)."""

    key: str
    mail: str
    message_id: str
    recipient: str
    created: str


def letters_since(connection: Connection, moment: str, domains: Sequence[str] = ()) -> list[tuple[str, str]]:
    """(key, recipient) of every letter that is on its way, or went since then (ISO 8601 in UTC): to these domains (in small
    letters), or to anybody where none is given."""
    endings = [f"@{domain}" for domain in domains] or [""]
    ending = or_(*(func.lower(letters.c.recipient).endswith(one, autoescape=True) for one in endings))
    rows = (connection.execute(select(letters.c.key, letters.c.recipient).where(some, ending)) for some in _of_a_day(moment))
    return [(key, recipient) for found in rows for key, recipient in found]


def keys_since(connection: Connection, moment: str, beginning: str) -> int:
    """How many letters whose key begins so are on their way, or went since then."""
    mine = letters.c.key.startswith(beginning, autoescape=True)
    counts = (select(func.count()).select_from(letters).where(some, mine) for some in _of_a_day(moment))
    return sum(int(connection.execute(query).scalar_one()) for query in counts)


def _of_a_day(moment: str) -> tuple[ColumnElement[bool], ...]:
    return (letters.c.state.in_(ON_THE_WAY), and_(letters.c.state.in_(GONE), letters.c.changed >= moment),
            and_(*_held(BREAKER)))


# --- letters that the program held back -------------------------------------------------------------------------------


def held_because(connection: Connection, why: str) -> tuple[HeldBack, ...]:
    """Letters that wait for this reason, oldest first; purged ones have no words and are left out."""
    c = letters.c
    query = select(c.key, c.mail, mails.c.message_id, c.recipient, c.created).join(mails, mails.c.sha256 == c.mail).where(
        c.state == LetterState.HELD, c.why == why, c.subject != "")
    return tuple(HeldBack(*row) for row in connection.execute(query.order_by(c.created, c.key)))


def waiting_for(connection: Connection, beginning: str) -> list[tuple[str, str]]:
    """(key, recipient) of the letters that wait for a reason that begins so, oldest first."""
    query = select(letters.c.key, letters.c.recipient).where(*_held(beginning)).order_by(letters.c.created, letters.c.key)
    return [(key, recipient) for key, recipient in connection.execute(query)]


def held_count(connection: Connection, beginning: str) -> int:
    """How many letters wait for a reason that begins so."""
    return int(connection.execute(select(func.count()).select_from(letters).where(*_held(beginning))).scalar_one())


def hold_queued(connection: Connection, why: str, spared: Collection[str], now: str) -> int:
    """Holds every queued letter except those whose reason begins with these words of a person. Returns how many."""
    said = or_(*(letters.c.why.startswith(word, autoescape=True) for word in spared))
    where = (letters.c.state == LetterState.QUEUED, not_(said))
    values = {"state": LetterState.HELD, "changed": now, "why": why}
    return connection.execute(update(letters).where(*where).values(values)).rowcount


def release(connection: Connection, beginning: str, now: str) -> int:
    """Queues every letter that waits for a reason that begins so. Returns how many."""
    values = {"state": LetterState.QUEUED, "changed": now, "why": "", "next_try": ""}
    return connection.execute(update(letters).where(*_held(beginning)).values(values)).rowcount


def reword(connection: Connection, keys: Collection[str], beginnings: Sequence[str], why: str) -> int:
    """Gives those of these letters another reason that wait for one which begins so. Returns how many."""
    begins = or_(*(letters.c.why.startswith(beginning, autoescape=True) for beginning in beginnings))
    where = (letters.c.state == LetterState.HELD, begins)
    return sum(connection.execute(update(letters).where(*where, letters.c.key.in_(some)).values(why=why)).rowcount
               for some in batched(keys))


def _held(beginning: str) -> tuple[Any, ...]:
    return letters.c.state == LetterState.HELD, letters.c.why.startswith(beginning, autoescape=True)


# --- what a recipient was told ----------------------------------------------------------------------------------------


def cases_of(connection: Connection, digests: Collection[str]) -> dict[int, str]:
    """Number of each case that one of these mails touched, by the case's id; in the order of the numbers."""
    query = select(cases.c.id, cases.c.case_no).join(case_mails, case_mails.c.case_id == cases.c.id)
    rows = [row for some in batched(digests) for row in connection.execute(query.where(case_mails.c.mail.in_(some)))]
    return {row.id: row.case_no for row in sorted(rows, key=lambda row: (len(row.case_no), row.case_no))}


def told_of(connection: Connection, case_ids: Collection[int], words: str) -> dict[int, set[str]]:
    """Case → the recipients of letters about its mails that went or will go, or that wait for this reason: their number is
    told."""
    told = or_(letters.c.state.in_((*ON_THE_WAY, *GONE)), and_(letters.c.state == LetterState.HELD, letters.c.why == words))
    query = select(case_mails.c.case_id, letters.c.recipient).join(letters, letters.c.mail == case_mails.c.mail).where(told)
    found: dict[int, set[str]] = defaultdict(set)
    for some in batched(case_ids):
        for case_id, recipient in connection.execute(query.where(case_mails.c.case_id.in_(some))):
            found[case_id].add(recipient)
    return found
