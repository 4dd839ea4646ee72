"""What `check` says of a mail is what a pass writes down of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.sandbox.check_paths import check_paths
from tests import installation
from tests.tales import Tale, found, piece

WITHOUT = piece("word", "one", recommender="")


@pytest.mark.parametrize(("name", "files", "told"), [
    ("岳麓区科协", [("申报书.docx", WITHOUT)], "recommender-ineligible:recommender"),
    ("李文静", [("申报书.docx", WITHOUT)], "recommender-missing:recommender"),
    ("李文静", [("申报书.docx", piece("word", "one")), ("扫描件.pdf", piece("scan", "one"))], ""),
])  # fmt: skip
def test_the_same_findings_from_both(tmp_path: Path, name: str, files: list[tuple[str, bytes]], told: str) -> None:
    tale = Tale(tmp_path)
    tale.mail("申报材料", files, name=name)
    (case,) = tale.run()
    (mail,) = (tmp_path / "box").glob("*.eml")
    (checked,) = check_paths((mail,), installation.guide(), tale.settings).cases
    assert sorted((f["rule"], f["severity"]) for f in case["findings"]) == sorted((f.rule, f.severity) for f in checked.findings)
    assert not told or told in found(case, "verify")
