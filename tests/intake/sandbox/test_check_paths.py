"""What `check` takes its paths for: one document alone, or a package of which pieces may be missing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from intake.sandbox.check_paths import CheckResult, check_paths
from tests import installation
from tests.tales import piece


def checked(*paths: Path) -> CheckResult:
    home = paths[0].parent
    return check_paths(paths, installation.guide(), installation.settings(home, home))


def missing(result: CheckResult) -> list[set[str]]:
    """Of each case, the rules by which a piece of its package is missing."""
    return [{f.rule for f in case.findings if f.rule in ("word-missing", "scan-missing")} for case in result.cases]


@pytest.fixture
def word(tmp_path: Path) -> Path:
    file = tmp_path / "申报书.docx"
    file.write_bytes(piece("word"))
    return file


def test_a_document_is_read_alone_and_no_other_is_missed(word: Path) -> None:
    assert missing(checked(word)) == [set()]


def test_the_same_document_in_a_folder_or_an_archive_is_a_package_that_lacks_its_scan(word: Path, tmp_path: Path) -> None:
    folder, archive = tmp_path / "folder", tmp_path / "package.ZIP"
    folder.mkdir()
    (folder / word.name).write_bytes(word.read_bytes())
    with zipfile.ZipFile(archive, "w") as out:
        out.write(word, word.name)
    assert missing(checked(folder)) == missing(checked(archive)) == [{"scan-missing"}]


def test_several_documents_are_one_package(word: Path, tmp_path: Path) -> None:
    scan = tmp_path / "盖章扫描件.pdf"
    scan.write_bytes(piece("scan"))
    assert missing(checked(word, scan)) == [set()] and len(checked(word, scan).cases[0].package.files) == 2


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_path_that_is_not_there_is_told_and_the_others_are_read(word: Path, tmp_path: Path) -> None:
    result = checked(word, tmp_path / "gone.docx")
    assert result.unread == ("gone.docx: 没有这个文件",) and len(result.cases) == 1


def test_a_document_that_cannot_be_read_is_told_with_its_trouble(tmp_path: Path) -> None:
    (tmp_path / "申报书.docx").write_bytes(piece("word")[:2000])
    result = checked(tmp_path / "申报书.docx")
    assert result.unread == ("申报书.docx: Office 文件的压缩结构已损坏",) and missing(result) == [set()]
