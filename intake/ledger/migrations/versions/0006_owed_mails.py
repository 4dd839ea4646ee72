"""Adds a table for mails that the mailbox did not give whole."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer

from intake.ledger.tables import Text

revision = "0006"
down_revision = "0005"
automatic = True


def upgrade() -> None:
    """Adds the table `owed`, empty, and its index. Nothing else is changed."""
    op.create_table(
        "owed", Column("id", Integer, primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("account", "folder", "uidvalidity", "uid")),
        Column("announced", Text, nullable=False), Column("received", Text, nullable=False),
        Column("told", Integer, nullable=False), Column("size", Integer, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("sha256", "mail")),
        Column("passes", Integer, nullable=False), Column("state", Text, nullable=False),
        Column("since", Text, nullable=False))
    op.create_index("owed_state", "owed", ["state"])
