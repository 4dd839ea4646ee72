"""The first released schema. Never edited: ledgers in the field were made like this."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, UniqueConstraint

from intake.ledger.tables import Text

revision = "0001"
down_revision = None
metadata = MetaData()

Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

Table(
    "mails", metadata,
    Column("sha256", Text, primary_key=True),
    Column("seen", Text, nullable=False),
    Column("received", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("sender", Text, nullable=False),
    Column("sender_name", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("reply", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("trouble", Text, nullable=False),
    Column("settled", Text, nullable=False),
    Column("answered", Text, nullable=False),
    Column("purged", Text, nullable=False),
    Index("mails_state", "state"), Index("mails_message_id", "message_id"), Index("mails_sender", "sender"),
)

Table(
    "origins", metadata,
    Column("account", Text, primary_key=True), Column("folder", Text, primary_key=True),
    Column("uidvalidity", Text, primary_key=True), Column("uid", Text, primary_key=True),
    Column("sha256", Text, ForeignKey("mails.sha256"), nullable=False),
    Column("told", Text, nullable=False),
)

Table(
    "readings", metadata,
    Column("sha256", Text, ForeignKey("mails.sha256"), primary_key=True),
    Column("reader", Integer, primary_key=True), Column("guide", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

Table(
    "cases", metadata,
    Column("id", Integer, primary_key=True),
    Column("case_no", Text, nullable=False, unique=True),
    Column("form", Text), Column("unit", Text, nullable=False),
    Column("project", Text, nullable=False), Column("leader", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("cases_unit", "unit"), Index("cases_project", "project"), Index("cases_leader", "leader"),
)

Table(
    "case_files", metadata,
    Column("case_id", Integer, ForeignKey("cases.id"), primary_key=True),
    Column("sha256", Text, primary_key=True),
    Index("case_files_sha256", "sha256"),
)

Table(
    "revisions", metadata,
    Column("case_id", Integer, ForeignKey("cases.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("mail", Text, ForeignKey("mails.sha256"), nullable=False),
    Column("part", Integer, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("own", Text, nullable=False),
    Column("package", Text, nullable=False),
    Column("findings", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("loose", Text, nullable=False),
    Column("suspects", Text, nullable=False),
    Column("elsewhere", Integer, nullable=False),
    Column("disproved", Integer, nullable=False),
    Index("revisions_fingerprint", "fingerprint"), Index("revisions_mail", "mail"),
)

Table(
    "case_mails", metadata,
    Column("mail", Text, ForeignKey("mails.sha256"), primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("cases.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("relation", Text, nullable=False),
    Index("case_mails_case", "case_id"),
)

Table(
    "letters", metadata,
    Column("key", Text, primary_key=True),
    Column("mail", Text, ForeignKey("mails.sha256"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("message_id", Text, nullable=False, unique=True),
    Column("subject", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("created", Text, nullable=False), Column("changed", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try", Text, nullable=False),
    Column("returned", Text, nullable=False),
    UniqueConstraint("mail", "kind", "recipient"), Index("letters_state", "state"),
)

Table(
    "runs", metadata,
    Column("id", Integer, primary_key=True),
    Column("started", Text, nullable=False), Column("finished", Text, nullable=False),
    Column("exit_code", Integer), Column("facts", Text, nullable=False),
)


def upgrade() -> None:
    """Creates all tables of the first release."""
    metadata.create_all(op.get_bind(), checkfirst=False)
