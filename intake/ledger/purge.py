"""What a purge removes from the ledger. Functions over one connection; the caller owns the transaction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select, update

from intake.ledger import edits, owed
from intake.ledger.tables import case_files, case_mails, cases, letters, mails, readings, revisions
from reports.states import LetterState, MailState

_DIGEST = re.compile(r'"sha256":\s*"([0-9a-f]{64})"')


@dataclass(frozen=True, slots=True)
class Old:
    """Cases that are finished (ids and numbers), and the mails that go with them or never made a case."""

    cases: tuple[int, ...]
    numbers: tuple[str, ...]
    mails: tuple[str, ...]


def old(connection: Connection, before: str) -> Old:
    """What is wholly from before this moment (ISO 8601 in UTC) and not purged yet. A mail that made two cases is removed with
    the later one."""
    last = select(case_mails.c.case_id, func.max(mails.c.received).label("last")).join(
        mails, mails.c.sha256 == case_mails.c.mail).group_by(case_mails.c.case_id).subquery()  # fmt: skip
    query = select(cases.c.id, cases.c.case_no).join(last, last.c.case_id == cases.c.id)
    over = connection.execute(query.where(last.c.last < before, cases.c.revision > 0).order_by(cases.c.case_no)).all()
    ids = {row.id for row in over}
    living = set(connection.execute(select(case_mails.c.mail).where(case_mails.c.case_id.not_in(ids))).scalars())
    mine = set(connection.execute(select(case_mails.c.mail).where(case_mails.c.case_id.in_(ids))).scalars())
    alone = select(mails.c.sha256).where(
        mails.c.received < before, mails.c.state == MailState.NOT_APPLICATION, mails.c.purged == "")
    gone = (mine - living) | set(connection.execute(alone).scalars())
    return Old(tuple(row.id for row in over), tuple(row.case_no for row in over), tuple(sorted(gone)))


def needed(connection: Connection, gone: Old) -> set[str]:
    """Digests of files that are still used by what stays."""
    kept = set(connection.execute(select(case_files.c.sha256).where(case_files.c.case_id.not_in(gone.cases))).scalars())
    for body in connection.execute(select(readings.c.body).where(readings.c.sha256.not_in(gone.mails))).scalars():
        kept.update(_DIGEST.findall(body))
    for own in connection.execute(select(revisions.c.own).where(revisions.c.case_id.not_in(gone.cases))).scalars():
        kept.update(_DIGEST.findall(own))
    return kept


def forget(connection: Connection, gone: Old, now: str) -> None:
    """Removes what names anybody: revisions, files, readings, letters' words; blanks the texts in a mail's and a case's row."""
    edits.forget(connection, gone.numbers)
    owed.forget(connection, gone.mails)
    for table in (revisions, case_files):
        connection.execute(delete(table).where(table.c.case_id.in_(gone.cases)))
    connection.execute(update(cases).where(cases.c.id.in_(gone.cases)).values(
        unit="", project="", leader="", body="", revision=0))
    connection.execute(delete(readings).where(readings.c.sha256.in_(gone.mails)))
    connection.execute(update(letters).where(letters.c.mail.in_(gone.mails)).values(
        recipient=letters.c.key, subject="", body=b"", why="", returned=""))
    unsent = letters.c.state.in_((LetterState.QUEUED, LetterState.HELD))
    connection.execute(update(letters).where(letters.c.mail.in_(gone.mails), unsent).values(
        state=LetterState.FAILED, why="已按保存期限清除"))
    connection.execute(update(mails).where(mails.c.sha256.in_(gone.mails)).values(
        sender="", domain="", sender_name="", subject="", message_id="", why="", trouble="", purged=now))
