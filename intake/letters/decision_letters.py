"""Makes letters to applicants from the staff's verdicts: one letter for each verdict and revision, held for approval unless
settings say otherwise. Also says how far each letter has come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from config.model import Guide, Settings
from intake.ledger import cases as case_rows
from intake.ledger import letters as letter_rows
from intake.ledger.letters import Draft
from intake.letters import outbox
from intake.letters.addressee import answered_mails
from intake.timestamps import moment_of, text_of
from parsers.checks.finding_kind import is_kind
from parsers.model.rule_kind import RuleKind
from reports.case import Case, LetterRow
from reports.edits.edit_effects import Amendments, verdict_for
from reports.letters.decision_letters import NEEDS_REASON, decision
from reports.state_words import SHANGHAI, VERDICT_LETTER
from reports.states import LetterState
from reports.workdays import UnknownYear, last_day

NO_REASON = "请在“结论理由”写明原因后再生成通知"
TAKEN_BACK = "结论已改，本信作废"
QUARANTINED = (RuleKind.SECRET_MARK, RuleKind.SENDER_UNVERIFIED)
"""Kinds of findings with which no letter is sent before a person releases it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A letter that a verdict asks for: its key and kind, and the reason that staff gave."""

    key: str
    kind: str
    reason: str


Cases = Callable[[Collection[str]], Sequence[Case]]
"""Case numbers → these cases at their newest revision, by number."""


def due_letters(
    connection: Connection, cases: Cases, words: Mapping[str, Amendments], settings: Settings, guide: Guide, now: datetime
) -> list[str]:
    """Composes the letters that verdicts ask for, and drops those whose verdict was taken back and that were never released.
    Returns lines for a person. Nothing is ever composed twice for the same verdict on the same revision.

    `words`: case number → what staff say about it. Only cases with a letter that is not released yet are read whole.
    """
    wanted = dict(_wanted(connection, words))
    let_go = letter_rows.let_go(connection, [one.key for one in wanted.values()])
    lines = []
    open_numbers = [number for number, one in wanted.items() if one.key not in let_go]
    answered = answered_mails(connection, open_numbers)
    for case in cases(open_numbers):
        one, mail = wanted[case.case_no or ""], answered.get(case.case_no or "")
        if mail and one.kind in NEEDS_REASON and not one.reason:
            lines.append(f"{case.case_no}：{NO_REASON}")
        elif mail:
            letter = decision(one.kind, case, one.reason, settings.letters.term_working_days, settings.office, guide)
            draft = outbox.decision_draft(one.key, f"{one.kind}:{case.case_no}:{case.revision}", mail, letter, settings, now)
            if any(is_kind(finding, guide, *QUARANTINED) for finding in (*case.findings, *case.silenced)):
                draft = replace(draft, state=LetterState.HELD, why=outbox.QUARANTINED)
            _keep(connection, draft, now)
    waiting = letter_rows.of_decisions(connection, (LetterState.HELD, LetterState.QUEUED))
    there = case_rows.revisions_of(connection, waiting.values())
    gone = sorted(waiting.keys() - {one.key for one in wanted.values()} - {k for k, n in waiting.items() if n not in there})
    letter_rows.move(connection, gone, (LetterState.HELD, LetterState.QUEUED), LetterState.DROPPED, text_of(now), TAKEN_BACK)
    return lines


def _wanted(connection: Connection, words: Mapping[str, Amendments]) -> Iterator[tuple[str, Wanted]]:
    """Case number → the letter that the verdict on its newest revision asks for."""
    given = {number: word for number, word in words.items() if word.verdict is not None}
    for number, revision in case_rows.revisions_of(connection, given).items():
        verdict, reason = verdict_for(given[number], revision)
        if (kind := VERDICT_LETTER.get(verdict)) is not None:
            yield number, Wanted(key_of(kind, number, revision), kind, reason)


def key_of(kind: str, number: str, revision: int) -> str:
    """The key of a letter of a decision: there is exactly one for each kind, case and revision."""
    return f"{kind}-{number}-{revision}"


def _keep(connection: Connection, draft: Draft, now: datetime) -> None:
    body = letter_rows.bytes_of(connection, draft.key)
    if body is None or _words(body[2]) != _words(draft.body):
        letter_rows.renew(connection, draft, text_of(now))
    else:
        letter_rows.move(connection, [draft.key], (LetterState.DROPPED,), draft.state, text_of(now), draft.why)


def _words(message: bytes) -> bytes:
    """A message without its date, to compare what it says."""
    return b"\n".join(line for line in message.splitlines() if not line.startswith(b"Date:"))


# --- how far it has come ----------------------------------------------------------------------------------------------


def with_progress(
    cases: Sequence[Case], letters: Sequence[LetterRow], settings: Settings, now: datetime
) -> tuple[Case, ...]:
    """The cases, each with how far its newest decision has come."""
    newest: dict[str, LetterRow] = {}
    for row in sorted(letters, key=lambda row: (row.revision, row.created)):
        if row.case_no and row.state != LetterState.DROPPED:
            newest[row.case_no] = row
    return tuple(
        replace(case, progress=_progress(case, newest[case.case_no], settings, now)) if case.case_no in newest else case
        for case in cases)


def _progress(case: Case, row: LetterRow, settings: Settings, now: datetime) -> str:
    name = {"accepted": "通过通知", "correction": "补正通知", "refused": "不予受理通知"}.get(row.kind, row.kind)
    if row.state == LetterState.HELD:
        return f"{name}待批准" + (f"（收件人 {row.recipient}）" if row.recipient.lower() != (case.sender or "").lower() else "")
    if row.state != LetterState.SENT:
        return f"{name}未发出"
    if row.kind != "correction":
        return f"{name}已发"
    if case.revision > row.revision:
        return "已补正，待复核"
    try:
        sent = (moment_of(row.changed) or now).astimezone(SHANGHAI).date()
        last = last_day(sent, settings.letters.term_working_days, start_counts=False)
    except UnknownYear as unknown:
        return f"补正通知已发；{unknown}，期限请人工核定"
    over = now.astimezone(SHANGHAI).date() > last
    return f"{'逾期未补正' if over else '补正通知已发，限期'}（{last:%Y-%m-%d}）"


