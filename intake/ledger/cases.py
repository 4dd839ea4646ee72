"""Cases and their revisions in the ledger. Functions over one connection; the caller owns the transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from intake.ledger.kept_json import Kept
from intake.ledger.mails import batched
from intake.ledger.tables import case_files, case_mails, cases, mails, revisions
from intake.matching.candidates import Relation, Traits
from parsers.model.finding import Finding
from parsers.model.package import Package, PackageFile
from reports.states import Status


@cache
def _package() -> Kept[Package]:
    return Kept("package", Package)


@cache
def _findings() -> Kept[tuple[Finding, ...]]:
    return Kept("list of findings", tuple[Finding, ...])


@cache
def _unassigned() -> Kept[tuple[PackageFile, ...]]:
    return Kept("list of files", tuple[PackageFile, ...])


@cache
def _names() -> Kept[tuple[str, ...]]:
    return Kept("list of case numbers", tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a case: `own` is what its mail brought, `package` is that on top of the revisions before, `unassigned` the
    files of the mail that belong to no package for certain; `suspects` are numbers of cases it may double; `elsewhere`: its
    sender has other cases, where what is missing here may be; `received` is the mail's arrival; `disproved`: our provider
    says that the mail is not from whom it says."""

    case_id: int
    revision: int
    mail: str
    part: int
    own: Package
    package: Package
    findings: tuple[Finding, ...]
    status: Status
    unassigned: tuple[PackageFile, ...] = ()
    suspects: tuple[str, ...] = ()
    elsewhere: bool = False
    received: str = ""
    disproved: bool = False


def open_case(connection: Connection, case_no: str) -> int:
    """Opens a new case that has no revision yet. Returns its id."""
    key = connection.execute(insert(cases).values(case_no=case_no, revision=0)).inserted_primary_key
    assert key is not None
    return int(key[0])


def case_numbers(connection: Connection, mail: str) -> tuple[str, ...]:
    """Numbers of the cases this mail touched, in the order of its packages."""
    query = select(cases.c.case_no).join(case_mails, case_mails.c.case_id == cases.c.id).where(case_mails.c.mail == mail)
    return tuple(dict.fromkeys(connection.execute(query.order_by(case_mails.c.part)).scalars()))


def relations(connection: Connection, mail: str) -> dict[int, tuple[int, int, Relation]]:
    """What this mail's packages became when it was settled before: part → (case id, revision, relation)."""
    rows = connection.execute(select(case_mails).where(case_mails.c.mail == mail))
    return {row.part: (row.case_id, row.revision, Relation(row.relation)) for row in rows}


def join(connection: Connection, mail: str, part: int, case_id: int, revision: int, relation: Relation) -> None:
    """Notes that a package of a mail went to this case."""
    connection.execute(insert(case_mails).values(mail=mail, part=part, case_id=case_id, revision=revision, relation=relation))


def history(connection: Connection, case_id: int) -> tuple[Revision, ...]:
    """All revisions of a case, oldest first."""
    query = _with_mail(select(revisions, mails.c.received)).where(revisions.c.case_id == case_id)
    return tuple(_revision(row) for row in connection.execute(query.order_by(revisions.c.revision)))


def number_of(connection: Connection, case_id: int) -> str:
    """The case number of a case."""
    return str(connection.execute(select(cases.c.case_no).where(cases.c.id == case_id)).scalar_one())


def id_of(connection: Connection, number: str) -> int | None:
    """The id of the case of this number, or None."""
    return connection.execute(select(cases.c.id).where(cases.c.case_no == number)).scalar()


def ids_of(connection: Connection, numbers: Iterable[str]) -> dict[str, int]:
    """Case number → id, for those of these cases that exist."""
    query = select(cases.c.case_no, cases.c.id)
    some = (query.where(cases.c.case_no.in_(part)) for part in batched(set(numbers)))
    return {number: case_id for one in some for number, case_id in connection.execute(one)}


def senders_of_case(connection: Connection, case_id: int) -> dict[str, tuple[str, str]]:
    """mail → address and name of the sender, for every mail that touched this case."""
    query = select(mails.c.sha256, mails.c.sender, mails.c.sender_name).join(case_mails, case_mails.c.mail == mails.c.sha256)
    return {mail: (sender, name) for mail, sender, name in connection.execute(query.where(case_mails.c.case_id == case_id))}


def newest_revision(connection: Connection, case_id: int) -> int:
    """Number of the newest revision, 0 for a case just opened."""
    return int(connection.execute(select(cases.c.revision).where(cases.c.id == case_id)).scalar_one())


def keep(connection: Connection, revision: Revision, fingerprint: str, traits: Traits) -> None:
    """Writes a revision (a new one, or one read again), its files, and for the newest one what the case is found by."""
    values = {
        "mail": revision.mail, "part": revision.part, "fingerprint": fingerprint, "status": revision.status,
        "own": _package().write(revision.own), "package": _package().write(revision.package),
        "findings": _findings().write(revision.findings), "unassigned": _unassigned().write(revision.unassigned),
        "suspects": _names().write(revision.suspects), "elsewhere": int(revision.elsewhere),
        "disproved": int(revision.disproved)}
    key = {"case_id": revision.case_id, "revision": revision.revision}
    where = (revisions.c.case_id == revision.case_id, revisions.c.revision == revision.revision)
    if not connection.execute(update(revisions).where(*where).values(values)).rowcount:
        connection.execute(insert(revisions).values(**key, **values))
    kept = set(connection.execute(select(case_files.c.sha256).where(case_files.c.case_id == revision.case_id)).scalars())
    for sha256 in sorted({f.sha256 for f in revision.own.files} - kept):
        connection.execute(insert(case_files).values(case_id=revision.case_id, sha256=sha256))
    newest = (cases.c.id == revision.case_id, cases.c.revision <= revision.revision)
    connection.execute(update(cases).where(*newest).values(
        revision=revision.revision, form=traits.form, unit=traits.unit, project=traits.project, leader=traits.leader,
        body=traits.body))


def newest(connection: Connection, numbers: Collection[str] | None = None) -> tuple[tuple[str, Revision], ...]:
    """Every case's number with its newest revision, by number, in one query; with `numbers`, only these cases."""
    query = _with_mail(select(cases.c.case_no, revisions, mails.c.received)).join(
        cases, (revisions.c.case_id == cases.c.id) & (revisions.c.revision == cases.c.revision)).order_by(cases.c.case_no)
    some = [query] if numbers is None else [query.where(cases.c.case_no.in_(part)) for part in batched(numbers)]
    return tuple((row.case_no, _revision(row)) for one in some for row in connection.execute(one))


def revisions_of(connection: Connection, numbers: Iterable[str]) -> dict[str, int]:
    """Case number → number of its newest revision, for those of these cases that exist; by number."""
    query = select(cases.c.case_no, cases.c.revision).order_by(cases.c.case_no)
    some = (query.where(cases.c.case_no.in_(part)) for part in batched(set(numbers)))
    return {number: revision for one in some for number, revision in connection.execute(one)}


def earlier(connection: Connection) -> tuple[tuple[str, Revision], ...]:
    """Every revision that a newer one of its case replaced, with the case's number, in order, in one query."""
    query = _with_mail(select(cases.c.case_no, revisions, mails.c.received)).join(
        cases, (revisions.c.case_id == cases.c.id) & (revisions.c.revision < cases.c.revision))
    rows = connection.execute(query.order_by(cases.c.case_no, revisions.c.revision))
    return tuple((row.case_no, _revision(row)) for row in rows)


def all_revisions(connection: Connection) -> tuple[tuple[str, int, Revision], ...]:
    """Every revision of every case: (number, newest revision, revision), in order."""
    query = _with_mail(select(cases.c.case_no, cases.c.revision.label("newest"), revisions, mails.c.received))
    joined = query.join(cases, revisions.c.case_id == cases.c.id)
    rows = connection.execute(joined.order_by(cases.c.case_no, revisions.c.revision))
    return tuple((row.case_no, row.newest, _revision(row)) for row in rows)


@dataclass(frozen=True, slots=True)
class Touch:
    """A mail that touched a case, and the revision it made or joined."""

    revision: int
    mail: str
    received: str
    sender: str
    message_id: str


def mails_of_cases(connection: Connection, ids: Collection[int] | None = None) -> dict[int, list[Touch]]:
    """Case id → every mail that touched it, oldest first, in one query; with `ids`, only these cases."""
    m = mails.c
    query = select(case_mails.c.case_id, case_mails.c.revision, m.sha256, m.received, m.sender, m.message_id)
    by_case: dict[int, list[Touch]] = defaultdict(list)
    joined = query.join(mails, mails.c.sha256 == case_mails.c.mail).order_by(mails.c.received, mails.c.sha256)
    some = [joined] if ids is None else [joined.where(case_mails.c.case_id.in_(part)) for part in batched(ids)]
    for one in some:
        for case_id, *rest in connection.execute(one):
            by_case[case_id].append(Touch(*rest))
    return by_case


def mails_with_file(connection: Connection, sha256: str) -> tuple[str, ...]:
    """Mails of the cases that hold this file, and those that brought it without a case."""
    query = select(case_mails.c.mail).join(case_files, case_files.c.case_id == case_mails.c.case_id)
    placed = connection.execute(query.where(case_files.c.sha256 == sha256).distinct()).scalars()
    loose = connection.execute(select(revisions.c.mail).where(revisions.c.unassigned.contains(sha256)).distinct()).scalars()
    return tuple(dict.fromkeys((*placed, *loose)))


def unassigned_by_mail(connection: Connection) -> dict[str, tuple[PackageFile, ...]]:
    """mail → its files that belong to no case for certain, of every mail that has any."""
    query = select(revisions.c.mail, revisions.c.unassigned).where(revisions.c.unassigned != "[]")
    return {mail: _unassigned().read(files) for mail, files in connection.execute(query)}


def numbers_by_mail(connection: Connection) -> dict[str, list[str]]:
    """mail → the numbers of the cases it touched and that were not purged, in the order of its packages, in one query."""
    by_mail: dict[str, list[str]] = defaultdict(list)
    joined = select(case_mails.c.mail, cases.c.case_no).join(cases, cases.c.id == case_mails.c.case_id)
    for mail, number in connection.execute(joined.where(cases.c.revision > 0).order_by(case_mails.c.mail, case_mails.c.part)):
        if number not in by_mail[mail]:
            by_mail[mail].append(number)
    return by_mail


def counts(connection: Connection) -> dict[Status, int]:
    """How many newest revisions have each status."""
    query = select(revisions.c.status, func.count()).join(
        cases, (revisions.c.case_id == cases.c.id) & (revisions.c.revision == cases.c.revision))
    return {Status(status): n for status, n in connection.execute(query.group_by(revisions.c.status))}


def _with_mail(query: Select[Any]) -> Select[Any]:
    return query.select_from(revisions).join(mails, mails.c.sha256 == revisions.c.mail)


def _revision(row: Row[Any]) -> Revision:
    return Revision(row.case_id, row.revision, row.mail, row.part, _package().read(row.own),
                    _package().read(row.package), _findings().read(row.findings), Status(row.status),
                    _unassigned().read(row.unassigned), _names().read(row.suspects), bool(row.elsewhere),
                    row.received, bool(row.disproved))
