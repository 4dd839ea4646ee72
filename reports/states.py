"""The states of a case, a mail, a letter and an edit: one word each. The words that people read for them are in
reports.state_words; the ledger keeps the codes."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The state of a case. The machine never rejects anybody."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    """Something must be corrected."""
    UNCLEAR = "unclear"
    """A person must check first."""
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"


class LetterState(StrEnum):
    """queued → sending → sent | failed | unknown; held waits for a person."""

    QUEUED = "queued"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """The connection broke after it was sent and before the answer: it may have arrived, and is never sent again by itself."""
    DROPPED = "dropped"
    """Composed and not sent, because the decision in it was taken back."""


DELAYED = "投递延迟"
"""With this begins what is noted of a letter that the recipient's server has not taken yet: it has not come back."""
COPY_LOST = "转发到的另一地址未送达"
"""With this begins what is noted of a letter of which a copy came back that its recipient forwards to another address."""


class MailState(StrEnum):
    """waiting → settled | shelved | not_application: only the transaction that settles a mail changes it. waiting ↔ blocked."""

    SETTLED = "settled"
    WAITING = "waiting"
    SHELVED = "shelved"
    """Kept for a person, because we failed."""
    BLOCKED = "blocked"
    """Kept and not read, because staff blocked its sender."""
    NOT_APPLICATION = "not_application"


class OwedState(StrEnum):
    """The state of a mail that the mailbox did not give whole: asked → kept | given | lost; kept → given | lost."""

    ASKED = "asked"
    """Every pass asks for it; nothing is done with what it gave so far."""
    KEPT = "kept"
    """Several passes did not get it whole: what there is, counts as the mail. Later passes still ask."""
    GIVEN = "given"
    """It came whole; the short bytes stay in the vault."""
    LOST = "lost"
    """It is no longer there to be asked for."""


class EditState(StrEnum):
    """The state of a cell that staff changed."""

    ACTIVE = "active"
    """It counts, until a later edit of its cell."""
    CONFLICT = "conflict"
    """Another value was typed meanwhile: a person decides."""
    REFUSED = "refused"
    """It never counted, and the reason is given."""
    STALE = "stale"
    """It counted, and what it rests on has changed since."""
    SETTLED = "settled"
    """It was open and is closed."""
