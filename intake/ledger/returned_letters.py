"""What reports of delivery say of letters, in the ledger: which came back, which are delayed.

A delay stands with its word (`reports.states.DELAYED`) in the same column as the reason of a failure. It ends when the letter is
delivered, comes back or is sent anew; a failure outlives a delay that is told later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Row, func, not_, or_, select, update

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


def newest_to(
    connection: Connection, recipients: Sequence[str], fits: Callable[[bytes], bool] | None = None
) -> tuple[tuple[str, str], ...]:
    """The newest letter that went to each address, or the newest whose bytes fit; (key, mail it answers)."""
    found = ((key, mail) for address in recipients for key, mail in _gone_to(connection, address, fits)[:1])
    return tuple(found)


def _gone_to(connection: Connection, address: str, fits: Callable[[bytes], bool] | None) -> list[tuple[str, str]]:
    columns = (letters.c.key, letters.c.mail) if fits is None else (letters.c.key, letters.c.mail, letters.c.body)
    gone = select(*columns).where(letters.c.state.in_((LetterState.SENT, LetterState.UNKNOWN)))
    gone = gone.order_by(letters.c.changed.desc()).limit(1 if fits is None else _NEWEST)
    found: Sequence[Row[tuple[str, ...]]] = (  # by its index; else as a person may spell it
        connection.execute(gone.where(letters.c.recipient == address)).all()
        or connection.execute(gone.where(func.lower(letters.c.recipient) == address)).all()
    )
    return [(row.key, row.mail) for row in found if fits is None or fits(bytes(row.body))]


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
