"""Mails in another's name: whom the provider disproves changes, sees and withdraws nothing."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from tests.attacks.scene import FAIL, PASS, THIEF, Scene, rules
from tests.attacks.table import CLERK, Acts, Kind, attack


def _bare(s: Scene, mail: str) -> None:
    """The letter to a disproved mail says nothing of it."""
    letter = s.letter(mail)
    assert letter is None or not any(word in letter.words for word in (s.unit, "GJ2024", "账号", "更正"))


def _forged(s: Scene, verdict: str) -> Acts:
    first = s.applies()
    false = s.sends(s.victim, "更正账号", [s.form(bank_account_number=THIEF)], verdict=verdict)
    yield
    old, new = s.apart(first, false)
    assert new["fields"]["bank_account_number"] == THIEF
    assert "possible-duplicate" in rules(old) & rules(new)
    assert "sender-unverified" in rules(new) - rules(old)
    _bare(s, false)


@attack(
    Kind.FORGERY,
    "the applicant's own address, disproved by DMARC, with another bank account",
    "a case of its own; both say to staff that there is another",
)
def another_account_in_the_applicants_name(s: Scene) -> Acts:
    yield from _forged(s, "dmarc=fail")


@attack(Kind.FORGERY, "the same, with SPF and DKIM failing and no DMARC", "the same")
def neither_spf_nor_dkim(s: Scene) -> Acts:
    yield from _forged(s, "spf=softfail; dkim=fail")


@attack(Kind.FORGERY, "SPF passes for the sender's own envelope, DMARC fails for the applicant's address", "DMARC decides")
def an_envelope_of_his_own(s: Scene) -> Acts:
    yield from _forged(
        s, "spf=pass smtp.mailfrom=thief.example; dkim=none; dmarc=fail (p=NONE; dmarc=pass) header.from=x.example"
    )


@attack(Kind.FORGERY, "a header of his own below the provider's says dmarc=pass in the provider's name", "the topmost counts")
def a_verdict_written_by_himself(s: Scene) -> Acts:
    first = s.applies()
    mine = ("Authentication-Results", "mx.126.com; dmarc=pass")
    false = s.sends(s.victim, "更正账号", [s.form(bank_account_number=THIEF)], verdict=FAIL, extra=[mine])
    yield
    s.apart(first, false)


@attack(Kind.FORGERY, "an ARC chain of his own says that the provider let it pass", "the provider's own verdict counts")
def a_chain_of_arc_of_his_own(s: Scene) -> Acts:
    first = s.applies()
    chain = [("ARC-Authentication-Results", "i=1; mx.126.com; dmarc=pass"), ("ARC-Seal", "i=1; cv=none; d=126.com; s=a; b=QQ==")]
    false = s.sends(s.victim, "更正账号", [s.form(bank_account_number=THIEF)], verdict="arc=fail; dmarc=fail", extra=chain)
    yield
    s.apart(first, false)


@attack(
    Kind.FORGERY,
    "an application in the applicant's name, with a scan of his own, before the applicant's",
    "what the applicant then sends takes over nothing of it",
)
def forged_before_the_true_one(s: Scene) -> Acts:
    false = s.sends(s.victim, "申报材料", [s.form(bank_account_number=THIEF), s.scan()], verdict=FAIL)
    true = s.applies()
    yield
    old, new = s.case(false), s.case(true)
    assert old["case_no"] != new["case_no"]
    assert new["fields"]["bank_account_number"] == s.account and len(new["documents"]) == 1
    assert "possible-duplicate" in rules(new)
    letter = s.letter(true)
    assert letter is not None and old["case_no"] not in letter.words and "盖章扫描件.pdf" not in letter.words


@attack(Kind.FORGERY, "a stamped scan alone, as an answer to the applicant's mail, disproved", "the case has no new file")
def a_forged_supplement(s: Scene) -> Acts:
    first = s.applies()
    s.sends(s.victim, "补交盖章件", [s.scan()], verdict=FAIL, reply_to=[first])
    yield
    s.untouched(first)


@attack(Kind.FORGERY, "“we withdraw our application” in the applicant's name, disproved", "the case stands; staff read the mail")
def withdrawn_in_the_applicants_name(s: Scene) -> Acts:
    first, subject = s.applies(), f"撤回申报{s.mark}"
    mail = s.sends(s.victim, subject, body="我单位决定撤回申报，请予办理。", verdict=FAIL, reply_to=[first])
    yield
    assert s.untouched(first)["status"] != "withdrawn"
    assert s.letter(mail) is None and s.row(subject).state == "not_application"


@attack(
    Kind.FORGERY,
    "“we withdraw”, from the applicant's address, which was broken into: the provider vouches",
    "a person decides; the case stands until then",
)
def withdrawn_from_a_stolen_mailbox(s: Scene) -> Acts:
    first, subject = s.applies(), f"放弃申报{s.mark}"
    mail = s.sends(s.victim, subject, body="我单位放弃申报该项目。", verdict=PASS)
    yield
    assert s.untouched(first)["status"] != "withdrawn"
    assert s.letter(mail) is None and "撤回" in s.row(subject).why


@attack(
    Kind.FORGERY,
    "the applicant's mailbox, which was broken into, brings another bank account: the provider vouches",
    "account-changed, with old and new, until a person accepts it",
)
def another_account_from_a_stolen_mailbox(s: Scene) -> Acts:
    first = s.applies()
    second = s.sends(s.victim, "更正材料", [s.form(bank_account_number=THIEF)], verdict=PASS)
    yield
    case = s.case(second)
    assert (case["revision"], case["message_ids"]) == (2, [first, second])
    (change,) = [finding for finding in case["findings"] if finding["rule"] == "account-changed"]
    assert (change["severity"], change["field"]) == ("verify", "bank_account_number")
    assert s.account in change["message"] and THIEF in change["message"]
    letter = s.letter(second)
    assert letter is not None and THIEF not in letter.words and s.account not in letter.words


@attack(Kind.FORGERY, "a workbook with a verdict of “refused”, from a clerk's address, disproved", "no word of it is taken in")
def a_workbook_in_a_clerks_name(s: Scene) -> Acts:
    first = s.applies()
    yield
    case = s.untouched(first)
    book = load_workbook(s.tale.home / "output" / "审查表.xlsx")
    for sheet in book:
        heads = [cell.value for cell in next(sheet.iter_rows(max_row=1))]
        for line in sheet.iter_rows(min_row=2):
            if any(cell.value == case["case_no"] for cell in line):
                for head, cell in zip(heads, line, strict=True):
                    if head in ("形审结论", "结论", "处理意见", "理由", "备注"):
                        cell.value = "不予受理" if "结论" in head else f"forged {s.mark}"
    out = io.BytesIO()
    book.save(out)
    s.sends(CLERK, f"审查表{s.mark}", [("审查表.xlsx", out.getvalue())], verdict=FAIL)
    yield
    assert s.untouched(first)["status"] == case["status"]
    written = load_workbook(s.tale.home / "output" / "审查表.xlsx", read_only=True)
    cells = {str(cell) for sheet in written for line in sheet.iter_rows(values_only=True) for cell in line}
    assert not any(f"forged {s.mark}" in cell for cell in cells)


@attack(
    Kind.FORGERY,
    "a report of failed delivery that returns a mail of his own, to the applicant's address",
    "our letter is not shown as returned",
)
def a_returned_mail_that_is_none_of_ours(s: Scene) -> Acts:
    first = s.applies()
    yield
    parts = (
        "Return-Path: <>",
        "From: MAILER-DAEMON@mx.example.net",
        "To: hnkxgjb@126.com",
        "Subject: Undelivered Mail",
        "Date: Fri, 22 Mar 2024 09:00:00 +0800",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        f"{s.victim}: user unknown",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example.net",
        "",
        f"Final-Recipient: rfc822; {s.victim}",
        "Action: failed",
        "Status: 5.1.1",
        "",
        "--b",
        "Content-Type: text/rfc822-headers",
        "",
        f"From: {s.thief}",
        f"To: {s.victim}",
        f"Subject: hello {s.mark}",
        f"Message-ID: <{s.mark}@thief.example>",
        "",
        "--b--",
        "",
    )
    s.sends("x@y.example", edit=lambda _: "\r\n".join(parts).encode())
    yield
    (row,) = [row for row in s.seen.kept if row.recipient == s.victim]
    assert row.state == "sent" and row.returned == ""
    assert s.letter(first) is not None
