"""Adds tables for what staff change in the workbook and for what each workbook showed."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Index, Integer, MetaData, Table

from intake.ledger.tables import Text

revision = "0002"
down_revision = "0001"
automatic = True
metadata = MetaData()

Table(
    "edits", metadata,
    Column("id", Integer, primary_key=True),
    Column("sheet", Text, nullable=False), Column("row", Text, nullable=False), Column("column", Text, nullable=False),
    Column("value", Text, nullable=False), Column("before", Text, nullable=False),
    Column("state", Text, nullable=False), Column("why", Text, nullable=False),
    Column("seen", Text, nullable=False), Column("who", Text, nullable=False),
    Column("saved", Text, nullable=False), Column("source", Text, nullable=False),
    Column("basis", Text, nullable=False), Column("build", Integer, nullable=False),
    Index("edits_cell", "sheet", "row", "column"), Index("edits_state", "state"),
)

Table(
    "builds", metadata,
    Column("id", Integer, primary_key=True),
    Column("made", Text, nullable=False), Column("plan", Text, nullable=False),
    Column("sha256", Text, nullable=False), Column("name", Text, nullable=False),
    Column("edits", Integer, nullable=False),
    Index("builds_sha256", "sha256"),
)

Table(
    "built", metadata,
    Column("sheet", Text, primary_key=True), Column("grp", Text, primary_key=True), Column("build", Integer, primary_key=True),
    Column("body", Text, nullable=False),
)

Table(
    "copies", metadata,
    Column("sha256", Text, primary_key=True),
    Column("name", Text, nullable=False), Column("seen", Text, nullable=False), Column("build", Integer, nullable=False),
    Column("who", Text, nullable=False), Column("told", Text, nullable=False),
)


def upgrade() -> None:
    """Adds the tables; changes no table that exists."""
    metadata.create_all(op.get_bind(), checkfirst=False)
