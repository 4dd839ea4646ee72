"""What staff decide in the workbook has effect: corrections become values, false alarms are silenced, verdicts become letters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from intake.edits import take_in
from intake.ledger import letters as letter_rows
from intake.publish.workbook_data import gather
from intake.timestamps import text_of
from parsers.model.record import Value
from reports.case import LetterRow
from reports.edits.edit_effects import typed
from reports.export import case_json
from tests import installation
from tests.desk.office import Office, package
from tests.desk.sheets import look, opened

FIRST = "GJ2024-0001"
pytestmark = pytest.mark.usefixtures("either_database")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.mail(1, package(1, postal_code="abc", address=""))
    made.mail(2)
    made.run()
    return made


def rules(office: Office) -> list[str]:
    return [f"{f.rule}:{f.field}" for f in office.case(1).findings if f.severity == "fix"]


def letters(office: Office) -> list[LetterRow]:
    with office.ledger.read() as connection:
        return [row for row in letter_rows.rows(connection) if row.case_no]


def words(office: Office, key: str, kind: str = "plain") -> str:
    with office.ledger.read() as connection:
        found = letter_rows.bytes_of(connection, key)
    assert found is not None
    part = message_from_bytes(found[2], policy=policy.default).get_body((kind,))  # type: ignore[arg-type]
    assert part is not None
    return str(part.get_content())


def decide(office: Office, verdict: str, reason: str = "", number: str = FIRST) -> None:
    with opened(office.workbook) as desk:
        desk.put("总览", number, "初审结论", verdict or None)
        desk.put("总览", number, "结论理由", reason or None)
    office.run()


# --- corrections ------------------------------------------------------------------------------------------------------


def test_a_correction_becomes_the_value_and_the_finding_goes(office: Office) -> None:
    assert "field-missing:address" in rules(office)
    with opened(office.workbook) as desk:
        desk.put("字段", f"{FIRST}|address", "更正值", "长沙市岳麓区麓山南路932号")
    office.run()
    case = case_json(office.case(1), installation.guide())
    assert case["fields"]["address"] == "长沙市岳麓区麓山南路932号" and case["sources"]["address"]["medium"] == "staff"
    assert "field-missing:address" not in rules(office)
    after = look(office.workbook)
    assert after.get("国际科技交流会议", FIRST, "地址") == "长沙市岳麓区麓山南路932号"
    assert after.get("字段", f"{FIRST}|address", "读到的内容") is None  # what was read is still to be seen
    with opened(office.workbook) as desk:
        desk.put("字段", f"{FIRST}|address", "更正值", None)
    office.run()
    assert "field-missing:address" in rules(office)


def test_a_field_cell_in_a_category_sheet_is_a_correction_too(office: Office) -> None:
    with opened(office.workbook) as desk:
        desk.put("国际科技交流会议", FIRST, "邮政编码", "410012")
        desk.put("国际科技交流会议", FIRST, "账号", "6222")
    assert any("未采用" in line for line in office.run())
    after = look(office.workbook)
    assert after.get("字段", f"{FIRST}|postal_code", "更正值") == "410012"
    assert not after.get("字段", f"{FIRST}|bank_account_number", "更正值")
    assert "postcode-invalid:postal_code" not in rules(office)


def test_a_correction_waits_when_the_applicant_writes_something_else(office: Office) -> None:
    key = f"{FIRST}|postal_code"
    with opened(office.workbook) as desk:
        desk.put("字段", key, "更正值", "410012")
    office.run()
    office.mail(1, package(1, version=2, postal_code="abc"))
    office.run()
    assert office.case(1).revision == 2 and case_json(office.case(1), installation.guide())["fields"]["postal_code"] == "410012"
    office.mail(1, package(1, version=3, postal_code="410083"))
    office.run()
    assert case_json(office.case(1), installation.guide())["fields"]["postal_code"] == "410083"
    after = look(office.workbook)
    assert after.get("字段", key, "更正值") == "410012"
    (waiting,) = [row for row in after.keys("改动") if after.get("改动", row, "状态") == "待确认"]
    with opened(office.workbook) as desk:
        desk.put("改动", waiting, "处理", "采用此值")
    office.run()
    assert case_json(office.case(1), installation.guide())["fields"]["postal_code"] == "410012"


def test_a_false_alarm_falls_silent_and_stays_silent(office: Office) -> None:
    with opened(office.workbook) as desk:
        key = desk.first("形审", f"{FIRST}|field-missing|address")
        desk.put("形审", key, "认可/误报", "误报")
    office.run()
    assert "field-missing:address" not in rules(office)
    office.mail(1, package(1, version=2, postal_code="410012", address=""))
    office.run()
    assert "field-missing:address" not in rules(office)
    after = look(office.workbook)
    assert (after.get("形审", key, "程度"), after.get("形审", key, "认可/误报")) == ("已消除", "误报")


@pytest.mark.parametrize(("key", "text", "value"), [
    ("project_period", "2024年3月-2024年12月", {"text": "2024年3月-2024年12月", "start": "2024-03", "end": "2024-12"}),
    ("schedule", "3-6月 | 12.5万元 | 筹备\n7-12月 | 6 | 办会", [
        {"stage": "3-6月", "budget_wan": 12.5, "goal": "筹备"}, {"stage": "7-12月", "budget_wan": 6.0, "goal": "办会"}]),
    ("project_category", "国际与区域合作", "cooperation"), ("address", "（空白）", ""),
    ("unit_phone", "０７３１-84884381", "0731-84884381"),
])
def test_a_typed_text_has_the_shape_of_its_field(key: str, text: str, value: object) -> None:
    form = installation.guide().form("exchange")
    field = form.field(key) if form else None
    assert field is not None
    made = typed(text, field)
    assert made.value == value and made.medium == "staff" and isinstance(made, Value)


# --- decisions ----------------------------------------------------------------------------------------------------------


def test_a_verdict_makes_one_held_letter_with_the_clerks_own_words(office: Office) -> None:
    decide(office, "补正", "请补盖公章 <b>{{ office }}</b>\n附合作协议")
    (letter,) = letters(office)
    assert (letter.kind, letter.state, letter.case_no, letter.revision) == ("correction", "held", FIRST, 1)
    text = words(office, letter.key)
    assert "<b>{{ office }}</b>" in text and "2. 附合作协议" in text and "10个工作日" in text and FIRST in text
    assert "&lt;b&gt;" in words(office, letter.key, "html")
    office.mail(9)
    office.run()
    assert [row.key for row in letters(office)] == [letter.key]
    assert look(office.workbook).get("总览", FIRST, "办理情况") == "补正通知待批准"


def test_a_reason_is_asked_for_and_a_changed_mind_drops_the_letter(office: Office) -> None:
    decide(office, "不予受理")
    assert not letters(office) and any("结论理由" in line for line in office.told)
    decide(office, "不予受理", "不属于本类项目")
    decide(office, "通过")
    assert {(row.kind, row.state) for row in letters(office)} == {("refused", "dropped"), ("accepted", "held")}
    decide(office, "不予受理", "仍不属于本类项目")
    states = {row.kind: row.state for row in letters(office)}
    assert states == {"refused": "held", "accepted": "dropped"}
    assert "仍不属于" in words(office, f"refused-{FIRST}-1")


def test_release_in_the_workbook_and_a_term_that_passes(office: Office) -> None:
    decide(office, "补正", "请补盖公章")
    key = f"correction-{FIRST}-1"
    with opened(office.workbook) as desk:
        desk.put("回复", key, "批准发送/暂缓", "批准")
    office.run()
    assert letters(office)[0].state == "queued"
    sent = datetime(2024, 4, 8, 2, tzinfo=UTC)
    with office.ledger.write() as connection:
        letter_rows.move(connection, [key], ("queued",), "sent", text_of(sent))
    decide(office, "补正", "请补盖公章，并附协议")  # it went out: never a second one for this revision
    assert [row.state for row in letters(office)] == ["sent"]

    def progress(days: int) -> str:
        desk = gather(office.ledger, office.settings, installation.guide(), {}, 1, sent + timedelta(days=days))
        return desk.cases[0].progress

    assert progress(3) == "补正通知已发，限期（2024-04-22）" and progress(20) == "逾期未补正（2024-04-22）"
    office.mail(1, package(1, version=2))
    office.run()
    assert progress(20) == "已补正，待复核"
    decide(office, "通过", "")
    assert {(row.kind, row.revision) for row in letters(office)} == {("correction", 1), ("accepted", 2)}


def test_a_year_whose_days_are_not_announced_is_refused_and_said(office: Office) -> None:
    decide(office, "补正", "请补盖公章")
    with office.ledger.write() as connection:
        letter_rows.move(connection, [f"correction-{FIRST}-1"], ("held",), "sent", "2088-03-01T00:00:00+00:00")
    desk = gather(office.ledger, office.settings, installation.guide(), {}, 1, datetime(2088, 3, 2, tzinfo=UTC))
    assert "2088" in desk.cases[0].progress and "人工核定" in desk.cases[0].progress


def test_two_cases_of_one_mail_get_their_own_letters(tmp_path: Path) -> None:
    made = Office(tmp_path)
    made.mail(1, package(1), package(2))
    made.run()
    with opened(made.workbook) as desk:
        for number in (FIRST, "GJ2024-0002"):
            desk.put("总览", number, "初审结论", "通过")
    made.run()
    assert sorted(row.key for row in letters(made)) == ["accepted-GJ2024-0001-1", "accepted-GJ2024-0002-1"]


def test_dying_between_taking_in_and_acting_loses_no_correction(office: Office) -> None:
    with opened(office.workbook) as desk:
        desk.put("字段", f"{FIRST}|address", "更正值", "长沙市岳麓区麓山南路932号")
    assert take_in(office.ledger, office.settings).messages  # and there the machine stops
    assert office.run() == ()
    assert "field-missing:address" not in rules(office)
