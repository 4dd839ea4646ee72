"""What reports of delivery say of letters, in the ledger: which came back, which are delayed.

A delay stands with its word (`reports.states.DELAYED`) in the same column as the reason of a failure. It ends when the letter is
delivered, comes back or is sent anew; a failure outlives a delay that is told later. There stands too, and gives way to both,
that a copy which the recipient forwards did not arrive (`reports.states.COPY_LOST`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, func, not_, or_, select, update

from intake.ledger.tables import letters
from parsers.model.mail import Reported
from reports.states import COPY_LOST, DELAYED, LetterState

_RETURNED = letters.c.returned
_NEWEST = 20
"""Letters to one address that are compared with a head that was returned without its Message-ID."""


class Gone(NamedTuple):
    """A letter that went: its key, the mail it answers, and whom it went to."""

    key: str
    mail: str
    recipient: str


def named(connection: Connection, ids: Sequence[str]) -> tuple[Gone, ...]:
    """The letters with these Message-IDs."""
    found = connection.execute(_LETTER.where(letters.c.message_id.in_(ids)))
    return tuple(Gone(row.key, row.mail, row.recipient) for row in found)


def newest_between(connection: Connection, recipients: Sequence[str], earliest: str, latest: str) -> tuple[Gone, ...]:
    """The newest letter that went to each address from one moment to another (ISO 8601 in UTC)."""
    gone = _GONE.where(letters.c.changed >= earliest, letters.c.changed <= latest).limit(1)
    return tuple(_gone(row) for address in recipients for row in _to(connection, address, gone))


def newest_that_fits(connection: Connection, recipients: Sequence[str], fits: Callable[[bytes], bool]) -> tuple[Gone, ...]:
    """The newest letter that went to each address and whose bytes fit."""
    gone = _GONE.add_columns(letters.c.body).limit(_NEWEST)
    fitting = ([row for row in _to(connection, address, gone) if fits(bytes(row.body))][:1] for address in recipients)
    return tuple(_gone(row) for found in fitting for row in found)


def _gone(row: Row[Any]) -> Gone:
    return Gone(row.key, row.mail, row.recipient)


_LETTER = select(letters.c.key, letters.c.mail, letters.c.recipient)
_GONE = _LETTER.where(
    letters.c.state.in_((LetterState.SENT, LetterState.UNKNOWN))).order_by(letters.c.changed.desc())  # fmt: skip


def _to(connection: Connection, address: str, gone: Select[Any]) -> Sequence[Row[Any]]:
    return (  # by its index; else as a person may spell it
        connection.execute(gone.where(letters.c.recipient == address)).all()
        or connection.execute(gone.where(func.lower(letters.c.recipient) == address)).all()
    )


def note(connection: Connection, keys: Sequence[str], delivery: Reported, why: str) -> None:
    """Notes with letters that they came back or are delayed, and why; or that a delay has ended."""
    these = update(letters).where(letters.c.key.in_(keys))
    if delivery == Reported.FAILED:
        connection.execute(these.values(returned=why))
        return
    late = delivery == Reported.DELAYED
    open_ = or_(_RETURNED == "", _RETURNED.startswith(DELAYED), *([_RETURNED.startswith(COPY_LOST)] if late else []))
    connection.execute(these.where(open_).values(returned=f"{DELAYED}（{why}）" if late else ""))


def note_copy(connection: Connection, keys: Sequence[str], why: str) -> None:
    """Notes with letters of which nothing else is known that a copy which their recipient forwards did not arrive."""
    these = update(letters).where(letters.c.key.in_(keys), _RETURNED == "")
    connection.execute(these.values(returned=f"{COPY_LOST}（{why}）"))


def counts(connection: Connection) -> dict[str, int]:
    """How many letters came back, and how many are delayed."""
    late, copy = _RETURNED.startswith(DELAYED), _RETURNED.startswith(COPY_LOST)
    queries = {"returned": (_RETURNED != "", not_(late), not_(copy)), "delayed": (late,)}
    return {name: int(connection.execute(select(func.count()).select_from(letters).where(*where)).scalar_one())
            for name, where in queries.items()}  # fmt: skip
