"""Counts mails by day of arrival and by whether our provider judged their senders, and says from that whether it judges at all.

One header alone says little: where a provider writes none, anybody may write it into a mail of his own. A provider that judges
writes its result on nearly every mail, also where there is nothing to say for the sender (spf=none). So half of the mails is far
from both, and leaves room for a provider's own notices and for what was moved in from elsewhere.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from config.model import Settings
from intake.ledger import runs as run_rows
from intake.mime.sender_proof import judged_by
from intake.timestamps import moment_of
from parsers.model.mail import Proof

JUDGED = "judged by"
"""A fact's name begins with this: day of arrival → [mails that this provider judged, all mails], as JSON."""
DAYS = timedelta(days=30)
SHARE = 2
"""One of so many mails must carry its verdict."""
FEW = 5
"""And so many mails; where fewer came, all of them."""


def note(connection: Connection, proof: Proof | None, received: str, settings: Settings, now: datetime) -> None:
    """Counts a mail that arrived then. Asked once for each mail that a person wrote."""
    if not settings.authority:
        return
    counts, day = _counts(connection, settings.authority), _day(received, now)
    newest = max([day, *counts])
    judged, every = counts.get(day, (0, 0))
    counts[day] = (judged + judged_by(proof, settings.authority), every + 1)
    kept = {str(day): pair for day, pair in sorted(counts.items()) if newest - day <= DAYS}
    run_rows.remember(connection, f"{JUDGED} {settings.authority}", json.dumps(kept))


def judges(connection: Connection, received: str, settings: Settings, now: datetime) -> bool:
    """Whether the provider judged enough of the mails of the 30 days before this arrival."""
    counts, day = _counts(connection, settings.authority), _day(received, now)
    newest = max([day, *counts])
    lately = [counted for of, counted in counts.items() if newest - of <= DAYS]
    judged, every = sum(judged for judged, _ in lately), sum(every for _, every in lately)
    return judged > 0 and judged * SHARE >= every and (judged >= FEW or judged == every)


def _counts(connection: Connection, authority: str) -> dict[date, tuple[int, int]]:
    try:
        kept = json.loads(run_rows.recall(connection, f"{JUDGED} {authority}") or "{}")
    except ValueError:  # an older release kept a moment
        return {}
    return {date.fromisoformat(day): (judged, every) for day, (judged, every) in kept.items()}


def _day(received: str, now: datetime) -> date:
    """The day of an arrival; a moment to come is now."""
    return min(moment_of(received) or now, now).date()
