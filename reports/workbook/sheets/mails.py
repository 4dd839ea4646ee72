"""Sheet 邮件: a line for every mail ever seen, so that "did you get ours?" has one place to look."""

from __future__ import annotations

from reports.case import Desk, MailRow
from reports.state_words import LETTER_STATE, MAIL_KIND, MAIL_STATE, moment, word_of
from reports.workbook.cells import file_link, row_link
from reports.workbook.columns import FILES, Row
from reports.workbook.sheets.files import kilobytes
from reports.workbook.sheets.overview import OVERVIEW


def rows(desk: Desk) -> list[Row]:
    """All mails, in the desk's order. The subject links to the kept mail, the case number to 总览."""
    numbers = {case.case_no: n for n, case in enumerate(desk.cases, 1)}
    return [_row(mail, desk.links or {}, numbers) for mail in desk.mails]


def _row(mail: MailRow, links: dict[str, str], cases: dict[str | None, int]) -> Row:
    first = cases.get(mail.case_nos[0]) if mail.case_nos else None
    return {
        "key": mail.sha256, "received": moment(mail.received) or mail.received, "sender": mail.sender,
        "sender_name": mail.sender_name, "subject": file_link(mail.subject or "（无主题）", links.get(mail.sha256)),
        "state": word_of(MAIL_STATE, mail.state), "kind": word_of(MAIL_KIND, mail.kind),
        "cases": row_link("\n".join(mail.case_nos), OVERVIEW, first), "why": _why(mail), "trouble": mail.trouble,
        "letter": word_of(LETTER_STATE, mail.letter), "answered": moment(mail.answered), "size": kilobytes(mail.size),
    }


def _why(mail: MailRow) -> str:
    """What the mail is; and its files that belong to no case, of which sheet 附件 has the lines."""
    if not mail.unassigned or not mail.case_nos:
        return mail.why
    return f"{mail.why}；{len(mail.unassigned)}个文件未归入项目，见“{FILES.name}”"
