"""Commands about the staff's work: report, letters, experts; and the start that refuses a broken letter template."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from config.load import PROJECT
from tests.desk.office import Office, package
from tests.desk.sheets import look, opened
from tests.stories.test_command_line import call

FIRST, SECOND = "GJ2024-0001", "GJ2024-0002"
POSTCODE = f"{FIRST}|postal_code"

pytestmark = pytest.mark.usefixtures("either_database")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Two cases on the desk, the first with a wrong postcode; the program then runs over the same state."""
    made = Office(tmp_path)
    made.mail(1, package(1, postal_code="abc"))
    made.mail(2)
    made.run()
    return made


def test_report_does_what_the_workbook_asks_for_and_writes_it_anew(office: Office) -> None:
    assert look(office.workbook).first("形审", f"{FIRST}|postcode-invalid")
    with opened(office.workbook) as desk:
        desk.put("字段", POSTCODE, "更正值", "410012")
        desk.put("总览", SECOND, "初审结论", "通过")
    told = call(office.home, "report")
    assert told.returncode == 0 and "收回2处填写" in told.stdout
    after = look(office.workbook)
    assert not [key for key in after.keys("形审") if key.startswith(f"{FIRST}|postcode-invalid")]
    assert after.get("总览", SECOND, "办理情况") == "通过通知待批准"
    page = office.output / "pages" / f"{FIRST}.html"
    before = (office.workbook.stat().st_mtime_ns, page.stat().st_mtime_ns)
    assert call(office.home, "report").returncode == 0
    assert all(then < now for then, now in zip(
        before, (office.workbook.stat().st_mtime_ns, page.stat().st_mtime_ns), strict=True))  # fmt: skip


def test_letters_of_one_verdict_are_approved_together(office: Office) -> None:
    with opened(office.workbook) as desk:
        desk.put("总览", FIRST, "初审结论", "补正")
        desk.put("总览", FIRST, "结论理由", "请补盖公章")
        desk.put("总览", SECOND, "初审结论", "通过")
    office.run()
    assert call(office.home, "letters", "approve", "--kind", "correction").stdout == "1 封中已处理 1 封\n"
    listed = call(office.home, "letters", "list").stdout.splitlines()
    assert {line.split()[0]: line.split()[1] for line in listed if not line.startswith("receipt")} == {
        f"correction-{FIRST}-1": "待发送", f"accepted-{SECOND}-1": "暂缓"}
    wrong = call(office.home, "letters", "approve", "--kind", "corection")
    assert wrong.returncode == 64 and "correction" in wrong.stderr


def test_experts_see_what_staff_corrected(office: Office) -> None:
    with opened(office.workbook) as desk:
        desk.put("字段", f"{FIRST}|project_name", "更正值", "更正后的项目名称")
    office.run()
    assert call(office.home, "experts").returncode == 0
    (page,) = (office.output / "专家评审").rglob(f"{FIRST}.html")
    assert "更正后的项目名称" in page.read_text("utf-8")


@pytest.mark.parametrize("name", ["refused.html", "correction.txt", "accepted.subject"])
def test_a_broken_letter_of_a_decision_is_78_before_any_login(tmp_path: Path, name: str) -> None:
    guide = tmp_path / "2024"
    shutil.copytree(PROJECT / "config" / "guides" / "2024", guide)
    (guide / "letters" / f"{name}.j2").write_text("{{ number }} {{ pionts }}", "utf-8")
    told = call(tmp_path / "state", "run", INTAKE_GUIDE__PATH=str(guide), INTAKE_MAILBOX__PASSWORD="x",
                INTAKE_MAILBOX__URL="imaps://office%40example.com@127.0.0.1:1/INBOX")  # fmt: skip
    assert told.returncode == 78 and f"letters/{name}.j2, line 1" in told.stderr and "pionts" in told.stderr
    assert not (tmp_path / "state").exists()
