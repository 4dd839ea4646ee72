"""Settles one mail: its cases, findings and letter in one transaction. Planning and acting are inside the same BEGIN IMMEDIATE,
so two runs can never both open the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from config.model import Guide, Settings
from intake.ledger import Ledger
from intake.ledger import cases as case_rows
from intake.ledger import mails as mail_rows
from intake.ledger.candidates import candidates as candidates_of
from intake.ledger.case_numbers import next_number, series_of
from intake.ledger.letter_limits import cases_of
from intake.letters import provider_verdicts
from intake.letters.given_numbers import given_numbers
from intake.letters.send_log import SendLog, opening
from intake.matching.assign import MOST_SUSPECTS, assign
from intake.matching.candidates import Relation, Verdict, traits, typed
from intake.matching.organisations import domains_of, organisation
from intake.matching.similarity import one_sender
from intake.matching.trust import WriterTrust, trust_of
from intake.mime.mail_kind import kind
from intake.pipeline.fold import Brought, as_told, fold
from intake.pipeline.mail_notes import before_opening, handed_on, returned
from intake.pipeline.receipts import Answered, keep_receipt
from intake.pipeline.same_parts import parts_of
from intake.timestamps import moment_of, text_of
from parsers.model.mail import Head, MailKind, Reading
from parsers.model.package import Package
from parsers.packages.inherit import fingerprint
from reports.case import Case
from reports.states import LetterState, MailState, Status


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of settling one mail: relation of each package that came to its case now, (number, status) of each case
    touched, its letter's state ("" = none), whether it is an application, whether it was one before and is read again, and
    whether its letter has failed because it has no sender that can be read."""

    relations: tuple[Relation, ...]
    statuses: tuple[tuple[str, str], ...]
    letter: str
    application: bool = True
    again: bool = False
    unaddressed: bool = False


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
        received, again_read = mail_rows.received_of(connection, sha256), mail_rows.settled_before(connection, sha256)
        came = moment_of(received) if again_read else now
        what = returned(connection, reading.head, what, came or now, settings)
        what = handed_on(what, reading.head, settings)
        what = before_opening(what, received, settings) if relations else what
        if what.kind != MailKind.AUTOMATIC and not again_read:
            provider_verdicts.note(connection, reading.head.proof, received, settings, now)
        cases = tuple(_touched_cases(connection, sha256, reading.head.sender, settings, guide))
        again = all(relation == Relation.SAME for relation in relations.values())
        mail = Answered(sha256, reading.head, what.reply or what.unaddressed, again, reading.unassigned)
        letter = keep_receipt(connection, mail, cases, settings, guide, now)
        state = MailState.SETTLED if relations else MailState.NOT_APPLICATION
        mail_rows.settle(connection, sha256, state, what, text_of(now))
        if not ledger.rehearsing:  # before the commit: no number is told that the log does not know
            SendLog(settings.home).note_numbers(_opened(connection, sha256, relations, earlier))
    statuses = tuple((case.case_no or "", case.status) for case in cases if case.status != Status.DUPLICATE)
    fresh = tuple(relation for part, relation in relations.items() if part not in earlier)
    nobody = what.unaddressed and letter == LetterState.FAILED
    return Outcome(fresh, statuses, letter, application=bool(relations), again=bool(earlier), unaddressed=nobody)


def _place(
    connection: Connection, sha256: str, reading: Reading, settings: Settings, guide: Guide,
    earlier: Mapping[int, tuple[int, int, Relation]],
) -> dict[int, Relation]:
    """Brings every package of a mail to its case: part → relation. A mail read again keeps its cases: numbers are for life."""
    known = {part: _brought(connection, sha256, part, case_id) for part, (case_id, _, _) in earlier.items()}
    relations: dict[int, Relation] = {}
    trust = trust_of(reading.head, settings)
    for part, package in parts_of(reading, known, guide).items():
        own = Brought(sha256, part, package, reading.unassigned, disproved=trust.disproved)
        if part not in earlier:
            relations[part] = _join(connection, own, reading, trust, settings, guide)
            continue
        case_id, number, relation = earlier[part]
        if relation != Relation.SAME:
            fold(connection, case_id, number, own, settings, guide)
        relations[part] = relation
    return relations


def _opened(
    connection: Connection, sha256: str, relations: Mapping[int, Relation], earlier: Mapping[int, tuple[int, int, Relation]]
) -> dict[str, str]:
    """The numbers of the cases that this mail opened now."""
    fresh = [part for part, relation in relations.items() if relation == Relation.NEW and part not in earlier]
    if not fresh:
        return {}
    numbers, joined = cases_of(connection, [sha256]), case_rows.relations(connection, sha256)
    return {opening(sha256, part): numbers[joined[part][0]] for part in fresh}


def _brought(connection: Connection, sha256: str, part: int, case_id: int) -> Package:
    """What this part of the mail brought to its case when it was read before; what the case had, where it brought nothing new."""
    history = case_rows.history(connection, case_id)
    return next((r.own for r in history if (r.mail, r.part) == (sha256, part)), history[-1].package)


def _join(
    connection: Connection, own: Brought, reading: Reading, trust: WriterTrust, settings: Settings, guide: Guide
) -> Relation:
    """Decides where a package of a mail goes, opens the case if it is new, notes the relation and returns it."""
    package, mark = own.package, fingerprint(own.package)
    digests = [f.sha256 for f in package.files]
    fellows = "" if typed(package) else organisation(reading.head.sender, trust.domains)
    candidates = candidates_of(connection, traits(package, guide), mark, digests, reading.head, fellows)
    verdict = assign(package, mark, reading.head, candidates, guide, trust)
    verdict = _with_more(connection, verdict, package, reading)
    verdict = _sent_back(connection, verdict, package, reading.head)
    verdict = _not_over_newer(connection, verdict, own.mail)
    if verdict.case_id is None:
        form = guide.form(package.form)
        given = given_numbers(settings.home)
        series = series_of(form.prefix if form else guide.prefix_without_form, guide.year)
        number = next_number(connection, series, given.highest.get(series, 0), given.of(own.mail, own.part))
        case_id, revision = case_rows.open_case(connection, number), 1
        if own.disproved:
            _told_to_the_older(connection, verdict.suspects, number, settings, guide)
    else:
        case_id = verdict.case_id
        revision = case_rows.newest_revision(connection, case_id) + (verdict.relation != Relation.SAME)
    case_rows.join(connection, own.mail, own.part, case_id, revision, verdict.relation)
    if verdict.relation != Relation.SAME:
        own = replace(own, suspects=verdict.suspects, elsewhere=verdict.elsewhere)
        fold(connection, case_id, revision, own, settings, guide)
    return verdict.relation


def _told_to_the_older(connection: Connection, numbers: Sequence[str], new: str, settings: Settings, guide: Guide) -> None:
    """Says at the cases that a disproved mail named that there is another one, which may be a forgery of theirs."""
    for case_id in filter(None, (case_rows.id_of(connection, number) for number in numbers)):
        newest = case_rows.history(connection, case_id)[-1]
        if len(newest.suspects) >= MOST_SUSPECTS:  # a flood of forgeries says no more than eight of them
            continue
        own = Brought(newest.mail, newest.part, newest.own, newest.unassigned, (new,), newest.elsewhere, newest.disproved)
        fold(connection, case_id, newest.revision, own, settings, guide)


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


def _sent_back(connection: Connection, verdict: Verdict, package: Package, head: Head) -> Verdict:
    """What a newer revision replaced, once more from who sent it: a revision, for that is what they want to count."""
    if verdict.relation != Relation.SAME or verdict.case_id is None or not typed(package):
        return verdict
    own, history = {file.sha256 for file in package.files}, case_rows.history(connection, verdict.case_id)
    if own <= {file.sha256 for file in history[-1].package.files}:
        return verdict
    senders = case_rows.senders_of_case(connection, verdict.case_id)
    theirs = {senders.get(r.mail, ("", ""))[0].lower() for r in history if own <= {file.sha256 for file in r.own.files}}
    return replace(verdict, relation=Relation.REVISION) if head.sender.lower() in theirs else verdict


def _not_over_newer(connection: Connection, verdict: Verdict, mail: str) -> Verdict:
    """A mail that came before the newest revision and is read after it (from another folder, freed, under a higher limit)
    replaces nothing: it is a case of its own, beside the other."""
    if verdict.relation != Relation.REVISION or verdict.case_id is None:
        return verdict
    newest, arrived = case_rows.history(connection, verdict.case_id)[-1], mail_rows.received_of(connection, mail)
    if not arrived or not newest.received or arrived >= newest.received:
        return verdict
    return Verdict(Relation.NEW, suspects=(case_rows.number_of(connection, verdict.case_id),))


def _touched_cases(
    connection: Connection, sha256: str, recipient: str, settings: Settings, guide: Guide
) -> Iterable[Case]:
    """The cases this mail touched, as its letter shows them: the state of the case, with this mail's part in it, and without the
    names of files that neither the recipient nor its organisation sent."""
    domains = domains_of(settings)
    for part, (case_id, _, relation) in sorted(case_rows.relations(connection, sha256).items()):
        history, senders = case_rows.history(connection, case_id), case_rows.senders_of_case(connection, case_id)
        newest = history[-1]
        mine = {mail for mail, (sender, _) in senders.items() if mail == sha256 or one_sender(sender, recipient, domains)}
        own = {file.sha256 for revision in history if revision.mail in mine for file in revision.own.files}
        others = frozenset(file.sha256 for file in newest.package.files) - own
        number = case_rows.number_of(connection, case_id)
        told = as_told(connection, number, newest, guide)
        status = Status.DUPLICATE if relation == Relation.SAME else told.status
        yield replace(told, withheld=others, status=status, mails=(sha256, str(part)))
