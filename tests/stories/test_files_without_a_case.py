"""Files of a mail that belong to none of its applications: they are seen in JSON, on the sheets, on the case pages and in the
letter, and while one of them may be what is missing, nothing is called missing."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from python_calamine import CalamineWorkbook

from tests.samples.make.packing import Members
from tests.tales import Tale, application, found, piece, sheet, zipped

CITY = "kexie@yueyang.example.org"


def locked(name: str = "材料.pdf") -> tuple[str, bytes]:
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return name, out.getvalue()


def package(key: str, *without: str) -> tuple[str, bytes]:
    """One application in a zip of its name."""
    pieces = {"word": "申报书.docx", "scan": "申报书（盖章扫描件）.pdf", "secret": "非涉密证明.pdf"}
    folder = application(key).folder
    return f"{folder}.zip", zipped([(f"{folder}/{name}", piece(k, key)) for k, name in pieces.items() if k not in without])


def after(home: Path, *files: tuple[str, bytes], times: int = 1) -> tuple[Tale, list[dict[str, Any]]]:
    tale = Tale(home)
    for _ in range(times):
        tale.mail("报送两个项目", list(files), sender=CITY)
    return tale, tale.run()


def sheet_rows(tale: Tale, name: str) -> list[list[Any]]:
    book = CalamineWorkbook.from_path(str(tale.home / "output" / "审查表.xlsx"))
    return book.get_sheet_by_name(name).to_python()[1:]


def pages(tale: Tale) -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in (tale.home / "output" / "pages").glob("[A-Z]*.html")}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tale, dict[str, dict[str, Any]]]:
    """Two applications, the second without its scan, and a locked PDF beside them."""
    tale, cases = after(tmp_path_factory.mktemp("two"), package("one"), package("two", "scan"), locked())
    return tale, {case["fields"]["applicant_unit"]: case for case in cases}


def test_one_scan_of_two_loose_applications_is_nobodys_proof_against_the_other(tmp_path: Path) -> None:
    """The file may hold the pages of both: the application that did not get it is not told that its scan is missing."""
    loose = [("甲.docx", piece("word", "one")), ("乙.docx", piece("word", "two")), ("两个项目扫描件.pdf", piece("scan", "one"))]
    _, cases = after(tmp_path, *loose)
    assert len(cases) == 2
    told = [f["severity"] for case in cases for f in case["findings"] if f["rule"] == "scan-missing"]
    assert told in ([], ["verify"], ["verify"] * 2)


def test_a_scan_in_a_folder_of_its_own_application_is_no_others(tmp_path: Path) -> None:
    _, cases = after(tmp_path, package("one"), package("two", "scan"))
    told = [[f["severity"] for f in case["findings"] if f["rule"] == "scan-missing"] for case in cases]
    assert sorted(told) == [[], ["fix"]]


def of(cases: dict[str, dict[str, Any]], key: str) -> dict[str, Any]:
    return cases[application(key).values["applicant_unit"]]


def test_nothing_is_called_missing_while_the_file_may_be_it(two: tuple[Tale, dict[str, dict[str, Any]]]) -> None:
    whole, lacking = of(two[1], "one"), of(two[1], "two")
    assert not found(whole) and not found(lacking)
    assert (whole["status"], lacking["status"]) == ("complete", "unclear")
    assert "scan-missing" in found(lacking, "verify")
    assert all("file-unassigned" in found(case, "verify") for case in (whole, lacking))


def test_staff_find_it_on_the_sheets_and_the_pages(two: tuple[Tale, dict[str, dict[str, Any]]]) -> None:
    tale, cases = two
    (row,) = [row for row in sheet_rows(tale, "附件") if "材料.pdf" in row]
    assert row[1] == "未归入项目" and any("报送两个项目" in str(cell) and CITY in str(cell) for cell in row)
    (mail,) = sheet_rows(tale, "邮件")
    assert any("1个文件未归入项目" in str(cell) for cell in mail)
    shown = pages(tale)
    assert all("材料.pdf" in shown[case["case_no"]] for case in cases.values())
    assert len(list((tale.home / "output" / "files" / "未归入项目").iterdir())) == 1


def test_the_applicant_hears_of_it_and_of_nothing_missing(two: tuple[Tale, dict[str, dict[str, Any]]]) -> None:
    (letter,) = two[0].letters().values()
    assert "以下文件未能归入上述任何一个项目" in letter and "· 材料.pdf" in letter
    assert "请补正" not in letter and "未见" not in letter


def test_where_every_file_has_its_case_nothing_is_said_of_others(tmp_path: Path) -> None:
    tale, cases = after(tmp_path, package("one"), package("two"))
    (letter,) = tale.letters().values()
    assert "未能归入" not in letter
    assert not any("file-unassigned" in found(case, s) for case in cases for s in ("verify", "remind"))
    assert not any("未归入" in str(cell) for name in ("附件", "邮件") for row in sheet_rows(tale, name) for cell in row)


def test_a_file_that_has_come_again_with_its_application_is_no_longer_open(tmp_path: Path) -> None:
    scan = ("扫描.pdf", piece("scan", "two"))
    tale, cases = after(tmp_path, package("one", "scan"), package("two", "scan"), scan)
    assert {case["status"] for case in cases} == {"unclear"}
    tale.mail("补充材料", [package("two", "secret")], sender=CITY)
    (second,) = (case for case in tale.run() if case["revision"] == 2)
    assert "file-unassigned" not in found(second, "verify") and second["status"] == "complete"


# --- a mark of secrecy ------------------------------------------------------------------------------------------------

SECRET = ("情况.docx", sheet("情况说明", "机密★5年", "内部情况。"))


def nothing_of_it_is_laid_out(tale: Tale) -> None:
    output = tale.home / "output"
    assert not [path for path in (output / "files").rglob("*") if path.is_file()]
    assert not list((output / "mails").rglob("*.eml"))
    assert not tale.letters()


def test_a_mark_is_the_whole_mails_whichever_file_has_it(tmp_path: Path) -> None:
    tale, cases = after(tmp_path, package("one"), package("two"), SECRET)
    assert all("secret-mark" in found(case, "verify") for case in cases) and len(cases) == 2
    nothing_of_it_is_laid_out(tale)


@pytest.mark.parametrize("words", [{"subject": "请查收（秘密★）"}, {"body": "您好：\n机密★3年\n见附件"}])
def test_a_mark_in_the_words_of_the_mail_is_one(tmp_path: Path, words: dict[str, str]) -> None:
    tale = Tale(tmp_path)
    tale.mail(words.get("subject", "申报材料"), [package("one")], sender=CITY, body=words.get("body", ""))
    (case,) = tale.run()
    assert "secret-mark" in found(case, "verify")
    nothing_of_it_is_laid_out(tale)


def test_a_marked_file_beside_files_that_are_known_is_not_lost(tmp_path: Path) -> None:
    """The same two applications again, and a marked file with them: no repetition, but the first copy stays laid out."""
    tale, _ = after(tmp_path, package("one"), package("two"))
    before = set(tale.letters())
    tale.mail("报送两个项目", [package("one"), package("two"), SECRET], sender=CITY)
    cases = tale.run()
    assert all("secret-mark" in found(case, "verify") for case in cases)
    assert set(tale.letters()) == before, "no letter answers the marked mail by itself"
    assert any("情况.docx" in row for row in sheet_rows(tale, "附件"))


def test_the_same_mail_twice_is_still_one(tmp_path: Path) -> None:
    files: Members = [package("one"), package("two", "scan"), locked()]
    _, cases = after(tmp_path, *files, times=2)
    assert [case["revision"] for case in cases] == [1, 1]
