"""The desk in the middle of a call: forty cases with seals, revisions, differences between Word and paper, and what staff
entered on every sheet. Made without chance; the pictures in docs are taken of it."""

from __future__ import annotations

from typing import Any

from config.model import Guide
from reports.case import Case, Desk, LetterRow, MailRow
from tests.reports import sample_desk
from tests.reports.busy_cases import before, busy_case, first_mail
from tests.reports.busy_clerks import edits, history


def desk(plain: Guide, count: int = 40) -> Desk:
    """So many cases and one without a form, their mails and letters, and the staff's edits of a few days."""
    cases = (*(busy_case(plain, n) for n in range(1, count + 1)), sample_desk.formless((sample_desk.LOCKED,), count + 1))
    older = tuple(before(plain, case) for case in cases if case.revision > 1)
    all_mails = (*(_mail(n, case) for n, case in enumerate(cases, 1)), *_firsts(cases), *_others())
    mails = tuple(sorted(all_mails, key=lambda mail: mail.received, reverse=True))
    links = {case.case_no: f"pages/{case.case_no}.html" for case in cases if case.case_no}
    links |= {mail.sha256: f"mails/{mail.sha256[:16]}.eml" for mail in mails}
    links |= {file.sha256: f"files/{case.case_no}/{file.sha256[:8]}.docx" for case in cases for file in case.package.files}
    facts = (
        ("申报指南", plain.title),
        ("受理截止时间", "未设置：不判断是否逾期"),
        ("回信方式", "自动发送回执"),
        ("读取程序版本", "3"),
        ("回信是否包含提醒事项", "否：只写必改事项"),
    )
    return Desk(
        cases,
        mails,
        _letters(cases),
        "2024-04-30T09:30:00+08:00",
        128,
        facts,
        links,
        edits=edits(cases),
        history=history(cases),
        older=older,
    )


def _mail(n: int, case: Case) -> MailRow:
    return MailRow(
        case.mails[-1],
        case.received or "",
        case.sender or "",
        "科技处",
        f"{case.package.name}",
        4_000_000,
        "settled",
        "supplement" if case.revision > 1 else "submission",
        "",
        (str(case.case_no),),
        case.letter,
    )


def _firsts(cases: tuple[Case, ...]) -> list[MailRow]:
    """The mails that brought the first revisions of the cases that have several."""
    at = "2024-04-{:02}T0{}:20:00+00:00"
    return [
        MailRow(first_mail(n), at.format(2 + n // 10 % 8, n % 9), f"keji{n}@example.edu.cn", "科技处", "项目申报材料（第一次）",
                3_000_000, "settled", "submission", "", (), "sent")
        for n, case in enumerate(cases, 1) if case.revision > 1]


def _others() -> list[MailRow]:
    at = "2024-04-{:02}T0{}:20:00+00:00"
    return [
        MailRow(
            f"{2_000_500:064x}",
            at.format(16, 1),
            "zhang@example.com",
            "张三",
            "请问申报什么时候截止？",
            2_000,
            "not_application",
            "enquiry",
            "需人工答复",
            answered="2024-04-16T03:00:00+00:00",
        ),
        MailRow(
            f"{2_000_501:064x}",
            at.format(17, 2),
            "postmaster@example.com",
            "",
            "自动回复：我在休假",
            1_000,
            "not_application",
            "automatic",
            "自动邮件，不答复",
        ),
        MailRow(
            f"{2_000_502:064x}",
            at.format(18, 3),
            "li@example.com",
            "李四",
            "材料打不开",
            900_000,
            "shelved",
            trouble="读取超时三次，需人工",
        ),
    ]


def _letters(cases: tuple[Case, ...]) -> tuple[LetterRow, ...]:
    states: Any = ("sent", "sent", "held", "sent", "queued", "sent", "failed")
    kinds = ("receipt", "receipt", "correction", "receipt", "accepted")
    return tuple(
        LetterRow(
            f"{kinds[n % 5]}-{n:012x}",
            case.mails[-1],
            kinds[n % 5],
            case.sender or "",
            f"【{'补正通知' if n % 5 == 2 else '已收到'}】{case.case_no} {case.package.name[:30]}",
            states[n % 7],
            "结论类通知，等待人工批准" if states[n % 7] == "held" else "",
            case.received or "",
            case.received or "",
            "收件人邮箱已满" if n == 14 else "",
        )
        for n, case in enumerate(cases, 1)
    )
