"""A letter says what is wrong with a file that somebody else sent, and not how it is called."""

from __future__ import annotations

from dataclasses import replace

from parsers.model.mail import Head
from parsers.model.package import PackageFile, Role
from reports.letters.compose import Arrived, numbers_letter, receipt
from tests.reports.sample_desk import LOCKED, OFFICE, case, guide

GUIDE = guide()
MINE, THEIRS = "1" * 64, "2" * 64
MAIL = Arrived(Head(sender="a@example.edu.cn", subject="申报"), "2024-03-15T02:20:00Z")


def told(*documents: tuple[str, str], message: str = "文件“{}”设有打开密码，我们无法查看其中内容。") -> str:
    """What the letters say of a case with these files, each with the finding; the second one's sender is another."""
    findings = tuple(
        replace(LOCKED, message=message.format(name.rpartition("/")[2]), document=name, file=file) for name, file in documents)
    one = case(GUIDE, findings=findings)
    files = tuple(PackageFile(name, file, 1, Role.OTHER, "application/zip") for name, file in documents)
    one = replace(one, package=replace(one.package, files=(*one.package.files, *files)), withheld=frozenset({THEIRS}))
    letters = receipt(MAIL, [one], OFFICE, GUIDE, False), numbers_letter([one], OFFICE, GUIDE)
    return "\n".join(text for letter in letters for text in (letter.subject, letter.text, letter.html))


def test_the_name_of_anothers_file_is_not_told() -> None:
    said = told(("本人材料.rar", MINE), ("李某合同/保密协议.rar", THEIRS))
    assert "保密协议" not in said and "李某合同" not in said
    assert "文件“本人材料.rar”设有打开密码" in said and "文件（他人来信提供的材料）设有打开密码" in said


def test_two_files_of_one_name_are_told_apart() -> None:
    said = told(("材料.rar", MINE), ("材料.rar", THEIRS))
    assert said.count("文件“材料.rar”设有打开密码") == said.count("文件（他人来信提供的材料）设有打开密码") > 0


def test_a_name_that_no_quotes_surround_goes_too() -> None:
    assert "保密协议" not in told(("李某/保密协议.rar", THEIRS), message="{}打不开。")
