"""What a purge removes from the ledger. Functions over one connection; the caller owns the transaction."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, case, delete, func, or_, select, update

from intake.ledger import edits, owed
from intake.ledger.letters import OF_DECISION
from intake.ledger.tables import case_files, case_mails, cases, letters, mails, readings, revisions
from reports.states import LetterState, MailState

REDACTED = "（内容已应要求清除）"
"""The subject of a sent letter whose words were removed, because they told of a case that went."""
_DIGEST = re.compile(r'"sha256":\s*"([0-9a-f]{64})"')


@dataclass(frozen=True, slots=True)
class Old:
    """Cases that go (ids and numbers), and the mails that go with them or never made a case. `shared`: mails that stay, because
    they brought other cases too, and whose readings go."""

    cases: tuple[int, ...]
    numbers: tuple[str, ...]
    mails: tuple[str, ...]
    shared: tuple[str, ...] = ()


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


def of_cases(connection: Connection, numbers: Collection[str], also: Collection[str]) -> Old:
    """These cases with their mails, and these mails without a case that stays."""
    alive = select(cases.c.id, cases.c.case_no).where(cases.c.case_no.in_(numbers), cases.c.revision > 0)
    rows = connection.execute(alive.order_by(cases.c.case_no)).all()
    ids = {row.id for row in rows}
    mine = set(connection.execute(select(case_mails.c.mail).where(case_mails.c.case_id.in_(ids))).scalars()) | set(also)
    others = select(case_mails.c.mail).join(cases, cases.c.id == case_mails.c.case_id).where(
        cases.c.id.not_in(ids), cases.c.revision > 0, case_mails.c.mail.in_(mine))  # fmt: skip
    shared = set(connection.execute(others).scalars())
    ids_in_order, names = tuple(row.id for row in rows), tuple(row.case_no for row in rows)
    return Old(ids_in_order, names, tuple(sorted(mine - shared)), tuple(sorted(shared)))


def needed(connection: Connection, gone: Old) -> set[str]:
    """Digests of files that are still used by what stays."""
    kept = set(connection.execute(select(case_files.c.sha256).where(case_files.c.case_id.not_in(gone.cases))).scalars())
    read = select(readings.c.body).where(readings.c.sha256.not_in((*gone.mails, *gone.shared)))
    for body in connection.execute(read).scalars():
        kept.update(_DIGEST.findall(body))
    for row in connection.execute(select(revisions.c.own, revisions.c.unassigned).where(revisions.c.case_id.not_in(gone.cases))):
        kept.update(_DIGEST.findall(row.own), _DIGEST.findall(row.unassigned))
    return kept


def purged_mails(connection: Connection) -> tuple[str, ...]:
    """Digests of all mails whose bytes were removed for good."""
    return tuple(connection.execute(select(mails.c.sha256).where(mails.c.purged != "")).scalars())


def letters_of(connection: Connection, gone: Old) -> dict[str, str]:
    """Key → Message-ID of the letters that answer these mails or tell of these cases and still have words."""
    mine = or_(_letters(gone), _shared_letters(gone))
    query = select(letters.c.key, letters.c.message_id).where(mine, letters.c.subject.not_in(("", REDACTED)))
    return dict(connection.execute(query.order_by(letters.c.key)).all())


def _letters(gone: Old) -> ColumnElement[bool]:
    """A letter of a decision is about one case, whichever mail it answers."""
    about = (letters.c.kind.contains(f"{OF_DECISION}{number}{OF_DECISION}", autoescape=True) for number in gone.numbers)
    return or_(letters.c.mail.in_(gone.mails), *about)


def _shared_letters(gone: Old) -> ColumnElement[bool]:
    """Letters that answered a mail of several cases: that they left stays known. One that is still to leave stays as it is."""
    return and_(letters.c.mail.in_(gone.shared), letters.c.state == LetterState.SENT)


def forget(connection: Connection, gone: Old, now: str, why: str = "已按保存期限清除") -> None:
    """Removes what names anybody: revisions, files, readings, letters' words; blanks the texts in a mail's and a case's row. A
    mail that waits is never read. `why`: what is said of a letter that was not sent."""
    keys = connection.execute(select(letters.c.key).where(_letters(gone))).scalars().all()
    edits.forget(connection, (*gone.numbers, *gone.mails, *(mail[:16] for mail in gone.mails), *keys))
    owed.forget(connection, gone.mails)
    for table in (revisions, case_files):
        connection.execute(delete(table).where(table.c.case_id.in_(gone.cases)))
    connection.execute(update(cases).where(cases.c.id.in_(gone.cases)).values(
        unit="", project="", leader="", body="", revision=0))
    connection.execute(delete(readings).where(readings.c.sha256.in_((*gone.mails, *gone.shared))))
    blank = {"recipient": letters.c.key, "subject": "", "body": b"", "why": "", "returned": ""}
    unsent = letters.c.state.in_((LetterState.QUEUED, LetterState.HELD, LetterState.SENDING, LetterState.UNKNOWN))
    connection.execute(update(letters).where(_letters(gone)).values(blank))
    connection.execute(update(letters).where(_letters(gone), unsent).values(state=LetterState.FAILED, why=why))
    connection.execute(update(letters).where(_shared_letters(gone), ~_letters(gone)).values(subject=REDACTED, body=b""))
    open_ = mails.c.state.in_((MailState.WAITING, MailState.SHELVED, MailState.BLOCKED))
    connection.execute(update(mails).where(mails.c.sha256.in_(gone.mails)).values(
        sender="", domain="", sender_name="", subject="", message_id="", why="", trouble="", purged=now,
        state=case((open_, MailState.NOT_APPLICATION), else_=mails.c.state)))
