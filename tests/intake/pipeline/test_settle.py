"""What kind staff read of a mail that was settled."""

from __future__ import annotations

from pathlib import Path

from tests.tales import Tale, application, piece, zipped

ONE, TWO = application("one").folder, application("two").folder


def test_a_mail_that_adds_to_one_case_and_brings_another_application_is_no_mere_supplement(tmp_path: Path) -> None:
    """A mail with a new application is told from one that only adds to a case."""
    tale = Tale(tmp_path)
    first = (f"{ONE}.zip", zipped([("申报书.docx", piece("word"))]))
    second = (f"{TWO}.zip", zipped([("申报书.docx", piece("word", "two"))]))
    tale.mail(ONE, [first])
    tale.mail("两个项目", [first, second, ("附图.docx", b"PK")])
    assert [case["revision"] for case in tale.run()] == [2, 1] and tale.kinds() == ["submission", "submission"]
    tale.mail("补交", [(f"{TWO}（盖章）.pdf", piece("scan", "two"))])
    assert [case["revision"] for case in tale.run()] == [2, 2] and tale.kinds()[2] == "supplement"
