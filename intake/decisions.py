"""The staff's verdicts carried back to applicants: one letter a verdict and revision, held for approval unless settings say
otherwise; and how far each has come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from config.model import Guide, Settings
from intake import outbox
from intake.ledger import letters as letter_rows
from intake.moment import moment_of, text_of
from parsers.model import Head
from reports.decisions import NEEDS_REASON, decision
from reports.edits.effects import by_case, verdict_for
from reports.model import Case, Edit, LetterRow
from reports.words import SHANGHAI, VERDICT_LETTER
from reports.workdays import UnknownYear, last_day

NO_REASON = "请在“结论理由”写明原因后再生成通知"
TAKEN_BACK = "结论已改，本信作废"


def due_letters(
    connection: Connection, cases: Sequence[Case], edits: Sequence[Edit], settings: Settings, guide: Guide, now: datetime
) -> list[str]:
    """Compose the letters that verdicts ask for, and drop those whose verdict was taken back and that were never let go.
    Returns lines for a person. Nothing is ever composed twice for the same verdict on the same revision."""
    words, told = by_case(edits), []
    wanted: set[str] = set()
    known = {row.key: row for row in letter_rows.rows(connection)}
    for case in cases:
        word = words.get(case.case_no or "")
        verdict, reason = verdict_for(word, case.revision) if word else ("", "")
        kind = VERDICT_LETTER.get(verdict)
        if kind is None or not case.sender:
            continue
        key = key_of(kind, case.case_no or "", case.revision)
        wanted.add(key)
        if kind in NEEDS_REASON and not reason:
            told.append(f"{case.case_no}：{NO_REASON}")
        elif key not in known or known[key].state in ("held", "dropped"):
            _compose(connection, key, kind, case, reason, settings, guide, now)
    gone = [row.key for row in known.values() if row.case_no and row.key not in wanted and row.state in ("held", "queued")
            and _newest(cases, row)]
    letter_rows.move(connection, gone, ("held", "queued"), "dropped", text_of(now), TAKEN_BACK)
    return told


def key_of(kind: str, number: str, revision: int) -> str:
    """The key of a letter of a decision: there is one for each kind, case and revision, and never another."""
    return f"{kind}-{number}-{revision}"


def _newest(cases: Sequence[Case], row: LetterRow) -> bool:
    return any(case.case_no == row.case_no for case in cases)


def _compose(
    connection: Connection, key: str, kind: str, case: Case, reason: str, settings: Settings, guide: Guide, now: datetime
) -> None:
    letter = decision(kind, case, reason, settings.letters.term_working_days, settings.office, guide)
    head = Head(sender=case.sender or "", message_id=case.message_ids[-1] if case.message_ids else "")
    draft = outbox.decision_draft(key, f"{kind}:{case.case_no}:{case.revision}", case.mails[-1], head, letter, settings, now)
    if any(found.rule in ("secret-mark", "sender-unverified") for found in (*case.findings, *case.silenced)):
        draft = replace(draft, state="held", why=outbox.QUARANTINED)
    body = letter_rows.bytes_of(connection, key)
    if body is None or _words(body[2]) != _words(draft.body):
        letter_rows.renew(connection, draft, text_of(now))
    else:
        letter_rows.move(connection, [key], ("dropped",), draft.state, text_of(now), draft.why)


def _words(message: bytes) -> bytes:
    """A message without its date: what it says."""
    return b"\n".join(line for line in message.splitlines() if not line.startswith(b"Date:"))


# --- how far it has come ----------------------------------------------------------------------------------------------


def with_progress(
    cases: Sequence[Case], edits: Sequence[Edit], letters: Sequence[LetterRow], settings: Settings, now: datetime
) -> tuple[Case, ...]:
    """The cases, each with how far its newest decision has come."""
    newest: dict[str, LetterRow] = {}
    for row in sorted(letters, key=lambda row: (row.revision, row.created)):
        if row.case_no and row.state != "dropped":
            newest[row.case_no] = row
    return tuple(
        replace(case, progress=_progress(case, newest[case.case_no], settings, now)) if case.case_no in newest else case
        for case in cases)


def _progress(case: Case, row: LetterRow, settings: Settings, now: datetime) -> str:
    name = {"accepted": "通过通知", "correction": "补正通知", "refused": "不予受理通知"}.get(row.kind, row.kind)
    if row.state == "held":
        return f"{name}待批准"
    if row.state != "sent":
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


