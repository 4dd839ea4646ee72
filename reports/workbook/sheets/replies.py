"""Sheet 回复: a line a letter of the outbox, its state, and the staff's word to release it or hold it."""

from __future__ import annotations

from reports.case import Desk, LetterRow
from reports.state_words import LETTER_KIND, LETTER_STATE, moment, word_of
from reports.states import LetterState
from reports.workbook.cells import row_link
from reports.workbook.columns import MAILS, Row

TAKEN = "邮件服务器已接收"


def rows(desk: Desk) -> list[Row]:
    """All letters, in the desk's order."""
    mails = {mail.sha256: n for n, mail in enumerate(desk.mails, 1)}
    return [_row(letter, mails.get(letter.mail)) for letter in desk.letters]


def _why(letter: LetterRow) -> str:
    """The reason for a letter's state. What the server answered when it accepted the letter does not help a clerk."""
    return TAKEN if letter.state == LetterState.SENT and letter.why.isascii() else letter.why


def _row(letter: LetterRow, mail_row: int | None) -> Row:
    return {
        "key": letter.key, "created": moment(letter.created) or letter.created, "state": word_of(LETTER_STATE, letter.state),
        "kind": word_of(LETTER_KIND, letter.kind), "recipient": letter.recipient, "subject": letter.subject, "why": _why(letter),
        "returned": letter.returned,
        "changed": moment(letter.changed) or letter.changed,
        "mail": row_link("查看邮件", MAILS, mail_row) if mail_row else letter.mail[:12],
    }
