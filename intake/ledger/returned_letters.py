"""What reports of delivery say of letters, in the ledger: which came back, which are delayed.

A delay stands with its word (`reports.states.DELAYED`) in the same column as the reason of a failure. It ends when the letter is
delivered, comes back or is sent anew; a failure outlives a delay that is told later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, not_, or_, select, update

from intake.ledger.tables import letters
from parsers.model.mail import Reported
from reports.states import DELAYED, LetterState

_RETURNED = letters.c.returned
_NEWEST = 20
"""Letters to one address that are compared with a head that was returned without its Message-ID."""


def named(connection: Connection, ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(key, mail it answers) of the letters with these Message-IDs."""
    found = connection.execute(select(letters.c.key, letters.c.mail).where(letters.c.message_id.in_(ids)))
    return tuple((row.key, row.mail) for row in found)


def newest_between(connection: Connection, recipients: Sequence[str], earliest: str, latest: str) -> tuple[tuple[str, str], ...]:
    """The newest letter that went to each address from one moment to another (ISO 8601 in UTC); (key, mail it answers)."""
    gone = _GONE.where(letters.c.changed >= earliest, letters.c.changed <= latest).limit(1)
    return tuple((row.key, row.mail) for address in recipients for row in _to(connection, address, gone))


def newest_that_fits(
    connection: Connection, recipients: Sequence[str], fits: Callable[[bytes], bool]
) -> tuple[tuple[str, str], ...]:
    """The newest letter that went to each address and whose bytes fit; (key, mail it answers)."""
    gone = _GONE.add_columns(letters.c.body).limit(_NEWEST)
    fitting = ([row for row in _to(connection, address, gone) if fits(bytes(row.body))][:1] for address in recipients)
    return tuple((row.key, row.mail) for found in fitting for row in found)


_GONE = select(letters.c.key, letters.c.mail).where(
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
    open_ = or_(_RETURNED == "", _RETURNED.startswith(DELAYED))
    connection.execute(these.where(open_).values(returned=f"{DELAYED}（{why}）" if delivery == Reported.DELAYED else ""))


def counts(connection: Connection) -> dict[str, int]:
    """How many letters came back, and how many are delayed."""
    late = _RETURNED.startswith(DELAYED)
    queries = {"returned": (_RETURNED != "", not_(late)), "delayed": (late,)}
    return {name: int(connection.execute(select(func.count()).select_from(letters).where(*where)).scalar_one())
            for name, where in queries.items()}  # fmt: skip
