"""The cases that a package could belong to, as the ledger knows them. Functions over one connection; the caller owns the
transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import Connection, func, or_, select

from intake.ledger.kept_json import Kept
from intake.ledger.mails import domain_of
from intake.ledger.tables import case_files, case_mails, cases, letters, mails, revisions
from intake.matching.candidates import Candidate, Traits, thread
from parsers.model.mail import Head
from parsers.model.package import Package

CANDIDATES = 500
"""A city association's address may belong to a few hundred cases; above this number it proves nothing."""


@cache
def _package() -> Kept[Package]:
    return Kept("package", Package)


def candidates(
    connection: Connection, traits: Traits, fingerprint: str, digests: Iterable[str], head: Head, organisation: str
) -> tuple[Candidate, ...]:
    """Every case that a package with these traits, in a mail with this head, could belong to. `organisation`: the domain of which
    all cases count, where the package's own names are not enough to find its case; else ""."""
    domain = domain_of(head.sender)
    by_mail = select(case_mails.c.case_id).join(mails, mails.c.sha256 == case_mails.c.mail)
    by_letter = select(case_mails.c.case_id).join(letters, letters.c.mail == case_mails.c.mail)
    ids: set[int] = set()
    line = thread(head)
    for wanted in (
        select(revisions.c.case_id).where(revisions.c.fingerprint == fingerprint),
        select(case_files.c.case_id).where(case_files.c.sha256.in_(tuple(digests))),
        by_mail.where(mails.c.message_id.in_(line)) if line else None,
        by_letter.where(letters.c.message_id.in_(line)) if line else None,
        by_mail.where(mails.c.domain == domain, func.lower(mails.c.sender) == head.sender.lower()) if domain else None,
        by_mail.where(or_(mails.c.domain == organisation, mails.c.domain.endswith("." + organisation, autoescape=True)))
        if organisation else None,
        select(cases.c.id).where(or_(
            *(column == value for column, value in (
                (cases.c.unit, traits.unit), (cases.c.project, traits.project), (cases.c.leader, traits.leader)) if value)))
        if traits.unit or traits.project or traits.leader else None,
    ):
        if wanted is not None:
            ids.update(connection.execute(wanted.distinct().limit(CANDIDATES)).scalars())
    return _candidates_of(connection, sorted(ids))


_disproved = select(revisions.c.mail).where(
    revisions.c.case_id == case_mails.c.case_id, revisions.c.mail == case_mails.c.mail, revisions.c.disproved != 0)
_SETS = ("senders", "messages", "letters", "files", "fingerprints", "subjects")


def _candidates_of(connection: Connection, ids: Sequence[int]) -> tuple[Candidate, ...]:
    if not ids:
        return ()
    sets: dict[str, dict[int, set[str]]] = {name: defaultdict(set) for name in _SETS}
    joined = case_mails.join(mails, mails.c.sha256 == case_mails.c.mail)
    letters_of = case_mails.join(letters, letters.c.mail == case_mails.c.mail)
    for name, query in (
        ("senders", select(case_mails.c.case_id, mails.c.sender).select_from(joined).where(~_disproved.exists())),
        ("messages", select(case_mails.c.case_id, mails.c.message_id).select_from(joined).where(~_disproved.exists())),
        ("subjects", select(case_mails.c.case_id, mails.c.subject).select_from(joined).where(~_disproved.exists())),
        ("letters", select(case_mails.c.case_id, letters.c.message_id).select_from(letters_of).where(~_disproved.exists())),
        ("files", select(case_files.c.case_id, case_files.c.sha256)),
        ("fingerprints", select(revisions.c.case_id, revisions.c.fingerprint)),
    ):
        for case_id, value in connection.execute(query.where(query.selected_columns[0].in_(ids))):
            if value:
                sets[name][case_id].add(value)
    # a case without a revision was purged
    rows = connection.execute(select(cases).where(cases.c.id.in_(ids), cases.c.revision > 0).order_by(cases.c.id)).all()
    names = _names_without_form(connection, [row.id for row in rows if row.form is None])
    return tuple(
        Candidate(row.id, row.case_no, Traits(row.form, row.unit, row.project, row.leader, row.body),
              **{name: frozenset(by_case[row.id]) for name, by_case in sets.items()}, names=names.get(row.id, ()))
        for row in rows)


def _names_without_form(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Case id → the names of the files and folder of a case without a form."""
    rows = connection.execute(select(revisions.c.case_id, revisions.c.own).where(revisions.c.case_id.in_(ids))) if ids else ()
    by_case: dict[int, tuple[str, ...]] = {}
    for case_id, own in rows:
        package = _package().read(own)
        by_case[case_id] = (*by_case.get(case_id, ()), package.name, *(file.name for file in package.files))
    return by_case
