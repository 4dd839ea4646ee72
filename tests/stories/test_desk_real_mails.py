"""Staff's edits on mails that are really read: a file with a new role is read in that role, copies of the workbook come by
mail."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reports.run_summary import summary
from tests import installation
from tests.desk.sheets import look, opened
from tests.samples.make import mails
from tests.stories.test_files_without_a_case import locked
from tests.stories.test_files_without_a_case import package as zipped_application
from tests.tales import START, application, piece, roles
from tests.tales import Tale as AnyTale

pytestmark = pytest.mark.usefixtures("either_database")

FIRST = "GJ2024-0001"
CLERK, STRANGER = "wang@office.example.org", "wang@office.example.net"
OURS = "Authentication-Results"


class Tale(AnyTale):
    """An installation that reads no scans, whose clerk writes from one address, for which its provider vouches."""

    staff = CLERK
    """The clerk's address as the settings have it."""

    @property
    def settings(self) -> Any:
        return installation.settings(self.home, self.home / "box", scans={"pages": 0}, output={"path": self.home / "output",
                              "page_pictures": False}, staff={"addresses": [self.staff]}, mailbox={"authority": "mx.example.net"})

    @property
    def workbook(self) -> Path:
        return self.home / "output" / "审查表.xlsx"

    def copy(self, sender: str, book: bytes, verdict: str, name: str = "审查表（王静）.xlsx") -> None:
        """A mail with a workbook, and what the provider says of its sender."""
        self.count += 1
        domain = sender.rpartition("@")[2]
        judged = (OURS, f"mx.example.net; dmarc={verdict} header.from={domain}")
        raw = house_mail(sender, "我改过的表", [(name, book)], self.count, extra=(judged,))
        # the provider's own header stands above all others
        head, _, rest = raw.partition(f"\r\n{OURS}: ".encode())
        line, _, rest = rest.partition(b"\r\n")
        (self.home / "box" / f"{self.count:02d}.eml").write_bytes(f"{OURS}: ".encode() + line + b"\r\n" + head + b"\r\n" + rest)


def house_mail(sender: str, subject: str, files: list[tuple[str, bytes]], serial: int, **more: Any) -> bytes:
    return mails.package_mail(("王静", sender), subject, files, sent=START + timedelta(hours=serial), serial=serial, **more)


def files(**edits: str) -> list[tuple[str, bytes]]:
    """Word, scan and certificate, whose name says nothing."""
    return [("申报书.docx", piece("word", **edits)), ("扫描件.pdf", piece("scan")), ("附件3.pdf", piece("secret"))]


@pytest.fixture
def tale(tmp_path: Path) -> Tale:
    """One application whose certificate nobody could know by its name, settled."""
    made = Tale(tmp_path)
    made.mail(application().folder, files())
    made.run()
    return made


def type_in(tale: Tale, sheet: str, key: str, head: str, value: str | None) -> None:
    with opened(tale.workbook) as desk:
        desk.put(sheet, key, head, value)


def file_key(tale: Tale, name: str) -> str:
    desk = look(tale.workbook)
    return next(key for key in desk.keys("附件") if desk.get("附件", key, "文件") == name)


# --- 改分类 ----------------------------------------------------------------------------------------------------------


def test_a_file_classed_anew_is_read_in_its_new_role_and_the_rules_are_asked_again(tale: Tale) -> None:
    (case,) = tale.cases()
    assert "附件3.pdf" not in roles(case).get("non_secret_certificate", [])
    lacking = {f["rule"] for f in case["findings"] if "certificate" in f["rule"]}
    assert lacking
    key = file_key(tale, "附件3.pdf")
    type_in(tale, "附件", key, "改分类", "非涉密证明")
    (case,) = tale.run()
    assert roles(case)["non_secret_certificate"] == ["附件3.pdf"] and case["revision"] == 1
    assert not {f["rule"] for f in case["findings"]} & lacking
    assert look(tale.workbook).get("附件", key, "分类") == "非涉密证明"
    type_in(tale, "附件", key, "改分类", None)
    (case,) = tale.run()
    assert {f["rule"] for f in case["findings"]} >= lacking
    assert len(installation.letters(tale.home)) == 1, "reading a mail again writes no second letter"


def test_a_form_that_staff_call_a_proof_is_no_form_any_more(tale: Tale) -> None:
    assert tale.cases()[0]["form"] == "exchange"
    type_in(tale, "附件", file_key(tale, "申报书.docx"), "改分类", "佐证材料")
    (case,) = tale.run()
    assert "申报书.docx" in roles(case)["evidence"]
    assert case["form"] is None and case["case_no"] == FIRST, "the case keeps its number, and waits for a person"
    type_in(tale, "附件", file_key(tale, "申报书.docx"), "改分类", "申报书Word版")
    (case,) = tale.run()
    assert case["form"] == "exchange" and case["fields"]["applicant_unit"] == application().values["applicant_unit"]


def test_a_role_given_before_counts_for_the_same_file_in_a_later_mail(tale: Tale) -> None:
    type_in(tale, "附件", file_key(tale, "附件3.pdf"), "改分类", "非涉密证明")
    tale.run()
    tale.mail(application().folder, files(contact_person="周文"))
    (case,) = tale.run()
    assert case["revision"] == 2 and roles(case)["non_secret_certificate"] == ["附件3.pdf"]


def told(tale: Tale, head: str = "改分类") -> list[tuple[str, str]]:
    """(state, reason) of the lines of 改动 about this column of 附件."""
    desk = look(tale.workbook)
    return [(desk.get("改动", key, "状态"), desk.get("改动", key, "说明")) for key in desk.keys("改动")
            if (desk.get("改动", key, "表"), desk.get("改动", key, "列")) == ("附件", head) and desk.get("改动", key, "说明")]


def test_a_locked_file_cannot_be_classed_and_its_cell_says_why(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    tale.mail(application().folder, [*files(), locked("盖章页.pdf")])
    tale.run()
    type_in(tale, "附件", file_key(tale, "盖章页.pdf"), "改分类", "申报书扫描件")
    tale.run()
    ((state, why),) = told(tale)
    assert state == "待确认" and "此文件有密码" in why and "另要一份" in why
    assert look(tale.workbook).get("附件", file_key(tale, "盖章页.pdf"), "改分类") == "申报书扫描件"


def test_a_file_of_no_application_is_classed_and_its_cell_says_that_it_still_belongs_to_none(tmp_path: Path) -> None:
    tale = Tale(tmp_path)
    both = [zipped_application("one"), zipped_application("two", "secret")]
    tale.mail("报送两个项目", [*both, ("附件3.pdf", piece("secret", "two"))])
    tale.run()
    key = file_key(tale, "附件3.pdf")
    assert look(tale.workbook).get("附件", key, "分类") == "其他文件"
    type_in(tale, "附件", key, "改分类", "非涉密证明")
    tale.run()
    desk = look(tale.workbook)
    key = file_key(tale, "附件3.pdf")
    assert (desk.get("附件", key, "分类"), desk.get("附件", key, "改分类")) == ("非涉密证明", "非涉密证明")
    ((state, why),) = told(tale)
    assert state == "生效" and "仍不知它属于哪个项目" in why


def test_a_mail_read_again_is_not_counted_as_new_projects(tale: Tale) -> None:
    type_in(tale, "附件", file_key(tale, "附件3.pdf"), "改分类", "非涉密证明")
    facts, _ = installation.run(tale.settings)
    assert (facts.new_cases, facts.read_again) == (0, 1) and "1 封是重新读取" in summary(facts)


# --- copies by mail ---------------------------------------------------------------------------------------------------


def test_an_old_copy_sent_by_mail_brings_its_edits_and_takes_back_no_newer_ones(tale: Tale) -> None:
    home = tale.home / "home.xlsx"
    with opened(tale.workbook, save_as=home) as desk:
        desk.put("总览", FIRST, "备注", "在家写的")
        desk.put("字段", f"{FIRST}|postal_code", "更正值", "410012")
    type_in(tale, "总览", FIRST, "初审人", "李敏")
    tale.mail(application("two").folder, [("申报书.docx", piece("word", "two"))], sender="b@unit2.example.org")
    tale.run()
    tale.copy(CLERK, home.read_bytes(), "pass")
    cases = tale.run()
    after = look(tale.workbook)
    assert (after.get("总览", FIRST, "备注"), after.get("总览", FIRST, "初审人")) == ("在家写的", "李敏")
    assert cases[0]["fields"]["postal_code"] == "410012" and len(cases) == 2
    assert len(installation.letters(tale.home)) == 2, "a colleague's copy is no application and is not answered"


@pytest.mark.parametrize(("staff", "sender", "name"), [
    (CLERK, "Wang@Office.Example.ORG", "审查表.xlsx"), (" 王静 < WANG@office.example.org >", CLERK, "审查表.XLSX"),
], ids=["capitals in the mail", "capitals and blanks in the settings, and in the file's ending"])  # fmt: skip
def test_a_clerk_and_a_copy_are_known_however_they_are_written(tale: Tale, staff: str, sender: str, name: str) -> None:
    with opened(tale.workbook, save_as=tale.home / "home.xlsx") as desk:
        desk.put("总览", FIRST, "备注", "在家写的")
    tale.staff = staff
    tale.copy(sender, (tale.home / "home.xlsx").read_bytes(), "pass", name)
    tale.run()
    assert look(tale.workbook).get("总览", FIRST, "备注") == "在家写的"


@pytest.mark.parametrize(("sender", "verdict"), [(STRANGER, "pass"), (CLERK, "fail"), (CLERK, "none")])
def test_a_copy_from_a_stranger_or_somebody_who_says_he_is_a_clerk_changes_nothing(
    tale: Tale, sender: str, verdict: str
) -> None:
    with opened(tale.workbook, save_as=tale.home / "home.xlsx") as desk:
        desk.put("总览", FIRST, "初审结论", "通过")
        desk.put("总览", FIRST, "备注", "混进来的")
    tale.copy(sender, (tale.home / "home.xlsx").read_bytes(), verdict)
    tale.run()
    after = look(tale.workbook)
    assert (after.get("总览", FIRST, "备注"), after.get("总览", FIRST, "初审结论")) == (None, None)


def test_the_same_copy_by_mail_and_in_the_tray_counts_once(tale: Tale) -> None:
    home = tale.home / "home.xlsx"
    with opened(tale.workbook, save_as=home) as desk:
        desk.put("总览", FIRST, "备注", "一份")
    (tale.home / "output" / "收件夹" / "副本.xlsx").write_bytes(home.read_bytes())
    tale.copy(CLERK, home.read_bytes(), "pass")
    tale.run()
    after = look(tale.workbook)
    assert after.get("总览", FIRST, "备注") == "一份" and len(after.keys("改动")) == 1
