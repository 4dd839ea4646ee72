"""Writes the revisions of a case from what its mails brought, each with its findings and status.

A case is a fold over what its mails brought: package(n) = inherit(package(n-1), own(n)). It is always folded from the
revision that changed to the newest, so a mail read again gives what it would have given at first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from config.model import Guide, Settings
from intake.ledger import cases as case_rows
from intake.ledger import edits as edit_rows
from intake.ledger import mails as mail_rows
from intake.ledger import owed as owed_rows
from intake.ledger.cases import Revision
from intake.matching.assign import MOST_SUSPECTS
from intake.matching.candidates import traits
from parsers.checks.engine import check, findings_of
from parsers.checks.identity import carried
from parsers.checks.registry import RULES
from parsers.checks.rule import Circumstances
from parsers.model.finding import Finding, Severity
from parsers.model.package import Package, PackageFile
from parsers.model.record import Value
from parsers.model.rule_kind import RuleKind
from parsers.packages.inherit import fingerprint, inherit
from reports.case import Case
from reports.case_status import status
from reports.edits.edit_effects import NONE, Amendments, by_case, corrected, parted
from reports.states import Status


@dataclass(frozen=True, slots=True)
class Brought:
    """What one mail brought to one case."""

    mail: str
    part: int
    package: Package
    unassigned: tuple[PackageFile, ...]
    suspects: tuple[str, ...] = ()
    elsewhere: bool = False
    disproved: bool = False


def fold(connection: Connection, case_id: int, number: int, own: Brought, settings: Settings, guide: Guide) -> None:
    """Writes revision `number` of a case from what its mail brought, and every later revision on top of it."""
    history = case_rows.history(connection, case_id)
    changed = next((r for r in history if r.revision == number), None)
    suspects = tuple(dict.fromkeys((*(changed.suspects if changed else ()), *own.suspects)))[:MOST_SUSPECTS]
    fresh = Revision(case_id, number, own.mail, own.part, own.package, own.package, (), Status.UNCLEAR, own.unassigned,
                     suspects, changed.elsewhere if changed else own.elsewhere,
                     mail_rows.received_of(connection, own.mail), own.disproved)
    line = [r for r in history if r.revision < number] + [fresh] + [r for r in history if r.revision > number]
    senders, short = case_rows.senders_of_case(connection, case_id), owed_rows.short_mails(connection)
    cut = {file.sha256 for r in line if r.mail in short for file in r.own.files}
    word = staff_word(connection, case_rows.number_of(connection, case_id))
    before: Package | None = None
    unassigned: dict[str, PackageFile] = {}
    said: list[Mapping[str, Value]] = []
    old_findings: tuple[Finding, ...] = ()
    complete_at: str | None = None
    for revision in line:
        unassigned |= {file.sha256: file for file in revision.unassigned}
        if revision.revision >= number:
            package = inherit(before, revision.own, guide) if before else revision.own
            arrived = Circumstances(complete_at or revision.received or None, _deadline(settings),
                                    *senders.get(revision.mail, ("", "")), _still_open(unassigned, package), tuple(said))
            amended, _ = corrected(package, guide, word)
            findings = _findings(amended, revision, arrived, guide)
            findings = carried(findings, package, old_findings, before, guide) if before else findings
            incomplete = revision.mail in short or any(file.sha256 in cut for file in package.files)
            findings = _not_sure(findings) if incomplete else findings
            state = status(amended, parted(findings, word)[0], guide.form(package.form))
            state = Status.UNCLEAR if incomplete and state == Status.COMPLETE else state
            revision = replace(revision, package=package, findings=findings, status=state)
            case_rows.keep(connection, revision, fingerprint(revision.own), traits(package, guide))
        if revision.status == Status.COMPLETE and complete_at is None:
            complete_at = revision.received
        before, old_findings = revision.package, revision.findings
        if record := corrected(before, guide, word)[0].record(guide):
            said.append(record.values)


def _still_open(unassigned: Mapping[str, PackageFile], package: Package) -> tuple[PackageFile, ...]:
    """The files of the case's mails that belong to no application, without those that have come again since."""
    there = {file.sha256 for file in package.files}
    return tuple(file for sha256, file in unassigned.items() if sha256 not in there)


def recheck(connection: Connection, number: str, settings: Settings, guide: Guide) -> None:
    """Checks a case again, from its first revision, with what staff say of it now."""
    case_id = case_rows.id_of(connection, number)
    history = case_rows.history(connection, case_id) if case_id is not None else ()
    if case_id is None or not history:
        return
    first = history[0]
    own = Brought(first.mail, first.part, first.own, first.unassigned, first.suspects, first.elsewhere, first.disproved)
    fold(connection, case_id, first.revision, own, settings, guide)


def staff_word(connection: Connection, number: str) -> Amendments:
    """What staff say of a case."""
    return by_case(edit_rows.of_case(connection, number)).get(number, NONE)


def as_told(connection: Connection, number: str, newest: Revision, guide: Guide) -> Case:
    """A case at its newest revision as letters to its applicant show it: with what staff corrected, without false alarms."""
    word = staff_word(connection, number)
    package, read = corrected(newest.package, guide, word)
    return Case(number, package, parted(newest.findings, word)[0], newest.status, category=package.category(guide),
                revision=newest.revision, read=read)


def _deadline(settings: Settings) -> str | None:
    return settings.guide.deadline.isoformat() if settings.guide.deadline else None


def _findings(package: Package, revision: Revision, circumstances: Circumstances, guide: Guide) -> tuple[Finding, ...]:
    findings = check(package, guide, circumstances)
    doubled = tuple(f for number in revision.suspects for f in findings_of(guide, RuleKind.POSSIBLE_DUPLICATE, case_no=number))
    doubted = findings_of(guide, RuleKind.SENDER_UNVERIFIED) if revision.disproved else ()
    if revision.elsewhere:  # what seems missing here may be among files of the sender that fit no case for certain
        findings = tuple(
            replace(f, severity=Severity.VERIFY) if f.severity == Severity.FIX and RULES[f.kind].absent else f for f in findings)
    return findings + doubled + doubted


def _not_sure(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings about a mail of which the mailbox gave only a part: any of them may rest on what was cut off."""
    return tuple(replace(f, severity=Severity.VERIFY) if f.severity == Severity.FIX else f for f in findings)
