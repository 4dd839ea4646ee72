"""To whom letters of a decision go: to who sent the application, also where a colleague or the recommender wrote last."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from pathlib import Path

import pytest

from intake.ledger import letters as letter_rows
from parsers.model.package import Package
from reports.case import LetterRow
from tests.desk.answered import write
from tests.desk.office import Office, package
from tests.desk.sheets import look

FIRST = "HZ2024-0001"
APPLICANT, COLLEAGUE, RECOMMENDER = "keji1@unit1.example.org", "li@unit1.example.org", "kx@changsha.example.gov.cn"


def application(version: int = 1) -> Package:
    return package(1, "domestic_base", version, email="boss@elsewhere.example.com")


def only(whole: Package, *roles: str) -> Package:
    """A mail that brings these files alone."""
    return replace(whole, files=tuple(file for file in whole.files if file.role in roles))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.mail(1, application())
    made.run()
    return made


def comes(office: Office, sender: str, brought: Package) -> None:
    """A mail in the thread of the application, then the clerk's verdict."""
    office.mail(1, brought, sender=sender)
    office.run()
    write(office, "总览", FIRST, 初审结论="补正", 结论理由="请补盖公章")


def decisions(office: Office) -> list[LetterRow]:
    with office.ledger.read() as connection:
        return [row for row in letter_rows.rows(connection) if row.case_no]


def reached(office: Office) -> tuple[str, str]:
    """Recipient and answered mail of the one letter of a decision, as its bytes have them."""
    (row,) = decisions(office)
    with office.ledger.read() as connection:
        kept = letter_rows.bytes_of(connection, row.key)
    assert kept is not None
    message = message_from_bytes(kept[2])
    assert message["To"] == row.recipient and message["Cc"] is None and message["Message-ID"] == kept[1]
    return row.recipient, message["In-Reply-To"]


@pytest.mark.parametrize(("sender", "roles"), [
    (COLLEAGUE, ("evidence",)), (RECOMMENDER, ("evidence", "non_secret_certificate")), (RECOMMENDER, ("form_scan",)),
])  # fmt: skip
def test_who_sent_the_application_hears_of_it_and_not_who_sent_a_supplement(
    office: Office, sender: str, roles: tuple[str, ...]
) -> None:
    comes(office, sender, only(application(2), *roles))
    desk = look(office.workbook)
    assert (desk.get("总览", FIRST, "版次"), desk.get("总览", FIRST, "发件人")) == (2, sender)
    assert reached(office) == (APPLICANT, "<1@x.example.org>")
    assert desk.get("总览", FIRST, "办理情况") == f"补正通知待批准（收件人 {APPLICANT}）"
    assert desk.get("回复", f"correction-{FIRST}-2", "收件人") == APPLICANT


def test_a_colleague_who_sends_the_form_anew_hears_of_it(office: Office) -> None:
    comes(office, COLLEAGUE, application(2))
    assert reached(office) == (COLLEAGUE, "<2@x.example.org>")
    assert look(office.workbook).get("总览", FIRST, "办理情况") == "补正通知待批准"


def test_the_same_files_from_a_colleague_change_nothing(office: Office) -> None:
    write(office, "总览", FIRST, 初审结论="通过")
    assert reached(office)[0] == APPLICANT
    office.mail(1, application(), sender=COLLEAGUE)
    office.run()
    assert look(office.workbook).get("总览", FIRST, "发件人") == COLLEAGUE
    assert reached(office) == (APPLICANT, "<1@x.example.org>")
