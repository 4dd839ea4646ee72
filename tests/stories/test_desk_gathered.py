"""What the workbook is made of, gathered from a real ledger: two cases of which one has two revisions, by two senders, with a
receipt for each mail, a correction, a false alarm and a verdict. Every value is another one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from intake.ledger import letters as letter_rows
from intake.publish.workbook_data import all_cases, gather
from reports.case import Case, Desk
from tests.desk.office import Office, package, small_guide
from tests.desk.sheets import opened

FIRST, SECOND = "GJ2024-0001", "GJ2024-0002"
NOW = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = Office(tmp_path_factory.mktemp("office"), guide=small_guide())
    to = made.settings.own_addresses[:1]
    made.mail(1, package(1, address="", project_leader=""), to=to)
    made.mail(2, package(2, project_leader=""), to=to)
    made.run()
    later = package(1, version=2, address="", project_leader="王二")
    made.mail(1, later, to=to, sender="wang@unit1.example.org", sender_name="王二")
    made.run()
    with made.ledger.write() as connection:
        (receipt,) = [row for row in letter_rows.rows(connection) if row.mail == made.case(2).mails[0]]
        letter_rows.move(connection, [receipt.key], (receipt.state,), "failed", "2024-04-09T00:00:00+00:00", "地址不存在")  # type: ignore[arg-type]
    with opened(made.workbook) as desk:
        desk.put("字段", f"{FIRST}|address", "更正值", "长沙市东风路17号")
        desk.put("形审", desk.first("形审", f"{SECOND}|field-missing|project_leader"), "认可/误报", "误报")
        desk.put("总览", SECOND, "初审结论", "通过")
        desk.put("总览", SECOND, "初审人", "李敏")
    made.run()
    yield made
    made.ledger.close()


@pytest.fixture(scope="module")
def desk(office: Office) -> Desk:
    return gather(office.ledger, office.settings, office.guide, {"abc": "files/abc.pdf"}, 7, NOW)


def _rules(case: Case) -> list[tuple[str, str | None]]:
    return [(finding.rule, finding.field) for finding in case.findings]


def test_a_case_has_its_newest_revision_and_the_mail_that_brought_it(office: Office, desk: Desk):
    first, second = desk.cases
    assert (first.case_no, second.case_no) == (FIRST, SECOND)
    assert (first.revision, first.received, first.sender) == (2, "2024-04-01T04:00:00+00:00", "wang@unit1.example.org")
    assert (second.revision, second.received, second.sender) == (1, "2024-04-01T03:00:00+00:00", "keji2@unit2.example.org")
    assert first.message_ids == ("<1@x.example.org>", "<3@x.example.org>") and second.message_ids == ("<2@x.example.org>",)
    newest, of_second, oldest = (mail.sha256 for mail in desk.mails)
    assert first.mails == (oldest, newest) and second.mails == (of_second,), "the first mail first"


def test_a_case_says_what_staff_said_of_it(desk: Desk):
    first, second = desk.cases
    assert (_rules(first), first.status) == ([], "complete"), "the address was corrected"
    assert first.read["address"].text == "" and list(first.read) == ["address"]
    record = first.package.records[0]
    assert (record.values["address"].text, record.values["project_leader"].text) == ("长沙市东风路17号", "王二")
    assert (_rules(second), [finding.field for finding in second.silenced]) == ([], ["project_leader"])
    assert (second.status, second.read) == ("complete", {})
    assert (first.progress, second.progress) == ("", "通过通知待批准")


def test_the_older_revision_is_as_it_was(desk: Desk):
    (older,) = desk.older
    assert (older.case_no, older.revision, older.status) == (FIRST, 1, "incomplete")
    assert (older.sender, older.received, older.mails) == (
        "keji1@unit1.example.org", "2024-04-01T02:00:00+00:00", desk.cases[0].mails[:1])  # fmt: skip
    assert _rules(older) == [("field-missing", "project_leader")], "it too was checked again with the corrected address"


def test_every_revision_is_listed_where_it_is_asked_for(office: Office):
    with office.ledger.read() as connection:
        cases = all_cases(connection, office.guide, every_revision=True)
    assert [(case.case_no, case.revision, case.status) for case in cases] == [
        (FIRST, 1, "superseded"), (FIRST, 2, "complete"), (SECOND, 1, "complete")]  # fmt: skip


def test_the_receipt_of_a_case_is_that_of_its_newest_mail(desk: Desk):
    assert [case.letter for case in desk.cases] == ["queued", "failed"]
    assert [mail.letter for mail in desk.mails] == ["queued", "failed", "queued"]
    assert [letter.kind for letter in desk.letters].count("receipt") == 3
    (verdict,) = [letter for letter in desk.letters if letter.kind != "receipt"]
    assert (verdict.kind, verdict.state, verdict.case_no, verdict.revision) == ("accepted", "held", SECOND, 1)
    assert verdict.recipient == "keji2@unit2.example.org"


def test_mails_stand_newest_first_with_the_cases_they_touched(desk: Desk):
    assert [(mail.received[11:16], mail.sender, mail.sender_name, mail.case_nos) for mail in desk.mails] == [
        ("04:00", "wang@unit1.example.org", "王二", (FIRST,)), ("03:00", "keji2@unit2.example.org", "科技处", (SECOND,)),
        ("02:00", "keji1@unit1.example.org", "科技处", (FIRST,))]  # fmt: skip
    assert {mail.state for mail in desk.mails} == {"settled"} and {mail.size for mail in desk.mails} == {1000}


def test_edits_and_their_history_are_there_with_run_and_links(desk: Desk):
    assert {(edit.sheet, edit.column, edit.value) for edit in desk.edits} == {
        ("字段", "staff_value", "长沙市东风路17号"), ("形审", "staff_judgement", "误报"), ("总览", "staff_verdict", "通过"),
        ("总览", "staff_person", "李敏")}  # fmt: skip
    assert [edit.id for edit in desk.history] == sorted((edit.id for edit in desk.edits), reverse=True), "the newest first"
    assert {edit.state for edit in (*desk.edits, *desk.history)} == {"active"}
    assert (desk.run, desk.made, desk.links) == (7, "2024-05-01T00:00:00+00:00", {"abc": "files/abc.pdf"})


@pytest.mark.parametrize(("changes", "name", "said"), [
    ({}, "回信方式", "自动发送回执"), ({"letters": {"send": "approve"}}, "回信方式", "全部等待人工批准"),
    ({"letters": {"send": "off"}}, "回信方式", "不发信"), ({}, "受理截止时间", "未设置：不判断是否逾期"),
    ({"guide": {"deadline": datetime(2024, 4, 30, 9, tzinfo=UTC)}}, "受理截止时间", "2024-04-30T09:00:00+00:00"),
    ({}, "来信超过几天不自动回", "不限"), ({"letters": {"max_age_days": 3}}, "来信超过几天不自动回", "3"),
    ({}, "回信是否包含提醒事项", "否：只写必改事项"), ({"letters": {"reminders": True}}, "回信是否包含提醒事项", "是"),
])  # fmt: skip
def test_the_settings_in_force_are_told(office: Office, changes: dict[str, dict[str, object]], name: str, said: str):
    settings = office.settings.model_copy(update={
        key: getattr(office.settings, key).model_copy(update=values) for key, values in changes.items()})  # fmt: skip
    assert dict(gather(office.ledger, settings, office.guide, {}, 7, NOW).facts)[name] == said
