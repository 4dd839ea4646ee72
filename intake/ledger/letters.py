"""The outbox in the ledger: letters with their final bytes, committed before anything is sent.

queued → sending → sent | failed | unknown; a held letter waits for a person. A letter that is still `sending` when a run starts
was interrupted: nobody can know whether it arrived, so it becomes `unknown` and is never sent again by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, insert, or_, select, update

from intake.ledger.mails import batched, domain_of
from intake.ledger.tables import case_mails, letters, mails
from intake.matching.candidates import Relation
from reports.case import LetterRow
from reports.states import DELAYED, LetterState

APPROVED, UNSENT = "已批准", "人工确认未发"
BY_A_PERSON = (APPROVED, UNSENT)
"""How the reason begins of a letter that a person let go: neither the breaker nor a limit holds it, however often it is tried."""
OF_DECISION = ":"
"""The kind of a letter of a decision is kept as kind:case number:revision, so that one mail may have one letter for each case."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter ready to be kept: its recipient, and its final bytes with the Message-ID in them."""

    key: str
    mail: str
    kind: str
    recipient: str
    message_id: str
    subject: str
    body: bytes
    state: LetterState
    why: str = ""


def keep(connection: Connection, draft: Draft, now: str) -> bool:
    """Enters a letter. Returns False, and changes nothing, when this mail already has its letter of this kind."""
    mine = (letters.c.mail == draft.mail, letters.c.kind == draft.kind, letters.c.recipient == draft.recipient)
    if connection.execute(select(letters.c.key).where(*mine)).scalar() is not None:
        return False
    connection.execute(insert(letters).values(
        key=draft.key, mail=draft.mail, kind=draft.kind, recipient=draft.recipient, message_id=draft.message_id,
        subject=draft.subject, body=draft.body, state=draft.state, why=draft.why, created=now, changed=now))
    return True


def due(connection: Connection, now: str) -> tuple[str, ...]:
    """Keys of letters to send now, oldest first; of those of one second the one first whose mail came first."""
    query = select(letters.c.key).where(letters.c.state == LetterState.QUEUED, letters.c.next_try <= now)
    of_mails = query.join_from(letters, mails, mails.c.sha256 == letters.c.mail)
    return tuple(connection.execute(of_mails.order_by(letters.c.created, mails.c.received, letters.c.key)).scalars())


def queued(connection: Connection, key: str) -> bool:
    """Whether this letter waits to be sent."""
    return connection.execute(select(letters.c.state).where(letters.c.key == key)).scalar() == LetterState.QUEUED


def bytes_of(connection: Connection, key: str) -> tuple[str, str, bytes] | None:
    """(recipient, Message-ID, final bytes) of a letter, or None."""
    query = select(letters.c.recipient, letters.c.message_id, letters.c.body).where(letters.c.key == key)
    return connection.execute(query).first()


def move(
    connection: Connection, keys: Sequence[str], old: Sequence[LetterState], new: LetterState, now: str, why: str = ""
) -> int:
    """Changes the state of those letters that are in one of the old states. What a person said of a letter stays while it is
    tried, unless there is another reason. Returns how many changed."""
    where = (letters.c.key.in_(keys), letters.c.state.in_(old))
    values: dict[str, Any] = {"state": new, "changed": now, "why": why, "next_try": ""}
    if not why and new in (LetterState.SENDING, LetterState.QUEUED):
        values["why"] = case((_by_a_person(), letters.c.why), else_="")
    if new == LetterState.SENDING:
        values["attempts"] = letters.c.attempts + 1
        values["returned"] = case((letters.c.returned.startswith(DELAYED), ""), else_=letters.c.returned)
    return connection.execute(update(letters).where(*where).values(values)).rowcount


def put_off(connection: Connection, key: str, now: str, why: str, next_try: str) -> None:
    """Queue a letter again that is being sent and was not taken, for another try at `next_try`. What a person said of it is
    said still."""
    where = (letters.c.key == key, letters.c.state == LetterState.SENDING)
    said = case(*((letters.c.why.startswith(word), f"{word}（{why}）") for word in BY_A_PERSON), else_=why)
    values = {"state": LetterState.QUEUED, "changed": now, "why": said, "next_try": next_try}
    connection.execute(update(letters).where(*where).values(values))


def let_go_by_a_person(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Those of these letters of which a person said that they leave."""
    mine = select(letters.c.key).where(_by_a_person())
    results = (connection.execute(mine.where(letters.c.key.in_(some))) for some in batched(keys))
    return {key for rows in results for key in rows.scalars()}


def _by_a_person() -> ColumnElement[bool]:
    return or_(*(letters.c.why.startswith(word) for word in BY_A_PERSON))


def in_state(connection: Connection, state: LetterState, kind: str | None = None) -> tuple[str, ...]:
    """Keys of all letters in this state (and of this kind)."""
    query = select(letters.c.key).where(letters.c.state == state)
    if kind:
        query = query.where(or_(letters.c.kind == kind, letters.c.kind.startswith(kind + OF_DECISION, autoescape=True)))
    return tuple(connection.execute(query).scalars())


def matching(connection: Connection, key: str) -> tuple[str, ...]:
    """Full keys that start with what a person typed, at most two."""
    query = select(letters.c.key).where(letters.c.key.startswith(key, autoescape=True))
    return tuple(connection.execute(query.limit(2)).scalars())


def attempts(connection: Connection, key: str) -> int:
    """How often sending this letter was started."""
    return int(connection.execute(select(letters.c.attempts).where(letters.c.key == key)).scalar_one())


def rows(connection: Connection) -> tuple[LetterRow, ...]:
    """All letters without their bytes, newest first."""
    c = letters.c
    query = select(c.key, c.mail, c.kind, c.recipient, c.subject, c.state, c.why, c.created, c.changed, c.returned)
    kept = query.where(c.subject != "").order_by(c.created.desc(), c.key)  # a purged letter has no words
    return tuple(_row(**row) for row in connection.execute(kept).mappings())


def let_go(connection: Connection, keys: Collection[str]) -> set[str]:
    """Those of these letters that exist and were released: they are not composed again."""
    query = select(letters.c.key).where(letters.c.state.not_in((LetterState.HELD, LetterState.DROPPED)))
    results = (connection.execute(query.where(letters.c.key.in_(some))) for some in batched(keys))
    return {key for rows in results for key in rows.scalars()}


def of_decisions(connection: Connection, states: Sequence[LetterState]) -> dict[str, str]:
    """Key → case number of the letters of decisions in these states."""
    query = select(letters.c.key, letters.c.kind).where(  # a purged letter has no words
        letters.c.state.in_(states), letters.c.kind.contains(OF_DECISION), letters.c.subject != "")
    return {key: kind.split(OF_DECISION)[1] for key, kind in connection.execute(query)}


def _row(kind: str, state: str, **rest: Any) -> LetterRow:
    kind, _, about = kind.partition(OF_DECISION)
    number, _, revision = about.partition(OF_DECISION)
    return LetterRow(kind=kind, state=LetterState(state), case_no=number, revision=int(revision or 0), **rest)


def renew(connection: Connection, draft: Draft, now: str) -> bool:
    """Enters a letter of a decision, or replaces the words and the addressee of one that was never released. False: it was
    released."""
    state = connection.execute(select(letters.c.state, letters.c.body, letters.c.why).where(letters.c.key == draft.key)).first()
    if state is None:
        return keep(connection, draft, now)
    if state.state not in (LetterState.HELD, LetterState.DROPPED):
        return False
    connection.execute(update(letters).where(letters.c.key == draft.key).values(
        mail=draft.mail, recipient=draft.recipient, message_id=draft.message_id, subject=draft.subject, body=draft.body,
        state=draft.state, why=draft.why, changed=now))
    return True


def settle_sent(connection: Connection, ids: Collection[str], now: str) -> int:
    """Settles letters whose Message-ID is in the folder of sent mail: those of unknown fate, and those of which this ledger knows
    no attempt, for it was made anew or restored. Returns how many."""
    waiting = (LetterState.UNKNOWN, LetterState.QUEUED, LetterState.HELD)
    query = select(letters.c.key, letters.c.message_id).where(
        letters.c.state.in_(waiting), or_(letters.c.state == LetterState.UNKNOWN, letters.c.attempts == 0))
    keys = [row.key for row in connection.execute(query) if row.message_id in ids]
    return move(connection, keys, waiting, LetterState.SENT, now, "已在“已发送”中找到")


def none_left(connection: Connection) -> bool:
    """Whether no letter of this ledger was ever about to leave."""
    left = (LetterState.SENDING, LetterState.SENT, LetterState.UNKNOWN, LetterState.FAILED)
    query = select(letters.c.key).where(letters.c.state.in_(left), letters.c.attempts > 0)
    return connection.execute(query.limit(1)).first() is None


def came_before(connection: Connection, key: str, moment: str) -> bool:
    """Whether the mail that a letter answers came, or was first seen without a time, before this moment (ISO 8601 in UTC)."""
    query = select(func.coalesce(func.nullif(mails.c.received, ""), mails.c.seen)).join_from(
        letters, mails, mails.c.sha256 == letters.c.mail).where(letters.c.key == key)
    return bool((connection.execute(query).scalar() or "") < moment)


def ours(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of these Message-IDs that are letters of ours."""
    results = (connection.execute(select(letters.c.message_id).where(letters.c.message_id.in_(some))) for some in batched(ids))
    return {message_id for rows in results for message_id in rows.scalars()}


def gone_since(connection: Connection, moment: str, beginnings: Sequence[str] = ("",)) -> int:
    """How many letters whose key begins so were sent, or may have been, since then (ISO 8601 in UTC)."""
    where = (letters.c.state.in_((LetterState.SENT, LetterState.UNKNOWN, LetterState.SENDING)), letters.c.changed >= moment)
    begins = or_(*(letters.c.key.startswith(beginning, autoescape=True) for beginning in beginnings))
    return int(connection.execute(select(func.count()).select_from(letters).where(*where, begins)).scalar_one())


def counts(connection: Connection) -> dict[LetterState, int]:
    """Letters by state, every state present."""
    query = select(letters.c.state, func.count()).group_by(letters.c.state)
    by_state: dict[str, int] = dict(connection.execute(query).all())
    return {state: by_state.get(state, 0) for state in LetterState}


def idle_letters(connection: Connection, recipient: str, since: str) -> int:
    """Letters since then (by the arrival of their mail) that answered mails of this address, however it is spelt, which brought
    nothing new."""
    bringing = select(case_mails.c.mail).where(case_mails.c.mail == letters.c.mail, case_mails.c.relation != Relation.SAME)
    query = select(func.count()).select_from(letters.join(mails, mails.c.sha256 == letters.c.mail)).where(
        mails.c.domain == domain_of(recipient), func.lower(mails.c.sender) == recipient.lower(),
        mails.c.received >= since, ~bringing.exists())
    return int(connection.execute(query).scalar_one())
