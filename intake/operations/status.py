"""Counts what became of every mail: the numbers that `status` prints and that a monitor gets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from intake.ledger import Ledger, cases, letter_limits, letters, mails, owed, returned_letters, runs
from intake.ledger.runs import Run
from intake.letters import breaker
from intake.operations.last_backup import last_backup


def standing(ledger: Ledger, home: Path | None = None) -> dict[str, Any]:
    """Everything that `status` and the metrics tell. `home`: the state folder, which knows of the last backup. `mailbox` counts
    places, so a mail that is there twice counts twice: how many were fetched from a folder, and how many were there (null: not
    known) when it was last listed. Times are ISO 8601 in UTC."""
    with ledger.read() as connection:
        last = runs.last(connection)
        return {
            "mails": mails.counts(connection), "cases": cases.counts(connection),
            "letters": letters.counts(connection) | returned_letters.counts(connection),
            "breaker": _breaker(connection),
            "bytes": owed.totals(connection),
            "mailbox": _mailbox(mails.places(connection), runs.recall_all(connection, runs.LISTED + " ")),
            "oldest_waiting": mails.oldest_waiting(connection),
            "first_run": runs.began(connection),
            "last_run": _run(last) if last else None,
            "last_backup": _backup(home),
        }


def _backup(home: Path | None) -> dict[str, Any] | None:
    """When and where the last backup was made, None where none is known."""
    last = last_backup(home) if home else None
    return {"when": last.when, "where": last.where} if last else None


def _breaker(connection: Connection) -> dict[str, Any]:
    """Whether letters are held because too much mail failed, why and since when, and how many it holds."""
    state = breaker.holding(connection)
    return {"holding": state is not None, "why": state.why if state else "", "since": state.since if state else None,
            "letters": letter_limits.held_count(connection, breaker.HELD)}


def _mailbox(fetched: dict[str, int], listed: dict[str, str]) -> dict[str, dict[str, int | None]]:
    return {
        place: {"fetched": fetched.get(place, 0), "listed": int(listed[place]) if place in listed else None}
        for place in sorted({*fetched, *listed})}


def _run(last: Run) -> dict[str, Any]:
    return {"started": last.started, "finished": last.finished or None, "exit_code": last.exit_code}
