"""Rules on all cases of a call: the same leader twice, one account under two units. They stand at every case concerned, in the
workbook, on its page and in the JSON; nothing of them is kept, told to applicants, or left behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from sqlalchemy import select

from config.model import Guide, Rule
from intake.ledger import letters as letter_rows
from intake.ledger import mails as mail_rows
from intake.ledger.tables import letters, revisions
from intake.operations.purge import purge
from intake.publish.workbook_data import all_cases
from parsers.model.mail import Reading
from reports.case import Case
from reports.export import case_json, csv_rows
from tests.desk.answered import answers, write
from tests.desk.office import Office, package, small_guide
from tests.desk.sheets import look

ACCOUNT = "6222 0000 1111 2222 333"
RULES = tuple(Rule.model_validate({"clause": "", "severity": "verify"} | rule) for rule in (
    {"id": "leader-limit", "kind": "limit-across", "with": {"of": ["project_leader"]},
     "message": "{label}“{text}”共申报{count}项，限{most}项，另见{cases}。"},
    {"id": "account-shared", "kind": "conflict-across", "with": {"of": ["bank_account_number"], "differs": "applicant_unit"},
     "message": "{label}{text}也用于{others}（{cases}），本件为{own}。"},
))
OURS = ("leader-limit", "account-shared")


def call() -> Guide:
    small = small_guide()
    return small.model_copy(update={"rules": (*small.rules, *RULES), "digest": "across"})


def office(home: Path, order: Sequence[int] = (1, 2, 3)) -> Office:
    """Three applications that arrive in this order: 1 and 2 have one leader, 1 and 3 one account."""
    made = Office(home, guide=call())
    of = {1: {"project_leader": "李一鸣", "bank_account_number": ACCOUNT},
          2: {"project_leader": "李 一鸣", "bank_account_number": "4300150006005000"},
          3: {"project_leader": "王芳", "bank_account_number": ACCOUNT.replace(" ", "")}}
    for n in order:
        made.mail(n, package(n, **of[n]), to=made.settings.own_addresses[:1])
    made.run()
    return made


def told(made: Office) -> dict[str, list[str]]:
    """Unit → what these rules say of its case; other cases are called by their units."""
    with made.ledger.read() as connection:
        cases = all_cases(connection, made.guide)
    units = {case.case_no or "": _unit(case) for case in cases}

    def named(message: str) -> str:
        for number, unit in units.items():
            message = message.replace(number, unit)
        return message

    return {_unit(case): sorted(named(one.message) for one in case.findings if one.rule in OURS) for case in cases}


def _unit(case: Case) -> str:
    return case.package.records[0].values["applicant_unit"].text or ""


ALL = {
    "第1研究院": ["“账号”****2333也用于第3研究院（第3研究院），本件为第1研究院。",
              "“项目负责人”“李一鸣”共申报2项，限1项，另见第2研究院。"],
    "第2研究院": ["“项目负责人”“李 一鸣”共申报2项，限1项，另见第1研究院。"],
    "第3研究院": ["“账号”****2333也用于第1研究院（第1研究院），本件为第3研究院。"],
}


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_the_same_is_told_in_whatever_order_mails_were_settled(tmp_path: Path, order: Sequence[int]) -> None:
    assert told(office(tmp_path, order)) == ALL


def test_workbook_page_and_export_show_it_and_no_whole_account(tmp_path: Path) -> None:
    made = office(tmp_path)
    desk = look(made.workbook)
    lines = {key: desk.get("核验", key, "机器看到的") for key in desk.keys("核验")}
    numbers = {made.case(n).case_no or "": n for n in (1, 2, 3)}
    at = {(numbers[key.split("|")[0]], key.split("|")[1]) for key in lines}
    assert at == {(1, "leader-limit"), (2, "leader-limit"), (1, "account-shared"), (3, "account-shared")}
    for number, n in numbers.items():
        page = (made.output / "pages" / f"{number}.html").read_text("utf-8")
        assert ("共申报2项" in page) == (n in (1, 2)) and ("也用于" in page) == (n in (1, 3))
        assert "1111 2222" not in page and "00001111" not in page
        shown = case_json(made.case(n), made.guide)
        assert {one["rule"] for one in shown["findings"]} & set(OURS) and shown["status"] == "complete"
    assert sum("共申报2项" in row for row in csv_rows([made.case(n) for n in (1, 2, 3)], made.guide)["findings"]) == 2
    assert not any("00001111" in text or "1111 2222" in text for text in lines.values())


def test_nothing_of_it_is_kept_or_in_a_letter(tmp_path: Path) -> None:
    made = office(tmp_path)
    with made.ledger.read() as connection:
        assert not [text for text in connection.execute(select(revisions.c.findings)).scalars() if any(id in text for id in OURS)]
        assert not [body for body in connection.execute(select(letters.c.body)).scalars() if "共申报".encode() in body]
        assert len(letter_rows.rows(connection)) == 3


def test_it_goes_with_its_cause(tmp_path: Path) -> None:
    made = office(tmp_path)
    first, second = made.case(1).case_no or "", made.case(2).case_no or ""
    write(made, "字段", f"{second}|project_leader", 更正值="李一明")
    assert not told(made)["第2研究院"] and len(told(made)["第1研究院"]) == 1
    write(made, "字段", f"{second}|project_leader", 更正值="")
    assert told(made) == ALL
    write(made, "总览", second, 初审结论="不予受理", 结论理由="重复申报")
    assert not told(made)["第2研究院"] and len(told(made)["第1研究院"]) == 1, "what is refused counts for nobody"
    assert first in look(made.workbook).keys("总览")


def test_a_false_alarm_is_silent_at_its_case_until_another_case_comes(tmp_path: Path) -> None:
    made = office(tmp_path)
    first = made.case(1).case_no or ""
    key = next(key for key in look(made.workbook).keys("形审") if key.startswith(f"{first}|leader-limit"))
    write(made, "形审", key, **{"认可/误报": "误报"})
    assert len(told(made)["第1研究院"]) == 1 and len(told(made)["第2研究院"]) == 1
    assert [one.rule for one in made.case(1).silenced] == ["leader-limit"] and not answers(made, "认可/误报", "形审")
    made.run()
    assert [one.rule for one in made.case(1).silenced] == ["leader-limit"]
    made.mail(4, package(4, project_leader="李一鸣"), to=made.settings.own_addresses[:1])
    made.run()
    assert len(told(made)["第1研究院"]) == 2 and "共申报3项" in str(told(made)["第1研究院"])


def test_a_mail_read_again_changes_nothing(tmp_path: Path) -> None:
    made = office(tmp_path)
    before = told(made)
    pages = {path.name: path.read_bytes() for path in (made.output / "pages").glob("GJ*.html")}
    with made.ledger.write() as connection:
        for mail in mail_rows.everyone(connection):
            reading = mail_rows.kept_reading(connection, mail.sha256, made.guide.digest)
            assert isinstance(reading, Reading)
            mail_rows.reopen(connection, mail.sha256)
            mail_rows.keep_reading(connection, mail.sha256, made.guide.digest, TypeAdapter(Reading).dump_json(reading).decode())
    made.run()
    assert told(made) == before
    assert pages == {path.name: path.read_bytes() for path in (made.output / "pages").glob("GJ*.html")}


def test_what_is_purged_is_named_nowhere(tmp_path: Path) -> None:
    made = office(tmp_path)
    gone = made.case(1).case_no or ""
    later = datetime(2024, 4, 1, 2, 30, tzinfo=UTC)
    purge(made.installation, later.isoformat(), True)
    made.run()
    assert told(made) == {"第2研究院": [], "第3研究院": []}
    assert not [path for path in (made.output / "pages").glob("*.html") if gone in path.read_text("utf-8")]
