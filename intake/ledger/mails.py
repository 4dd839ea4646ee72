"""Mails in the ledger: seen, read, settled. Functions over one connection; the caller owns the transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Row, Select, bindparam, case, delete, func, insert, select, update

from intake.ledger.kept_json import Kept
from intake.ledger.tables import case_mails, cases, mails, origins, readings
from intake.model import Origin
from intake.timestamps import moment_of, text_in_order, text_of
from parsers.model.mail import READER_VERSION, Head, MailKind, Reading
from parsers.model.package import PackageFile
from reports.case import MailRow
from reports.states import MailState

if TYPE_CHECKING:
    from intake.mime.mail_kind import Kind

Id = TypeVar("Id", str, int)
BATCH = 500
TOO_LARGE = "larger than limits.mail_bytes"
"""The trouble of a mail that was not read for its size."""
TRIES = 3
"""A mail that failed so often by our fault is shelved for a person."""


@cache
def _reading() -> Kept[Reading]:
    return Kept("reading", Reading)


@dataclass(frozen=True, slots=True)
class Seen:
    """A mail the ledger knows: digest, arrival (ISO 8601, "" until read where the mailbox did not tell), state and tries."""

    sha256: str
    received: str
    state: MailState
    tries: int
    message_id: str
    sender: str


def known_uids(connection: Connection, account: str, folder: str, uidvalidity: str) -> dict[str, str]:
    """Cursor values already fetched from this folder, each with what the mailbox said of its mail then."""
    where = (origins.c.account == account, origins.c.folder == folder, origins.c.uidvalidity == uidvalidity)
    return dict(connection.execute(select(origins.c.uid, origins.c.announced).where(*where)).all())


@dataclass(frozen=True, slots=True)
class Sighting:
    """A mail that is safe in the vault: its place in the mailbox, its digest, size in bytes, and arrival in UTC ("" = not
    told)."""

    origin: Origin
    sha256: str
    size: int
    received: str


def see(connection: Connection, sightings: Sequence[Sighting], now: datetime) -> int:
    """Enters mails and their places, in the order of the mailbox: that order decides between mails which arrived within the same
    second. Returns how many of them have bytes that were never seen before."""
    new = enter(connection, sightings, now)
    places = {tuple(_place(seen.origin).values()): seen for seen in sightings}
    if places:
        where = [origins.c[name] == bindparam(f"at_{name}") for name in _PLACE]
        connection.execute(delete(origins).where(*where), [
            {f"at_{name}": value for name, value in _place(seen.origin).items()} for seen in places.values()])
        connection.execute(insert(origins), [
            {**_place(seen.origin), "sha256": seen.sha256, "announced": seen.origin.announced} for seen in places.values()])
    return new


def enter(connection: Connection, sightings: Sequence[Sighting], now: datetime) -> int:
    """Enters mails without their places. Returns how many have bytes that were never seen before."""
    first: dict[str, Sighting] = {}
    for seen in sightings:
        first.setdefault(seen.sha256, seen)
    entered = set(connection.execute(select(mails.c.sha256).where(mails.c.sha256.in_(list(first)))).scalars())
    rows = [{"sha256": sha256, "seen": text_in_order(now, place), "received": seen.received, "size": seen.size,
             "state": MailState.WAITING} for place, (sha256, seen) in enumerate(first.items()) if sha256 not in entered]
    if rows:
        connection.execute(insert(mails), rows)
    return len(rows)


_PLACE = ("account", "folder", "uidvalidity", "uid")


def _place(origin: Origin) -> dict[str, str]:
    return {name: getattr(origin, name) for name in _PLACE}


def waiting(connection: Connection) -> tuple[Seen, ...]:
    """Mails still to be settled, oldest arrival first."""
    query = _seen().where(mails.c.state == MailState.WAITING).order_by(mails.c.received, mails.c.seen, mails.c.sha256)
    return tuple(_seen_from(row) for row in connection.execute(query))


def find(connection: Connection, key: str) -> tuple[Seen, ...]:
    """Mails whose digest starts with `key` (at least 6 characters)."""
    if len(key) < 6 or not key.isalnum():
        return ()
    return tuple(_seen_from(row) for row in connection.execute(_seen().where(mails.c.sha256.startswith(key)).limit(2)))


def everyone(connection: Connection) -> tuple[Seen, ...]:
    """All mails that were not purged, oldest arrival first."""
    query = _seen().where(mails.c.purged == "").order_by(mails.c.received, mails.c.seen, mails.c.sha256)
    return tuple(_seen_from(row) for row in connection.execute(query))


def kept(connection: Connection) -> tuple[str, ...]:
    """Digests of all mails whose bytes the vault must hold: every one that was not purged."""
    return tuple(connection.execute(select(mails.c.sha256).where(mails.c.purged == "")).scalars())


def purged(connection: Connection, digests: Sequence[str]) -> set[str]:
    """Those of these mails whose bytes were removed for good."""
    return set(connection.execute(select(mails.c.sha256).where(mails.c.sha256.in_(digests), mails.c.purged != "")).scalars())


def state_of(connection: Connection, sha256: str) -> str:
    """State of one mail, "" when unknown."""
    return connection.execute(select(mails.c.state).where(mails.c.sha256 == sha256)).scalar() or ""


def received_of(connection: Connection, sha256: str) -> str:
    """Arrival of one mail, ISO 8601 with zone."""
    return str(connection.execute(select(mails.c.received).where(mails.c.sha256 == sha256)).scalar_one())


def settled_before(connection: Connection, sha256: str) -> bool:
    """Whether this mail was settled, however long ago."""
    return bool(connection.execute(select(mails.c.settled).where(mails.c.sha256 == sha256)).scalar())


def kept_reading(connection: Connection, sha256: str, guide: str) -> Reading | None:
    """The reading made earlier by this reader and guide, or None."""
    where = (readings.c.sha256 == sha256, readings.c.reader == READER_VERSION, readings.c.guide == guide)
    body = connection.execute(select(readings.c.body).where(*where)).scalar()
    return _reading().read(body) if body else None


def with_unassigned_files(
    connection: Connection, senders: Sequence[str], guide: str, since: str = ""
) -> tuple[tuple[str, Head, tuple[PackageFile, ...]], ...]:
    """Mails of these senders, settled since then (ISO 8601 in UTC), that carry files of no application: digest, head, files;
    oldest first."""
    if not senders:
        return ()
    query = select(mails.c.sha256).where(
        mails.c.settled >= max(since, "0"), func.lower(mails.c.sender).in_([sender.lower() for sender in senders]),
        mails.c.state != MailState.WAITING, mails.c.purged == "").order_by(mails.c.received)  # fmt: skip
    by_digest = ((sha256, kept_reading(connection, sha256, guide)) for sha256 in connection.execute(query).scalars().all())
    with_reading = ((sha256, reading) for sha256, reading in by_digest if reading is not None)
    return tuple((sha256, reading.head, reading.unassigned) for sha256, reading in with_reading if reading.unassigned)


def files_of_no_case(connection: Connection) -> dict[str, tuple[PackageFile, ...]]:
    """mail → its files, of every mail that a person wrote and that belongs to no case."""
    query = select(mails.c.sha256, readings.c.body).join(readings, readings.c.sha256 == mails.c.sha256).where(
        mails.c.state == MailState.NOT_APPLICATION, mails.c.kind != MailKind.AUTOMATIC, mails.c.purged == "")  # fmt: skip
    read = ((sha256, _reading().read(body).unassigned) for sha256, body in connection.execute(query))
    return {sha256: files for sha256, files in read if files}


def have_reading(connection: Connection, guide: str, digests: Sequence[str]) -> set[str]:
    """Which of these mails need not be read again."""
    where = (readings.c.reader == READER_VERSION, readings.c.guide == guide, readings.c.sha256.in_(digests))
    return set(connection.execute(select(readings.c.sha256).where(*where)).scalars())


def unread(connection: Connection, guide: str, digests: Sequence[str]) -> set[str]:
    """Which of these mails are waiting and must still be read."""
    waits = select(mails.c.sha256).where(mails.c.state == MailState.WAITING, mails.c.sha256.in_(digests))
    return set(connection.execute(waits).scalars()) - have_reading(connection, guide, digests)


def keep_reading(connection: Connection, sha256: str, guide: str, body: str) -> None:
    """Keeps a reading (JSON) and what the workbook lists of its mail. Readings by older readers or guides are dropped."""
    connection.execute(delete(readings).where(readings.c.sha256 == sha256))
    connection.execute(insert(readings).values(sha256=sha256, reader=READER_VERSION, guide=guide, body=body))
    keep_head(connection, sha256, _reading().read(body).head)


def keep_head(connection: Connection, sha256: str, head: Head) -> None:
    """Keeps what the workbook lists of a mail that is not read."""
    arrived = moment_of(head.received)
    moment = text_of(arrived) if arrived else ""
    connection.execute(update(mails).where(mails.c.sha256 == sha256).values(
        received=case((mails.c.received != "", mails.c.received), else_=moment or mails.c.seen), sender=head.sender,
        sender_name=head.sender_name, subject=head.subject, message_id=head.message_id, domain=domain_of(head.sender)))


def domain_of(address: str) -> str:
    """The part behind the @ of an address, in small letters; "" where there is no address."""
    return address.rpartition("@")[2].lower()


def tried(connection: Connection, sha256: str, trouble: str, shelve: bool = False) -> bool:
    """Counts a failure of ours and keeps its trace. Returns True when the mail is now shelved: at the last try, or at once
    with `shelve`, where trying again cannot help."""
    tries = connection.execute(select(mails.c.tries).where(mails.c.sha256 == sha256)).scalar_one() + 1
    state = MailState.SHELVED if shelve or tries >= TRIES else MailState.WAITING
    connection.execute(update(mails).where(mails.c.sha256 == sha256).values(tries=tries, state=state, trouble=trouble[-8000:]))
    return state == MailState.SHELVED


def senders(connection: Connection, digests: Iterable[str]) -> dict[str, str]:
    """Digest → sender of these mails."""
    query = select(mails.c.sha256, mails.c.sender)
    rows = (connection.execute(query.where(mails.c.sha256.in_(some))) for some in batched(digests))
    return {sha256: sender for one in rows for sha256, sender in one}


def settle(connection: Connection, sha256: str, state: MailState, what: Kind, now: str) -> None:
    """Closes a mail: settled or not_application, with its kind and the reason why it is or is not answered."""
    connection.execute(update(mails).where(mails.c.sha256 == sha256).values(
        state=state, kind=what.kind, reply=int(what.reply), why=what.why, settled=now, trouble=""))


def reopen(connection: Connection, sha256: str) -> bool:
    """Has a mail read and settled again: drops its kept reading and sets its tries to none. Returns False, and changes nothing,
    where the mail or one of its cases was purged: reading it again would bring that back."""
    dead = select(case_mails.c.mail).join(cases, cases.c.id == case_mails.c.case_id).where(
        case_mails.c.mail == sha256, cases.c.revision == 0)  # fmt: skip
    alive = select(mails.c.sha256).where(mails.c.sha256 == sha256, mails.c.purged == "", ~dead.exists())
    if connection.execute(alive).first() is None:
        return False
    connection.execute(delete(readings).where(readings.c.sha256 == sha256))
    connection.execute(update(mails).where(mails.c.sha256 == sha256).values(
        state=MailState.WAITING, tries=0, trouble="", why=""))
    return True


def places(connection: Connection) -> dict[str, int]:
    """Mails fetched by folder of each mailbox."""
    c = origins.c
    query = select(c.account, c.folder, func.count()).group_by(c.account, c.folder)
    rows = connection.execute(query.order_by(c.account, c.folder))
    return {f"{account} {folder}".strip(): n for account, folder, n in rows}


def listing(connection: Connection) -> tuple[MailRow, ...]:
    """Every mail ever seen as the workbook lists it, newest first; the caller adds its cases and letter."""
    rows = connection.execute(select(mails).where(mails.c.purged == "").order_by(mails.c.received.desc(), mails.c.sha256))
    return tuple(
        MailRow(row.sha256, row.received, row.sender, row.sender_name, row.subject, row.size, MailState(row.state), row.kind,
                row.why, trouble=row.trouble, answered=row.answered)
        for row in rows)


def answered_by_hand(connection: Connection, answers: Mapping[str, str]) -> int:
    """Notes that staff answered mails themselves. `answers`: Message-ID of the mail → when (ISO 8601 in UTC). Returns how many
    were not known as answered before."""
    query = select(mails.c.sha256, mails.c.message_id).where(mails.c.answered == "")
    answered = [
        (row.sha256, answers[row.message_id]) for ids in batched(answers)
        for row in connection.execute(query.where(mails.c.message_id.in_(ids))) if row.message_id in answers]
    for sha256, moment in answered:
        connection.execute(update(mails).where(mails.c.sha256 == sha256).values(answered=moment))
    return len(answered)


def batched(ids: Iterable[Id]) -> Iterator[list[Id]]:
    """These ids, none of them empty, in lists that any database takes as parameters."""
    left = sorted(one for one in ids if one)
    yield from (left[start : start + BATCH] for start in range(0, len(left), BATCH))


def counts(connection: Connection) -> dict[str, int]:
    """Mails by state; every state always present, and `seen`, which must be their sum."""
    by_state: dict[str, int] = dict(connection.execute(select(mails.c.state, func.count()).group_by(mails.c.state)).all())
    return {"seen": sum(by_state.values())} | {state: by_state.get(state, 0) for state in MailState}


def oldest_waiting(connection: Connection) -> str | None:
    """When the oldest mail was seen that still waits to be read (ISO 8601 in UTC); None where none waits."""
    return connection.execute(select(func.min(mails.c.seen)).where(mails.c.state == MailState.WAITING)).scalar()


def _seen() -> Select[Any]:
    c = mails.c
    return select(c.sha256, c.received, c.state, c.tries, c.message_id, c.sender)


def _seen_from(row: Row[Any]) -> Seen:
    return Seen(row.sha256, row.received, MailState(row.state), row.tries, row.message_id, row.sender)
