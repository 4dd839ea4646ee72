"""Adds indexes for what a pass looks up among years of mail, and a column for the domain of a mail's sender."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, bindparam, column, select, table, update

from intake.ledger.tables import Name

revision = "0003"
down_revision = "0002"
automatic = True

INDEXES = (
    ("mails_domain", "mails", ("domain",)), ("mails_settled", "mails", ("settled",)),
    ("letters_state_changed", "letters", ("state", "changed")), ("letters_recipient", "letters", ("recipient", "changed")),
    ("runs_finished", "runs", ("finished",)), ("edits_row", "edits", ("row",)), ("edits_build", "edits", ("build",)),
)


def upgrade() -> None:
    """Adds a column, filled from the senders, and indexes; removes one that another index makes unnecessary."""
    op.add_column("mails", Column("domain", Name, nullable=False, server_default=""))
    mails = table("mails", column("sha256"), column("sender"), column("domain"))
    senders = op.get_bind().execute(select(mails.c.sha256, mails.c.sender).where(mails.c.sender != "")).all()
    rows = [{"mail": sha256, "known": sender.rpartition("@")[2].lower()} for sha256, sender in senders]
    if rows:
        op.get_bind().execute(update(mails).where(mails.c.sha256 == bindparam("mail")).values(domain=bindparam("known")), rows)
    for name, of, columns in INDEXES:
        op.create_index(name, of, list(columns))
    op.drop_index("letters_state", "letters")
