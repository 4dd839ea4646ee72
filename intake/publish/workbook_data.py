"""Gathers from the ledger what the workbook, `export` and `status` show, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from config.model import Guide, Settings
from intake.edits.blocked_senders import kept_unread, unblockable
from intake.ledger import Ledger
from intake.ledger import cases as case_rows
from intake.ledger import edits as edit_rows
from intake.ledger import letters as letter_rows
from intake.ledger import mails as mail_rows
from intake.ledger import owed as owed_rows
from intake.ledger import runs as run_rows
from intake.ledger.cases import Revision, Touch
from intake.letters import breaker
from intake.letters.decision_letters import due_letters, with_progress
from intake.publish import blocked_notes
from intake.timestamps import text_of
from parsers.model.mail import READER_VERSION
from parsers.model.package import Package, PackageFile
from reports.account_changes import alerts, first_the_changed
from reports.case import Case, Desk, Edit, LetterRow, MailRow
from reports.edits.across_cases import with_shared
from reports.edits.answer import Standing
from reports.edits.edit_effects import Amendments, by_case, corrected, parted, stale
from reports.states import EditState, Status
from reports.suggestions import suggestions
from reports.workbook.columns import CHANGES, CHECKS, FIELDS
from reports.workbook.rule_titles import title
from reports.workbook.sheets.overview import OVERVIEW
from reports.workbook.sheets.verify import VERIFY

WORD_OF_STAFF = (FIELDS.name, CHECKS.name, OVERVIEW.name, VERIFY.name)

Touched = Mapping[int, Sequence[Touch]]
"""Case id → the mails that touched it."""

Row = TypeVar("Row", bound=tuple[Any, ...])

MOST_CHANGES = 500
"""How many changes sheet 改动 lists, besides the open ones and those on which staff wrote a remark."""


def all_cases(connection: Connection, guide: Guide, every_revision: bool = False) -> tuple[Case, ...]:
    """Every case by number, newest revision, with what staff say of it; with `every_revision` the older ones too, as
    superseded."""
    touched = case_rows.mails_of_cases(connection)
    states = _receipts(letter_rows.rows(connection))
    words = by_case(edit_rows.current(connection, WORD_OF_STAFF).values())
    if not every_revision:
        return _newest(connection, touched, states, words, guide)
    laid = _laid((
        (number, _case(number, r, touched, states, guide, Status.SUPERSEDED if r.revision < newest else r.status))
        for number, newest, r in _in_order(case_rows.all_revisions(connection), guide)), words, guide)
    return with_shared(laid, words, guide)


def _in_order(rows: Iterable[Row], guide: Guide) -> list[Row]:
    """Rows that begin with a case's number, by form as the guide has them and by number; else as they came."""
    return sorted(rows, key=lambda row: guide.place(row[0]))


def _newest(
    connection: Connection, touched: Touched, states: Mapping[str, str], words: Mapping[str, Amendments], guide: Guide
) -> tuple[Case, ...]:
    """The newest revision of every case, by number."""
    rows = _in_order(case_rows.newest(connection), guide)
    numbered = ((number, _case(number, r, touched, states, guide, r.status)) for number, r in rows)
    return with_shared(_laid(numbered, words, guide), words, guide)


def _laid(cases: Iterable[tuple[str, Case]], words: Mapping[str, Amendments], guide: Guide) -> tuple[Case, ...]:
    """The cases with what staff say of them."""
    return tuple(_amended(case, guide, words[number]) if number in words else case for number, case in cases)


def _earlier(connection: Connection, touched: Touched, guide: Guide) -> tuple[Case, ...]:
    """The revisions that a newer one replaced, with the status they had; cases of one revision have none."""
    rows = _in_order(case_rows.earlier(connection), guide)
    return tuple(_case(number, r, touched, {}, guide, r.status) for number, r in rows)


def _receipts(letters: Iterable[LetterRow]) -> dict[str, str]:
    """mail → state of its receipt."""
    answers = sorted((row for row in letters if row.kind in ("unread", "receipt")), key=lambda row: row.kind == "receipt")
    return {row.mail: row.state for row in answers}


def _case(
    number: str, revision: Revision, touched: Touched, letters: Mapping[str, str], guide: Guide, status: Status
) -> Case:
    mine = [touch for touch in touched.get(revision.case_id, ()) if touch.revision <= revision.revision]
    newest = mine[-1]
    return Case(
        number, revision.package, revision.findings, status, revision.package.category(guide), revision.revision,
        tuple(touch.message_id for touch in mine if touch.message_id), newest.received or None, newest.sender or None,
        tuple(touch.mail for touch in mine), letters.get(newest.mail, ""))


def _amended(case: Case, guide: Guide, word: Amendments) -> Case:
    """The case with the corrections that count, and without what staff called false alarms."""
    package, read = corrected(case.package, guide, word)
    counting, silenced = parted(case.findings, word)
    return replace(case, package=package, category=package.category(guide), read=read, findings=counting, silenced=silenced)


def _mails(
    connection: Connection, states: Mapping[str, str], unassigned: Mapping[str, tuple[PackageFile, ...]]
) -> tuple[MailRow, ...]:
    """Every mail ever seen, newest first, after those that the mailbox still owes."""
    numbers = case_rows.numbers_by_mail(connection)
    notes = owed_rows.notes(connection)
    return owed_rows.listing(connection) + tuple(
        replace(row, case_nos=tuple(numbers.get(row.sha256, ())), letter=states.get(row.sha256, ""),
                unassigned=unassigned.get(row.sha256, ()),
                trouble="；".join(part for part in (notes.get(row.sha256, ""), row.trouble) if part))
        for row in mail_rows.listing(connection))


def gather(ledger: Ledger, settings: Settings, guide: Guide, links: dict[str, str], run: int, now: datetime) -> Desk:
    """All data that is shown, at this moment. `links`: digest → path relative to the workbook. Each table is read once."""
    with ledger.read() as connection:
        letters = letter_rows.rows(connection)
        touched, states = case_rows.mails_of_cases(connection), _receipts(letters)
        current = tuple(edit_rows.current(connection).values())
        words = by_case(current)
        cases = _newest(connection, touched, states, words, guide)
        unassigned = mail_rows.files_of_no_case(connection) | case_rows.unassigned_by_mail(connection)
        mails = blocked_notes.with_owners(_mails(connection, states, unassigned))
        aside = blocked_notes.counted(mails)
        standing = Standing(guide, cases, letters, unassigned, unblockable=unblockable(connection, current, settings),
                            kept_unread=kept_unread(connection, current, aside, settings))
        edits, history = _edits(connection, current, words, standing)
        shown = blocked_notes.with_notes(with_progress(cases, letters, settings, now), mails)
        (of_mailbox, holding), changed = _alerts(connection), alerts(shown, guide)
        return Desk(first_the_changed(shown), mails, letters, text_of(now), run, tuple(_facts(settings, guide)), links,
                    edits, history, older=_earlier(connection, touched, guide), alerts=of_mailbox,
                    changes=(*changed, *blocked_notes.alert(aside)), holding=holding,
                    suggested=tuple((one.where, one.edit, one.evidence) for one in suggestions(cases, current, guide)))


def _alerts(connection: Connection) -> tuple[tuple[str, ...], str]:
    """What the clerks must know of the mailbox and of letters that do not leave; and the latter alone."""
    kept = run_rows.recall_each(connection, run_rows.MISSING, breaker.STATE)
    holding = breaker.notice(kept[breaker.STATE])
    return (*holding.splitlines(), *kept[run_rows.MISSING].splitlines(), *owed_rows.alerts(connection)), holding


def decided(ledger: Ledger, settings: Settings, guide: Guide, now: datetime) -> list[str]:
    """Composes the letters that the staff's verdicts ask for. Returns lines for a person. Raises LedgerOutage."""
    with ledger.write() as connection:
        words = by_case(edit_rows.current(connection, WORD_OF_STAFF).values())
        return due_letters(connection, lambda numbers: _some(connection, numbers, words, guide), words, settings, guide, now)


def _some(
    connection: Connection, numbers: Collection[str], words: Mapping[str, Amendments], guide: Guide
) -> tuple[Case, ...]:
    """Only these cases at their newest revision, by number, with what staff say of them."""
    numbered = _in_order(case_rows.newest(connection, numbers), guide)
    touched = case_rows.mails_of_cases(connection, {revision.case_id for _, revision in numbered})
    return _laid(((number, _case(number, r, touched, {}, guide, r.status)) for number, r in numbered), words, guide)


def _edits(
    connection: Connection, current: Sequence[Edit], words: Mapping[str, Amendments], standing: Standing
) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
    """The staff's edits that count, and those that sheet 改动 lists; in both, those that wait for a
    person are marked and those that count have their notes."""
    from reports.edits.cell_answers import answers  # here: it loads every sheet, and most who read cases want none

    waiting: dict[int, str] = {}
    for case in standing.cases:
        if word := words.get(case.case_no or ""):
            waiting |= stale(word, _as_read(case), case.revision, standing.guide)
    notes: dict[int, str] = {}
    noted = [int(edit.row) for edit in current if edit.sheet == CHANGES.name and edit.row.isdigit()]
    standing = replace(standing, refused=_refused(connection, noted))
    for answer in answers(current, words, standing):
        (notes if answer.counts else waiting)[answer.edit] = answer.text
    history = edit_rows.newest(connection, MOST_CHANGES, [*noted, *waiting, *notes])

    def marked(edits: Sequence[Edit]) -> tuple[Edit, ...]:
        return tuple(
            replace(e, state=EditState.STALE, why=waiting[e.id]) if e.id in waiting
            else replace(e, note=notes[e.id]) if e.id in notes else e for e in edits)

    return marked(current), marked(history)


def _refused(connection: Connection, numbers: Sequence[int]) -> frozenset[int]:
    found = edit_rows.newest(connection, 0, numbers) if numbers else ()
    return frozenset(edit.id for edit in found if edit.state == EditState.REFUSED)


def _as_read(case: Case) -> Package:
    """The package before staff corrected it."""
    if not case.read:
        return case.package
    files = (replace(f, record=replace(f.record, values={**f.record.values, **case.read})) if f.record else f
             for f in case.package.files)
    return replace(case.package, files=tuple(files))


def _reminders(told: bool | frozenset[str], guide: Guide) -> str:
    """Which reminders letters carry, as a clerk calls them."""
    if told is True:
        return "是"
    topics = [title(rule) for rule in guide.rules if told and rule.id in told]
    return f"只含：{'；'.join(topics)}" if topics else "否：只写必改事项"


def _facts(settings: Settings, guide: Guide) -> list[tuple[str, str]]:
    """Settings that a reader of the workbook should know; never a password or an address of a machine."""
    sending = {"auto": "自动发送回执", "approve": "全部等待人工批准", "off": "不发信"}[settings.letters.send]
    deadline, opens = settings.guide.deadline, settings.guide.opens
    return [
        ("申报指南", guide.title), ("指南数据", f"{guide.id}（{guide.digest[:12]}）"), ("读取程序版本", str(READER_VERSION)),
        ("受理开始时间", opens.isoformat() if opens else "未设置：不提示来信过早"),
        ("受理截止时间", deadline.isoformat() if deadline else "未设置：不判断是否逾期"), ("回信方式", sending),
        ("来信超过几天不自动回", str(settings.letters.max_age_days) if settings.letters.max_age_days else "不限"),
        ("回信是否包含提醒事项", _reminders(settings.letters.reminds, guide)),
    ]
