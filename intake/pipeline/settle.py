"""Settles one mail: its cases, findings and letter in one transaction. Planning and acting are inside the same BEGIN IMMEDIATE,
so two runs can never both open the case.

A case is a fold over what its mails brought: package(n) = inherit(package(n-1), own(n)). It is always folded from the
revision that changed to the newest, so a mail read again gives what it would have given at first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from logging import getLogger

from sqlalchemy import Connection

from config.model import Guide, Settings
from intake.ledger import Ledger
from intake.ledger import cases as case_rows
from intake.ledger import edits as edit_rows
from intake.ledger import letters as letter_rows
from intake.ledger import mails as mail_rows
from intake.ledger import owed as owed_rows
from intake.ledger.case_numbers import next_number
from intake.ledger.cases import Revision
from intake.letters import outbox
from intake.matching.assign import Trust, assign
from intake.matching.candidates import Relation, Verdict, traits, typed
from intake.matching.organisations import domains_of, organisation
from intake.mime.mail_kind import kind
from intake.mime.sender_proof import disproved
from intake.pipeline.mail_notes import before_opening, returned
from intake.pipeline.same_parts import parts_of
from intake.sandbox.faults import frames
from intake.timestamps import text_of
from parsers.checks.engine import check, findings_of
from parsers.checks.finding_kind import is_kind
from parsers.checks.identity import carried
from parsers.checks.registry import RULES
from parsers.checks.rule import Circumstances
from parsers.model.finding import Finding, Severity
from parsers.model.mail import Head, Reading
from parsers.model.package import Package, PackageFile
from parsers.model.rule_kind import RuleKind
from parsers.packages.inherit import fingerprint, inherit
from reports.case import Case
from reports.case_status import status
from reports.edits.edit_effects import NONE, Amendments, by_case, corrected, parted
from reports.letters.compose import Arrived, bare_receipt, receipt
from reports.states import LetterState, MailState, Status

log = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of settling one mail: relation of each package that came to its case now, (number, status) of each case
    touched, its letter's state ("" = none), whether it is an application, and whether it was one before and is read again."""

    relations: tuple[Relation, ...]
    statuses: tuple[tuple[str, str], ...]
    letter: str
    application: bool = True
    again: bool = False


def settle(ledger: Ledger, sha256: str, settings: Settings, guide: Guide, now: datetime) -> Outcome | None:
    """Settles a waiting mail whose reading is kept. None when it was settled already (another run was faster).
    Raises KeyError and the like where we are at fault: then nothing was written."""
    with ledger.write() as connection:
        if mail_rows.state_of(connection, sha256) != MailState.WAITING:
            return None
        reading = mail_rows.kept_reading(connection, sha256, guide.digest)
        assert reading is not None
        earlier = case_rows.relations(connection, sha256)
        relations = _place(connection, sha256, reading, settings, guide, earlier)
        supplement = bool(relations) and all(relation == Relation.SUPPLEMENT for relation in relations.values())
        what = kind(reading.head, reading.packages, reading.unassigned, settings.own_addresses, supplement)
        what = returned(connection, reading.head, what)
        what = before_opening(what, mail_rows.received_of(connection, sha256), settings) if relations else what
        cases = tuple(_touched_cases(connection, sha256, guide))
        again = all(relation == Relation.SAME for relation in relations.values())
        mail = _Mail(sha256, reading.head, what.reply, again, reading.unassigned)
        letter = _letter(connection, mail, cases, settings, guide, now)
        state = MailState.SETTLED if relations else MailState.NOT_APPLICATION
        mail_rows.settle(connection, sha256, state, what, text_of(now))
    statuses = tuple((case.case_no or "", case.status) for case in cases if case.status != Status.DUPLICATE)
    fresh = tuple(relation for part, relation in relations.items() if part not in earlier)
    return Outcome(fresh, statuses, letter, application=bool(relations), again=bool(earlier))


def _place(
    connection: Connection, sha256: str, reading: Reading, settings: Settings, guide: Guide,
    earlier: Mapping[int, tuple[int, int, Relation]],
) -> dict[int, Relation]:
    """Brings every package of a mail to its case: part → relation. A mail read again keeps its cases: numbers are for life."""
    known = {part: _brought(connection, sha256, part, case_id) for part, (case_id, _, _) in earlier.items()}
    relations: dict[int, Relation] = {}
    for part, package in parts_of(reading, known, guide).items():
        own = _Own(sha256, part, package, reading.unassigned, disproved=disproved(reading.head.proof, settings.authority))
        if part not in earlier:
            relations[part] = _join(connection, own, reading, settings, guide)
            continue
        case_id, number, relation = earlier[part]
        if relation != Relation.SAME:
            _fold(connection, case_id, number, own, settings, guide)
        relations[part] = relation
    return relations


def _brought(connection: Connection, sha256: str, part: int, case_id: int) -> Package:
    """What this part of the mail brought to its case when it was read before; what the case had, where it brought nothing new."""
    history = case_rows.history(connection, case_id)
    return next((r.own for r in history if (r.mail, r.part) == (sha256, part)), history[-1].package)


def _join(connection: Connection, own: _Own, reading: Reading, settings: Settings, guide: Guide) -> Relation:
    """Decides where a package of a mail goes, opens the case if it is new, notes the relation and returns it."""
    package, mark = own.package, fingerprint(own.package)
    digests = [f.sha256 for f in package.files]
    trust = Trust(own.disproved, domains_of(settings))
    fellows = "" if typed(package) else organisation(reading.head.sender, trust.domains)
    candidates = case_rows.candidates(connection, traits(package, guide), mark, digests, reading.head, fellows)
    verdict = assign(package, mark, reading.head, candidates, guide, trust)
    verdict = _with_more(connection, verdict, package, reading)
    if verdict.case_id is None:
        form = guide.form(package.form)
        number = next_number(connection, form.prefix if form else guide.prefix_without_form, guide.year)
        case_id, revision = case_rows.open_case(connection, number), 1
        if own.disproved:
            _told_to_the_older(connection, verdict.suspects, number, settings, guide)
    else:
        case_id = verdict.case_id
        revision = case_rows.newest_revision(connection, case_id) + (verdict.relation != Relation.SAME)
    case_rows.join(connection, own.mail, own.part, case_id, revision, verdict.relation)
    if verdict.relation != Relation.SAME:
        own = replace(own, suspects=verdict.suspects, elsewhere=verdict.elsewhere)
        _fold(connection, case_id, revision, own, settings, guide)
    return verdict.relation


def _told_to_the_older(connection: Connection, numbers: Sequence[str], new: str, settings: Settings, guide: Guide) -> None:
    """Says at the cases that a disproved mail named that there is another one, which may be a forgery of theirs."""
    for case_id in filter(None, (case_rows.id_of(connection, number) for number in numbers)):
        newest = case_rows.history(connection, case_id)[-1]
        own = _Own(newest.mail, newest.part, newest.own, newest.unassigned, (new,), newest.elsewhere, newest.disproved)
        _fold(connection, case_id, newest.revision, own, settings, guide)


def _with_more(connection: Connection, verdict: Verdict, package: Package, reading: Reading) -> Verdict:
    """The same files once more, but beside them a file that the case has not heard of, or a mark of secrecy: a supplement, so
    that neither is lost."""
    if verdict.relation != Relation.SAME or verdict.case_id is None or not (reading.unassigned or package.marked_beside):
        return verdict
    history = case_rows.history(connection, verdict.case_id)
    heard = {file.sha256 for revision in history for file in (*revision.unassigned, *revision.package.files)}
    marks = {name for revision in history for name in revision.package.marked_beside}
    if heard.issuperset(file.sha256 for file in reading.unassigned) and marks.issuperset(package.marked_beside):
        return verdict
    return Verdict(Relation.SUPPLEMENT, verdict.case_id)


@dataclass(frozen=True, slots=True)
class _Own:
    """What one mail brought to one case."""

    mail: str
    part: int
    package: Package
    unassigned: tuple[PackageFile, ...]
    suspects: tuple[str, ...] = ()
    elsewhere: bool = False
    disproved: bool = False


def _fold(connection: Connection, case_id: int, number: int, own: _Own, settings: Settings, guide: Guide) -> None:
    """Writes revision `number` of a case from what its mail brought, and every later revision on top of it."""
    history = case_rows.history(connection, case_id)
    changed = next((r for r in history if r.revision == number), None)
    suspects = tuple(dict.fromkeys((*(changed.suspects if changed else ()), *own.suspects)))
    fresh = Revision(case_id, number, own.mail, own.part, own.package, own.package, (), Status.UNCLEAR, own.unassigned,
                     suspects, changed.elsewhere if changed else own.elsewhere,
                     mail_rows.received_of(connection, own.mail), own.disproved)
    line = [r for r in history if r.revision < number] + [fresh] + [r for r in history if r.revision > number]
    senders, short = case_rows.senders_of_case(connection, case_id), owed_rows.short_mails(connection)
    cut = {file.sha256 for r in line if r.mail in short for file in r.own.files}
    word = _word(connection, case_rows.number_of(connection, case_id))
    before: Package | None = None
    unassigned: dict[str, PackageFile] = {}
    old_findings: tuple[Finding, ...] = ()
    complete_at: str | None = None
    for revision in line:
        unassigned |= {file.sha256: file for file in revision.unassigned}
        if revision.revision >= number:
            package = inherit(before, revision.own, guide) if before else revision.own
            arrived = Circumstances(complete_at or revision.received or None, _deadline(settings),
                                    *senders.get(revision.mail, ("", "")), _still_open(unassigned, package))
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
    own = _Own(first.mail, first.part, first.own, first.unassigned, first.suspects, first.elsewhere, first.disproved)
    _fold(connection, case_id, first.revision, own, settings, guide)


def _word(connection: Connection, number: str) -> Amendments:
    """What staff say of a case."""
    return by_case(edit_rows.of_case(connection, number)).get(number, NONE)


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


def _touched_cases(connection: Connection, sha256: str, guide: Guide) -> Iterable[Case]:
    """The cases this mail touched, as its letter shows them: the state of the case, with this mail's part in it."""
    for part, (case_id, _, relation) in sorted(case_rows.relations(connection, sha256).items()):
        newest = case_rows.history(connection, case_id)[-1]
        number = case_rows.number_of(connection, case_id)
        word = _word(connection, number)
        package, read = corrected(newest.package, guide, word)
        yield Case(
            number, package, parted(newest.findings, word)[0],
            Status.DUPLICATE if relation == Relation.SAME else newest.status,
            category=package.category(guide), revision=newest.revision, mails=(sha256, str(part)), read=read)


@dataclass(frozen=True, slots=True)
class _Mail:
    """A mail as its letter needs it. `reply`: it is of a kind that is answered; `again`: all it brought was here before;
    `unassigned`: its files that belong to no case."""

    sha256: str
    head: Head
    reply: bool
    again: bool
    unassigned: tuple[PackageFile, ...]


def _letter(
    connection: Connection, mail: _Mail, cases: Sequence[Case], settings: Settings, guide: Guide, now: datetime
) -> str:
    """Keeps the one receipt of this mail. Returns its state, "" where it gets none."""
    if not (mail.reply and cases):
        return ""
    sha256, head = mail.sha256, mail.head
    received = mail_rows.received_of(connection, sha256)
    if mail.again and outbox.capped(connection, head.sender, received, settings):
        return ""
    letter, why = bare_receipt(received, settings.office, guide), ""
    if not disproved(head.proof, settings.authority):
        try:
            letter = receipt(Arrived(head, received, mail.unassigned), cases, settings.office, guide, settings.letters.reminders)
        except Exception as error:  # a template, or words it cannot take: the case stands, a person sees why
            why = f"{outbox.NOT_COMPOSED}（{frames(error).splitlines()[0]}）"
            log.error("the letter to mail %s was not composed: %s", sha256[:12], frames(error).replace("\n", " < "))
    draft = outbox.draft(sha256, head, letter, received, settings, now)
    if why and draft.state != LetterState.FAILED:
        draft = replace(draft, state=LetterState.HELD, why=why)
    if any(is_kind(finding, guide, RuleKind.SECRET_MARK) for case in cases for finding in case.findings):
        draft = replace(draft, state=LetterState.HELD, why=outbox.QUARANTINED)
    return draft.state if letter_rows.keep(connection, draft, text_of(now)) else ""
