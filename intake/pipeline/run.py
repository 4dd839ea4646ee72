"""Runs one pass: edits in, mail in, read, settle, letters out, workbook and pages. This file is the order of the steps, and the
one place that catches faults.

At every line, ask what happens if we die here: bytes are in the vault before the ledger knows them, a mail is settled in one
transaction, a letter is committed before it is sent. So the answer is always: the next pass goes on.

Most passes find nothing new. So what only new mail needs (settling, decisions, writing the workbook) is imported where it is
used.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from config.model import Guide, Settings
from intake.edits import take_bytes, take_in
from intake.edits.workbook_places import ENDINGS
from intake.ledger import letters as letter_rows
from intake.ledger import mails as mail_rows
from intake.ledger import runs as run_rows
from intake.letters import outbox
from intake.letters.breaker import Breaker
from intake.matching.candidates import Relation
from intake.mime.sender_proof import vouched
from intake.operations.installation import Installation, check_weekly, open_installation
from intake.operations.lock import run_lock
from intake.operations.progress import Narrator
from intake.pipeline.apply_edits import act, given_roles
from intake.pipeline.fetch import fetch, note_sent
from intake.pipeline.flow import Flow
from intake.pipeline.open_reader import open_reader
from intake.pipeline.run_counts import Tally
from intake.pipeline.untold_numbers import tell_numbers
from intake.publish import output_digests
from intake.publish.outputs import Published, publish
from intake.publish.sources import Sources
from intake.sandbox.readers import Reader
from intake.sandbox.reading_cache import sweep
from intake.sandbox.worker_setup import Bench
from intake.timestamps import moment_of, text_of
from reports.run_summary import RunFacts
from reports.states import LetterState, MailState, Status

MAILED, DECIDED = "looked for workbooks in mails", "decided"


def run_pass(
    settings: Settings, guide: Guide, narrator: Narrator, dry_run: bool = False, limit: int | None = None
) -> tuple[RunFacts, int]:
    """One pass. Returns what it did and its exit code (0 or 1). Raises Held, Outage, WrongSettings."""
    started, clock = datetime.now(UTC), time.monotonic()
    tally = Tally()
    with run_lock(settings.home, settings.ledger.url):
        installation = open_installation(settings, guide, narrator)
        try:
            check_weekly(settings, installation.ledger, started)
            with installation.ledger.write() as connection:
                number = run_rows.start(connection, text_of(started))
                tally.letters_before = letter_rows.counts(connection)
            if not dry_run:
                desk_in(installation, tally)
            with open_reader(bench_of(installation)) as reader:
                flow = flow_of(installation, tally, reader, dry_run)
                flow.waiting()
                fetched = fetch(installation, limit, flow.landed, reader.expect)
                tally.fetched = fetched.new
                tally.problems += fetched.problems
                flow.finish(settling=not dry_run)
                if dry_run:
                    with installation.ledger.rehearsal():
                        flow.finish()
                        facts, code = facts_of(installation, tally, clock, "", dry_run=True), 0
            if not dry_run:
                mailed_in(installation, tally)
                decisions(installation, tally)
                tally.problems += note_sent(installation, fetched.sent)
                breaker = send(installation, tally, started)
                published = publish(Sources(installation.ledger, installation.mails, installation.files, settings, guide), number)
                tally.desk += published.messages
                tally.problems += published.faults
                facts = facts_of(installation, tally, clock, breaker, published)
                nobody = sum(outcome.unaddressed for outcome in tally.outcomes)  # anybody can send a mail without a sender
                lost = facts.letters_failed + facts.letters_unknown - nobody
                unsent = lost > tally.letters_before[LetterState.FAILED] + tally.letters_before[LetterState.UNKNOWN]
                code = 1 if tally.shelved or unsent or tally.problems or breaker else 0
            facts_json = json.dumps(asdict(facts), ensure_ascii=False)
            with installation.ledger.write() as connection:
                run_rows.finish(connection, number, text_of(datetime.now(UTC)), code, facts_json)
        finally:
            installation.ledger.close()
    return facts, code


def desk_in(installation: Installation, tally: Tally) -> None:
    """Takes in what staff wrote into the workbook, before anything else is done, and does what it asks for."""
    taken = take_in(installation.ledger, installation.settings)
    tally.desk += [*taken.messages, *act(installation.ledger, installation.settings, installation.guide)]


def mailed_in(installation: Installation, tally: Tally) -> None:
    """Takes in workbooks that staff sent by mail: from an address of theirs for which the provider vouches. Only mails settled
    since the last time are read, and those of a day before, because clocks may be wrong."""
    now = datetime.now(UTC)
    if not installation.settings.staff.addresses:  # then nothing came in since `desk_in`
        return
    from intake.mime.mail_kind import bare_addresses  # here: most installations take no copies by mail

    addresses = sorted(bare_addresses(installation.settings.staff.addresses))
    asked = f"{MAILED} {installation.guide.digest[:16]} {' '.join(addresses)}"
    with installation.ledger.read() as connection:
        last = moment_of(run_rows.recall(connection, asked))
        since = text_of(last - timedelta(days=1)) if last else ""
        copies = mail_rows.with_unassigned_files(connection, addresses, installation.guide.digest, since)
    for mail, head, files in copies:
        for file in files:
            path = installation.files.path(file.sha256)
            if file.name.lower().endswith(ENDINGS) and path.exists() and vouched(head.proof, installation.settings.authority):
                name = f"{file.name}（邮件{mail[:8]}）"
                taken = take_bytes(installation.ledger, path.read_bytes(), name, datetime.now(UTC), quiet=True)
                tally.desk += taken.messages
    tally.desk += act(installation.ledger, installation.settings, installation.guide)
    with installation.ledger.write() as connection:
        run_rows.remember(connection, asked, text_of(now))


def decisions(installation: Installation, tally: Tally) -> None:
    """Composes the letters that the staff's verdicts ask for, unless nothing changed since there were none to compose."""
    now = datetime.now(UTC)
    mark = output_digests.entered(installation.ledger, installation.settings, installation.guide, now)
    with installation.ledger.read() as connection:
        if run_rows.recall(connection, DECIDED) == mark:
            return
    from intake.publish.workbook_data import decided

    lines = decided(installation.ledger, installation.settings, installation.guide, now)
    tally.desk += lines
    output_digests.keep(installation.ledger, DECIDED, "" if lines else mark)


def flow_of(installation: Installation, tally: Tally, reader: Reader, dry_run: bool = False) -> Flow:
    """The part of the pass that brings mails from the vault into the ledger."""
    return Flow(installation, tally, reader, lambda: datetime.now(UTC), dry_run)


def bench_of(installation: Installation) -> Bench:
    """What the readers of this installation need."""
    remembered = installation.settings.home / "vault" / "read"
    sweep(remembered, installation.guide)
    settings, mails, files = installation.settings, installation.mails.root, installation.files.root
    return Bench(installation.guide, settings.limits, settings.workers, mails, files, remembered,
                 given_roles(installation.ledger, installation.guide), settings.scans)


def breaker_of(installation: Installation) -> Breaker:
    """The breaker of this installation."""
    return Breaker(installation.ledger, installation.settings, installation.mails.path)


def send(installation: Installation, tally: Tally, started: datetime) -> str:
    """Handles letters that a killed run left, then sends what is due. Returns why letters are held, "" where they are not."""
    now, breaker = datetime.now(UTC), breaker_of(installation)
    outbox.recover(installation.ledger, installation.settings, now)
    breaker.after_settling(started, now)
    tell_numbers(installation.ledger, installation.settings, installation.guide, now)
    tally.problems += outbox.send_due(installation.ledger, installation.settings, now, breaker)
    return breaker.ask(now)


def facts_of(
    installation: Installation, tally: Tally, clock: float, breaker: str, published: Published | None = None,
    dry_run: bool = False,
) -> RunFacts:
    """What this pass did, and the state at its end. `clock`: time.monotonic() at its start."""
    relations = Counter(relation for outcome in tally.outcomes for relation in outcome.relations)
    statuses = Counter(dict(pair for outcome in tally.outcomes for pair in outcome.statuses).values())
    with installation.ledger.read() as connection:
        letters, mails = letter_rows.counts(connection), mail_rows.counts(connection)
    url, lies = installation.settings.smtp.url, published or Published(None)
    return RunFacts(
        fetched=tally.fetched, settled=len(tally.outcomes) - tally.not_applications, waiting=mails[MailState.WAITING],
        shelved=mails[MailState.SHELVED], not_applications=tally.not_applications,
        read_again=sum(outcome.again for outcome in tally.outcomes), new_cases=relations[Relation.NEW],
        revisions=relations[Relation.REVISION], supplements=relations[Relation.SUPPLEMENT], duplicates=relations[Relation.SAME],
        complete=statuses[Status.COMPLETE], incomplete=statuses[Status.INCOMPLETE], unclear=statuses[Status.UNCLEAR],
        letters_queued=letters[LetterState.QUEUED], letters_held=letters[LetterState.HELD],
        letters_sent=letters[LetterState.SENT] - tally.letters_before[LetterState.SENT],
        letters_failed=letters[LetterState.FAILED], letters_unknown=letters[LetterState.UNKNOWN],
        seconds=time.monotonic() - clock,
        workbook=str(lies.path or ""), pages=str(lies.pages or ""), unchanged=lies.same,
        letters=url.removeprefix("maildir:") if url.startswith("maildir:") else "",
        problems=tuple(tally.problems), desk=tuple(tally.desk), breaker=breaker, dry_run=dry_run)
