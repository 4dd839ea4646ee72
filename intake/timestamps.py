"""Writes moments as text: the ledger keeps them in UTC so that they sort. Only people see Asia/Shanghai, and that is in
reports."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def text_of(moment: datetime) -> str:
    """A moment as the ledger writes it: 2024-03-20T01:02:03+00:00."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def text_in_order(moment: datetime, place: int) -> str:
    """The same with microseconds: `place` orders many moments within one second."""
    return (moment.astimezone(UTC) + timedelta(microseconds=place)).isoformat(timespec="microseconds")


def moment_of(text: str) -> datetime | None:
    """The moment that a text names; None where it names none. A text without a zone is taken as UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def days_between(earlier: datetime, later: datetime) -> float:
    """Days of 24 hours from one moment to another."""
    return (later - earlier) / timedelta(days=1)
