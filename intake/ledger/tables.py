"""The tables of the ledger, and nothing else. Times are text, ISO 8601 in UTC, so that text order is time order.

Invariant of `mails.state`: waiting → settled | shelved | not_application, and only the settling transaction changes it; a mail
that was never settled may go waiting → blocked and back. One whose bytes are removed for good becomes not_application where it
was not settled: it is never read.
Objects (package, findings, reading) are kept as the JSON of parsers.model, with the reader version and guide where it matters.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import TEXT, Column, Dialect, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, UniqueConstraint
from sqlalchemy import Text as PlainText
from sqlalchemy.types import TypeDecorator

SCHEMA = 6
"""The schema that this release reads and writes: the number of the newest step in `migrations/versions`."""

NAME_CHARACTERS = 600


class Text(TypeDecorator[str]):
    """Text that sorts and compares by its bytes in every database, and has no NUL, which PostgreSQL does not keep."""

    impl = PlainText
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """See TypeDecorator."""
        return dialect.type_descriptor(TEXT(collation="C") if dialect.name == "postgresql" else PlainText())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """See TypeDecorator."""
        return value.replace("\0", "") if value else value


class Name(Text):
    """Text that is looked up by an index. PostgreSQL's indexes take some 2,700 bytes at most; longer text is cut, both when it is
    kept and when it is looked up."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """See TypeDecorator."""
        return Text.process_bind_param(self, value[:NAME_CHARACTERS] if value else value, dialect)


metadata = MetaData()

meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

mails = Table(
    "mails", metadata,
    Column("sha256", Text, primary_key=True),
    Column("seen", Text, nullable=False),
    Column("received", Text, nullable=False, default=""),
    Column("size", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("sender", Name, nullable=False, default=""),
    Column("sender_name", Text, nullable=False, default=""),
    Column("subject", Text, nullable=False, default=""),
    Column("message_id", Name, nullable=False, default=""),
    Column("kind", Text, nullable=False, default=""),
    Column("reply", Integer, nullable=False, default=0),
    Column("why", Text, nullable=False, default=""),
    Column("trouble", Text, nullable=False, default=""),
    Column("settled", Text, nullable=False, default=""),
    Column("answered", Text, nullable=False, default=""),
    Column("purged", Text, nullable=False, default=""),
    Column("domain", Name, nullable=False, default="", server_default=""),
    Index("mails_state", "state"), Index("mails_message_id", "message_id"), Index("mails_sender", "sender"),
    Index("mails_domain", "domain"), Index("mails_settled", "settled"),
)

origins = Table(
    "origins", metadata,
    Column("account", Text, primary_key=True), Column("folder", Text, primary_key=True),
    Column("uidvalidity", Text, primary_key=True), Column("uid", Text, primary_key=True),
    Column("sha256", Text, ForeignKey("mails.sha256"), nullable=False),
    Column("announced", Text, nullable=False, default=""),
)

owed = Table(
    "owed", metadata,
    Column("id", Integer, primary_key=True),
    Column("account", Text, nullable=False), Column("folder", Text, nullable=False),
    Column("uidvalidity", Text, nullable=False), Column("uid", Text, nullable=False),
    Column("announced", Text, nullable=False), Column("received", Text, nullable=False),
    Column("told", Integer, nullable=False), Column("size", Integer, nullable=False),
    Column("sha256", Text, nullable=False), Column("mail", Text, nullable=False),
    Column("passes", Integer, nullable=False), Column("state", Text, nullable=False), Column("since", Text, nullable=False),
    Index("owed_state", "state"),
)
"""Mails that the mailbox did not give whole, by their place: the size it told, and the digest and size of what it gave ("" and 0:
nothing). `mail` is the mail that stands for it in `mails` ("": none yet). States: see OwedState."""

readings = Table(
    "readings", metadata,
    Column("sha256", Text, ForeignKey("mails.sha256"), primary_key=True),
    Column("reader", Integer, primary_key=True), Column("guide", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

cases = Table(
    "cases", metadata,
    Column("id", Integer, primary_key=True),
    Column("case_no", Text, nullable=False, unique=True),
    Column("form", Text), Column("unit", Name, nullable=False, default=""),
    Column("project", Name, nullable=False, default=""), Column("leader", Name, nullable=False, default=""),
    Column("body", Text, nullable=False, default=""),
    Column("revision", Integer, nullable=False),
    Index("cases_unit", "unit"), Index("cases_project", "project"), Index("cases_leader", "leader"),
)

case_files = Table(
    "case_files", metadata,
    Column("case_id", Integer, ForeignKey("cases.id"), primary_key=True),
    Column("sha256", Text, primary_key=True),
    Index("case_files_sha256", "sha256"),
)

revisions = Table(
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
    Column("unassigned", Text, nullable=False, default="[]"),
    Column("suspects", Text, nullable=False, default="[]"),
    Column("elsewhere", Integer, nullable=False, default=0),
    Column("disproved", Integer, nullable=False, default=0),
    Index("revisions_fingerprint", "fingerprint"), Index("revisions_mail", "mail"),
)

case_mails = Table(
    "case_mails", metadata,
    Column("mail", Text, ForeignKey("mails.sha256"), primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("case_id", Integer, ForeignKey("cases.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("relation", Text, nullable=False),
    Index("case_mails_case", "case_id"),
)

letters = Table(
    "letters", metadata,
    Column("key", Text, primary_key=True),
    Column("mail", Text, ForeignKey("mails.sha256"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("message_id", Name, nullable=False, unique=True),
    Column("subject", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
    Column("why", Text, nullable=False, default=""),
    Column("created", Text, nullable=False), Column("changed", Text, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_try", Text, nullable=False, default=""),
    Column("returned", Text, nullable=False, default=""),
    UniqueConstraint("mail", "kind", "recipient"), Index("letters_state_changed", "state", "changed"),
    Index("letters_recipient", "recipient", "changed"),
)

runs = Table(
    "runs", metadata,
    Column("id", Integer, primary_key=True),
    Column("started", Text, nullable=False), Column("finished", Text, nullable=False, default=""),
    Column("exit_code", Integer), Column("facts", Text, nullable=False, default="{}"),
    Index("runs_finished", "finished"),
)

edits = Table(
    "edits", metadata,
    Column("id", Integer, primary_key=True),
    Column("sheet", Text, nullable=False), Column("row", Text, nullable=False), Column("column", Text, nullable=False),
    Column("value", Text, nullable=False), Column("before", Text, nullable=False, default=""),
    Column("state", Text, nullable=False), Column("why", Text, nullable=False, default=""),
    Column("seen", Text, nullable=False), Column("who", Text, nullable=False, default=""),
    Column("saved", Text, nullable=False, default=""), Column("source", Text, nullable=False, default=""),
    Column("basis", Text, nullable=False, default=""), Column("build", Integer, nullable=False, default=0),
    Index("edits_cell", "sheet", "row", "column"), Index("edits_state", "state"), Index("edits_row", "row"),
    Index("edits_build", "build"),
)
"""Every cell that staff changed, kept for ever: rows are added, and only the state of an open one is ever written again."""

builds = Table(
    "builds", metadata,
    Column("id", Integer, primary_key=True),
    Column("made", Text, nullable=False), Column("plan", Text, nullable=False, default=""),
    Column("sha256", Text, nullable=False, default=""), Column("name", Text, nullable=False, default=""),
    Column("edits", Integer, nullable=False, default=0),
    Index("builds_sha256", "sha256"),
)
"""Every workbook written: what it was made of, and the newest edit it shows."""

built = Table(
    "built", metadata,
    Column("sheet", Text, primary_key=True), Column("grp", Text, primary_key=True), Column("build", Integer, primary_key=True),
    Column("body", Text, nullable=False),
)
"""Digests of the cells of a workbook by sheet and case (`grp`), entered only when they differ from the build before."""

copies = Table(
    "copies", metadata,
    Column("sha256", Text, primary_key=True),
    Column("name", Text, nullable=False), Column("seen", Text, nullable=False),
    Column("build", Integer, nullable=False, default=0),
    Column("who", Text, nullable=False, default=""), Column("messages", Text, nullable=False, default="[]"),
)
"""Workbooks that were taken in, by the digest of their bytes, and the messages about each."""

successors = Table(
    "successors", metadata,
    Column("id", Integer, primary_key=True), Column("build", Integer, nullable=False),
    Column("sheet", Text, nullable=False), Column("row", Text, nullable=False), Column("column", Text, nullable=False),
    Column("to_sheet", Text, nullable=False), Column("to_row", Text, nullable=False), Column("to_column", Text, nullable=False),
    Index("successors_build", "build"),
)
"""What cells of workbooks up to this `build` are called now ("": any sheet, row or column; no change). A step that renames a
sheet, a row's key or a column enters it here, and renames the same in `edits`."""
