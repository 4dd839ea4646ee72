"""What each run did, and the few facts remembered between runs. Functions over one connection."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from intake.ledger.tables import case_mails, cases, mails, meta, runs
from reports.states import MailState

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


def last_finish(connection: Connection) -> str:
    """When a run last finished, "" if none did."""
    return connection.execute(select(func.max(runs.c.finished))).scalar() or ""


def share_in_trouble(connection: Connection, since: str) -> tuple[int, int]:
    """(mails handled since then, those of them that failed, or whose application had no readable form)."""
    recent = mails.c.settled >= max(since, "0")  # "" is not a moment
    failed = (mails.c.tries > 0) & mails.c.state.in_((MailState.WAITING, MailState.SHELVED))
    handled = connection.execute(select(func.count()).select_from(mails).where(recent | failed)).scalar_one()
    formless = select(cases.c.id).join(case_mails, case_mails.c.case_id == cases.c.id).where(
        case_mails.c.mail == mails.c.sha256, cases.c.form.is_(None))
    unidentified = connection.execute(select(func.count()).select_from(mails).where(recent, formless.exists())).scalar_one()
    broken = connection.execute(select(func.count()).select_from(mails).where(failed)).scalar_one()
    return int(handled), int(unidentified + broken)


def recall(connection: Connection, name: str) -> str:
    """A remembered fact, "" if there is none."""
    return connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar() or ""


def remember(connection: Connection, name: str, value: str) -> None:
    """Keeps a fact under its name, replacing the one before."""
    if not connection.execute(update(meta).where(meta.c.name == name).values(value=value)).rowcount:
        connection.execute(insert(meta).values(name=name, value=value))


def recall_all(connection: Connection, prefix: str) -> dict[str, str]:
    """Remembered facts whose name begins with `prefix`: the rest of the name → the fact."""
    rows = connection.execute(select(meta.c.name, meta.c.value).where(meta.c.name.startswith(prefix, autoescape=True)))
    return {name.removeprefix(prefix): value for name, value in rows}
