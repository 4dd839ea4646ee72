"""When to try a letter again that the server did not take for now (an answer 4xx, or none at all), and when to stop."""

from __future__ import annotations

from datetime import datetime, timedelta

RETRY_MINUTES = 5
"""After the first attempt; doubled with each further one: providers want at least two, and fifteen after a quota."""
MOST_ATTEMPTS = 10


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many attempts (at least one); None: there were enough attempts."""
    return None if attempts >= MOST_ATTEMPTS else now + timedelta(minutes=RETRY_MINUTES * 2 ** (attempts - 1))
