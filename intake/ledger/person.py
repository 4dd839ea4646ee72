"""What the ledger holds of one person: which mails and cases a word fits, and in which rows words still stand. Functions over one
connection; the caller owns the transaction."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, false, func, or_, select, update

from intake.ledger.mails import batched
from intake.ledger.purge import Old
from intake.ledger.tables import (
    built,
    case_files,
    case_mails,
    cases,
    copies,
    edits,
    letters,
    mails,
    metadata,
    origins,
    owed,
    readings,
    revisions,
    runs,
)
from parsers.model.mail import MailKind

Finds = Callable[[str | bytes], frozenset[int]]
"""Text, or the bytes of a letter → which of some words are in it, by their place in the list."""

RECORDS = ("record", "further", "piece")
"""Where a kept package holds what was read from a form."""
ROWS = 200
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
TOMBSTONES = frozenset({
    mails.c.sha256, *origins.c, case_mails.c.mail, cases.c.case_no, letters.c.key, letters.c.mail, letters.c.message_id,
    letters.c.kind, revisions.c.mail, readings.c.sha256, owed.c.sha256, owed.c.mail,
})  # fmt: skip
"""Columns that stay by design: numbers, digests and the mailbox's own places keep a mail from being taken for a new one."""


@dataclass(frozen=True, slots=True)
class Fits:
    """What a word fits. `mails`: mail → address, of those that it sent; `sent`: numbers of the cases of these mails; `written`:
    of the cases in whose forms it stands; `gone`: it is the number of a case that was purged."""

    mails: Mapping[str, str]
    sent: tuple[str, ...]
    written: tuple[str, ...]
    number: str = ""
    gone: bool = False


def fits(connection: Connection, word: str) -> Fits:
    """What this address, case number or name fits, letter by letter; only capitals of an address do not count."""
    number = connection.execute(select(cases.c.case_no, cases.c.revision).where(cases.c.case_no == word)).first()
    if number is not None:
        alive = number.revision > 0
        return Fits({}, (word,) if alive else (), (), word if alive else "", not alive)
    sender = func.lower(mails.c.sender) == word.lower() if "@" in word else mails.c.sender_name == word
    sent = dict(connection.execute(select(mails.c.sha256, mails.c.sender).where(sender, mails.c.purged == "")).all())
    return Fits(sent, numbers_of(connection, sent), _written(connection, word))


def numbers_of(connection: Connection, digests: Collection[str]) -> tuple[str, ...]:
    """Numbers of the cases that these mails touched and that were not purged."""
    query = select(cases.c.case_no).join(case_mails, case_mails.c.case_id == cases.c.id).where(cases.c.revision > 0)
    results = (connection.execute(query.where(case_mails.c.mail.in_(some))).scalars() for some in batched(digests))
    return tuple(sorted({number for rows in results for number in rows}))


def _written(connection: Connection, word: str) -> tuple[str, ...]:
    """Numbers of the cases in whose forms a field says just this word."""
    escaped = json.dumps(word, ensure_ascii=False)[1:-1].lower()
    query = select(cases.c.case_no, revisions.c.package).join(cases, cases.c.id == revisions.c.case_id).where(
        func.lower(revisions.c.package).contains(escaped, autoescape=True)).execution_options(yield_per=ROWS)  # fmt: skip
    return tuple(sorted({number for number, package in connection.execute(query)
                         if any(map(_same_as(word), _of_forms(json.loads(package))))}))


def _same_as(word: str) -> Callable[[str], bool]:
    if "@" in word:
        return lambda said: said.strip().lower() == word.lower()
    return lambda said: said.strip() == word


def _of_forms(kept: Any, inside: bool = False) -> Iterator[str]:
    """Every text of the records in kept JSON."""
    if isinstance(kept, str) and inside:
        yield kept
    for key, value in kept.items() if isinstance(kept, dict) else enumerate(kept) if isinstance(kept, list) else ():
        yield from _of_forms(value, inside or key in RECORDS)


def bounced(connection: Connection, gone: Old, word: str) -> tuple[str, ...]:
    """Mails without a case, by programs, that tell of this address, or of one whose last mails go: reports of delivery and the
    like."""
    query = select(func.lower(mails.c.sender)).distinct()
    going = {one for some in batched(gone.mails) for one in connection.execute(query.where(mails.c.sha256.in_(some))).scalars()}
    stays = set(connection.execute(query.where(mails.c.purged == "", mails.c.sha256.not_in(gone.mails))).scalars())
    addresses = {one for one in (going - stays) | {word.lower()} if _ADDRESS.fullmatch(one)}
    if not addresses:
        return ()
    whole = re.compile("|".join(rf"(?<![\w.+-]){re.escape(one)}(?![\w.-])" for one in sorted(addresses)), re.IGNORECASE)
    touched = select(case_mails.c.mail).where(case_mails.c.mail == mails.c.sha256)
    automatic = select(mails.c.sha256, readings.c.body).join(readings, readings.c.sha256 == mails.c.sha256).where(
        mails.c.kind == MailKind.AUTOMATIC, mails.c.purged == "", ~touched.exists())  # fmt: skip
    return tuple(sorted({mail for mail, body in connection.execute(automatic) if whole.search(body)}))


def senders_of(connection: Connection, digests: Collection[str]) -> set[str]:
    """Addresses and display names of the senders of these mails."""
    query = select(mails.c.sender, mails.c.sender_name)
    rows = (row for some in batched(digests) for row in connection.execute(query.where(mails.c.sha256.in_(some))))
    return {said for row in rows for said in row if said}


def counted(connection: Connection, gone: Old) -> dict[str, int]:
    """How many revisions, files and edits go with these cases."""
    def number(table: Table, *where: Any) -> int:
        return int(connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one())

    rows = (edits.c.row == number_ for number_ in (*gone.numbers, *gone.mails))
    more = (edits.c.row.startswith(f"{number_}|", autoescape=True) for number_ in gone.numbers)
    return {"revisions": number(revisions, revisions.c.case_id.in_(gone.cases)),
            "files": number(case_files, case_files.c.case_id.in_(gone.cases)),
            "edits": number(edits, or_(false(), *rows, *more))}


def without_suspects(connection: Connection, numbers: Collection[str]) -> tuple[str, ...]:
    """Takes these case numbers out of what other cases may double. Returns the numbers of the cases that named them."""
    named: set[str] = set()
    query = select(revisions.c.case_id, revisions.c.revision, revisions.c.suspects, cases.c.case_no).join(
        cases, cases.c.id == revisions.c.case_id).where(revisions.c.suspects != "[]")  # fmt: skip
    for case_id, revision, suspects, number in connection.execute(query).all():
        left = [one for one in json.loads(suspects) if one not in numbers]
        if len(left) < len(json.loads(suspects)):
            named.add(number)
            where = (revisions.c.case_id == case_id, revisions.c.revision == revision)
            connection.execute(update(revisions).where(*where).values(suspects=json.dumps(left)))
    return tuple(sorted(named))


def scrub(connection: Connection, finds: Finds) -> None:
    """Blanks what runs and taken-in workbooks told a person, where the words are in it."""
    for row in connection.execute(select(runs.c.id, runs.c.facts)).all():
        if finds(row.facts):
            connection.execute(update(runs).where(runs.c.id == row.id).values(facts="{}"))
    for row in connection.execute(select(copies.c.sha256, copies.c.messages)).all():
        if finds(row.messages):
            connection.execute(update(copies).where(copies.c.sha256 == row.sha256).values(messages="[]"))


@dataclass(frozen=True, slots=True)
class Trace:
    """Where words still stand: the table and column, whose row it is (a case number, a mail's or a letter's key, "" where it is
    nobody's), and which words."""

    table: str
    column: str
    of: str
    words: frozenset[int]


def traces(connection: Connection, finds: Finds) -> Iterator[Trace]:
    """Every value of the ledger in which one of the words stands, but for the columns that stay by design."""
    numbers: dict[int, str] = dict(connection.execute(select(cases.c.id, cases.c.case_no)).all())
    for table in metadata.sorted_tables:
        columns = [column for column in table.c if column not in TOMBSTONES]
        for row in connection.execute(select(table).execution_options(yield_per=ROWS)):
            for column in columns:
                value = row._mapping[column]
                value = bytes(value) if isinstance(value, memoryview) else value
                if column is letters.c.recipient and value == row._mapping[letters.c.key]:  # a purged letter
                    continue
                if isinstance(value, str | bytes) and (words := finds(value)):
                    yield Trace(table.name, column.name, _whose(table, row, numbers), words)


_OWNERS: Mapping[Table, Column[str]] = {
    cases: cases.c.case_no, mails: mails.c.sha256, readings: readings.c.sha256, letters: letters.c.mail, edits: edits.c.row,
    built: built.c.grp, owed: owed.c.mail,
}  # fmt: skip


def _whose(table: Table, row: Row[Any], numbers: Mapping[int, str]) -> str:
    if table in (revisions, case_files):
        return numbers.get(row._mapping[table.c.case_id], "")
    return str(row._mapping[_OWNERS[table]]) if table in _OWNERS else ""
