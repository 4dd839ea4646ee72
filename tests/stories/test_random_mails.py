"""Mails with random files: of one application, of several or of none; locked, marked, dangerous, empty; loose, in archives within
archives, in mails within mails. The files of a mail are the files of its applications and the unassigned ones, no more and no
fewer, in the JSON of `check`, on the sheets and in the letter."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pytest
from python_calamine import CalamineWorkbook

from intake.sandbox.check_paths import check_paths
from reports.export import file_json
from tests import installation
from tests.intake.packers import windows_program
from tests.long_trials import trials
from tests.samples.make.mails import package_mail
from tests.tales import START, Tale, application, piece, sheet, zipped

MAILS, SEEDS = 12, 20
OFFICE = ("王五", "wang@unit.example.org")
File = tuple[str, bytes]


@dataclass
class Mail:
    """One random mail: what hangs on it, and the files in it however deep they lie."""

    number: int
    attached: list[File] = field(default_factory=list)
    leaves: dict[str, str] = field(default_factory=dict)
    secret: bool = False
    identity: str = ""

    def leaf(self, name: str, data: bytes) -> File:
        self.leaves[hashlib.sha256(data).hexdigest()] = name
        return name, data


def random_mail(random: Random, number: int) -> Mail:
    mail = Mail(number)
    for at in range(random.choice([0, 1, 1, 1, 2, 3])):
        key = f"p{number}{at}"
        pieces = {"word": "申报书.docx", "scan": "申报书扫描件.pdf", "secret": "非涉密证明.pdf"}
        kept = [name for name in pieces if random.random() < 0.8] or ["word"]
        files = [mail.leaf(f"{key}{pieces[name]}", piece(name, key)) for name in kept]
        mail.attached += wrapped(random, application(key).folder, files)
    for at in range(random.choice([0, 0, 1, 2])):
        mail.attached += wrapped(random, f"其他{at}", [stranger(random, mail, f"{number}-{at}")])
    random.shuffle(mail.attached)
    return mail


def stranger(random: Random, mail: Mail, key: str) -> File:
    """A file that belongs to no application for certain."""
    kind = random.choice(["locked", "secret", "program", "empty", "text", "damaged", "notice"])
    if kind == "locked":
        document, out = pikepdf.new(), io.BytesIO()
        document.add_blank_page(page_size=(100 + len(key), 100 + mail.number))
        document.save(out, encryption=pikepdf.Encryption(owner="a", user=key))
        return mail.leaf(f"材料{key}.pdf", out.getvalue())
    if kind == "secret":
        mail.secret = True
        return mail.leaf(f"情况{key}.docx", sheet("情况说明", "机密★5年", f"内部情况{key}。"))
    made = {
        "program": (f"查看器{key}.exe", windows_program(key.encode())),
        "empty": (f"空白{key}.docx", b""),
        "text": (f"说明{key}.txt", f"请查收{key}".encode()),
        "damaged": (f"坏了{key}.docx", b"PK\x03\x04" + key.encode() * 40),
        "notice": (f"会议通知{key}.docx", sheet("会议通知", f"定于{key}日召开会议。")),
    }
    return mail.leaf(*made[kind])


def wrapped(random: Random, folder: str, files: list[File]) -> list[File]:
    """The files as people send them together."""
    how = random.choice(["loose", "zip", "zip in zip", "mail"])
    if how == "loose":
        return files
    if how == "mail":
        inner = package_mail(OFFICE, folder, files, sent=START, serial=random.randrange(10**6))
        return [(f"{folder}.eml", inner)]
    inner = zipped([(f"{folder}/{name}", data) for name, data in files])
    return [(f"{folder}.zip", inner if how == "zip" else zipped([(f"{folder}.zip", inner)]))]


@pytest.fixture(scope="module", params=trials(SEEDS))
def passed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Tale, list[Mail]]:
    """One pass over random mails, each of another sender."""
    random, tale = Random(request.param), Tale(tmp_path_factory.mktemp("random"))
    mails = [random_mail(random, number) for number in range(MAILS)]
    for mail in mails:
        sender = f"a{mail.number}@unit{mail.number}.example.org"
        mail.identity = tale.mail(f"申报材料{mail.number}", mail.attached, sender=sender)
    tale.run()
    return tale, mails


def rows(tale: Tale, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(tale.home / "output" / "审查表.xlsx")).get_sheet_by_name(name).to_python()[1:]


def test_every_file_is_in_the_json_once(passed: tuple[Tale, list[Mail]]) -> None:
    tale, mails = passed
    for mail, path in zip(mails, sorted((tale.home / "box").glob("*.eml")), strict=True):
        result = check_paths((path,), installation.guide(), tale.settings)
        own = [file.sha256 for case in result.cases for file in case.package.files]
        loose = [file.sha256 for file in result.unassigned]
        assert len(own) == len(set(own)) and not set(own) & set(loose)
        assert set(own) | set(loose) == set(mail.leaves), (mail.number, mail.leaves.values())
        assert [file_json(file)["sha256"] for file in result.unassigned] == loose


def test_every_file_is_on_the_sheets(passed: tuple[Tale, list[Mail]]) -> None:
    tale, mails = passed
    written = " ".join(str(cell) for row in rows(tale, "附件") for cell in row)
    for mail in mails:
        missing = [name for sha256, name in mail.leaves.items() if sha256[:16] not in written]
        assert missing == [], mail.number


def test_a_file_of_an_enquiry_is_on_the_sheet_and_is_opened_in_its_mail(tmp_path: Path) -> None:
    """Two random mails of the long trials had a text in a mail within a mail, and nothing else: it was on no sheet."""
    tale = Tale(tmp_path)
    inner = package_mail(OFFICE, "其他", [("说明.txt", "请查收".encode())], sent=START, serial=5)
    tale.mail("申报材料", [("其他.eml", inner)], sender="a@unit.example.org")
    tale.mail("请问何时截止", [], sender="b@unit.example.org")
    tale.run()
    (row,) = rows(tale, "附件")
    assert "说明.txt" in row and "未归入项目" in row
    assert not list((tmp_path / "output" / "files").rglob("*.txt"))


def test_the_letter_names_what_belongs_nowhere(passed: tuple[Tale, list[Mail]]) -> None:
    tale, mails = passed
    letters, answered = tale.letters(), 0
    for mail, path in zip(mails, sorted((tale.home / "box").glob("*.eml")), strict=True):
        result = check_paths((path,), installation.guide(), tale.settings)
        letter = letters.get(mail.identity)
        assert not (mail.secret and letter), "a marked mail is answered by a person"
        if letter is not None:
            answered += 1
            assert all(mail.leaves[file.sha256] in letter for file in result.unassigned), letter
    assert answered
