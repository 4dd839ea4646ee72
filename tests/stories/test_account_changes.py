"""A later revision that changes the account, the credit code or the unit: told to staff until one of them accepts it."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from parsers.model.document import Medium
from parsers.model.finding import Finding
from parsers.model.package import Package
from tests.desk.answered import answers, write
from tests.desk.office import Office, package
from tests.desk.sheets import look

FIRST, SECOND = "GJ2024-0001", "GJ2024-0002"
OLD, NEW, NEWEST = "6222 0000 1111 2222 333", "6217000099998888777", "4307000012345678"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Two cases; the second's next mail has another account."""
    made = Office(tmp_path)
    to = made.settings.own_addresses[:1]
    for n in (1, 2):
        made.mail(n, package(n, bank_account_number=OLD), to=to)
    made.mail(2, package(2, version=2, bank_account_number=NEW), to=to)
    made.run()
    return made


def changed(office: Office, n: int = 2) -> list[Finding]:
    return [finding for finding in office.case(n).findings if finding.rule == "account-changed"]


def again(office: Office, version: int, **changes: str) -> None:
    office.mail(2, package(2, version=version, **changes), to=office.settings.own_addresses[:1])
    office.run()


def test_a_change_is_told_with_old_and_new_and_only_where_there_is_one(office: Office) -> None:
    (told,) = changed(office)
    assert (told.field, told.severity) == ("bank_account_number", "verify")
    assert OLD in told.message and NEW in told.message and not told.todo
    assert changed(office, 1) == []
    assert office.case(2).status == office.case(1).status


def test_it_stands_on_top_of_the_workbook_and_the_page_without_the_whole_numbers(office: Office) -> None:
    desk = look(office.workbook)
    assert desk.keys("总览")[:2] == [SECOND, FIRST]
    assert "账号" in desk.get("总览", SECOND, "办理情况") and not desk.get("总览", FIRST, "办理情况")
    first = desk.keys("核验")[0]
    assert first.startswith(f"{SECOND}|account-changed|bank_account_number|")
    message = desk.get("核验", first, "机器看到的")
    assert "****2333" in message and "****8777" in message
    alerts = desk.sheet("总览").cell(1, 2).comment
    assert alerts and SECOND in alerts.text and FIRST not in alerts.text
    with zipfile.ZipFile(office.workbook) as book:  # an open comment would lie over the very cases that it names
        assert not any(b"<x:Visible" in book.read(name) for name in book.namelist() if name.endswith(".vml"))
    page = (office.output / "pages" / f"{SECOND}.html").read_text("utf-8")
    assert page.index('class="changed"') < page.index('id="findings"')
    for text in (page, message, alerts.text):
        assert NEW not in text and OLD not in text and OLD.replace(" ", "") not in text
    assert 'class="changed"' not in (office.output / "pages" / f"{FIRST}.html").read_text("utf-8")


def test_it_ends_when_a_person_accepts_it_and_not_before(office: Office) -> None:
    again(office, 3, bank_account_number=NEW)
    assert len(changed(office)) == 1, "the same again is no acceptance"
    write(office, "核验", look(office.workbook).keys("核验")[0], 结果="待联系")
    assert len(changed(office)) == 1
    write(office, "核验", look(office.workbook).keys("核验")[0], 结果="无问题")
    assert changed(office) == []
    desk = look(office.workbook)
    assert desk.keys("总览") == [FIRST, SECOND] and not desk.get("总览", SECOND, "办理情况")
    again(office, 4, bank_account_number=f"账号：{NEW[:4]} {NEW[4:8]}-{NEW[8:]}")
    assert changed(office) == []
    again(office, 5, bank_account_number=NEWEST)
    assert [NEW[8:] in told.message and NEWEST in told.message for told in changed(office)] == [True]


def test_the_old_account_again_is_a_change_too(office: Office) -> None:
    again(office, 3, bank_account_number=OLD)
    (told,) = changed(office)
    assert told.message.index(NEW) < told.message.index(OLD)


@pytest.mark.parametrize(("field", "value"), [("uscc", "91430100MA4L16JG8X"), ("applicant_unit", "第2研究院（集团）")])
def test_credit_code_and_unit_count_too(office: Office, field: str, value: str) -> None:
    again(office, 3, bank_account_number=OLD, **{field: value})
    assert {told.field for told in changed(office)} == {"bank_account_number", field}


def test_another_writing_of_the_same_is_none_and_one_account_more_is_a_change(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.mail(2, package(2, bank_account_number=OLD, uscc="91430100MA4L16JG8C"))
    again(office, 2, bank_account_number="帐号：６２２２-0000 1111 2222 333（基本户）", uscc="9l43O1OOMA4LI6JG8C",
          applicant_unit="第2研究院（盖章）")
    assert changed(office) == []
    again(office, 3, bank_account_number=f"{OLD}（新账户 6225000011112222）", uscc="91430100MA4L16JG9C")
    assert {told.field for told in changed(office)} == {"bank_account_number", "uscc"}


def test_the_bank_beside_the_account_is_no_change_and_another_bank_is_one(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.mail(2, package(2, bank_account_number=OLD))
    again(office, 2, bank_account_number=f"开户行：工商银行长沙支行 账号：{OLD}", applicant_unit="申报单位（公章）：第2研究院")
    assert changed(office) == []
    again(office, 3, bank_account_number=f"{OLD}（建行）")
    assert [told.field for told in changed(office)] == ["bank_account_number"]


def test_a_blank_between_two_values_hides_nothing(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.mail(2, package(2, bank_account_number=OLD))
    again(office, 2, bank_account_number="")
    assert changed(office) == []
    again(office, 3, bank_account_number=NEW)
    assert len(changed(office)) == 1


def scanned(own: Package) -> Package:
    """The same, read from a picture."""
    def read(file):  # type: ignore[no-untyped-def]
        if file.record is None:
            return file
        values = {key: replace(value, medium=Medium.OCR) for key, value in file.record.values.items()}
        return replace(file, record=replace(file.record, values=values, medium=Medium.OCR))
    return replace(own, files=tuple(map(read, own.files)))


@pytest.mark.parametrize(("now", "told"), [("6222000011112222338", 0), (NEW, 1)])
def test_what_a_picture_may_have_misread_is_no_change(tmp_path: Path, now: str, told: int) -> None:
    office = Office(tmp_path)
    office.mail(2, scanned(package(2, bank_account_number=OLD)))
    again(office, 2, bank_account_number=now)
    assert len(changed(office)) == told


def test_what_staff_typed_is_no_change_of_the_applicant(office: Office) -> None:
    write(office, "字段", f"{SECOND}|bank_account_number", 更正值=NEWEST)
    assert changed(office) == []


def test_what_staff_corrected_is_what_stands(office: Office) -> None:
    write(office, "字段", f"{SECOND}|bank_account_number", 更正值=NEWEST)
    again(office, 3, bank_account_number=f"{NEWEST[:4]} {NEWEST[4:]}")
    assert changed(office) == []
    assert not answers(office, "更正值", "字段"), "the form says what was typed: there is nothing to ask"
    again(office, 4, bank_account_number=OLD)
    (told,) = changed(office)
    assert NEWEST in told.message.replace(" ", "") and OLD in told.message and NEW not in told.message
