"""What each run did, and the few facts remembered between runs. Functions over one connection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, or_, select, update

from intake.ledger.mails import TOO_LARGE, batched
from intake.ledger.tables import case_mails, cases, mails, meta, revisions, runs
from reports.states import MailState

MOST_HANDLED = 500
"""So many mails of a run say enough of it."""

LISTED = "listed"
"""A fact's name begins with this: how many mails were in a folder when it was last listed."""

MISSING = "missing folders"
"""A fact's name: the folders of the settings that the mailbox did not have at the last run, one sentence a line."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: number, start and end (ISO 8601 in UTC, "" = cut off), exit code, and its counts as JSON."""

    number: int
    started: str
    finished: str
    exit_code: int | None
    facts: str


def start(connection: Connection, now: str) -> int:
    """Enter a run. Returns its number."""
    key = connection.execute(insert(runs).values(started=now)).inserted_primary_key
    assert key is not None
    return int(key[0])


def finish(connection: Connection, number: int, now: str, exit_code: int, facts: str) -> None:
    """Notes the end of a run."""
    connection.execute(update(runs).where(runs.c.id == number).values(finished=now, exit_code=exit_code, facts=facts))


def last(connection: Connection) -> Run | None:
    """The newest run, finished or not."""
    row = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(1)).first()
    return Run(row.id, row.started, row.finished, row.exit_code, row.facts) if row else None


def began(connection: Connection) -> str | None:
    """When the first run started (ISO 8601 in UTC); None where none did."""
    return connection.execute(select(func.min(runs.c.started))).scalar()


@dataclass(frozen=True, slots=True)
class Handled:
    """A mail that was handled: its digest, sender ("" = not read), when (ISO 8601 in UTC), and whether it failed or its
    application had no readable form."""

    sha256: str
    sender: str
    moment: str
    bad: bool


def handled(
    connection: Connection, since: str, most: int = MOST_HANDLED, retried: bool = False
) -> list[Handled]:
    """Mails settled since then (ISO 8601 in UTC), and those that came since and failed; with `retried` also older ones that fail
    and are tried again. Newest first, at most so many. A mail that was too large to be read counts for nothing, whatever the
    limit is by now, and neither does one whose sender the provider disproves."""
    c = mails.c
    disproved = select(revisions.c.mail).where(revisions.c.mail == c.sha256, revisions.c.disproved == 1).exists()
    state = func.coalesce(c.state, "")  # not by its index: nearly every mail is settled, and only the newest are wanted
    recent = select(c.sha256, c.sender, c.settled).where(
        c.settled >= max(since, "0"), state.in_((MailState.SETTLED, MailState.NOT_APPLICATION)), ~disproved)  # "" is no moment
    newest = connection.execute(recent.order_by(c.settled.desc()).limit(most)).all()
    formless = _formless(connection, [row.sha256 for row in newest])
    late = c.seen >= max(since, "0")
    failed = select(c.sha256, c.sender, c.seen, c.settled).where(
        c.state.in_((MailState.WAITING, MailState.SHELVED)), c.tries > 0, c.trouble != TOO_LARGE,
        or_(late, c.state == MailState.WAITING) if retried else late)
    broken = connection.execute(failed.order_by(c.seen.desc()).limit(most)).all()
    found = [Handled(sha256, sender, settled, sha256 in formless) for sha256, sender, settled in newest]
    found += [Handled(sha256, sender, max(seen, settled), True) for sha256, sender, seen, settled in broken]
    return sorted(found, key=lambda mail: mail.moment, reverse=True)[:most]


def _formless(connection: Connection, digests: Sequence[str]) -> set[str]:
    """Those of these mails that brought an application without a readable form."""
    query = select(case_mails.c.mail, case_mails.c.case_id).where(case_mails.c.mail.in_(digests))
    touched = connection.execute(query).all() if digests else []
    without: set[int] = set()
    for some in batched({row.case_id for row in touched}):
        without.update(connection.execute(select(cases.c.id).where(cases.c.id.in_(some), cases.c.form.is_(None))).scalars())
    return {row.mail for row in touched if row.case_id in without}


def recall(connection: Connection, name: str) -> str:
    """A remembered fact, "" if there is none."""
    return connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar() or ""


def recall_each(connection: Connection, *names: str) -> dict[str, str]:
    """Several remembered facts by their names, "" for those that there are not."""
    rows: dict[str, str] = dict(connection.execute(select(meta.c.name, meta.c.value).where(meta.c.name.in_(names))).all())
    return {name: rows.get(name, "") for name in names}


def remember(connection: Connection, name: str, value: str) -> None:
    """Keeps a fact under its name, replacing the one before."""
    if not connection.execute(update(meta).where(meta.c.name == name).values(value=value)).rowcount:
        connection.execute(insert(meta).values(name=name, value=value))


def recall_all(connection: Connection, prefix: str) -> dict[str, str]:
    """Remembered facts whose name begins with `prefix`: the rest of the name → the fact."""
    rows = connection.execute(select(meta.c.name, meta.c.value).where(meta.c.name.startswith(prefix, autoescape=True)))
    return {name.removeprefix(prefix): value for name, value in rows}
